"""Logging in and out, and the pages for a login that did not happen."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response

from dialog.core.i18n import current_locale
from dialog.core.i18n import gettext as _
from dialog.identity import attempts
from dialog.identity.actions.login import log_out as end
from dialog.identity.attempts import LOGIN
from dialog.identity.choice import MANY, found, in_order
from dialog.identity.login import (
    LEVELS,
    ask,
    levels_for,
    login_level,
    own_provider,
    providers,
    service,
    start_login,
)
from dialog.identity.logos import digests, picture
from dialog.identity.rules import local_path, reaches
from dialog.identity.saml.names import EIDAS_PERSON
from dialog.identity.saml.provider import IdentityProvider
from dialog.identity.saml.request import NoBinding, NoCommonLevel
from dialog.identity.session import close_login, find_login
from dialog.identity.views import bp
from dialog.web.request import allow, here, public_page, writes

WRONG = 422
LEAST_LEVEL = "loa3"
NOWHERE_TO_RETURN = ("/logga-in", "/logga-ut", "/saml/")


def next_path() -> str:
    """Where the person was going: a path on this site."""
    path = local_path(request.args.get("next") or request.args.get("till"))
    return "/" if path.startswith(NOWHERE_TO_RETURN) else path


@bp.get("/logga-in")
@writes
def log_in() -> Response | str | tuple[str, int]:
    """The identity providers that fit; with one of them given, straight to it."""
    allow()
    ctx = here()
    handle = request.args.get("akt", "")
    attempt = attempts.find(ctx, handle) if handle else None
    if handle and attempt is None:
        return redirect(url_for(".refused"), 303)
    level = attempts.opened(ctx, attempt)["level"] if attempt else _level()
    fitting = providers(ctx, levels_for(attempt.kind if attempt else LOGIN, level))
    own = None if attempt else own_provider(ctx)
    back = attempt.next_path if attempt else next_path()
    problem = ""
    if wanted := request.args.get("idp"):
        try:
            idp = _chosen(wanted, [*fitting, own.idp] if own else fitting)
            return ask(ctx, handle, idp) if attempt else start_login(ctx, idp, back, level)
        except (NoBinding, NoCommonLevel) as error:
            problem = _problem_of(error)
    page = render_template(
        "identity/log_in.html",
        **_choice(fitting),
        own=own.idp if own else None,
        needs_more=level != LEAST_LEVEL,
        kept=_kept(handle, back),
        back=back,
        problem=problem,
    )
    return (page, WRONG) if problem else page


def _staff() -> bool:
    return request.args.get("som") == "personal"


def _level() -> str:
    """The level that is needed: the municipality's, or a stronger one that a page asks for."""
    asked = request.args.get("niva", "")
    needed = login_level(here(), is_staff=_staff())
    return asked if asked in LEVELS and reaches(asked, needed) else needed


def _kept(handle: str, back: str) -> dict[str, str]:
    """What every link on the page carries along."""
    if handle:
        return {"akt": handle}
    kept = {"next": back} | {name: request.args[name] for name in ("niva",) if name in request.args}
    return kept | {"som": "personal"} if _staff() else kept


def _choice(fitting: list[IdentityProvider]) -> dict[str, Any]:
    """The providers as the page shows them, those that were searched for if any were."""
    words, mine = request.args.get("q", ""), service(here())
    return {
        "providers": in_order(found(fitting, words), current_locale()),
        "logos": digests(here(), fitting),
        "is_many": len(fitting) > MANY,
        "is_any": bool(fitting),
        "words": words,
        "takes_coordination_numbers": mine.takes_coordination_numbers,
        "takes_foreign": any(EIDAS_PERSON in idp.categories for idp in fitting),
    }


def _chosen(entity_id: str, offered: list[IdentityProvider]) -> IdentityProvider:
    """The one with that entityID. Raises NoCommonLevel or NoBinding when it is not offered."""
    for idp in offered:
        if idp.entity_id == entity_id:
            return idp
    if any(idp.entity_id == entity_id for idp in providers(here(), service(here()).accepts)):
        raise NoCommonLevel(entity_id)
    raise NoBinding(entity_id)


def _problem_of(error: Exception) -> str:
    """What to say when a question cannot even be asked."""
    if isinstance(error, NoCommonLevel):
        return _("Den e-legitimationen har inte den tillitsnivå som behövs. Välj en annan.")
    return _("Den e-legitimationen går inte att använda här. Välj en annan.")


@bp.get("/logga-in/logotyp")
@public_page
def logo() -> Response:
    """A provider's logotype, as we drew it anew."""
    allow()
    data = picture(here(), request.args.get("v", ""))
    if data is None:
        abort(404)
    return Response(data, mimetype="image/png")


@bp.route("/logga-ut", methods=["GET", "POST"])
def log_out() -> Response | str:
    """End the session here. The provider's own session is out of our reach, and the page says so."""
    allow()
    if request.method == "POST":
        if login := find_login(here()):
            end(here(), login)
        close_login(here())
        return redirect(url_for(".log_out"), 303)
    return render_template("identity/log_out.html")


@bp.get("/logga-in/avbruten")
def cancelled() -> str:
    """The person chose to stop."""
    allow()
    return render_template("identity/cancelled.html", back=next_path())


@bp.get("/logga-in/varning")
def suspected() -> str:
    """The provider suspects that somebody is being deceived."""
    allow()
    return render_template("identity/suspected.html", back=next_path())


@bp.get("/logga-in/annan")
def other_person() -> str:
    """Somebody else than the one who is logged in answered."""
    allow()
    return render_template("identity/other_person.html", back=next_path())


@bp.get("/logga-in/nekad")
def refused() -> str:
    """One page for every message that we did not believe. Why is in the log."""
    allow()
    return render_template("identity/refused.html", back=next_path())
