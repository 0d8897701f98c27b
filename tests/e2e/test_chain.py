"""From idea to answer: everything that one folkmotion goes through, and all who take part in it."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.doings import Idea, invitation, join, propose, send_in, sign
from tests.e2e.person import Person, Visit
from tests.e2e.town import Town
from tests.make import NOW

pytestmark = pytest.mark.browser

CASE = "TN 2026/00417"
REASONS = "Många väntar länge vid torget. Nämnden delar bilden."
TIME_PLAN = "Sittplatserna är på plats i maj 2027."
IDEA = Idea()
MEETING = (NOW + timedelta(days=20)).date()
SIGNERS = {  # and where letters to them go; Stina wants none
    "Elias Öberg": "elias@post.example",
    "Amina Yusuf": "amina@post.example",
    "Stina Ekman": "",
}


def test_a_folkmotion_goes_from_idea_to_answer(visit: Visit, town: Town) -> None:
    lower_the_threshold(visit().log_in("Ada Admin"))
    write_it_together(visit)
    reader = visit()
    page = find(reader)
    signers = {name: visit().open(page) for name in SIGNERS}
    for name, signer in signers.items():
        address = SIGNERS[name]
        sign(signer, name, email=address, letters=bool(address))
    town.work()
    reader.page.reload()
    reader.sees("3 av 3", "Överlämnad")

    register(visit().log_in("Reidar Diarell"))
    plan_the_meeting(visit().log_in("Hanna Lager"))
    town.work()
    town.clock.forward(timedelta(days=20))
    answer(visit().log_in("Hanna Lager"))
    town.work()
    reader.page.reload()
    reader.sees("Kommunens svar", "Bifall", REASONS, TIME_PLAN, "§ 112", CASE)
    for happened in ("Överlämnad till kommunen", "Tekniska nämnden tar upp förslaget", "beslutade"):
        expect(reader.main.locator(".timeline")).to_contain_text(happened)
    signers["Elias Öberg"].log_in("Elias Öberg").sees(IDEA.title, "Bifall")
    assert letters(reader, "elias@post.example") == letters(reader, "amina@post.example")
    assert len(letters(reader, "elias@post.example")) == 3
    unsubscribe(reader, "elias@post.example")


def write_it_together(visit: Visit) -> None:
    """Three people propose, a moderator wants a change, the author makes it, and it is published."""
    author = visit().log_in("Malin Lindqvist")
    propose(author, IDEA)
    path = invitation(author)
    join(visit(), "Göran Åkesson", path)
    join(visit(), "Samira Haddad", path)
    author.page.reload()
    author.sees("Ni är tillräckligt många.")
    author.follow("Granska och skicka in")
    send_in(author)
    moderator = visit().log_in("Maja Granskog")
    take_up(moderator)
    send_back(moderator, "Skriv gärna vilken hållplats du menar.")
    correct(author)
    take_up(moderator)
    publish(moderator)


def lower_the_threshold(admin: Person) -> None:
    """An administrator enters what the council has decided."""
    admin.open("/arbetsyta").follow("Lokala regler")
    admin.follow("Hur många underskrifter som behövs")
    admin.pick("Räknas som", "Ett antal underskrifter")
    admin.write("Värde", "3")
    admin.write("Gäller från", NOW.date().isoformat())
    admin.write("Beslutat av", "Kommunfullmäktige")
    admin.write("Diarienummer", "KF 2026/00311")
    admin.press("Spara ny version")
    admin.sees("Regeln är sparad.", "3 underskrifter")


def take_up(moderator: Person) -> None:
    """The moderator finds the proposal on the desk and begins to review it."""
    moderator.open("/arbetsyta/granskning").follow(IDEA.title)
    moderator.press("Börja granska")
    moderator.sees("Du granskar sedan")


def send_back(moderator: Person, comment: str) -> None:
    moderator.main.get_by_text("Skicka tillbaka för ändring").click()
    moderator.write("Vad behöver förslagsställaren ändra?", comment)
    moderator.press("Skicka tillbaka")
    moderator.page.wait_for_url("**/arbetsyta/**")


def correct(author: Person) -> None:
    """The author reads what the moderator wants, changes the text and sends it in again."""
    author.open("/mina-sidor")
    author.sees("Skriv gärna vilken hållplats du menar.")
    author.follow(IDEA.title)
    author.follow("Ändra texten")
    author.heading("Text och skäl")
    author.write("Ditt förslag", IDEA.body.replace("busstorget", "busstorgets läge A"))
    author.press("Spara och fortsätt")
    author.heading("Ämne och namn")
    author.press("Spara och fortsätt")
    author.follow("Fortsätt till granskningen")
    send_in(author)


def publish(moderator: Person) -> None:
    """The moderator sees what has been changed, and publishes."""
    moderator.sees("Ändrat sedan version 1")
    expect(moderator.main.locator("ins")).to_contain_text("busstorgets läge A")
    expect(moderator.main.locator("del")).to_contain_text("busstorget")
    moderator.main.get_by_text("Publicera", exact=True).first.click()
    moderator.press("Publicera")
    moderator.sees("Folkmotionen är publicerad.")


def find(reader: Person) -> str:
    """Somebody searches, with other forms of the words than the proposal has. Returns the path."""
    reader.open("/folkmotioner")
    reader.main.get_by_role("searchbox").fill("sittplatsen vid busstorg")
    reader.press("Sök")
    reader.follow(IDEA.title)
    reader.heading(IDEA.title)
    return reader.path


def register(registrar: Person) -> None:
    """The case gets its number in the municipality's register."""
    registrar.open("/arbetsyta").follow(IDEA.title)
    registrar.follow("Ge ett diarienummer")
    registrar.write("Diarienummer", CASE)
    registrar.pick("Vem bereder ärendet?", "Tekniska nämnden")
    registrar.press("Spara")
    registrar.sees(CASE)


def find_case(officer: Person) -> None:
    """The desk shows what is due first; this one is not among them."""
    officer.open("/arbetsyta")
    officer.activate(officer.main.get_by_role("link", name=re.compile("^Alla som väntar på svar")))
    officer.follow(IDEA.title)


def plan_the_meeting(officer: Person) -> None:
    find_case(officer)
    officer.follow("Lägg till en händelse")
    officer.choose("Möte i nämnd")
    officer.write("Vad ska hända?", "Tekniska nämnden tar upp förslaget")
    officer.write("Vilken dag?", MEETING.isoformat())
    officer.press("Lägg till händelsen")
    officer.sees("Tekniska nämnden tar upp förslaget")


def answer(officer: Person) -> None:
    """The council has decided: the officer publishes what, why, and what happens now."""
    find_case(officer)
    officer.follow("Svara")
    officer.choose("Bifall")
    officer.write("Beslutsdag", MEETING.isoformat())
    officer.write("Paragraf", "§ 112")
    officer.press("Publicera svaret")
    officer.sees("Ett svar måste ha en motivering.", "Ett svar måste ha en tidsplan.")
    officer.write("Motivering", REASONS)
    officer.write("Tidsplan", TIME_PLAN)
    officer.press("Publicera svaret")
    officer.sees("Svaret", REASONS)


def letters(reader: Person, address: str) -> list[str]:
    """The subjects of the letters about the proposal to that address, the newest first."""
    reader.open("/demo/brevlada")
    found: list[str] = []
    while True:
        rows = reader.main.locator("li", has_text=address).filter(has_text=IDEA.title)
        found += rows.get_by_role("link").all_inner_texts()
        older = reader.main.get_by_role("link", name="Nästa")
        if not older.count():
            return found
        with reader.page.expect_navigation():
            older.click()


def unsubscribe(reader: Person, address: str) -> None:
    """Follow the link in the newest letter, and want no more letters."""
    newest = reader.open("/demo/brevlada").main.locator("li", has_text=address).first
    newest.get_by_role("link").click()
    reader.sees("Vänliga hälsningar")
    link = re.search(r"/avsluta/\S+", reader.main.inner_text())
    assert link
    reader.open(link[0]).main.locator("form[method=post] button").first.click()
    reader.heading("brev")
