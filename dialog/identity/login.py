"""The web half of a login: to the identity provider and back, with a handle that only this browser has."""

from dataclasses import replace
from hmac import compare_digest

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug import Response

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.errors import DomainError
from dialog.core.i18n import gettext as _
from dialog.identity import attempts, evidence
from dialog.identity.actions.login import log_in
from dialog.identity.acts import COMPLETIONS, CompletedAct, NewAct, record_hash
from dialog.identity.attempts import LOGIN, Answered
from dialog.identity.choice import remember
from dialog.identity.federation import Federation
from dialog.identity.kept import keep_form
from dialog.identity.models import AuthSession, LoginAttempt, Person
from dialog.identity.persons import recognise, remember_used
from dialog.identity.queries import person_key
from dialog.identity.rules import QUESTION_LASTS
from dialog.identity.saml import names
from dialog.identity.saml.outcome import Authenticated, OtherPerson, Refused
from dialog.identity.saml.provider import IdentityProvider, ServiceProvider
from dialog.identity.saml.request import NoBinding, NoCommonLevel, Wish, new_request
from dialog.identity.saml.response import Trust, validate
from dialog.identity.session import actor_of, find_login, known_number, open_login
from dialog.tenancy.queries import municipality
from dialog.web.request import here

ACS_PATH = "/saml/acs"
LEVELS = {"loa3": (names.LOA3, names.LOA4), "loa4": (names.LOA4,)}
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
    idp = usual_provider(ctx, login)
    if idp is None:
        return redirect(url_for("identity.log_in", akt=handle), 303)
    return ask(ctx, handle, idp)


def start_login(ctx: Context, idp: IdentityProvider, next_path: str) -> Response:
    """Send the person to show who they are."""
    login = find_login(ctx)
    handle = attempts.begin(ctx, NewAct(LOGIN, {}, next_path), login.id if login else None)
    return ask(ctx, handle, idp)


def ask(ctx: Context, handle: str, idp: IdentityProvider) -> Response:
    """The question, and the cookie that proves that the answer comes to the same browser."""
    attempt = attempts.find(ctx, handle)
    if attempt is None:
        return redirect(url_for("identity.refused"), 303)
    question = new_request(service(ctx), idp, _wish(ctx, attempt), ctx.now)
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


def _wish(ctx: Context, attempt: LoginAttempt) -> Wish:
    sealed = attempts.opened(ctx, attempt)
    return Wish(
        force_authn=True,  # people share computers in libraries, and no provider logs them out
        principal=known_number(ctx) if attempt.person_id else None,
        loas=LEVELS[sealed["level"]],
        request_id=attempts.renew(attempt, ctx.now),
        message=sealed["message"],
    )


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
    mine = service(ctx)
    idp = federation().provider(mine, answered.asked.idp_entity_id, ctx.now)
    if idp is None:
        raise Refused("the provider is no longer in the feed")
    who = validate(
        request.form.get("SAMLResponse", ""),
        Trust(mine, idp, answered.asked),
        ctx.now,
        lambda *used: remember_used(ctx, *used),
    )
    return who, idp


def finish(ctx: Context, answered: Answered, who: Authenticated, idp: IdentityProvider) -> Response:
    """Open the session and, for an act, do it. Where the rules say no, the person is told why."""
    ensure_expected(ctx, answered, who)
    person = log_in(ctx, who) if answered.kind == LOGIN else recognise(ctx, who)
    ctx.session.flush()
    _open(ctx, answered, person, who)
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
    if expected is None or expected.key != person_key(ctx, who.personal_number):
        raise OtherPerson("somebody else than the one who is logged in")


def _open(ctx: Context, answered: Answered, person: Person, who: Authenticated) -> None:
    if answered.replaces:
        # The cookie of that session does not come along with a post from another site.
        old = ctx.session.get(AuthSession, answered.replaces)
        if old is not None:
            old.ended_at = old.ended_at or ctx.now
    open_login(ctx, person, short(who.loa), who.idp_entity_id, number=who.personal_number)


def _complete(
    ctx: Context, answered: Answered, done: tuple[Person, Authenticated, IdentityProvider]
) -> str:
    """The act itself, with its proof: both or neither."""
    person, who, idp = done
    acting = replace(ctx, actor=actor_of(ctx, person, short(who.loa)))
    act = CompletedAct(
        kind=answered.kind,
        record=answered.record,
        record_hash=record_hash(answered.record),
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
    return federation().service(municipality(ctx.session), request.host.lower(), ctx.now)


def providers(ctx: Context) -> list[IdentityProvider]:
    """Those with whom people can log in here."""
    return federation().providers(service(ctx), ctx.now)


def provider_named(ctx: Context, entity_id: str) -> IdentityProvider:
    """The one with that entityID. Raises NoBinding when people cannot log in with it here."""
    for idp in providers(ctx):
        if idp.entity_id == entity_id:
            return idp
    raise NoBinding(entity_id)


def usual_provider(ctx: Context, login: AuthSession | None) -> IdentityProvider | None:
    """The one that the person came with, or the only one there is; None when there is a choice."""
    known = {idp.entity_id: idp for idp in providers(ctx)}
    if login and login.idp in known:
        return known[login.idp]
    return next(iter(known.values())) if len(known) == 1 else None


def problem_of(error: Exception) -> str:
    """What to say when a question cannot even be asked."""
    if isinstance(error, NoCommonLevel):
        return _("Den e-legitimationen har inte den tillitsnivå som behövs. Välj en annan.")
    return _("Den e-legitimationen går inte att använda här. Välj en annan.")
