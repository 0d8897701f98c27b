"""One request: one tenant, one actor, one transaction. Closed unless a view opens it."""

from dataclasses import replace

import pytest
from flask import Flask, session
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialog.app import form_targets
from dialog.config import Config
from dialog.core import policy
from dialog.core.errors import DomainError
from dialog.tenancy.models import Department
from dialog.web.request import allow, here, public_page
from tests import make
from tests.browser import Browser


def test_an_answer_that_nobody_checked_is_an_error(app: Flask) -> None:
    app.add_url_rule("/hemligt", "secret", lambda: "everything")
    page = Browser(app).get("/hemligt")
    assert page.status == 500
    assert "everything" not in page.text


def test_a_refusal_changes_nothing(
    app: Flask, everywhere: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(policy.RULES, "try", policy.anyone)

    def add_and_refuse() -> str:
        allow()
        here().session.add(Department(name="Spöknämnden"))
        here().session.flush()
        raise DomainError("Det går inte i dag.")

    app.add_url_rule("/prova", "try", add_and_refuse, methods=["POST"])
    app.config["WTF_CSRF_ENABLED"] = False
    page = Browser(app).post("/prova")
    assert page.status == 409
    assert "Det går inte i dag." in page.text
    names = select(func.count(Department.id)).where(Department.name == "Spöknämnden")
    assert everywhere.scalar(names) == 0


def test_a_public_page_must_not_set_a_cookie(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(policy.RULES, "leaky", policy.anyone)

    @public_page
    def leaky() -> str:
        allow()
        session["who"] = "someone"
        return "<h1>x</h1>"

    app.add_url_rule("/lacker", "leaky", leaky)
    answer = app.test_client().get("/lacker", base_url="http://localhost")
    assert answer.status_code == 500
    assert "public" not in answer.headers["Cache-Control"]


def test_forms_may_lead_to_the_providers_of_any_feed(config: Config) -> None:
    """Browsers hold the redirect after a form to this: a signature could not be given otherwise."""
    demo = form_targets(config).split()
    assert {config.idp_url, "https:", "http://127.0.0.1:*", "http://localhost:*"} <= set(demo)
    assert form_targets(replace(config, environment="production")) == "https:"


@pytest.mark.parametrize("url", ["/om", "/finns-inte", "/healthz"])
def test_every_answer_carries_the_security_headers(app: Flask, url: str) -> None:
    answer = app.test_client().get(url, base_url="http://localhost")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_public_page_can_be_kept_by_proxies(app: Flask) -> None:
    client = app.test_client()
    answer = client.get("/om", base_url="http://localhost")
    assert "stale-while-revalidate" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" in answer.headers["Vary"]
    again = client.get(
        "/om", base_url="http://localhost", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_a_private_page_is_kept_by_nobody(app: Flask) -> None:
    page = Browser(app).log_in("admin").get("/arbetsyta/regler")
    assert page.response.headers["Cache-Control"] == "no-store"


def test_public_pages_are_compressed_and_private_ones_never(app: Flask) -> None:
    asked = {"Accept-Encoding": "gzip"}
    open_page = app.test_client().get("/om", base_url="http://localhost", headers=asked)
    assert open_page.headers["Content-Encoding"] == "gzip"
    browser = Browser(app).log_in("admin")
    closed = browser.client.get("/arbetsyta/regler", base_url="http://localhost", headers=asked)
    assert "Content-Encoding" not in closed.headers


def test_one_megabyte_is_refused_in_words(app: Flask) -> None:
    page = Browser(app).post("/arbetsyta/forvaltningar", {"name": "x" * 1_000_000})
    assert page.status == 413
    assert page.h1 == "Det du skickade är för stort"


def test_a_stale_token_keeps_the_words_and_says_what_to_do(app: Flask) -> None:
    browser = Browser(app).log_in("admin")
    answer = browser.client.post(
        "/arbetsyta/forvaltningar",
        data={"name": "Fritid", "csrf_token": "gammal"},
        base_url="http://localhost",
    )
    assert answer.status_code == 303
    assert "kvar=" in answer.headers["Set-Cookie"]
    page = browser.get(answer.headers["Location"])
    assert page.fields("/forvaltningar")["name"] == "Fritid"


def test_a_button_that_is_too_old_says_so(app: Flask) -> None:
    browser = Browser(app).log_in("admin")
    page = browser.post("/arbetsyta/forvaltningar/1/stang", {"csrf_token": "gammal"})
    assert page.status == 400
    assert "öppen för länge" in page.text


def test_a_form_from_another_site_is_refused_and_not_kept(app: Flask) -> None:
    browser = Browser(app).log_in("admin")
    answer = browser.client.post(
        "/arbetsyta/forvaltningar",
        data={"name": "Fritid"},
        base_url="http://localhost",
        headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    )
    assert answer.status_code == 400
    assert "kvar=" not in answer.headers.get("Set-Cookie", "")


def test_a_fault_of_ours_is_a_page_without_details(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(policy.RULES, "broken", policy.anyone)

    def broken() -> str:
        allow()
        raise RuntimeError("secret detail")

    app.add_url_rule("/trasig", "broken", broken)
    page = Browser(app).get("/trasig")
    assert page.status == 500
    assert page.h1 == "Något gick fel hos oss"
    assert "secret detail" not in page.response.text
    assert "secret detail" in caplog.text


def test_a_database_that_goes_away_is_a_clear_page(app: Flask, config: Config) -> None:
    browser = Browser(app)
    assert browser.get("/om").status == 200
    with make.database_away(app.extensions["engine"], config.database_url):
        page = browser.get("/om")
        assert page.status == 503
        assert page.h1 == "Tjänsten är tillfälligt nere"
        assert page.response.headers["Retry-After"]
    assert browser.get("/om").status == 200


def test_a_database_that_goes_away_at_the_last_moment_is_told_too(
    app: Flask, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The view is done, the answer is written, and the commit fails: nobody hears that it went well."""
    monkeypatch.setitem(policy.RULES, "late", policy.anyone)
    away = make.database_away(app.extensions["engine"], config.database_url)

    def late() -> str:
        allow()
        here().session.add(Department(name="Sena nämnden"))
        away.__enter__()
        return "<h1>Tack</h1>"

    app.add_url_rule("/sent", "late", late, methods=["POST"])
    app.config["WTF_CSRF_ENABLED"] = False
    answer = app.test_client().post("/sent", base_url="http://localhost")
    away.__exit__(None, None, None)
    assert answer.status_code == 503
    assert "Tack" not in answer.text
