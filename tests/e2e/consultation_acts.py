"""What is done on a page of a consultation before it is looked at."""

from tests.e2e.acts import Act
from tests.e2e.person import Person


def fault(words: str) -> Act:
    """Press the button without having filled in anything; the page says what is missing."""

    def act(person: Person) -> None:
        person.press(words)
        person.main.locator(".ds-error-summary").wait_for()

    return act


def answer_it_all(person: Person) -> None:
    """Go through the questionnaire about the library to where everything is shown once more."""
    person.choose("Varje vecka")
    while person.main.get_by_role("button", name="Nästa", exact=True).count():
        with person.page.expect_navigation():  # between two pages there is no button to count
            person.press("Nästa")
    person.heading("Granska ditt svar")


def have_answered(person: Person) -> None:
    """See what one has sent, after having sent it if need be."""
    if person.main.get_by_role("button", name="Nästa", exact=True).count():
        answer_it_all(person)
        person.press("Skicka ditt svar")
        person.heading("Kvitto på ditt svar")
        return
    person.heading("Ditt svar")


def read_receipt(person: Person) -> None:
    """Read the receipt of what one has sent."""
    have_answered(person)
    if person.main.get_by_role("link", name="Visa kvittot").count():
        person.follow("Visa kvittot")
    person.heading("Kvitto på ditt svar")


def change_mind(person: Person) -> None:
    """Begin to change what one has sent."""
    start = person.path.partition("?")[0]
    have_answered(person)
    person.open(start)
    person.press("Ändra svaret")
    person.main.get_by_role("button", name="Nästa", exact=True).wait_for()


def take_back(person: Person) -> None:
    """Come to where one is asked whether one means it."""
    start = person.path.partition("?")[0]
    have_answered(person)
    person.open(start)
    person.follow("Ta tillbaka svaret")


def type_nonsense(person: Person) -> None:
    """Write something that is no number where there should be one."""
    person.write("Hur många böcker har du lånat", "ganska många")
    person.press("Nästa")
    person.main.locator(".ds-error-summary").wait_for()
