"""A pile of papers entered at a keyboard, without a mouse."""

import pytest
from playwright.sync_api import expect

from dialog.consultation.rules.content import QuestionKind
from dialog.core.db import TenantSession
from tests.consultation import rows
from tests.consultation.questionnaire import one_page, question
from tests.e2e.person import Visit
from tests.e2e.town import Town
from tests.looks.conftest import violations
from tests.make import EKBY

pytestmark = pytest.mark.browser

K = QuestionKind


@pytest.fixture(scope="module")
def address(town: Town) -> str:
    """Where staff enter answers to a short questionnaire."""
    content = one_page(
        question("colour", K.SINGLE, "Vilken färg?", has_other=True),
        question("several", K.MULTIPLE, "Vilka färger?"),
        question("places", K.MATRIX, "Vad passar?"),
        question("minutes", K.NUMBER, "Hur långt har du dit?", unit="minuter"),
    )
    engine, keys = town.app.extensions["engine"], town.app.extensions["keys"]
    with TenantSession(engine, municipality_id=EKBY) as session:
        row = rows.consultation(session, keys)
        part = rows.add_part(session, row, content, title="Parken")
        return f"/arbetsyta/medborgardialoger/{row.id}/papper/{part.id}"


def test_digits_choose_enter_goes_on_and_the_next_paper_is_there(
    visit: Visit, address: str
) -> None:
    hanna = visit().log_in("Hanna Lager")
    hanna.open(address)
    hanna.press("Börja skriva in")
    keys = hanna.page.keyboard
    number = hanna.main.get_by_label("Nummer på pappret")
    expect(number).to_be_focused()
    assert violations(hanna.page) == []
    keys.type("17")
    keys.press("Enter")
    keys.press("2")  # green; goes on by itself
    for key in ("1", "3", "Enter"):  # red and blue
        keys.press(key)
    for key in ("3", "1"):  # a row each
        keys.press(key)
    keys.type("12,5")
    keys.press("Enter")  # after the last question it is sent
    hanna.sees("Sparat: nr 17, kvitto")
    expect(number).to_be_focused()
    expect(number).to_have_value("18")
    keys.press("Enter")
    keys.press("1")
    keys.press("Control+Enter")  # at once
    hanna.sees("Sparat: nr 18, kvitto")
    hanna.follow("Inskrivna svar")
    hanna.follow("17")
    hanna.sees("Grön", "Röd\nBlå", "Lekplatsen: Blå\nDammen: Röd", "12,5 minuter")
