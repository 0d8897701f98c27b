"""What is done with a remiss, step by step, as the pages lead: set up, invited to, answered."""

import re
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.person import Person

LAST_DAY = "2027-03-31"
TOLD_BY = "2027-06-01"


def begin(officer: Person, title: str) -> int:
    """A draft with a title and nothing else. Returns its number."""
    officer.open("/arbetsyta/remisser").follow("Ny remiss")
    officer.heading("Ny remiss")
    officer.write("Vad ska ut på remiss?", title)
    officer.press("Skapa utkastet")
    officer.sees("Utkastet är skapat.")
    return number_in(officer.path)


def number_in(path: str) -> int:
    """The first number of an address."""
    found = re.search(r"\d+", path)
    assert found
    return int(found[0])


def load_document(officer: Person, file: Path) -> None:
    """Upload the document; the worker reads it, and the page goes on to the review by itself."""
    officer.follow("Dokument")
    officer.heading("Dokument")
    officer.follow("Läs in ett dokument")
    officer.heading("Läs in ett dokument")
    officer.labelled("Fil").set_input_files(file)
    officer.press("Läs in")
    officer.heading("Dokumentet läses in")
    officer.town.work()
    officer.heading("Granska dokumentet")


def describe(officer: Person, number: int) -> None:
    """The facts, from the first page that lacks something to the last."""
    officer.open(f"/arbetsyta/remisser/{number}").follow(
        "Skriv kort och enkelt vad det handlar om."
    )
    officer.heading("Vad och vem")
    officer.write("Vad handlar det om?", "Ett förslag om hur kommunen ska använda digital teknik.")
    officer.write("Vem berörs?", "Alla som bor och verkar i kommunen.")
    officer.press("Spara och fortsätt")
    officer.heading("Svaren")
    officer.write("Vad ska svaren handla om?", "Vad saknas, och vad är viktigast att börja med?")
    officer.choose("Alla som vill, också")
    officer.choose("Ja, allt eftersom de kommer in")
    officer.press("Spara och fortsätt")
    officer.heading("Tid")
    officer.labelled("Sista dag för svar").fill(LAST_DAY)
    officer.press("Spara och fortsätt")
    officer.heading("Beslut och återkoppling")
    officer.write("Vem beslutar?", "Kommunstyrelsen")
    officer.write("När fattas beslutet?", "I maj 2027")
    officer.write("Hur får de som svarar veta", "Vi skriver här vad det blev av svaren.")
    officer.labelled("Senast vilken dag?").fill(TOLD_BY)
    officer.press("Spara och fortsätt")
    officer.heading("Kontakt")
    officer.write("Vem kan man fråga?", "Utvecklingsenheten")
    officer.write("E-post", "utveckling@ekby.example")
    officer.press("Spara och gå till översikten")
    officer.sees("Klar att publicera")


def invite(officer: Person, number: int, name: str, email: str) -> None:
    """Ask an organisation that is not in the register yet."""
    officer.open(f"/arbetsyta/remisser/{number}/remissinstanser")
    officer.follow("Lägg till remissinstanser")
    officer.heading("Lägg till remissinstanser")
    officer.write("Namn på en annan organisation", name)
    officer.write("Dess e-postadress", email)
    officer.press("Lägg till")
    officer.heading("Remissinstanser")
    officer.sees(name)


def publish(officer: Person, number: int) -> None:
    """Publish it now."""
    officer.open(f"/arbetsyta/remisser/{number}").follow("Publicera")
    officer.heading("Publicera")
    officer.sees("Allt som måste finnas är på plats")
    officer.press("Publicera nu")
    officer.sees("Remissen är publicerad.")


def letter_to(reader: Person, address: str) -> str:
    """The newest letter to an address, in the demo's mailbox. The worker has sent it."""
    reader.town.work()
    reader.open("/demo/brevlada")
    reader.main.locator("li", has_text=address).first.get_by_role("link").click()
    reader.sees("Vänliga hälsningar")
    return reader.main.inner_text()


def link_in(letter: str, way: str) -> str:
    """The path of the link that leads there."""
    found = re.search(rf"/remisser/\d+/{way}/[\w-]+", letter)
    assert found, letter
    return found[0]


def wait_until_saved(page: Page) -> None:
    """What was typed is saved by itself after a while."""
    page.locator("[data-autosave-status]", has_text="Sparat").wait_for()
