"""An idea finds support and comments; what is reported is hidden, and its place says so."""

import re

import pytest

from tests.e2e.person import PHONE, Person, Visit
from tests.e2e.town import Town

pytestmark = pytest.mark.browser

PARK = "Hur ska Kvarnparken bli?"
TITLE = "En pump för vattenlek"


def propose(author: Person) -> str:
    """Send in an idea, and find its page."""
    author.open("/medborgardialoger").follow(PARK)
    author.follow("Lämna en idé")
    author.write("Rubrik", TITLE)
    author.write("Beskriv din idé", "En handpump som barnen kan pumpa själva.")
    author.pick("Kategori", "Lek")
    author.choose("Nej, visa inget namn")
    author.press("Skicka idén")
    author.heading("Kvitto")
    author.open("/medborgardialoger").follow(PARK)
    author.follow("Läs alla idéer")
    author.page.goto(f"{author.page.url.partition('?')[0]}?ordning=nyast")
    author.follow(TITLE)
    return author.path


def test_from_idea_to_placeholder(visit: Visit, town: Town) -> None:
    address = propose(visit(viewport=PHONE))
    other = visit(scripts=False).open(address)
    other.follow("Stöd idén")
    other.press("Stöd")
    other.sees("Du stöder det här")
    other.open(address).follow("Skriv en kommentar")
    other.write("Din kommentar", "Ni som bor där är idioter allihop.")
    other.choose("Nej, visa inget namn")
    other.press("Skicka")
    other.heading("Kvitto")
    town.work()
    reader = visit().open(address)
    reader.sees("Ni som bor där är idioter", "1 stöd")
    reader.follow("Anmäl")
    reader.choose("Texten är kränkande")
    reader.press("Skicka anmälan")
    reader.heading("Din anmälan")
    moderator = visit().log_in("Maja Granskog")
    moderator.open("/arbetsyta/anmalningar")
    moderator.activate(moderator.main.get_by_role("link", name=re.compile("idioter")).first)
    moderator.heading("Anmält")
    moderator.activate(moderator.main.locator("a[href*='/granskning/inlagg/']").first)
    moderator.activate(moderator.main.get_by_text("Dölj", exact=True).first)
    moderator.choose("Texten är kränkande")
    moderator.write("Förklaring till den som har skrivit texten", "Skriv utan att kränka någon.")
    moderator.press("Dölj texten")
    moderator.sees("Texten är dold")
    visitor = visit().open(address)
    visitor.sees("Kommunen har dolt texten.", "Texten är kränkande")
    assert "idioter" not in visitor.main.inner_text()
