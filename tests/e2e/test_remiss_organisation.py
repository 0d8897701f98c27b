"""An organisation answers: several write, one of them approves, and one can prove what was sent."""

from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from dialog import demo
from dialog.core.db import TenantSession
from tests.e2e.person import Person, Visit
from tests.e2e.remiss_doings import invite, letter_to, link_in, wait_until_saved
from tests.e2e.town import Town
from tests.make import EKBY
from tests.remiss import rows

pytestmark = pytest.mark.browser

TITLE = "En plan för hur vi reser i Ekby"
CLUB, ADDRESS, HERS = "Ekby cykelklubb", "styrelsen@cykel.example", "samira@cykel.example"
FIRST, SECOND = "Birgitta Sjöström", "Samira Haddad"
OVERALL = "Planen är bra, men den behöver fler cykelvägar."
PATHS = "Cykelvägarna behöver belysning hela vägen."
RIVER = "Längs ån översvämmas det varje vår."
HIGHER = "Lägg vägen högre upp, ovanför åkanten."
MINE = "Cykelvägarna behöver belysning och asfalt hela vägen."
THEIRS = "Cykelvägarna behöver belysning hela vägen, och snöröjning."
REFERENCE = "Styrelsen 2026-12-01 § 45"

MINUTES = Path(demo.__file__).parent / "content" / "ekby" / "kvarnparken.pdf"


@pytest.fixture(scope="module")
def number(town: Town) -> int:
    """A remiss that is open."""
    engine, keys = town.app.extensions["engine"], town.app.extensions["keys"]
    with TenantSession(engine, municipality_id=EKBY) as session:
        return rows.remiss(session, keys, title=TITLE).id


def test_several_write_one_approves_and_the_receipt_tells_what_was_sent(
    visit: Visit, number: int
) -> None:
    invite(visit().log_in("Hanna Lager"), number, CLUB, ADDRESS)
    first = visit()
    come_in(first, number)
    room = first.path
    write_it(first)
    first.open(room)
    second = visit()
    let_a_colleague_in(first, second)
    edit_while_the_other_has_it_open(first, second)
    approve(second, first, room)
    send(first)
    read_receipt(first)


def come_in(first: Person, number: int) -> None:
    """By the letter's link, logged in, as the first one of the organisation."""
    link = link_in(letter_to(first, ADDRESS), "inbjudan")
    first.open(link).heading(f"{CLUB} är inbjuden att svara")
    first.sees("Den som skriver loggar in med e-legitimation.")
    first.press(f"Svara för {CLUB}")
    first.follow("Demo-legitimation")
    first.identify(FIRST)
    first.heading(f"Svara för {CLUB}")
    first.choose("Ja, jag får godkänna svaret")
    first.write("Din roll i organisationen", "Ordförande")
    first.press("Börja svara")
    first.heading(CLUB)
    first.sees("Nu kan du skriva svaret")


def write_it(first: Person) -> None:
    """The whole first, then two chapters; each page is saved when one goes on."""
    first.follow("Börja skriva")
    first.heading("Förslaget i stort")
    first.choose("Stödjer förslaget med ändringar")
    first.write("Sammanfatta vad du tycker", OVERALL)
    first.press("Nästa")
    first.heading("Cykelvägar")
    first.write("Dina synpunkter", PATHS)
    river = first.main.locator(
        "section.answer", has=first.page.get_by_role("heading", name="Längs ån")
    )
    river.get_by_label("Dina synpunkter").fill(RIVER)
    wait_until_saved(first.page)
    first.press("Spara")
    first.sees("Inget är skickat än.")


def let_a_colleague_in(first: Person, second: Person) -> None:
    """A link by letter to a colleague, who goes in with a login of her own."""
    first.follow("Bjud in en kollega")
    first.write("Kollegans namn", SECOND)
    first.write("Kollegans e-postadress", HERS)
    first.press("Skicka inbjudan")
    first.sees("Inbjudan skickas.", SECOND, "Inbjuden")
    second.open(link_in(letter_to(second, HERS), "kollega"))
    second.follow("Demo-legitimation")
    second.identify(SECOND)
    second.heading("Skriv svaret för")
    second.press("Gå in")
    second.heading(CLUB)


def edit_while_the_other_has_it_open(first: Person, second: Person) -> None:
    """The lock says who writes; a take-over loses nothing, and the first one is shown both texts."""
    first.follow("Fortsätt skriva")
    first.heading("Förslaget i stort")
    first.press("Nästa")
    first.heading("Cykelvägar")
    second.follow("Fortsätt skriva")
    second.heading(f"{FIRST} skriver i svaret just nu")
    second.sees(PATHS, RIVER)
    second.press("Ta över")
    second.heading("Förslaget i stort")
    second.press("Nästa")
    second.heading("Cykelvägar")
    second.write("Dina synpunkter", THEIRS)
    second.press("Spara")
    second.sees("Inget är skickat än.")
    first.write("Dina synpunkter", MINE)
    first.page.locator("[data-autosave-status]", has_text="Någon annan har sparat").wait_for()
    assert [fault for fault in first.complaints if "409" not in fault] == []
    first.complaints.clear()  # the browser tells of every refusal; the page has said what to do
    first.press("Spara")
    first.heading("Två texter att välja mellan")
    first.sees(f"{SECOND} har sparat svaret medan du skrev.", MINE, THEIRS)
    first.main.get_by_text("Visa skillnaden").first.click()
    expect(first.main.locator("ins").first).to_be_visible()
    first.choose("Synpunkter som jag skriver ihop här")
    first.main.get_by_role("textbox", name="Synpunkter").first.fill(f"{THEIRS} {HIGHER}")
    first.press("Spara det jag har valt")
    first.heading("Cykelvägar")
    expect(first.labelled("Dina synpunkter")).to_have_value(f"{THEIRS} {HIGHER}")
    expect(first.main.get_by_label("Dina synpunkter").nth(1)).to_have_value(RIVER)


def approve(second: Person, first: Person, room: str) -> None:
    """The one asks; the other is entitled, reads everything, and says which decision it is."""
    second.open(room).follow("Be om godkännande")
    second.heading("Be om godkännande")
    second.press("Be om godkännande")
    second.sees("Svaret väntar på godkännande")
    first.open(room).follow("Läs och godkänn")
    first.heading("Läs och godkänn svaret")
    first.sees(OVERALL, THEIRS, HIGHER, RIVER)
    first.press("Godkänn svaret")
    first.main.locator(".ds-error-summary").wait_for()
    first.write("Vilket beslut är det?", REFERENCE)
    first.labelled("Protokoll").set_input_files(MINUTES)
    first.tick("Jag har läst hela svaret")
    first.press("Godkänn svaret")
    first.sees("Svaret är godkänt men inte skickat", REFERENCE, MINUTES.name)


def send(first: Person) -> None:
    """What has been approved, once more, and then it is sent."""
    first.follow("Läs igenom och skicka")
    first.heading("Granska ditt svar")
    first.press("Skicka svaret")
    first.heading("Kvitto")
    first.sees(CLUB, FIRST, REFERENCE, OVERALL, THEIRS, HIGHER, RIVER, MINUTES.name)


def read_receipt(first: Person) -> None:
    """The receipt as a PDF says the same; only those of the organisation can fetch it."""
    receipt = first.path.rpartition("/")[2]
    link = first.main.get_by_role("link", name="Spara som PDF").get_attribute("href")
    answer = first.context.request.get(f"{first.origin}{link}")
    assert answer.headers["content-type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.body())).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    for each in (receipt, CLUB, REFERENCE, OVERALL, THEIRS, HIGHER, RIVER):
        assert each in words
