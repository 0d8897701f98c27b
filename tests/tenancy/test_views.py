"""The municipality's own pages: public ones, and those of the administrator."""

import io

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.db import Base, TenantSession
from dialog.tenancy.models import LocalRule, Municipality
from dialog.tenancy.queries import rules_now
from tests.browser import Browser
from tests.cast import CAST

ADMIN_PAGES = [
    "/arbetsyta/regler",
    "/arbetsyta/regler/ef.threshold",
    "/arbetsyta/startklar",
    "/arbetsyta/forvaltningar",
    "/arbetsyta/utseende",
    "/arbetsyta/karta",
    "/arbetsyta/sidor",
    "/arbetsyta/sidor/om/sv",
    "/arbetsyta/personer",
    "/arbetsyta/folkbokforing",
]
PUBLIC_PAGES = ["/om", "/om/tillganglighet", "/om/personuppgifter", "/om/regler"]


@pytest.mark.parametrize("url", ADMIN_PAGES)
def test_only_the_administrator_sees_it(app: Flask, url: str) -> None:
    assert Browser(app).log_in("admin").get(url).status == 200
    assert Browser(app).log_in("resident").get(url).status == 403
    assert Browser(app).log_in("moderator").get(url).status == 403
    stranger = Browser(app).client.get(url, base_url="http://localhost")
    assert stranger.status_code == 303
    assert stranger.headers["Location"].startswith("/logga-in?next=")


@pytest.mark.parametrize("url", PUBLIC_PAGES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_required_pages_are_there_for_everyone(app: Flask, url: str, language: str) -> None:
    browser = Browser(app)
    browser.client.set_cookie("sprak", language, domain="localhost")
    page = browser.get(url)
    assert page.status == 200
    assert page.soup.select_one("html")["lang"] == language
    assert "Ekby kommun" in page.text
    assert "{" not in page.text
    assert "public" in page.response.headers["Cache-Control"]


def test_a_new_rule_holds_and_the_old_version_stays(browser: Browser, system: Context) -> None:
    page = browser.log_in("admin").submit(
        "/arbetsyta/regler/ef.threshold",
        mode="percent_population",
        value="1.5",
        valid_from="2026-11-30",
        decided_by="Kommunfullmäktige",
        case_number="KF 2026/12",
    )
    assert "Regeln är sparad" in page.text
    assert rules_now(system)["ef.threshold"] == {"mode": "percent_population", "value": 1.5}
    again = browser.get("/arbetsyta/regler/ef.threshold")
    assert "KF 2026/12" in again.text


@pytest.mark.parametrize(
    ("key", "fields", "words"),
    [
        ("ef.collection_days", {"value": "0"}, "kan inte ha det värdet"),
        ("ef.collection_days", {"value": "1.5"}, "kan inte ha det värdet"),
        ("ef.threshold", {"mode": "percent_population", "value": "101"}, "kan inte ha det värdet"),
        ("ef.threshold", {"value": "-3"}, "större än noll"),
        ("ef.enabled", {"decided_by": " "}, "Skriv vem som har beslutat"),
        ("ef.enabled", {"valid_from": "i går"}, "dag"),
        ("privacy.dpia_id", {"value": "x" * 201}, "för lång"),
    ],
)
def test_a_wrong_rule_is_refused_in_words(
    browser: Browser, system: Context, key: str, fields: dict[str, str], words: str
) -> None:
    good = {"valid_from": "2026-11-30", "decided_by": "KF", "case_number": "KF 1"}
    page = browser.log_in("admin").submit(f"/arbetsyta/regler/{key}", **(good | fields))
    assert page.status == 422
    assert words in page.text
    keys = system.session.scalars(select(LocalRule.key)).all()
    assert [each for each in keys if each != "ef.enabled"] == []


def test_reasons_for_refusing_are_ticked_in_words(browser: Browser, system: Context) -> None:
    url = "/arbetsyta/regler/ef.refuse_reasons"
    page = browser.log_in("admin").get(url)
    assert "Det finns redan ett likadant förslag" in page.text
    good = {"valid_from": "2026-11-30", "decided_by": "KF", "case_number": "KF 1"}
    browser.submit(url, **good, value=["duplicate", "not_ours"])
    assert rules_now(system)["ef.refuse_reasons"] == ["duplicate", "not_ours"]
    system.session.rollback()  # SQLite has one writer at a time
    assert "duplicate" not in browser.get("/arbetsyta/regler").text
    wrong = browser.submit(url, **good, value=["bbs_threat"])
    assert wrong.status == 422


def test_a_colour_and_a_logo_change_the_looks(browser: Browser, session: TenantSession) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (900, 300), "#a6192e").save(picture, "JPEG", exif=b"Exif\0\0secret place")
    picture.seek(0)
    browser.log_in("admin")
    fields = browser.get("/arbetsyta/utseende").fields()
    page = browser.post(
        "/arbetsyta/utseende",
        fields | {"colour": "#a6192e", "logo": (picture, "logo.jpg")},
        content_type="multipart/form-data",
    )
    assert "Utseendet är ändrat" in page.text
    logo = browser.client.get("/logo", base_url="http://localhost")
    assert logo.mimetype == "image/png"
    assert b"secret place" not in logo.data
    assert Image.open(io.BytesIO(logo.data)).height <= 128
    css = browser.client.get("/theme.css", base_url="http://localhost")
    assert css.mimetype == "text/css"
    assert "#a6192e" in css.text


@pytest.mark.parametrize(
    ("colour", "content", "words"),
    [
        ("green", None, "#00664f"),
        ("", None, "Skriv kommunens färg"),
        ("#00664f", b"<svg onload=alert(1)>", "går inte att läsa"),
        ("#00664f", b"\x89PNG\r\n\x1a\n broken", "går inte att läsa"),
    ],
)
def test_wrong_looks_are_refused_next_to_the_field(
    browser: Browser, session: TenantSession, colour: str, content: bytes | None, words: str
) -> None:
    browser.log_in("admin")
    fields = browser.get("/arbetsyta/utseende").fields() | {"colour": colour}
    if content:
        fields["logo"] = (io.BytesIO(content), "logo.png")
    page = browser.post("/arbetsyta/utseende", fields, content_type="multipart/form-data")
    assert page.status == 422
    assert words in page.text
    assert session.get_one(Municipality, 1).logo_hash is None


def test_an_own_page_text_is_shown_and_cannot_carry_script(browser: Browser) -> None:
    browser.log_in("admin").submit(
        "/arbetsyta/sidor/om/sv", body="## Hos oss\n\n{municipality} lyssnar. <script>x</script>"
    )
    page = browser.get("/om")
    assert "Ekby kommun lyssnar." in page.text
    assert not page.soup.select("main script")


def test_the_language_is_remembered_and_leads_nowhere_else(browser: Browser) -> None:
    answer = browser.client.get("/sprak/en?till=/om/regler", base_url="http://localhost")
    assert answer.headers["Location"] == "/om/regler"
    assert "sprak=en" in answer.headers["Set-Cookie"]
    for evil in ("https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nX: y"):
        answer = browser.client.get(
            "/sprak/en", query_string={"till": evil}, base_url="http://localhost"
        )
        assert answer.headers["Location"] == "/"


def test_roles_are_given_by_number_and_the_number_is_forgotten(
    browser: Browser, session: TenantSession
) -> None:
    page = browser.log_in("admin").submit(
        "/arbetsyta/personer",
        number="19900102-2384",
        name="Greta Granne",
        roles=["moderator"],
    )
    assert "Greta Granne" in page.text
    assert CAST["neighbour"].number not in page.response.text


def test_the_last_administrator_stays(browser: Browser) -> None:
    browser.log_in("admin")
    people = browser.get("/arbetsyta/personer")
    page = browser.submit(people.link("Ada Admin"), roles=["officer"])
    assert page.status == 422
    assert "minst en administratör" in page.text


def test_a_register_is_loaded_and_bad_lines_are_listed(browser: Browser) -> None:
    browser.log_in("admin")
    fields = browser.get("/arbetsyta/folkbokforing").fields() | {"as_of": "2026-11-30"}
    content = f"personnummer\n{CAST['resident'].number}\nfel\n".encode()
    page = browser.post(
        "/arbetsyta/folkbokforing",
        fields | {"file": (io.BytesIO(content), "utdrag.csv")},
        content_type="multipart/form-data",
    )
    assert page.status == 200
    assert "Rad 3" in page.text
    assert CAST["resident"].number not in page.text


def test_health_says_what_is_wrong_and_asks_no_municipality(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/healthz", base_url="http://anything.example").text == "ok\n"
    assert client.get("/readyz", base_url="http://anything.example").text == "ready\n"
    engine = app.extensions["engine"]
    Base.metadata.tables["letter"].drop(engine)
    try:
        answer = client.get("/readyz")
    finally:
        Base.metadata.tables["letter"].create(engine)
    expected = (503, "the database's schema is not up to date\n")
    assert (answer.status_code, answer.text) == expected


def test_an_unknown_host_is_a_clear_page(app: Flask) -> None:
    page = Browser(app, host="unknown.example").get("/om")
    assert page.status == 404
    assert page.h1 == "Sidan finns inte"
