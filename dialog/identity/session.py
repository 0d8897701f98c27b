"""From the cookie to an Actor: Flask-Login's user is a row in auth_session, named by an opaque token."""

import hashlib
import secrets
from datetime import timedelta

from flask import session as cookie
from flask_login import UserMixin, login_user, logout_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog.core.context import Context
from dialog.core.policy import ANONYMOUS, Actor, Role
from dialog.identity.models import AuthSession, Person
from dialog.identity.queries import reveal

IDLE = timedelta(hours=1)
ABSOLUTE = timedelta(hours=8)
SEEN_STEP = timedelta(minutes=5)  # how exactly we remember when someone was last here
TOKEN_BYTES = 32
_COOKIE = "_user_id"  # Flask-Login's own name for it


class User(UserMixin):  # type: ignore[misc]
    """What Flask-Login holds: the token, nothing else."""

    def __init__(self, token: str) -> None:
        self.id = token


def load_user(token: str) -> User:
    """Flask-Login's hook. Whether the token is any good is decided by `find_actor`."""
    return User(token)


def token_hash(token: str) -> str:
    """What the database holds of a token or handle."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_actor(ctx: Context) -> Actor:
    """Whoever holds a living session here. One statement, none for visitors without a cookie."""
    login = find_login(ctx)
    if login is None:
        return ANONYMOUS
    return actor_of(ctx, login.person, login.loa)


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
    """The person as an actor."""
    return Actor(
        id=person.id,
        key=person.key,
        name=reveal(ctx, person.sealed_name, "name"),
        roles=frozenset(Role(role) for role in person.roles),
        has_coordination_number=person.has_coordination_number,
        loa=loa,
    )


def open_login(ctx: Context, person: Person, loa: str, idp: str) -> AuthSession:
    """Begin a new session with a new id; whatever this browser had before is ended."""
    if old := find_login(ctx):
        old.ended_at = ctx.now
    token = secrets.token_urlsafe(TOKEN_BYTES)
    login = AuthSession(
        token_hash=token_hash(token),
        person=person,
        loa=loa,
        idp=idp,
        created_at=ctx.now,
        seen_at=ctx.now,
    )
    ctx.session.add(login)
    cookie.clear()
    login_user(User(token))
    return login


def close_login(ctx: Context) -> None:
    """End this browser's session."""
    if login := find_login(ctx):
        login.ended_at = ctx.now
    logout_user()
    cookie.clear()
