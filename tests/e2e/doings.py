"""What people do here, step by step, as the pages lead them."""

import re
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.e2e.person import Person


@dataclass(frozen=True)
class Idea:
    """What somebody proposes."""

    title: str = "Sittplatser vid busstorget"
    summary: str = "Sätt ut tio sittplatser vid busstorget, med ryggstöd och tak."
    body: str = (
        "Vi vill att kommunen sätter ut tio sittplatser med ryggstöd och tak vid busstorget."
    )
    reasons: str = "Den som väntar länge på bussen behöver kunna sitta."
    area: str = "Kollektivtrafik"


def propose(author: Person, idea: Idea) -> None:
    """Go through the wizard, to where similar proposals are shown."""
    author.open("/").follow("Starta en folkmotion")
    author.heading("Vad föreslår du?")
    author.write("Rubrik", idea.title)
    author.write("Sammanfattning", idea.summary)
    author.press("Spara och fortsätt")
    author.heading("Text och skäl")
    author.write("Ditt förslag", idea.body)
    author.write("Varför är det viktigt?", idea.reasons)
    author.press("Spara och fortsätt")
    author.heading("Ämne och namn")
    author.pick("Ämne", idea.area)
    author.choose("Ja, visa mitt namn")
    author.press("Spara och fortsätt")
    author.heading("Liknande förslag")


def invitation(author: Person) -> str:
    """The path of the private link."""
    author.follow("Bjud in")
    author.heading("Bjud in medförslagsställare")
    link = author.main.get_by_role("link", name=re.compile("inbjudan"))
    return str(link.get_attribute("href")).removeprefix(author.origin)


def join(friend: Person, name: str, path: str) -> None:
    """Follow the invitation, log in, and stand behind the proposal."""
    friend.open(path)
    friend.follow("Demo-legitimation")
    friend.identify(name)
    friend.choose("Nej, visa inget namn")
    friend.press("Gå med")
    friend.sees("Du är medförslagsställare")


def send_in(author: Person) -> None:
    """Read it all once more and send it in."""
    author.heading("Granska och skicka in")
    author.press("Skicka in förslaget")
    author.heading("Kvitto")


def sign(person: Person, name: str, *, email: str = "", letters: bool = True) -> None:
    """From the folkmotion's page to the receipt, with a fresh e-legitimation."""
    person.follow("Skriv under")
    person.heading("Skriv under")
    person.write("E-post", email)
    person.tick("Skicka brev till mig", on=letters)
    person.press("Skriv under med e-legitimation")
    person.at_provider()
    expect(person.page.get_by_role("region", name="Meddelande från")).to_contain_text(
        "Jag ställer mig bakom folkmotionen"
    )
    person.identify(name)
    person.heading("Kvitto")
