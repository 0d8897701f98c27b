"""An official sends two real documents out for opinion, and everybody reads them section by section."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from dialog.cli import cli
from dialog.remiss.rules.content import Outline
from tests.e2e.person import Person, Visit
from tests.e2e.remiss_doings import begin, describe, invite, letter_to, load_document, publish
from tests.e2e.town import DATABASE, KEYS, Town
from tests.remiss.real import outline_of, real

pytestmark = pytest.mark.browser

VARBERG = "varberg-digital-agenda-2019-2022.txt"
VASTERAS = "vasteras-program-digital-utveckling-2024-2027.txt"
MARK = re.compile(r"\[\d\]")
TITLE = "Program för digital utveckling"
UNION, THEIR_ADDRESS = "Digitala kommunförbundet", "yttrande@digitala.example"


def test_an_official_loads_a_real_document_invites_and_publishes(visit: Visit, town: Town) -> None:
    officer = visit().log_in("Hanna Lager")
    number = begin(officer, TITLE)
    load_document(officer, real(VASTERAS))
    outline = outline_of(VASTERAS)
    expect(officer.main.locator(".outline-rows > li")).to_have_count(len(outline.sections))
    retitle(officer, "HÖG DIGITAL FÖRMÅGA", "Hög digital förmåga")
    join(officer, "BALANSERA FÖRNYELSE OCH STABILITET")
    expect(officer.main.locator(".outline-rows > li")).to_have_count(len(outline.sections) - 1)
    describe(officer, number)
    invite(officer, number, UNION, THEIR_ADDRESS)
    publish(officer, number)
    reader = visit(scripts=False)
    assert TITLE in letter_to(reader, THEIR_ADDRESS)
    reader.open("/remisser").follow(TITLE)
    reader.heading(TITLE)
    headings = [f"{each.number} {each.title}".strip() for each in outline.sections]
    headings[headings.index("HÖG DIGITAL FÖRMÅGA")] = "Hög digital förmåga"
    headings.remove("BALANSERA FÖRNYELSE OCH STABILITET")
    assert read_by_section(reader) == headings
    reader.open(f"/remisser/{number}/dokument")
    read_words(reader, outline)


def retitle(officer: Person, title: str, better: str) -> None:
    """Give a section another title."""
    officer.follow(title)
    officer.heading(title)
    officer.write("Rubrik", better)
    officer.press("Spara")
    officer.heading("Granska dokumentet")
    officer.sees(better)


def join(officer: Person, title: str) -> None:
    """Lay a section together with the one before it; what was its title stays as a line."""
    officer.follow(title)
    officer.heading(title)
    officer.follow("Slå ihop med avsnittet före")
    officer.heading("Slå ihop med avsnittet före")
    officer.press("Slå ihop")
    officer.heading("Granska dokumentet")


def test_the_other_real_document_comes_by_the_command_line_and_is_published(
    visit: Visit, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = import_by_command(town, monkeypatch, real(VARBERG))
    officer = visit().log_in("Hanna Lager")
    outline = outline_of(VARBERG)
    officer.open("/arbetsyta/remisser").follow(outline.title)
    officer.heading(outline.title)
    describe(officer, number)
    publish(officer, number)
    reader = visit().open(f"/remisser/{number}")
    reader.heading(outline.title)
    headings = [f"{each.number} {each.title}".strip() for each in outline.sections]
    assert read_by_section(reader) == headings
    reader.open(f"/remisser/{number}/dokument")
    read_words(reader, outline)


def import_by_command(town: Town, monkeypatch: pytest.MonkeyPatch, file: Path) -> int:
    """Run `dialog remiss import` beside the town, as whoever runs it does. Returns the remiss's number."""
    monkeypatch.setenv("DIALOG_ENV", "demo")
    monkeypatch.setenv("DIALOG_DATABASE_URL", f"sqlite:///{town.folder / DATABASE}")
    monkeypatch.setenv("DIALOG_DATA_DIR", str(town.folder))
    monkeypatch.setenv("DIALOG_KEYS_FILE", str(town.folder / KEYS))
    words = ["remiss", "import", "--municipality", "ekby", "--json", str(file)]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    return int(json.loads(done.output)["remiss"])


def read_by_section(reader: Person) -> list[str]:
    """Go from the first chapter to the last by the link to the next one; every heading on the way."""
    reader.main.locator(".contents a").first.click()
    reader.page.wait_for_url(re.compile("/avsnitt/"))
    found = []
    while True:
        found += reader.page.locator("h1, .document__section > :is(h2, h3, h4)").all_inner_texts()
        onward = reader.main.locator("a[rel=next]")
        if not onward.count():
            return found
        with reader.page.expect_navigation():
            onward.click()


def read_words(reader: Person, outline: Outline) -> None:
    """Every text of the document stands on the page, whole between the marks of its footnotes."""
    page = " ".join(reader.main.inner_text().split())
    for block in (block for section in outline.sections for block in section.body.blocks):
        for text in (block.text, *block.items, *(cell for row in block.rows for cell in row)):
            for words in MARK.split(text):
                assert " ".join(words.split()) in page
