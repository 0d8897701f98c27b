"""Every error is a page that says, in plain words, what happened and what the person can do."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from dialog.core.errors import DomainError, NotPermitted, Paused
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l

log = logging.getLogger(__name__)
RETRY_AFTER_SECONDS = "15"
RETRY_AFTER_PAUSE = "1800"

TITLES = {
    400: _l("Något på sidan stämde inte"),
    403: _l("Du har inte behörighet till sidan"),
    404: _l("Sidan finns inte"),
    405: _l("Sidan kan inte användas så"),
    409: _l("Det går inte just nu"),
    413: _l("Det du skickade är för stort"),
    429: _l("Du har försökt för många gånger"),
    500: _l("Något gick fel hos oss"),
    503: _l("Tjänsten är tillfälligt nere"),
}
ADVICE = {
    400: _l("Gå tillbaka, ladda om sidan och försök igen."),
    403: _l(
        "Logga in med en annan e-legitimation eller kontakta kommunen om du tror att det är fel."
    ),
    404: _l("Adressen kan vara felskriven, eller så har sidan flyttat. Börja om från startsidan."),
    405: _l("Gå tillbaka till sidan du kom från och försök igen."),
    409: _l("Gå tillbaka och se hur läget är nu."),
    413: _l("Gå tillbaka, korta texten eller välj en mindre fil och försök igen."),
    429: _l("Vänta en stund och försök sedan igen."),
    500: _l(
        "Felet är noterat. Försök igen om en stund. Det du redan har fått kvitto på är sparat."
    ),
    503: _l("Försök igen om en stund. Det du redan har fått kvitto på är sparat."),
}

TOO_WEAK = _l(
    "Du har uppgifter i kommunen, men du har loggat in med en e-legitimation som inte räcker för dem. Logga in igen med en starkare, så fungerar sidan."
)
PAUSED = _l(
    "Du kan läsa som vanligt. Hade du börjat skriva finns texten kvar i två timmar i samma webbläsare: öppna sidan igen. Tiden läggs till, så du går inte miste om något."
)
UNAVAILABLE = (OperationalError, InterfaceError, PoolTimeout)
Keep = Callable[[], None]


def install(app: Flask, keep_form: Keep) -> None:
    """Turn errors into pages. `keep_form` saves what was typed so that it survives a login."""
    app.register_error_handler(NotPermitted, lambda error: refuse(error, keep_form))
    app.register_error_handler(CSRFError, lambda error: too_old(error, keep_form))
    app.register_error_handler(Paused, lambda error: pause(error, keep_form))
    app.register_error_handler(DomainError, show_refusal)
    app.register_error_handler(HTTPException, show_http_error)
    for kind in UNAVAILABLE:
        app.register_error_handler(kind, show_unavailable)
    app.register_error_handler(Exception, show_failure)


def page(status: int, message: object = "", *, way_on: str = "", **more: Any) -> tuple[str, int]:
    """The error page. It asks the database for nothing."""
    known = status if status in TITLES else 400
    words = {"title": TITLES[known], "advice": ADVICE[known], **more}
    html = render_template("error.html", status=status, message=message, way_on=way_on, **words)
    return html, status


def refuse(error: NotPermitted, keep_form: Keep) -> Any:
    """A stranger is asked to log in and comes back; someone known is told no."""
    roll_back()
    if "context" in g and g.context.actor.id is None:
        if request.method == "POST":
            keep_form()
        g.allowed = True
        return redirect(url_for("identity.log_in", next=local_path()), 303)
    if "context" in g and g.context.actor.has_resting_roles:
        return page(403, TOO_WEAK, way_on=url_for("identity.log_in", som="personal", next=_back()))
    return page(403)


def _back() -> str:
    """Where to come back to: a page that can be opened."""
    return local_path() if request.method == "GET" else "/"


def too_old(error: CSRFError, keep_form: Keep) -> Any:
    """The page had been open for too long: show it again with the same words in it."""
    roll_back()
    same_site = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.host:
        same_site = False
    if "context" not in g or not same_site:
        return page(400)
    if "GET" not in _methods():
        return page(400, _("Sidan hade varit öppen för länge."))
    keep_form()
    g.allowed = True
    return redirect(local_path(), 303)


def pause(error: Paused, keep_form: Keep) -> Any:
    """Nobody can write now. What was typed is kept, and stands in the form again for two hours."""
    roll_back()
    if request.method == "POST" and "GET" in _methods():
        keep_form()
        g.allowed = True
        return redirect(local_path(), 303)
    title = _("Just nu går det inte att skriva")
    response = Response(page(503, str(error), title=title, advice=PAUSED)[0], 503)
    response.headers["Retry-After"] = RETRY_AFTER_PAUSE
    return response


def _methods() -> Any:
    return current_app.url_map.bind(request.host).allowed_methods(request.path)


def show_refusal(error: DomainError) -> tuple[str, int]:
    """The rules say no."""
    roll_back()
    return page(error.status, str(error))


def show_http_error(error: HTTPException) -> Any:
    """404, 405, 413 and their like; and 500, when even the end of a request went wrong."""
    cause = getattr(error, "original_exception", None)
    if isinstance(cause, UNAVAILABLE):
        return show_unavailable(cause)
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    roll_back()
    return page(error.code)


def show_unavailable(error: Exception) -> Any:
    """The database is away. Nothing that was acknowledged is lost."""
    log.error("database unavailable: %s", type(error).__name__)
    g.pop("context", None)  # the page must ask the database for nothing
    response = Response(page(503)[0], 503)
    response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def show_failure(error: Exception) -> tuple[str, int]:
    """A fault of ours. The log has the details, the page has none."""
    log.error("unexpected error at %s", request.endpoint, exc_info=error)
    roll_back()
    return page(500)


def roll_back() -> None:
    """Undo what the request had begun to change."""
    if session := g.get("session"):
        session.rollback()


def local_path() -> str:
    """The path of this request, with its query."""
    return request.full_path.rstrip("?")
