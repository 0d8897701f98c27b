"""Points to distribute in a real browser: the page says how many are left, with and without its helps."""

import pytest
from playwright.sync_api import expect

from dialog.core.db import TenantSession
from tests.consultation import rows
from tests.consultation.test_priorities_views import POINTS
from tests.e2e.person import PHONE, ByKeyboard, Visit
from tests.e2e.town import Town
from tests.looks.conftest import violations
from tests.make import EKBY

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(town: Town) -> str:
    """Options that anyone may weigh."""
    engine, keys = town.app.extensions["engine"], town.app.extensions["keys"]
    with TenantSession(engine, municipality_id=EKBY) as session:
        row = rows.consultation(session, keys)
        part = rows.add_part(session, row, POINTS, title="Vad är viktigast?")
        return f"/medborgardialoger/{row.id}/svara/{part.id}"


def test_on_a_phone_by_keyboard_alone_and_without_javascript(visit: Visit, address: str) -> None:
    rut = visit(ByKeyboard, scripts=False, viewport=PHONE)
    rut.open(address.rpartition("/svara")[0]).follow("Prioritera")
    rut.sees("Poäng kvar: 10")
    rut.write("Gungor", "12")
    rut.press("Nästa")
    rut.sees("Poäng för mycket: 2", "Du har gett 2 poäng för mycket.")
    rut.write("Gungor", "8")
    rut.press("Nästa")
    rut.sees("8 poäng", "Inga poäng")
    rut.press("Skicka ditt svar")
    rut.heading("Kvitto på ditt svar")


def test_with_javascript_buttons_give_points_and_the_page_counts(
    visit: Visit, address: str
) -> None:
    rut = visit()
    rut.open(address)
    assert violations(rut.page) == []
    rut.write("Gungor", "9")
    rut.press("En poäng till: Fler lampor")
    rut.sees("Poäng kvar: 0")
    rut.page.keyboard.press("Enter")  # on the button still, and there is none to give
    expect(rut.labelled("Fler lampor")).to_have_value("1")
    rut.press("En poäng mindre: Fler lampor")
    rut.sees("Poäng kvar: 1")
