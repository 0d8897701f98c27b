"""From the cookie to an Actor: Flask-Login's user is a row in auth_session, named by an opaque token."""

import base64
import logging
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from flask import Response, after_this_request, current_app, request
from flask import session as cookie
from flask_login import UserMixin, login_user, logout_user
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import joinedload

from dialog.core.context import Context
from dialog.core.keys import WrongKey, seal, unseal
from dialog.core.policy import ANONYMOUS, Actor, Identity, Role
from dialog.core.worker import Desk
from dialog.identity.local_trust import LocalTrust
from dialog.identity.models import AuthSession, Person
from dialog.identity.queries import reveal
from dialog.identity.rules import ABSOLUTE, IDLE, reaches, token_hash
from dialog.tenancy.queries import municipality, municipality_key, rules_now
from dialog.web.request import SAFE_METHODS, has_mark

log = logging.getLogger(__name__)

SEEN_STEP = timedelta(minutes=5)  # how exactly we remember when someone was last here
TOKEN_BYTES = 32
_COOKIE = "_user_id"  # Flask-Login's own name for it
_NUMBER = "number"
# A public page is the same for everyone. This cookie lets its script show that one is logged in;
# the server never believes it.
MARK, STAFF, SOMEBODY = "inloggad", "personal", "ja"


class User(UserMixin):  # type: ignore[misc]
    """What Flask-Login holds: the token, nothing else."""

    def __init__(self, token: str) -> None:
        self.id = token


def load_user(token: str) -> User:
    """Flask-Login's hook. Whether the token is any good is decided by `find_actor`."""
    return User(token)


def find_actor(ctx: Context) -> Actor:
    """Whoever holds a living session here. One statement, none for visitors without a cookie."""
    login = find_login(ctx)
    if login is None:
        if MARK in request.cookies:
            mark_browser("")
        return ANONYMOUS
    if ctx.now - login.seen_at > SEEN_STEP:
        note_visit(ctx, login)
    actor = actor_of(ctx, login.person, login.loa)
    if actor.roles and not _is_still_believed(ctx, login):
        return replace(actor, roles=frozenset(), has_resting_roles=True)
    return actor


def _is_still_believed(ctx: Context, login: AuthSession) -> bool:
    """An employee has roles for as long as the local trust file names the provider they came by."""
    if login.person.identity is not Identity.EMPLOYEE:
        return True
    trust: LocalTrust = current_app.extensions["local_trust"]
    own = trust.provider(municipality(ctx.session).slug, ctx.now)
    return own is not None and own.idp.entity_id == login.idp


def find_login(ctx: Context) -> AuthSession | None:
    """The living login of this browser, if there is one."""
    token = cookie.get(_COOKIE)
    if not token:
        return None
    stmt = select(AuthSession).where(
        AuthSession.token_hash == token_hash(str(token)),
        AuthSession.ended_at.is_(None),
        AuthSession.seen_at > ctx.now - IDLE - SEEN_STEP,
        AuthSession.created_at > ctx.now - ABSOLUTE,
    )
    return ctx.session.scalar(stmt.options(joinedload(AuthSession.person, innerjoin=True)))


def actor_of(ctx: Context, person: Person, loa: str) -> Actor:
    """The person as an actor, with their roles if the login is as strong as staff must have it."""
    roles = frozenset(Role(role) for role in person.roles)
    is_strong = not roles or reaches(loa, rules_now(ctx)["staff.identity_level"])
    return Actor(
        id=person.id,
        key=person.key,
        name=reveal(ctx, person.sealed_name, "name"),
        roles=roles if is_strong else frozenset(),
        identity=person.identity,
        loa=loa,
        has_resting_roles=not is_strong,
    )


def note_visit(ctx: Context, login: AuthSession) -> None:
    """Remember, roughly, that the person was here: the session lives on."""
    if request.method not in SAFE_METHODS or has_mark("writes"):
        login.seen_at = ctx.now
        return
    # A page that is only read has no transaction to write in, so it gets a short one afterwards.
    desk = Desk(current_app.extensions["engine"], ctx.keys, ctx.now)
    where, which = ctx.session.municipality_id, login.id

    @after_this_request
    def note(response: Response) -> Response:
        try:
            with desk.context(where) as later:
                later.session.get_one(AuthSession, which).seen_at = desk.now
        except SQLAlchemyError as error:
            log.warning("a visit could not be noted: %s", type(error).__name__)
        return response


def open_login(
    ctx: Context, person: Person, loa: str, idp: str, *, number: str = ""
) -> AuthSession:
    """Begin a new session with a new id; whatever this browser had before is ended.

    The browser keeps the number, sealed, so that the identity provider can be told whom to expect
    when the person acts; the database does not have it.
    """
    if old := find_login(ctx):
        old.ended_at = ctx.now
    token = secrets.token_urlsafe(TOKEN_BYTES)
    began = roughly(ctx.now)
    login = AuthSession(
        token_hash=token_hash(token),
        person=person,
        loa=loa,
        idp=idp,
        created_at=began,
        seen_at=began,
    )
    ctx.session.add(login)
    cookie.clear()
    login_user(User(token))
    mark_browser(STAFF if person.roles else SOMEBODY)
    if number:
        sealed = seal(municipality_key(ctx), number.encode(), login.token_hash)
        cookie[_NUMBER] = base64.b64encode(sealed).decode()
    return login


def known_number(ctx: Context) -> str | None:
    """The personal number of whoever is logged in, if their browser carries it."""
    token, sealed = cookie.get(_COOKIE), cookie.get(_NUMBER)
    if ctx.actor.id is None or not token or not sealed:
        return None
    try:
        place = token_hash(str(token))
        return unseal(municipality_key(ctx), base64.b64decode(sealed), place).decode()
    except (WrongKey, ValueError):
        return None


def roughly(now: datetime) -> datetime:
    """The moment, less exact: a session must not tell, by the second, who signed what just then."""
    step = SEEN_STEP.total_seconds()
    return datetime.fromtimestamp(now.timestamp() // step * step, now.tzinfo)


def close_login(ctx: Context) -> None:
    """End this browser's session."""
    if login := find_login(ctx):
        login.ended_at = ctx.now
    logout_user()
    cookie.clear()
    mark_browser("")


def mark_browser(who: str) -> None:
    """Let the scripts of public pages know who is here: STAFF, SOMEBODY or, when empty, nobody."""
    is_secure = bool(current_app.config["SESSION_COOKIE_SECURE"])

    @after_this_request
    def mark(response: Response) -> Response:
        if who:
            response.set_cookie(MARK, who, secure=is_secure, samesite="Lax")
        else:
            response.delete_cookie(MARK, secure=is_secure, samesite="Lax")
        return response
