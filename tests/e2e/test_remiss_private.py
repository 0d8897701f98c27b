"""A private person answers on a phone, by keyboard alone and without JavaScript, and adds something afterwards."""

import pytest

from dialog.core.db import TenantSession
from tests.e2e.person import PHONE, ByKeyboard, Person, Visit
from tests.e2e.town import Town
from tests.make import EKBY
from tests.remiss import rows

pytestmark = pytest.mark.browser

TITLE = "Trafikplan för Ekby centrum"
OVERALL = "Bra att någon tänker på dem som går och cyklar."
PATHS = "Cykelvägen behöver vara bred nog för en lådcykel."
BUSES = "Bussen måste gå även efter nio på kvällen."
MORE = "Jag glömde säga att hållplatsen behöver en bänk."


@pytest.fixture(scope="module")
def number(town: Town) -> int:
    """A remiss that is open to everybody."""
    engine, keys = town.app.extensions["engine"], town.app.extensions["keys"]
    with TenantSession(engine, municipality_id=EKBY) as session:
        return rows.remiss(session, keys, title=TITLE).id


def test_somebody_answers_without_a_login_and_completes_afterwards(
    visit: Visit, number: int
) -> None:
    rut = visit(ByKeyboard, scripts=False, viewport=PHONE)
    rut.open("/remisser").follow(TITLE)
    rut.heading(TITLE)
    begin(rut)
    answer(rut)
    look_through(rut)
    rut.press("Skicka svaret")
    who_it_is(rut)
    receipt = rut.path
    rut.sees("Stödjer förslaget", OVERALL, PATHS, BUSES)
    complete(rut, number)
    assert rut.path != receipt
    rut.open(receipt).sees(OVERALL, PATHS, BUSES)
    assert MORE not in rut.main.inner_text()


def begin(rut: Person) -> None:
    """For oneself, without a login."""
    rut.follow("Svara på remissen")
    rut.heading("Svara på remissen")
    rut.follow("Börja svara")
    rut.heading("Förslaget i stort")


def answer(rut: Person) -> None:
    """The whole, and two sections; what one leaves is there when one comes back."""
    rut.choose("Stödjer förslaget")
    rut.write("Sammanfatta vad du tycker", OVERALL)
    rut.press("Nästa")
    rut.heading("Cykelvägar")
    rut.choose("Stödjer förslaget med ändringar")
    rut.write("Dina synpunkter", PATHS)
    rut.press("Nästa")
    rut.heading("Kollektivtrafik")
    rut.write("Dina synpunkter", BUSES)
    rut.press("Granska svaret")


def look_through(rut: Person) -> None:
    """Everything once more, with ways back."""
    rut.heading("Granska ditt svar")
    rut.sees(OVERALL, PATHS, BUSES)


def who_it_is(rut: Person) -> None:
    """The municipality wants to know; the page says so when it is left out, and keeps the rest."""
    rut.main.locator(".ds-error-summary").wait_for()
    rut.sees("Skriv ditt namn.")
    rut.write("Ditt namn", "Rut Ek")
    rut.write("Din e-postadress", "rut@post.example")
    rut.press("Skicka svaret")
    rut.heading("Kvitto")


def complete(rut: Person, number: int) -> None:
    """One thing more: a new answer with a number of its own, and the first one stays as it was."""
    rut.open(f"/remisser/{number}").follow("Svara på remissen")
    rut.heading("Svara på remissen")
    rut.follow("Komplettera svaret")
    rut.heading("Förslaget i stort")
    rut.write("Sammanfatta vad du tycker", MORE)
    rut.press("Granska och skicka")
    rut.heading("Granska ditt svar")
    rut.sees(MORE)
    rut.write("Ditt namn", "Rut Ek")
    rut.write("Din e-postadress", "rut@post.example")
    rut.press("Skicka svaret")
    rut.heading("Kvitto")
    rut.sees(MORE)
