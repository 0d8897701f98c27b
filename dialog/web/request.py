"""One request: one tenant, one actor, one transaction. Closed unless a view opens it."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Flask, Request, Response, abort, current_app, g, request
from sqlalchemy import Engine
from werkzeug.routing import IntegerConverter, ValidationError

from dialog.core import i18n
from dialog.core.context import Context
from dialog.core.db import Base, TenantSession, reader
from dialog.core.files import Files
from dialog.core.keys import Keyring
from dialog.core.policy import ANONYMOUS, Actor

T = TypeVar("T", bound=Base)
View = TypeVar("View", bound=Callable[..., Any])

LANGUAGE_COOKIE = "sprak"
MOST_ID = 2**31 - 1
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def public_page(view: View) -> View:
    """The page is the same for everyone, so proxies may keep it: no actor, cookie or token."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def writes(view: View) -> View:
    """The view changes something although it is asked with GET (the start of a login)."""
    view.writes = True  # type: ignore[attr-defined]
    return view


def tenant_free(view: View) -> View:
    """The view belongs to the installation, not to a municipality (health checks)."""
    view.tenant_free = True  # type: ignore[attr-defined]
    return view


def large(most: int) -> Callable[[View], View]:
    """The view takes requests of up to `most` bytes: an upload."""

    def mark(view: View) -> View:
        view.largest_request = most  # type: ignore[attr-defined]
        return view

    return mark


def set_limit() -> None:
    """Let an upload be as large as its view says. Runs before anything reads the request."""
    view = current_app.view_functions.get(request.endpoint or "")
    if most := getattr(view, "largest_request", 0):
        request.max_content_length = request.max_form_memory_size = most


def has_mark(mark: str) -> bool:
    """Whether the view of this request bears the mark."""
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, mark, False))


def here() -> Context:
    """The context of this request: what a view hands to an action."""
    context: Context = g.context
    return context


def allow(subject: object = None) -> None:
    """Check the permission that bears the name of this endpoint."""
    here().require(request.endpoint or "", subject)
    g.allowed = True


def access(model: type[T], id: int) -> T:
    """The only way for a view to get a row: own municipality (404), permitted (403)."""
    row = here().session.get(model, id) or abort(404)
    allow(row)
    return row


class RowNumber(IntegerConverter):
    """The number of a row in an address. Larger ones than a database can hold are no address."""

    regex = r"[0-9]{1,10}"

    def to_python(self, value: str) -> int:
        """The number, or no match."""
        number = int(value)
        if number > MOST_ID:
            raise ValidationError
        return number


@dataclass(frozen=True)
class Lifecycle:
    """Opens and closes the context around every request."""

    engine: Engine
    keys: Keyring
    find_tenant: Callable[[Request], int]
    find_actor: Callable[[Context], Actor]
    clock: Callable[[], datetime]
    find_files: Callable[[int], Files]

    def install(self, app: Flask) -> None:
        """Hook into the application."""
        app.url_map.converters["int"] = RowNumber
        app.before_request(self.begin)
        app.after_request(self.end)
        app.teardown_request(self.close)

    def begin(self) -> None:
        """Find out where and who, and open the transaction."""
        g.opened = ExitStack()
        g.opened.enter_context(i18n.speaking(self.language()))
        if request.endpoint == "static" or has_mark("tenant_free"):
            return
        reads_only = request.method in SAFE_METHODS and not has_mark("writes")
        engine = reader(self.engine) if reads_only else self.engine
        session = g.session = TenantSession(engine, municipality_id=self.find_tenant(request))
        now = self.clock()
        files = self.find_files(session.municipality_id)
        g.context = Context(session, ANONYMOUS, now, self.keys, files)
        if not has_mark("is_public"):
            g.context = replace(g.context, actor=self.find_actor(g.context))

    @staticmethod
    def language() -> str:
        """The language that the person has chosen, else Swedish."""
        chosen = request.cookies.get(LANGUAGE_COOKIE, "")
        return chosen if chosen in i18n.LANGUAGES else i18n.SOURCE

    def end(self, response: Response) -> Response:
        """Commit what succeeded, but never an answer that nobody checked."""
        if "session" in g and response.status_code < HTTPStatus.BAD_REQUEST:
            if "allowed" not in g:
                raise RuntimeError(f"{request.endpoint} answered without checking a permission")
            g.session.commit()
        return response

    def close(self, error: BaseException | None) -> None:
        """Roll back whatever was not committed."""
        if session := g.pop("session", None):
            session.close()
        if opened := g.pop("opened", None):
            opened.close()
