"""A resident answers the demo's survey on a phone without JavaScript, changes the answer and takes it back."""

import pytest

from tests.e2e.person import PHONE, ByKeyboard, Person, Visit

pytestmark = pytest.mark.browser

SURVEY = "Biblioteket: vad tycker du?"


def answer(person: Person, *, often: str, button: str = "Skicka ditt svar") -> None:
    """Every page of the survey, to its receipt."""
    person.sees("Sida 1 av")
    person.choose(often)
    person.press("Nästa")
    person.sees("Sida 2 av")
    person.choose("4")
    person.press("Nästa")
    person.sees("Sida 3 av")
    person.write("Beskriv biblioteket med ett ord", "Lugnt")
    person.press("Nästa")
    person.sees("Sida 4 av")
    person.press("Nästa")
    person.heading("Granska ditt svar")
    person.press(button)
    person.heading("Kvitto")


@pytest.mark.parametrize("scripts", [True, False], ids=["", "without JavaScript"])
def test_on_a_phone_by_keyboard_from_answer_to_withdrawal(visit: Visit, *, scripts: bool) -> None:
    rut = visit(ByKeyboard, scripts=scripts, viewport=PHONE)
    rut.open("/medborgardialoger").follow(SURVEY)
    rut.follow("Svara")
    rut.sees("Sida 1 av")
    address = rut.path.partition("?")[0]
    answer(rut, often="Varje vecka")
    rut.sees("Varje vecka", "Lugnt")
    rut.open(address).sees("Du har svarat.")
    rut.press("Ändra svaret")
    answer(rut, often="Aldrig", button="Skicka de nya svaren")
    rut.sees("Aldrig", "Lugnt")
    rut.open(address).follow("Ta tillbaka svaret")
    rut.press("Ta tillbaka svaret")
    rut.sees("tillbaka")
    rut.open(address)
    rut.main.get_by_role("button", name="Nästa").wait_for()
