"""What happens when things do not go as one had meant, and that it is said."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.doings import Idea, sign
from tests.e2e.person import Person, Visit
from tests.e2e.town import Town

pytestmark = pytest.mark.browser

OPEN_NOW = "En kvällsbuss till Sjöhagen"
OTHER = "En tryggare skolväg till Norrgärdets skola"


def at(person: Person, title: str) -> Person:
    """Find the folkmotion with this title."""
    person.open("/folkmotioner").follow(title)
    person.heading(title)
    return person


def ask_to_sign(person: Person, name: str) -> None:
    """As far as the answer of the identity provider."""
    person.follow("Skriv under")
    person.press("Skriv under med e-legitimation")
    person.identify(name)


def test_a_name_is_taken_back(visit: Visit) -> None:
    signer = at(visit(), OPEN_NOW)
    page = signer.path
    sign(signer, "Per Hägg")
    signer.open(page).sees("Du har skrivit under.")
    signer.follow("Ta tillbaka din underskrift")
    signer.heading("Vill du ta tillbaka ditt namn?")
    signer.press("Ja, ta tillbaka mitt namn")
    signer.sees("Ditt namn är tillbakataget.", "räknas inte")
    signer.open(page)
    expect(signer.main.get_by_role("link", name="Skriv under").first).to_be_visible()


def test_who_signs_twice_is_told(visit: Visit) -> None:
    first = at(visit(), OPEN_NOW)
    page = first.path
    sign(first, "Katarina Wåhlin")
    receipt = first.path.removeprefix("/kvitto/")
    first.open(f"{page}/skriv-under").heading("Du har skrivit under")
    second = visit().open(page)
    ask_to_sign(second, "Katarina Wåhlin")
    second.heading("Du har skrivit under")
    second.sees(receipt)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Sam Nykomling", "samordningsnummer"),
        ("Petra Bortberg", "folkbokförd"),
    ],
)
def test_who_may_not_sign_is_told_why(visit: Visit, name: str, words: str) -> None:
    stranger = at(visit(), OPEN_NOW)
    ask_to_sign(stranger, name)
    stranger.heading("Du kan inte skriva under")
    stranger.sees(words)


def test_who_changes_their_mind_at_the_provider_finds_what_they_filled_in(visit: Visit) -> None:
    signer = at(visit(), OPEN_NOW)
    signer.follow("Skriv under")
    signer.write("E-post", "lena@post.example")
    signer.tick("Visa mitt namn")
    signer.tick("Skicka brev till mig", on=False)
    signer.press("Skriv under med e-legitimation")
    signer.at_provider()
    signer.page.get_by_role("button", name="Avbryt").click()
    signer.go_back()
    signer.heading("Du avbröt inloggningen")
    signer.follow("Gå tillbaka")
    signer.heading("Skriv under")
    signer.sees("Det du skrev finns kvar")
    expect(signer.labelled("E-post")).to_have_value("lena@post.example")
    expect(signer.labelled("Visa mitt namn")).to_be_checked()
    expect(signer.labelled("Skicka brev till mig")).not_to_be_checked()


def test_a_text_survives_a_login_that_is_lost(visit: Visit, town: Town) -> None:
    author = visit(origin=town.bjorkby).log_in("Tomas Grön")
    idea = Idea(title="Märk ut leden till utsikten", area="Natur och miljö")
    author.open("/folkmotioner/ny")
    author.write("Rubrik", idea.title)
    author.write("Sammanfattning", idea.summary)
    author.press("Spara och fortsätt")
    author.heading("Text och skäl")
    author.write("Ditt förslag", idea.body)
    author.context.clear_cookies(name="dialog")
    author.press("Spara och fortsätt")
    author.heading("Logga in")
    author.follow("Demo-legitimation")
    author.identify("Tomas Grön")
    author.heading("Text och skäl")
    author.sees("Det du skrev finns kvar")
    expect(author.labelled("Ditt förslag")).to_have_value(idea.body)
    author.press("Spara och fortsätt")
    author.heading("Ämne och namn")


def test_who_reads_english_gets_english(visit: Visit) -> None:
    reader = at(visit(), OTHER)
    reader.page.get_by_role("link", name="English").click()
    expect(reader.page.locator("html")).to_have_attribute("lang", "en")
    heading = reader.page.get_by_role("heading", level=1)
    expect(heading.locator("[lang]")).to_have_attribute("lang", "sv")
    expect(heading).to_have_text(OTHER)
    reader.follow("Sign")
    expect(reader.page.locator("html")).to_have_attribute("lang", "en")
    reader.press("Sign with e-identification")
    reader.identify("Lena Forsberg")
    reader.heading("Receipt")
    swedish = re.compile(r"\b(och|inte|kommunen|underskrift|för att)\b")
    own = reader.page.locator("main *:not([lang=sv], [lang=sv] *)")
    words = own.evaluate_all(
        "all => all.flatMap(e => [...e.childNodes]).filter(n => n.nodeType === 3).map(n => n.data)"
    )
    assert [text for text in words if swedish.search(text)] == []
    reader.open("/")  # remembered
    expect(reader.page.locator("html")).to_have_attribute("lang", "en")
