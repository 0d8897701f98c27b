"""A browser for tests. Every page it opens is also checked for what every page must have."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask import session as cookie
from werkzeug.test import TestResponse

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.policy import ANONYMOUS
from dialog.identity.queries import person_by_key, person_key
from dialog.identity.session import open_login
from tests.cast import CAST

NO_COLUMNS_OF_ITS_OWN = ("application/", "image/", "text/css", "text/plain", "text/javascript")


class Page:
    """An answer, read as a person would read it."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.url = response.request.path
        is_html = response.mimetype == "text/html"
        self.soup = BeautifulSoup(response.text if is_html else "", "html.parser")

    @property
    def text(self) -> str:
        """All words on the page, white space folded."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def h1(self) -> str:
        """The main heading."""
        return " ".join(self.soup.select_one("h1").get_text(" ").split())

    def check(self) -> "Page":
        """What every page must have (ARCHITECTURE, rule 19)."""
        if self.response.mimetype != "text/html":
            return self
        ids = [str(tag["id"]) for tag in self.soup.select("[id]")]
        assert len(ids) == len(set(ids)), f"duplicate ids: {sorted(ids)}"
        assert len(self.soup.select("h1")) == 1, "a page has exactly one h1"
        title = self.soup.title.get_text(" ") if self.soup.title else ""
        assert self.h1 in " ".join(title.split()), f"title {title!r} lacks the h1 {self.h1!r}"
        assert self.soup.select_one("html[lang]"), "a page says its language"
        for field in self.soup.select("input:not([type=hidden]), textarea, select"):
            assert self._is_labelled(field), f"no label: {field}"
        assert not self.soup.select("[style], style, script:not([src])"), "inline style or script"
        assert not [t for t in self.soup.find_all(name=True) for a in t.attrs if a.startswith("on")]
        assert "default-src 'none'" in self.response.headers["Content-Security-Policy"]
        return self

    def _is_labelled(self, field: Tag) -> bool:
        named = (
            field.get("aria-label") or field.get("aria-labelledby") or field.find_parent("label")
        )
        return bool(named or self.soup.select_one(f'label[for="{field.get("id")}"]'))

    def faults(self) -> dict[str, str]:
        """Fields that are marked as wrong, with the message that each one points at."""
        found: dict[str, str] = {}
        for field in self.soup.select("[aria-invalid=true]"):
            own = str(field.get("aria-describedby", ""))
            holder = field if own.endswith("-error") else field.find_parent("fieldset")
            told = str(holder.get("aria-describedby", "")).split() if holder else []
            message = self.soup.find(id=told[-1]) if told and told[-1].endswith("-error") else None
            assert message, f"no message: {field}"
            found[str(field["name"])] = " ".join(message.get_text(" ").split())
        return found

    def link(self, words: str) -> str:
        """The address of the link with these words."""
        for link in self.soup.select("a[href]"):
            if words in " ".join(link.get_text(" ").split()):
                return str(link["href"])
        raise AssertionError(f"no link {words!r} in: {self.text}")

    def form(self, action: str = "") -> Tag:
        """The first POST form, or the one whose action ends so."""
        for form in self.soup.select("form"):
            target = str(form.get("action") or self.url)
            if str(form.get("method", "")).lower() == "post" and (
                target.endswith(action) if action else not target.endswith("/logga-ut")
            ):
                return form
        raise AssertionError(f"no form {action!r} in: {self.text}")

    def fields(self, action: str = "") -> dict[str, Any]:
        """What the form would send as it stands."""
        values: dict[str, Any] = {}
        for tag in self.form(action).select("[name]"):
            name = str(tag["name"])
            if tag.name == "textarea":
                values[name] = tag.get_text().removeprefix("\r").removeprefix("\n")
            elif tag.name == "select":
                chosen = tag.select_one("option[selected]") or tag.select_one("option")
                values[name] = chosen["value"] if chosen else ""
            elif tag.get("type") in {"checkbox", "radio"}:
                if tag.has_attr("checked"):
                    values[name] = tag.get("value", "on")
            elif tag.get("type") not in {"submit", "file"} and tag.name == "input":
                values[name] = tag.get("value", "")
        return values


class Browser:
    """One visitor of one municipality."""

    def __init__(self, app: Flask, host: str = "localhost") -> None:
        self.app = app
        self.client = app.test_client()
        self.base_url = f"http://{host}"

    def log_in(self, name: str) -> "Browser":
        """Become one of the cast, as a finished login would leave the browser."""
        keys, engine = self.app.extensions["keys"], self.app.extensions["engine"]
        with (
            TenantSession(engine, municipality_id=1) as session,
            self.app.test_request_context(base_url=self.base_url),
        ):
            ctx = Context(session, ANONYMOUS, self.app.extensions["clock"](), keys)
            person = person_by_key(ctx, person_key(ctx, CAST[name].number))
            assert person is not None
            open_login(ctx, person, "loa3", "https://idp.example")
            content = dict(cookie)
            session.commit()
        with self.client.session_transaction(base_url=self.base_url) as mine:
            mine.clear()
            mine.update(content)
        return self

    def get(self, url: str, **kwargs: Any) -> Page:
        """Open a page and check it. Redirects are followed."""
        kwargs.setdefault("follow_redirects", True)
        return Page(self.client.get(url, base_url=self.base_url, **kwargs)).check()

    def post(self, url: str, data: dict[str, Any] | None = None, **kwargs: Any) -> Page:
        """Send fields as they are, and follow the redirect."""
        kwargs.setdefault("follow_redirects", True)
        return Page(self.client.post(url, data=data, base_url=self.base_url, **kwargs)).check()

    def submit(self, url: str, action: str = "", **fields: Any) -> Page:
        """Open the page, fill in its form, send it, and follow the redirect."""
        page = self.get(url)
        target = str(page.form(action).get("action") or page.response.request.full_path.rstrip("?"))
        return self.post(target, page.fields(action) | fields)
