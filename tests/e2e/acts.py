"""What is done on a page before it is looked at: forms sent, things opened, links followed."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.e2e.person import Person

ROLES = {
    "anonymous": "",
    "resident": "Åsa Ekman",
    "signer": "Elias Öberg",  # has signed what is open
    "stranger": "Petra Bortberg",
    "moderator": "Maja Granskog",
    "officer": "Hanna Lager",
    "registrar": "Reidar Diarell",
    "councillor": "Lisbet Ledamot",
    "admin": "Ada Admin",
}

Act = Callable[[Person], object]


@dataclass(frozen=True)
class State:
    """One page as one kind of person sees it, perhaps after they have done something."""

    role: str
    path: str  # {names} stand for the numbers of folkmotioner
    act: Act | None = None
    status: int = 200


def open_all(person: Person) -> None:
    """Open everything that can be opened."""
    closed = person.main.locator("details:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()


def send_empty(person: Person) -> None:
    """Empty the fields of the page's own form and send it."""
    form = person.main.locator("form[method=post]:has(.ds-field)").first
    for field in form.locator("input:visible, textarea").all():
        if field.get_attribute("type") not in {"checkbox", "radio", "file"}:
            field.fill("")
    form.locator("[type=submit]").first.click()
    person.main.locator(".ds-error-summary").wait_for()


def send_wrong_address(person: Person) -> None:
    """Write something that is no e-mail address, and send it."""
    person.write("E-post", "ingen adress")
    person.main.locator("form [type=submit]").first.click()
    person.main.locator(".ds-error-summary").wait_for()


def send_far_too_much(person: Person) -> None:
    """Send more than a request may hold."""
    person.write("Sammanfattning", "Mycket text. " * 60_000)
    person.press("Spara och fortsätt")
    person.heading("Det du skickade är för stort")


def decide_without_words(person: Person) -> None:
    """Open every decision and try to send back without saying what is wanted."""
    person.main.get_by_text("Skicka tillbaka för ändring").click()
    person.press("Skicka tillbaka")
    person.main.locator(".ds-error-summary").wait_for()
    open_all(person)


def sign_it(person: Person) -> None:
    """Sign, and read the receipt with everything opened."""
    if "skriv-under" in person.path and person.main.locator("form[method=post]").count():
        person.press("Skriv under med e-legitimation")
        person.identify(ROLES["signer"])
    else:
        person.follow("Visa kvittot")
    person.heading("Kvitto")
    open_all(person)


def report_it(person: Person) -> None:
    """Report the text, and come to the page that tells how it goes."""
    person.choose("Brott: Olaga hot")
    person.write("Berätta mer", "I andra stycket.")
    person.press("Skicka anmälan")
    person.heading("Din anmälan")


def read_reports(person: Person) -> str:
    """Report the text, and open the reports about it as a moderator does; returns the reporter's link."""
    report_it(person)
    link, title = person.path, person.main.locator("dd a").first.inner_text()
    person.open("/arbetsyta/anmalningar").follow(title)
    person.heading("Anmält")
    open_all(person)
    return link


def decide_on_nothing_without_words(person: Person) -> None:
    """Try to do nothing about a report, and not to say why."""
    read_reports(person)
    person.press("Besluta om ingen åtgärd")
    person.main.locator(".ds-error-summary").wait_for()


def answer_reports(person: Person) -> None:
    """Do nothing about a report, say why, and read the answer as the reporter does."""
    link = read_reports(person)
    person.write("Förklaring till den som har anmält", "Texten är hård, men tillåten.")
    person.press("Besluta om ingen åtgärd")
    person.sees("Beslutet är sparat")
    person.open(link).sees("Kommunen gör inget åt texten")


def see(words: str) -> Act:
    """The words are on the page."""
    return lambda person: person.sees(words)


def follow(words: str) -> Act:
    """Follow the first link with these words."""
    return lambda person: person.activate(person.main.get_by_text(words, exact=True).first)


DECISION = "Läs beslutet och hur du begär omprövning"


def begin_appeal(person: Person) -> None:
    """From the text to its decision, and on to asking for another look at it."""
    person.follow(DECISION)
    person.follow("Begär omprövning")
    person.heading("Begär omprövning")
    open_all(person)


def appeal_without_words(person: Person) -> None:
    """Ask for another look without saying why."""
    begin_appeal(person)
    send_empty(person)


def see_the_way_out(person: Person) -> None:
    """Whoever is logged in can log out, on a page that is the same for everyone too."""
    expect(person.page.get_by_role("banner").get_by_text("Logga ut")).to_be_visible()


def see_the_desk(person: Person) -> None:
    """Staff find their desk in the menu."""
    see_the_way_out(person)
    expect(person.page.get_by_role("banner").get_by_text("Arbetsyta")).to_be_visible()


def to_the_provider(person: Person) -> None:
    """Go on to where one shows who one is."""
    if "skriv-under" in person.path:
        person.press("Skriv under med e-legitimation")
    else:
        person.follow("Demo-legitimation")
    person.at_provider()


def read_newest(person: Person) -> None:
    """Read the newest letter in the demo's mailbox."""
    person.main.locator("li a").first.click()
    person.sees("Vänliga hälsningar")


def unsubscribe(person: Person) -> None:
    """Follow the link at the end of the newest letter."""
    read_newest(person)
    link = re.search(r"/avsluta/\S+", person.main.inner_text())
    assert link
    person.open(link[0]).heading("Säg nej till brev")
