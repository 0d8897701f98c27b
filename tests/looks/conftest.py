"""A small site that shows /stil, and a Chromium that opens it in every way that people do."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, Response, render_template
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from playwright.sync_api import Browser, Page, Playwright
from werkzeug.serving import make_server

from dialog.core import i18n, resources
from dialog.core.text import plain
from dialog.demo.serve import Handler, remembering
from dialog.tenancy.theme import stylesheet
from dialog.web.stil import sample

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
AXE = resources.root() / "node_modules/axe-core/axe.min.js"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def looks() -> Flask:
    """Pages and macros without the rest of the house."""
    root = resources.root()
    app = Flask("looks", template_folder=root / "templates", static_folder=root / "static")
    app.config["SECRET_KEY"] = "only for looking"
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=True)
    for name in ("format_number", "format_date", "format_datetime"):
        app.jinja_env.globals[name] = getattr(i18n, name)
    app.jinja_env.filters["plain"] = plain
    CSRFProtect(app)
    app.after_request(_secure)
    app.add_url_rule("/stil/<colour>", view_func=_stil, endpoint="stil")
    app.add_url_rule("/theme/<colour>.css", view_func=_theme, endpoint="theme")
    return app


def _secure(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CSP
    return response


def _theme(colour: str) -> Response:
    return Response(stylesheet(f"#{colour}"), mimetype="text/css")


def _stil(colour: str) -> str:
    person = SimpleNamespace(id=7, name="Astrid Ek", roles={"moderator"})
    return render_template("stil.html", **frame(colour, person), **sample())


def frame(colour: str, actor: Any, *, is_public: bool = False) -> dict[str, Any]:
    """What the context processor of the real application gives to every page."""
    municipality = SimpleNamespace(
        name="Ekby kommun",
        slug="ekby",
        colour=f"#{colour}",
        logo_url=None,
        theme_url=f"/theme/{colour}.css",
        writing_stopped_at=None,
    )
    return {
        "municipality": municipality,
        "actor": actor,
        "locale": "sv",
        "demo": True,
        "is_public": is_public,
        "static_url": lambda path: f"/static/{path}",
    }


@pytest.fixture(scope="session")
def site(looks: Flask) -> Iterator[str]:
    """The address of the small site."""
    server = make_server("127.0.0.1", 0, remembering(looks), threaded=True, request_handler=Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    if not CHROMIUM.is_file() or not AXE.is_file():
        pytest.skip("needs Chromium and axe-core; dev.py test fetches both")
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture
def look(chromium: Browser, site: str) -> Iterator[Open]:
    """Open /stil in a colour, with the options of a browser context; complaints fail the test."""
    contexts = []
    complaints: list[str] = []

    def open_page(colour: str = "00664f", *, scripts: bool = True, **options: Any) -> Page:
        contexts.append(chromium.new_context(locale="sv-SE", **options))
        page = contexts[-1].new_page()
        if not scripts:  # axe itself needs JavaScript, so only ours is taken away
            page.route("**/*.js", lambda route: route.fulfill(content_type="text/javascript"))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{site}/stil/{colour}", wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def violations(page: Page) -> list[str]:
    """What axe has against the page, one line per element."""
    # axe runs outside the page's own content security policy
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )
