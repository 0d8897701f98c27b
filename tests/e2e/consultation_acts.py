"""What is done on a page of a consultation before it is looked at."""

from tests.e2e.acts import Act
from tests.e2e.person import Person


def fault(words: str) -> Act:
    """Press the button without having filled in anything; the page says what is missing."""

    def act(person: Person) -> None:
        person.press(words)
        person.main.locator(".ds-error-summary").wait_for()

    return act


def answer_a_page(person: Person) -> None:
    """Answer the first page of the questionnaire about the library, and go on."""
    person.choose("Varje vecka")
    person.tick("Lånar böcker")
    person.press("Nästa")


def answer_it_all(person: Person) -> None:
    """Go through the questionnaire to where everything is shown once more."""
    answer_a_page(person)
    person.press("Nästa")
    person.press("Nästa")
    while person.main.get_by_role("button", name="Nästa", exact=True).count():
        person.press("Nästa")
    person.heading("Granska ditt svar")


def send_it(person: Person) -> None:
    """And send it."""
    answer_it_all(person)
    person.press("Skicka ditt svar")
    person.heading("Kvitto på ditt svar")


def type_nonsense(person: Person) -> None:
    """Go on to the page with a number, and write something that is none."""
    answer_a_page(person)
    person.press("Nästa")
    person.write("Hur många böcker har du lånat", "ganska många")
    person.press("Nästa")
    person.main.locator(".ds-error-summary").wait_for()
