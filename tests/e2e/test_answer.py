"""A questionnaire in a real browser: on a phone by keyboard alone without JavaScript, and with its helps."""

import pytest
from playwright.sync_api import expect

from dialog.consultation.rules.content import (
    Choice,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
    ShownIf,
)
from dialog.core.db import TenantSession
from tests.consultation import rows
from tests.consultation.questionnaire import question
from tests.e2e.person import PHONE, ByKeyboard, Visit
from tests.e2e.town import Town
from tests.make import EKBY

pytestmark = pytest.mark.browser

K = QuestionKind
YES = (Choice("yes", "Ja"), Choice("no", "Nej"))
PARTS = (Choice("play", "Lekplatsen"), Choice("pond", "Dammen"))
PAGES = (
    QuestionPage(
        "Så gör du nu",
        questions=(
            question("there", K.SINGLE, "Är du ofta i parken?", choices=YES, is_required=True),
            question("why", K.LONG_TEXT, "Varför inte?", shown_if=ShownIf("there", ("no",))),
            question(
                "scale", K.SCALE, "Hur trygg är du?", low_label="inte alls", high_label="helt"
            ),
        ),
    ),
    QuestionPage(
        "Så vill du ha det",
        questions=(
            question("rank", K.RANKING, "Vad är viktigast?", choices=PARTS),
            question("matrix", K.MATRIX, "Vad finns?", choices=YES, rows=PARTS),
            question("minutes", K.NUMBER, "Hur långt har du dit?", unit="minuter"),
        ),
    ),
)


@pytest.fixture(scope="module")
def address(town: Town) -> str:
    """A questionnaire that anyone may answer."""
    engine, keys = town.app.extensions["engine"], town.app.extensions["keys"]
    with TenantSession(engine, municipality_id=EKBY) as session:
        row = rows.consultation(session, keys)
        part = rows.add_part(session, row, QuestionnaireContent(pages=PAGES), title="Parken")
        return f"/medborgardialoger/{row.id}/svara/{part.id}"


def test_on_a_phone_by_keyboard_alone_and_without_javascript(visit: Visit, address: str) -> None:
    rut = visit(ByKeyboard, scripts=False, viewport=PHONE)
    rut.open(address.rpartition("/svara")[0]).follow("Svara")
    rut.sees("Sida 1 av 3", "Svara bara om du svarade ”Nej”")
    rut.press("Nästa")
    rut.sees("Rätta det här", "Välj ett alternativ.")
    rut.choose("Ja")
    rut.choose("4")
    rut.press("Nästa")
    rut.sees("Sida 2 av 3")
    rut.pick("Lekplatsen", "2")
    rut.pick("Dammen", "2")
    rut.write("Hur långt har du dit?", "tolv")
    rut.press("Nästa")
    rut.sees("Två alternativ har samma plats", "Skriv ett tal med siffror")
    rut.pick("Dammen", "1")
    rut.write("Hur långt har du dit?", "12,5")
    rut.press("Nästa")
    rut.heading("Granska ditt svar")
    rut.sees("1. Dammen", "12,5 minuter")
    rut.press("Skicka ditt svar")
    rut.heading("Kvitto på ditt svar")


def test_with_javascript_the_page_helps_and_saves_by_itself(visit: Visit, address: str) -> None:
    rut = visit().log_in("Åsa Ekman")
    rut.open(address)
    why = rut.main.locator("#fraga-why")
    expect(why).to_be_hidden()
    rut.choose("Nej")
    expect(why).to_be_visible()
    rut.write("Varför inte?", "Det är mörkt.")
    rut.sees("Sparat")
    rut.open(address)
    expect(rut.labelled("Varför inte?")).to_have_value("Det är mörkt.")
    rut.choose("Ja")
    expect(why).to_be_hidden()
    rut.press("Nästa")
    rut.press("Flytta upp Dammen")
    rut.press("Flytta upp Lekplatsen")
    rut.press("Flytta upp Lekplatsen")
    expect(rut.main.locator("select").first).to_have_value("1")
    rut.press("Nästa")
    rut.sees("1. Lekplatsen")
    expect(rut.main).not_to_contain_text("Det är mörkt.")
