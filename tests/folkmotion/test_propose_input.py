"""Bad input and bad luck in the wizard: a clear message beside its cause, and every word kept."""

import unicodedata

import pytest
from sqlalchemy import func, select

from dialog.folkmotion import rules
from dialog.folkmotion.models import Folkmotion
from tests.browser import Browser

TITLE, SUMMARY = "Fler bänkar vid ån", "Ställ ut tio bänkar längs ån."
FIELDS = {
    "title": ("/folkmotioner/ny", rules.MOST_TITLE),
    "summary": ("/folkmotioner/ny", rules.MOST_SUMMARY),
    "body": ("/folkmotioner/{}/redigera?steg=2", rules.MOST_BODY),
    "reasons": ("/folkmotioner/{}/redigera?steg=2", rules.MOST_REASONS),
}
NEEDED = {
    "title": "Skriv en rubrik.",
    "summary": "Sammanfatta förslaget med en eller ett par meningar.",
    "body": "Skriv ditt förslag.",
}


def send(rut, mine, field, text):
    """Fill in one field of its step and send it. The rest is as it should be."""
    address = FIELDS[field][0].format(mine() if "{}" in FIELDS[field][0] else "")
    rest = {"title": TITLE, "summary": SUMMARY} if address.endswith("ny") else {}
    return rut.submit(address, **rest | {field: text})


def told(page, field):
    """The message beside the field. It must also stand in the summary, and be tied to the field."""
    error = page.soup.select_one(f"#{field}-error")
    assert error, page.text
    message = error.get_text(" ", strip=True)
    summary = page.soup.select_one(".ds-error-summary")
    assert message in summary.get_text(" ", strip=True)
    box = page.soup.select_one(f"#{field}")
    assert box["aria-invalid"] == "true"
    assert f"{field}-error" in box["aria-describedby"].split()
    return message


def kept(page, field):
    return page.fields()[field]


@pytest.mark.parametrize("field", FIELDS)
def test_one_character_too_many(rut, mine, field):
    text = "å" * (FIELDS[field][1] + 1)
    page = send(rut, mine, field, text)
    assert page.status == 422
    assert "1 tecken för lång" in told(page, field)
    assert kept(page, field) == text


@pytest.mark.parametrize("field", FIELDS)
def test_as_long_as_it_may_be(rut, mine, field):
    assert send(rut, mine, field, "å" * FIELDS[field][1]).status == 200


@pytest.mark.parametrize("field", NEEDED)
@pytest.mark.parametrize("text", ["", "   ", "\n\n\t ", "\u00a0\u2003"])
def test_nothing_but_white_space(rut, mine, field, text):
    page = send(rut, mine, field, text)
    assert page.status == 422
    assert told(page, field) == NEEDED[field]


@pytest.mark.parametrize("field", ["title", "reasons"])
@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x1b", "\u202e", "\u2066", "\ufeff", "\u200b"])
def test_control_characters_and_marks_that_turn_the_text(rut, mine, field, mark):
    text = f"Bänkar{mark}vid ån"
    page = send(rut, mine, field, text)
    assert page.status == 422
    assert "osynliga styrtecken" in told(page, field)
    assert kept(page, field) == text or mark == "\x00"  # no HTML can hold a NUL


@pytest.mark.parametrize("field", ["title", "body"])
@pytest.mark.parametrize(
    "text",
    [
        "👩🏽‍🌾 och 🇸🇪",
        "أريد مقاعد على النهر",
        "\u200fمقاعد\u200e",
        "Meänkielen ja davvisámegiella čála",
        "å" + "\u0301" * 5,
    ],
)
def test_words_of_the_whole_world_are_welcome(rut, mine, stored, field, text):
    assert send(rut, mine, field, text).status == 200
    assert getattr(stored().texts[0], field) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7 * 7 }}",
        "[klicka](javascript:alert(1))",
        "</textarea><script>alert(1)</script>",
    ],
)
def test_html_and_script_are_only_words(rut, mine, field_texts, text):
    number = mine(title=text, summary=text, body=text, reasons=text, tags=[text], author_name=text)
    for path in field_texts:
        page = rut.get(f"/folkmotioner/{number}/{path}")
        assert page.status == 200
        assert not page.soup.select("main script, main img, main [onerror]")
        assert not page.soup.select('main a[href^="javascript"]')
    assert "49" not in rut.get(f"/folkmotioner/{number}/granska").h1


@pytest.fixture
def field_texts():
    return [
        "redigera?steg=1",
        "redigera?steg=2",
        "redigera?steg=3",
        "redigera?steg=4",
        "granska",
        "bjud-in",
        "dra-tillbaka",
    ]


@pytest.mark.parametrize("field", FIELDS)
def test_a_personal_number_is_refused(rut, mine, field):
    page = send(rut, mine, field, "Fråga 900602-2397")
    assert page.status == 422
    assert "Personnummer får inte stå i texten" in told(page, field)
    assert kept(page, field) == "Fråga 900602-2397"


@pytest.mark.parametrize("field", ["tags", "alias"])
def test_a_personal_number_is_refused_in_small_fields_too(rut, mine, field):
    given = {"area": "natur", "shown": "alias", "alias": "Rut"} | {field: "900602-2397"}
    page = rut.submit(f"/folkmotioner/{mine()}/redigera?steg=3", **given)
    assert "Personnummer får inte stå i texten" in told(page, field)


def test_choices_that_were_never_offered(rut, mine):
    page = rut.submit(
        f"/folkmotioner/{mine()}/redigera?steg=3", area="hemligt", shown="allt", tags=""
    )
    assert page.status == 422
    assert told(page, "area")
    page = rut.submit(f"/folkmotioner/{mine()}/redigera?steg=2", body="x", language="klingon")
    assert told(page, "language")


def test_one_megabyte_is_refused_with_a_page(rut, mine):
    number = mine()
    fields = rut.get(f"/folkmotioner/{number}/redigera?steg=2").fields()
    page = rut.post(f"/folkmotioner/{number}/redigera?steg=2", fields | {"body": "x" * 1_000_000})
    assert (page.status, page.h1) == (413, "Det du skickade är för stort")
    assert "korta texten" in page.text


# Nothing typed is lost


def test_a_token_that_is_too_old_loses_no_word(rut, session):
    fields = rut.get("/folkmotioner/ny").fields() | {"title": TITLE, "summary": SUMMARY}
    with rut.client.session_transaction(base_url=rut.base_url) as cookie:
        cookie["csrf_token"] = "another"
    page = rut.post("/folkmotioner/ny", fields)
    assert page.h1 == "Vad föreslår du?"
    assert "Det du skrev finns kvar" in page.text
    assert (kept(page, "title"), kept(page, "summary")) == (TITLE, SUMMARY)
    assert session.scalar(select(func.count(Folkmotion.id))) == 0
    session.rollback()
    assert rut.post("/folkmotioner/ny", page.fields()).h1 == "Text och skäl"
    assert kept(rut.get("/folkmotioner/ny"), "title") == ""  # what has been sent is forgotten


def test_a_missing_token_loses_no_word(rut, mine):
    number = mine()
    page = rut.post(f"/folkmotioner/{number}/redigera?steg=2", {"body": "Nya ord"})
    assert (page.h1, kept(page, "body")) == ("Text och skäl", "Nya ord")


def test_another_site_cannot_send_the_form(rut, session):
    fields = {"title": TITLE, "summary": SUMMARY}
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    page = rut.post("/folkmotioner/ny", fields, headers=headers)
    assert page.status == 400
    assert kept(rut.get("/folkmotioner/ny"), "title") == ""
    assert session.scalar(select(func.count(Folkmotion.id))) == 0


def test_a_login_that_is_lost_in_the_middle_loses_no_word(app, rut, mine, stored):
    number = mine()
    address = f"/folkmotioner/{number}/redigera?steg=2"
    fields = rut.get(address).fields() | {"body": "Mina nya ord", "reasons": "Och skäl"}
    forget_login(rut)
    page = rut.post(address, fields, follow_redirects=False)
    assert (
        page.response.headers["Location"]
        == f"/logga-in?next=/folkmotioner/{number}/redigera?steg%3D2"
    )
    assert stored(number).texts[0].body != "Mina nya ord"
    back_again = Browser(app).log_in("resident")
    handle = rut.client.get_cookie("kvar", domain="localhost")
    back_again.client.set_cookie("kvar", handle.value, domain="localhost")
    page = back_again.get(address)
    assert (kept(page, "body"), kept(page, "reasons")) == ("Mina nya ord", "Och skäl")
    back_again.post(address, page.fields())
    assert stored(number).texts[0].body == "Mina nya ord"
    assert kept(back_again.get(address), "body") == "Mina nya ord"


def forget_login(browser):
    with browser.client.session_transaction(base_url=browser.base_url) as cookie:
        cookie.pop("_user_id")


@pytest.mark.parametrize("path", ["skicka-in", "dra-tillbaka"])
def test_a_button_pressed_after_the_login_was_lost_leads_back_to_its_page(rut, mine, path):
    number = mine()
    fields = rut.get(f"/folkmotioner/{number}/dra-tillbaka").fields()
    forget_login(rut)
    page = rut.post(f"/folkmotioner/{number}/{path}", fields, follow_redirects=False)
    assert page.response.headers["Location"] == f"/logga-in?next=/folkmotioner/{number}/{path}"
    assert rut.log_in("resident").get(f"/folkmotioner/{number}/{path}").status == 200
