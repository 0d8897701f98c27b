"""The web half of a login: to the identity provider and back, with a handle that only this browser has."""

from dataclasses import replace
from hmac import compare_digest

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug import Response

from dialog.config import Config
from dialog.core.canonical import digest
from dialog.core.context import Context
from dialog.core.errors import DomainError
from dialog.identity import attempts, evidence
from dialog.identity.actions.login import log_in
from dialog.identity.acts import COMPLETIONS, CompletedAct, NewAct
from dialog.identity.attempts import LOGIN, Answered
from dialog.identity.choice import remember
from dialog.identity.federation import Federation
from dialog.identity.kept import keep_form
from dialog.identity.local_trust import LocalTrust, OwnProvider
from dialog.identity.models import AuthSession, LoginAttempt, Person
from dialog.identity.persons import key_of, recognise, remember_used
from dialog.identity.rules import QUESTION_LASTS, STRENGTH
from dialog.identity.saml import names
from dialog.identity.saml.outcome import Authenticated, OtherPerson, Refused
from dialog.identity.saml.provider import IdentityProvider, ServiceProvider, levels
from dialog.identity.saml.request import Wish, new_request
from dialog.identity.saml.response import Trust, validate
from dialog.identity.session import actor_of, find_login, known_number, open_login
from dialog.tenancy.queries import municipality, rules_now
from dialog.web.request import here

ACS_PATH = "/saml/acs"
LEVELS = {"loa3": (names.LOA3, names.LOA4), "loa4": (names.LOA4,)}
# Foreign persons log in; an act needs a Swedish personal number, so it is not asked of their providers.
FOREIGN_LEVELS = {"loa3": names.EIDAS, "loa4": names.EIDAS_HIGH}
LONGEST_ADDRESS = 6000  # characters; longer questions go by form


def start_act(act: NewAct) -> Response:
    """Send the person to show who they are, bound to what they are about to do.

    Whoever is logged in must be the one who answers. The fields of the posted form are kept, so
    that they are there again if the person cancels.
    """
    if act.kind not in COMPLETIONS:
        raise KeyError(act.kind)  # nobody would complete it
    sealing_key()  # where proof cannot be kept, nobody is asked to give any
    ctx = here()
    keep_form()
    login = find_login(ctx)
    handle = attempts.begin(ctx, act, login.id if login else None)
    idp = usual_provider(ctx, login, LEVELS[act.level])
    if idp is None:
        return redirect(url_for("identity.log_in", akt=handle), 303)
    return ask(ctx, handle, idp)


def start_login(ctx: Context, idp: IdentityProvider, next_path: str, level: str) -> Response:
    """Send the person to show who they are."""
    login = find_login(ctx)
    wanted = NewAct(LOGIN, {}, next_path, level=level)
    handle = attempts.begin(ctx, wanted, login.id if login else None)
    return ask(ctx, handle, idp)


def ask(ctx: Context, handle: str, idp: IdentityProvider) -> Response:
    """The question, and the cookie that proves that the answer comes to the same browser."""
    attempt = attempts.find(ctx, handle)
    if attempt is None:
        return redirect(url_for("identity.refused"), 303)
    question = new_request(service_for(ctx, idp), idp, _wish(ctx, attempt, idp), ctx.now)
    attempts.note_question(attempt, question.asked)
    url = question.redirect_url(handle) if idp.sso_redirect else ""
    if url and len(url) <= LONGEST_ADDRESS:
        response = redirect(url, 303)
    else:
        form = question.post_form(handle)
        response = Response(render_template("identity/send.html", form=form), mimetype="text/html")
    response.set_cookie(
        cookie_name(handle),
        handle,
        max_age=QUESTION_LASTS,
        path=ACS_PATH,
        secure=True,
        httponly=True,
        samesite="None",  # the answer is a post from another site
    )
    return response


def _wish(ctx: Context, attempt: LoginAttempt, idp: IdentityProvider) -> Wish:
    sealed = attempts.opened(ctx, attempt)
    return Wish(
        force_authn=True,  # people share computers in libraries, and no provider logs them out
        principal=known_number(ctx) if attempt.person_id else None,
        loas=idp.loas if idp.employee else levels_for(attempt.kind, sealed["level"]),
        request_id=attempts.renew(attempt, ctx.now),
        message=sealed["message"],
    )


def levels_for(kind: str, level: str) -> tuple[str, ...]:
    """What may be answered when this level, or a stronger one, is needed."""
    return LEVELS[level] + FOREIGN_LEVELS[level] if kind == LOGIN else LEVELS[level]


def login_level(ctx: Context, *, is_staff: bool) -> str:
    """The level that logging in needs; for those who work here the one that their roles need."""
    rules = rules_now(ctx)
    needed = {rules["dialog.identity_level"]}
    if is_staff:
        needed.add(rules["staff.identity_level"])
    return str(max(needed, key=STRENGTH.__getitem__))


def cookie_name(handle: str) -> str:
    """One cookie per attempt, so that two windows do not disturb each other."""
    return f"saml_{handle[:8]}"


def take_attempt(ctx: Context) -> Answered:
    """The attempt that this answer belongs to. It can be taken once, and only by its own browser."""
    handle = request.form.get("RelayState", "")
    mine = request.cookies.get(cookie_name(handle), "")
    if not handle or not compare_digest(mine.encode(), handle.encode()):
        raise Refused("answer without the cookie of its question")
    answered = attempts.take(ctx, handle)
    if answered is None:
        raise Refused("answer to no question, or too late")
    return answered


def judge(ctx: Context, answered: Answered) -> tuple[Authenticated, IdentityProvider]:
    """Who it is. Raises Refused, Cancelled or FraudSuspected."""
    idp = _asked_provider(ctx, answered)
    if idp is None:
        raise Refused("the provider is no longer in the feed")
    who = validate(
        request.form.get("SAMLResponse", ""),
        Trust(service_for(ctx, idp), idp, answered.asked),
        ctx.now,
        lambda *used: remember_used(ctx, *used),
    )
    return who, idp


def _asked_provider(ctx: Context, answered: Answered) -> IdentityProvider | None:
    """Where a municipality's own provider stands in a feed too, it is its own provider."""
    entity_id, own = answered.asked.idp_entity_id, own_provider(ctx)
    if own is not None and own.idp.entity_id == entity_id:
        return own.idp if answered.kind == LOGIN else None
    return federation().provider(service(ctx), entity_id, ctx.now)


def finish(ctx: Context, answered: Answered, who: Authenticated, idp: IdentityProvider) -> Response:
    """Open the session and, for an act, do it. Where the rules say no, the person is told why."""
    ensure_expected(ctx, answered, who)
    own = own_provider(ctx) if idp.employee else None
    given = own.roles_of(who.groups) if own else frozenset()
    person = log_in(ctx, who, given) if answered.kind == LOGIN else recognise(ctx, who)
    ctx.session.flush()
    _open(ctx, answered, person, (who, own.level if own else short(who.loa)))
    path = answered.next_path
    if answered.kind != LOGIN:
        try:
            path = _complete(ctx, answered, (person, who, idp))
        except DomainError as error:
            flash(str(error), "danger")
    response = redirect(path, 303)
    remember(response, idp)
    return response


def ensure_expected(ctx: Context, answered: Answered, who: Authenticated) -> None:
    """Whoever was logged in must be the one who acts. Raises OtherPerson."""
    if answered.person_id is None:
        return
    expected = ctx.session.get(Person, answered.person_id)
    if expected is None or expected.key != key_of(ctx, who):
        raise OtherPerson("somebody else than the one who is logged in")


def _open(
    ctx: Context, answered: Answered, person: Person, shown: tuple[Authenticated, str]
) -> None:
    who, level = shown
    if answered.replaces:
        # The cookie of that session does not come along with a post from another site.
        old = ctx.session.get(AuthSession, answered.replaces)
        if old is not None:
            old.ended_at = old.ended_at or ctx.now
    open_login(ctx, person, level, who.idp_entity_id, number=who.personal_number)


def _complete(
    ctx: Context, answered: Answered, done: tuple[Person, Authenticated, IdentityProvider]
) -> str:
    """The act itself, with its proof: both or neither."""
    person, who, idp = done
    acting = replace(ctx, actor=actor_of(ctx, person, short(who.loa)))
    act = CompletedAct(
        kind=answered.kind,
        record=answered.record,
        record_hash=digest(answered.record),
        payload=answered.payload,
        loa=short(who.loa),
        authn_instant=who.authn_instant,
    )
    with ctx.session.begin_nested():
        evidence.keep(ctx, sealing_key(), answered, who, idp)
        return COMPLETIONS[answered.kind](acting, act)


def sealing_key() -> str:
    """The public key that evidence is sealed to."""
    settings: Config = current_app.extensions["dialog"]
    return evidence.public_key(settings.data_dir, may_make=settings.demo)


def short(loa: str) -> str:
    """The level's own name at the end of its address: "loa3"."""
    return loa.rpartition("/")[2]


def federation() -> Federation:
    """Whom we trust, as the settings of this process say."""
    extensions = current_app.extensions
    if "federation" not in extensions:
        extensions["federation"] = Federation.from_config(
            extensions["dialog"], extensions["engine"]
        )
    found: Federation = extensions["federation"]
    return found


def service(ctx: Context) -> ServiceProvider:
    """What we are to identity providers, in this municipality and under this host name."""
    here = municipality(ctx.session)
    return federation().service(here, request.host.lower(), ctx.now, rules_now(ctx))


def service_for(ctx: Context, idp: IdentityProvider) -> ServiceProvider:
    """The same to this provider. Of our own one we ask the only level that the trust file names."""
    mine = service(ctx)
    return replace(mine, loas=idp.loas, takes_foreign=False) if idp.employee else mine


def own_provider(ctx: Context) -> OwnProvider | None:
    """The municipality's own provider, for those who work there."""
    trust: LocalTrust = current_app.extensions["local_trust"]
    return trust.provider(municipality(ctx.session).slug, ctx.now)


def providers(ctx: Context, loas: tuple[str, ...]) -> list[IdentityProvider]:
    """Those with whom people can log in here at one of these levels."""
    mine, own = service(ctx), own_provider(ctx)
    return [
        idp
        for idp in federation().providers(mine, ctx.now)
        if not set(loas).isdisjoint(levels(mine, idp))
        and (own is None or own.idp.entity_id != idp.entity_id)
    ]


def usual_provider(
    ctx: Context, login: AuthSession | None, loas: tuple[str, ...]
) -> IdentityProvider | None:
    """The one that the person came with, or the only one there is; None when there is a choice."""
    known = {idp.entity_id: idp for idp in providers(ctx, loas)}
    if login and login.idp in known:
        return known[login.idp]
    return next(iter(known.values())) if len(known) == 1 else None
