"""An official reads every answer, replies, says what came of each section, and the public reads it."""

import re
from io import BytesIO

import docx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from dialog.core.db import TenantSession
from dialog.remiss.rules import Sender
from dialog.remiss.rules.response import View
from tests.e2e.person import PHONE, Person, Visit
from tests.e2e.town import Town
from tests.make import EKBY
from tests.remiss import rows

pytestmark = pytest.mark.browser

TITLE = "Cykelplan för Ekby"
TWO_THINGS = "Bygg fler cykelvägar. Belys dem hela natten."
ALIKE = "Bygg fler cykelvägar!"
LATE = "Hållplatsen behöver ett tak."
REPLY = "Vi lägger till två cykelvägar."
COMMENTS = {
    "Hela dokumentet": "De flesta vill ha mer.",
    "1 Cykelvägar": "Vi bygger fler.",
    "1.1 Längs ån": "",
    "2 Kollektivtrafik": "Vi frågar Länstrafiken.",
}
NONE_SAID = "Ingen har skrivit om avsnittet."
CHANGED = "Två cykelvägar till."


@pytest.fixture(scope="module")
def number(town: Town) -> int:
    """One whose time is over, with four answers; nobody has decided about the late one."""
    engine, keys = town.app.extensions["engine"], town.app.extensions["keys"]
    times = {"opens_at": rows.NOW - 40 * rows.DAY, "closes_at": rows.NOW - 2 * rows.DAY}
    with TenantSession(engine, municipality_id=EKBY) as session:
        row = rows.remiss(session, keys, title=TITLE, **times)
        club = {"sender": Sender.ORGANISATION, "organisation": "Cykelklubben"}
        bus = {"sender": Sender.ORGANISATION, "organisation": "Bussbolaget", "is_late": True}
        says = {"": View("with_changes", "Bra i stort."), "s2": View("opposes", TWO_THINGS)}
        rows.add_response(session, row, says, **club)
        for _ in range(2):
            rows.add_response(session, row, {"s2": View("opposes", ALIKE)})
        rows.add_response(session, row, {"s4": View("supports", LATE)}, **bus)
        session.commit()
        return row.id


def test_from_the_first_point_to_the_compilation_that_everybody_reads(
    visit: Visit, number: int
) -> None:
    officer = visit().log_in("Hanna Lager")
    desk = f"/arbetsyta/remisser/{number}"
    split(officer, desk)
    tag(officer, desk)
    group_and_reply(officer, desk)
    conclude_too_early(officer, desk)
    decide_about_the_late_one(officer, desk)
    comment(officer, desk)
    officer.open(f"{desk}/sammanstallning").follow("Publicera sammanställningen")
    officer.press("Publicera sammanställningen")
    officer.heading("Sammanställning")
    officer.sees("Publicerad")
    read(visit(viewport=PHONE, scripts=False), number)
    open_files(officer, desk)


def split(officer: Person, desk: str) -> None:
    """A text about two things becomes two points."""
    officer.open(desk).follow("Bedömning")
    officer.heading("Bedömning")
    officer.main.locator("tr", has_text=TWO_THINGS).get_by_role("link", name="Öppna").click()
    officer.main.get_by_role("link", name="Dela upp").click()
    officer.heading("Dela upp")
    officer.tick("Belys dem hela natten.")
    officer.press("Dela upp")
    officer.sees("Texten är uppdelad i 2 synpunkter")


def pick(officer: Person, desk: str, *words: str) -> None:
    """Tick the points with these words, in the table."""
    officer.open(f"{desk}/bedomning").heading("Bedömning")
    for each in words:
        officer.main.locator("tr", has_text=each).get_by_role("checkbox").first.check()
    officer.sees(f"Valda: {len(words)}")


def tag(officer: Person, desk: str) -> None:
    """Points that belong together get a tag."""
    pick(officer, desk, "Bygg fler cykelvägar.", "Belys dem hela natten.")
    officer.press("Tagga")
    officer.heading("Tagga")
    officer.write("Nya taggar", "cykelväg")
    officer.press("Spara")
    officer.heading("Bedömning")
    expect(
        officer.main.locator("tr", has_text="cykelväg").filter(has_text="Öppna")
    ).not_to_have_count(0)


def group_and_reply(officer: Person, desk: str) -> None:
    """What two have said in the same words gets one reply."""
    pick(officer, desk, ALIKE)
    officer.press("Gruppera")
    officer.heading("Gruppera")
    officer.sees("Säger ordagrant samma sak")
    officer.write("Eller skriv vad en ny grupp handlar om", "Fler cykelvägar")
    officer.press("Gruppera")
    officer.heading("Bedömning")
    pick(officer, desk, ALIKE)
    officer.press("Svara")
    officer.heading("Svara")
    officer.choose("Förslaget ändras")
    officer.write("Kommunens svar", REPLY)
    officer.press("Spara svaret")
    officer.heading("Bedömning")
    replied = officer.main.locator("tr", has_text=ALIKE)
    expect(replied).to_have_count(2)
    for row in replied.all():
        expect(row).to_contain_text("Har svar")


def conclude_too_early(officer: Person, desk: str) -> None:
    """Refused until every section has a comment or a reason, and late answers are decided about."""
    officer.open(f"{desk}/sammanstallning").follow("Publicera sammanställningen")
    officer.heading("Publicera sammanställningen")
    officer.sees("kan inte publiceras än", "Sena svar", *COMMENTS)
    expect(officer.main.get_by_role("button", name="Publicera sammanställningen")).to_have_count(0)


def decide_about_the_late_one(officer: Person, desk: str) -> None:
    """It was received and registered; whether it counts is a decision with a reason."""
    officer.open(f"{desk}/svar").follow("Bussbolaget")
    officer.heading("Svar från Bussbolaget")
    officer.follow("Besluta")
    officer.choose("Ja, vi tar hänsyn till det")
    officer.press("Spara beslutet")
    officer.sees("Skriv varför.")
    officer.write("Varför?", "Det kom bara en dag för sent.")
    officer.press("Spara beslutet")
    officer.sees("Kommunen tar hänsyn till svaret.")


def comment(officer: Person, desk: str) -> None:
    """Every section gets a comment, or a reason why there is none."""
    for heading, words in COMMENTS.items():
        officer.open(f"{desk}/sammanstallning").follow(heading)
        officer.heading(heading)
        if words:
            officer.write("Kommunens kommentar", words)
        else:
            officer.write("Eller: varför kommunen inte kommenterar", NONE_SAID)
        if heading == "1 Cykelvägar":
            officer.write("Det här ändras i förslaget", CHANGED)
        officer.press("Spara")
        officer.heading("Sammanställning")
    officer.sees("4 av 4 delar är klara.")


def read(visitor: Person, number: int) -> None:
    """What the municipality says of each section, and who thinks what."""
    visitor.open(f"/remisser/{number}").follow("Läs sammanställningen")
    visitor.heading("Sammanställning")
    visitor.sees("Organisationer som har svarat: 2.", "Cykelklubben", *COMMENTS)
    visitor.sees("De flesta vill ha mer.", CHANGED, NONE_SAID)
    visitor.main.get_by_role("link", name=re.compile("^Synpunkter och svar.* Cykelvägar$")).click()
    visitor.sees("Fler cykelvägar", REPLY)
    visitor.open(f"/remisser/{number}").follow("Se hur svaren fördelar sig")
    visitor.heading("Så fördelar sig svaren")
    row = visitor.main.locator("tr", has_text="Cykelvägar")
    row.get_by_role("link", name="3 svar: Stödjer inte förslaget").click()
    visitor.heading("Svar")
    visitor.sees("Cykelklubben", "Privatperson", ALIKE)


def open_files(officer: Person, desk: str) -> None:
    """The same in Word and in Excel, made by the worker."""
    for wish in ("Word", "Excel"):
        officer.open(f"{desk}/sammanstallning/filer").press(f"Gör fil: {wish}")
        officer.sees("Filen görs nu.")
    officer.town.work()
    officer.open(f"{desk}/sammanstallning/filer")
    links = officer.main.get_by_role("link", name="Hämta")
    expect(links).to_have_count(2)
    files = {}
    for link in links.all():
        answer = officer.context.request.get(f"{officer.origin}{link.get_attribute('href')}")
        files[answer.headers["content-type"].rpartition(".")[2]] = BytesIO(answer.body())
    words = "".join(docx.Document(files["document"]).element.body.itertext())
    sheets = load_workbook(files["sheet"])
    cells = {str(cell.value) for sheet in sheets for line in sheet.iter_rows() for cell in line}
    for each in (NONE_SAID, CHANGED, REPLY):
        assert each in words
        assert any(each in cell for cell in cells)
