"""Logging in and out, and the pages for a login that did not happen."""

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from dialog.core.i18n import current_locale
from dialog.identity import attempts
from dialog.identity.actions.login import log_out as end
from dialog.identity.choice import MANY, found, in_order
from dialog.identity.login import ask, problem_of, provider_named, providers, start_login
from dialog.identity.rules import local_path
from dialog.identity.saml.request import NoBinding, NoCommonLevel
from dialog.identity.session import close_login, find_login
from dialog.identity.views import bp
from dialog.web.request import allow, here, writes

WRONG = 422
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
    back = attempt.next_path if attempt else next_path()
    problem = ""
    if wanted := request.args.get("idp"):
        try:
            idp = provider_named(ctx, wanted)
            return ask(ctx, handle, idp) if handle else start_login(ctx, idp, back)
        except (NoBinding, NoCommonLevel) as error:
            problem = problem_of(error)
    page = _choice(back, handle, problem)
    return (page, WRONG) if problem else page


def _choice(back: str, handle: str, problem: str) -> str:
    """The page where one chooses whom to log in with."""
    fitting, words = providers(here()), request.args.get("q", "")
    return render_template(
        "identity/log_in.html",
        providers=in_order(found(fitting, words), current_locale()),
        is_many=len(fitting) > MANY,
        is_any=bool(fitting),
        words=words,
        back=back,
        handle=handle,
        problem=problem,
    )


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
