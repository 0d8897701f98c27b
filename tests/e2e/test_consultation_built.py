"""An official builds a consultation from nothing, alone, and it is there for everybody."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.person import ByKeyboard, Person, Visit

pytestmark = pytest.mark.browser

TITLE = "Var ska pulkabacken ligga?"


def describe(officer: Person) -> None:
    """The four pages of facts, from the first thing that is missing."""
    officer.follow("Skriv kort och enkelt vad det handlar om.")
    officer.write("Vad handlar det om?", "Vi bygger en pulkabacke. Säg var den ska ligga.")
    officer.write("Vem berörs?", "Alla som vill åka pulka.")
    officer.press("Spara och fortsätt")
    officer.choose("Dialog")
    officer.write("Det här kan deltagarna påverka", "Platsen.")
    officer.write("Det här går inte att påverka", "Att backen kostar högst 300 000 kronor.")
    officer.press("Spara och fortsätt")
    officer.write("Vem beslutar?", "Tekniska nämnden")
    officer.write("När fattas beslutet?", "I mars 2027")
    officer.write("Hur får deltagarna veta", "Vi skriver det här.")
    officer.labelled("Senast vilken dag?").fill("2027-04-01")
    officer.press("Spara och fortsätt")
    officer.write("Vem kan man fråga?", "Parkenheten")
    officer.write("E-post", "park@ekby.example")
    officer.press("Spara och gå till översikten")


def choose_days(officer: Person) -> None:
    """When the step is open."""
    officer.follow("Svara på enkäten: Välj när steget öppnar och stänger.")
    officer.labelled("Öppnar").fill("2026-12-01")
    officer.labelled("Sista dag").fill("2026-12-31")
    officer.press("Spara")


def ask(officer: Person, words: str) -> None:
    """One more question, of one's own."""
    officer.activate(
        officer.main.get_by_role("link", name=re.compile("^Enkät|^Redigera.*Enkät")).first
    )
    officer.activate(officer.main.get_by_role("link", name="Lägg till en fråga på sida 1"))
    officer.follow("Kort text")
    officer.write("Fråga", words)
    officer.press("Spara frågan")
    officer.sees(words)


@pytest.mark.parametrize("kind", [Person, ByKeyboard], ids=["with a mouse", "by keyboard alone"])
def test_an_official_builds_and_publishes_from_nothing(visit: Visit, kind: type[Person]) -> None:
    title = f"{TITLE} ({kind.__name__})"
    officer = visit(kind).log_in("Hanna Lager")
    officer.open("/arbetsyta/medborgardialoger").follow("Ny medborgardialog")
    officer.write("Vad handlar det om?", title)
    officer.choose("Enkät")
    officer.press("Skapa utkastet")
    officer.sees("Utkastet är skapat.")
    number = re.search(r"\d+", officer.path)
    assert number
    officer.open(f"/arbetsyta/medborgardialoger/{number[0]}/publicera")
    officer.sees("Det går inte att publicera än", "Skriv vem som beslutar.")
    describe(officer)
    choose_days(officer)
    ask(officer, "Hur många barn har du?")
    officer.open("/arbetsyta/medborgardialoger").follow(title)
    officer.sees("Klar att publicera")
    officer.follow("Publicera")
    officer.press("Publicera nu")
    officer.sees("Den offentliga sidan")
    visitor = visit().open("/medborgardialoger")
    visitor.follow(title)
    visitor.sees("Platsen.", "Tekniska nämnden", "Dialog")
    visitor.follow("Svara")
    expect(visitor.main).to_contain_text("Så använder du platsen")
