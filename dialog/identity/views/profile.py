"""One's own details and logins."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.policy import Identity
from dialog.identity import queries
from dialog.identity.actions.profile import Profile
from dialog.identity.actions.profile import end_login as end
from dialog.identity.actions.profile import log_out_everywhere as end_all
from dialog.identity.actions.profile import update_profile as update
from dialog.identity.forms.profile import ProfileForm
from dialog.identity.kept import forget_kept
from dialog.identity.models import AuthSession, Person
from dialog.identity.rules import ABSOLUTE, IDLE
from dialog.identity.session import SEEN_STEP, close_login, find_login
from dialog.identity.views import bp
from dialog.web.request import LANGUAGE_COOKIE, access, allow, here

UNFINISHED = 422
KNOWN_BY = {
    Identity.PERSONAL: (_l("Personnummer"), _l("Namnet kommer från din e-legitimation.")),
    Identity.COORDINATION: (
        _l("Samordningsnummer"),
        _l(
            "Namnet kommer från din e-legitimation. Du kan delta i öppna dialoger. För att föreslå eller skriva under en folkmotion behöver du ett personnummer."
        ),
    ),
    Identity.FOREIGN: (
        _l("Beteckning i ditt lands e-legitimation"),
        _l(
            "Namnet kommer från din e-legitimation. Du kan delta i öppna dialoger. För att föreslå eller skriva under en folkmotion behöver du logga in med ett svenskt personnummer. Vi gissar aldrig om du också har ett sådant."
        ),
    ),
    Identity.EMPLOYEE: (
        _l("Arbetskonto"),
        _l(
            "Namnet och dina uppgifter i kommunen kommer från ditt arbetskonto. Som privatperson loggar du in med din egen e-legitimation."
        ),
    ),
}
A_YEAR = 365 * 24 * 3600


@bp.get("/mina-sidor/uppgifter")
def profile() -> str:
    """What is known about me, and where I am logged in."""
    me = _me()
    allow(me)
    return _page(me, _form(me))


@bp.post("/mina-sidor/uppgifter")
def update_profile() -> Any:
    """Remember what the person tells."""
    me = _me()
    allow(me)
    form = _form(me)
    if not form.validate_on_submit():
        return _page(me, form), UNFINISHED
    told = Profile(form.email.data or "", form.locale.data, form.wants_letters.data)
    update(here(), me, told)
    forget_kept()
    flash(_("Dina uppgifter är sparade."), "success")
    response = redirect(url_for(".profile"), 303)
    response.set_cookie(
        LANGUAGE_COOKIE,
        told.locale,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )
    return response


@bp.route("/mina-sidor/inloggningar/<int:id>/avsluta", methods=["GET", "POST"])
def end_login(id: int) -> Any:
    """End one login: that of a computer that one has left."""
    login = access(AuthSession, id)
    if request.method == "POST":
        end(here(), login)
        flash(_("Inloggningen är avslutad."), "success")
    return redirect(url_for(".profile"), 303)


@bp.route("/mina-sidor/logga-ut-overallt", methods=["GET", "POST"])
def log_out_everywhere() -> Any:
    """End every login, this one too."""
    me = _me()
    allow(me)
    if request.method == "POST":
        end_all(here(), me, _logins(me))
        close_login(here())
        return redirect(url_for(".log_out"), 303)
    return redirect(url_for(".profile"), 303)


def _me() -> Person:
    """Whoever is logged in; a stranger is asked to log in."""
    ctx = here()
    ctx.require("identity.profile")
    return queries.person_by_key(ctx, ctx.actor.key) or abort(404)


def _form(me: Person) -> ProfileForm:
    email = queries.reveal(here(), me.sealed_email, "email")
    given = {"email": email, "locale": me.locale, "wants_letters": me.wants_letters}
    return ProfileForm(data=given)


def _logins(me: Person) -> list[AuthSession]:
    now = here().now
    return queries.living_logins(here(), me, now - ABSOLUTE, now - IDLE - SEEN_STEP)


def _page(me: Person, form: ProfileForm) -> str:
    mine = find_login(here())
    known_by, explanation = KNOWN_BY[me.identity]
    return render_template(
        "identity/profile.html",
        form=form,
        logins=_logins(me),
        this=mine and mine.id,
        known_by=known_by,
        explanation=explanation,
    )
