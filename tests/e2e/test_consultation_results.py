"""Staff tag what people have written and publish the results; a visitor reads them, less what is small."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.person import PHONE, Visit

pytestmark = pytest.mark.browser

OLDER, TOWN = "Vad är viktigt för dig när du blir äldre i Ekby?", "Känner du dig trygg i centrum?"
WORDS = "De flesta saknar någonstans att vila och någon att äta med."


def test_staff_tag_texts_and_publish_what_people_said(visit: Visit) -> None:
    officer = visit().log_in("Hanna Lager")
    officer.open("/arbetsyta/medborgardialoger").follow(OLDER)
    number = re.search(r"\d+", officer.path)
    assert number
    desk = f"/arbetsyta/medborgardialoger/{number[0]}"
    officer.open(f"{desk}/kodbok")
    officer.write("Namn", "Vila")
    officer.press("Lägg till")
    officer.sees("Vila")
    officer.open(f"{desk}/texter").follow("Vad saknar du?")
    officer.sees("Fler bänkar")
    bench = officer.main.get_by_role("group").filter(has_text="Vila").first
    bench.get_by_role("checkbox", name="Vila").check()
    officer.press("Spara taggarna")
    expect(officer.main.get_by_role("checkbox", name="Vila", checked=True).first).to_be_visible()
    officer.open(f"{desk}/svar").follow("Publicera resultatet")
    officer.press("Publicera")
    officer.main.locator(".ds-error-summary").wait_for()
    officer.write("Kommunens sammanfattning", WORDS)
    officer.press("Publicera")
    visitor = visit(viewport=PHONE).open(f"/medborgardialoger/{number[0]}")
    visitor.follow("Se resultatet")
    visitor.heading("Resultat")
    visitor.sees(WORDS, "Vad ska kommunen lägga mest kraft på?", "visas inte")
    assert "Fler bänkar" not in visitor.main.inner_text()


def test_a_visitor_reads_results_and_what_came_of_them_without_javascript(visit: Visit) -> None:
    visitor = visit(scripts=False).open("/medborgardialoger")
    visitor.follow("Idéer för torget")
    visitor.sees("Hur påverkade svaren beslutet?", "Nämnden säger ja till flyttbara stolar", "§ 61")
    visitor.follow("Se resultatet")
    visitor.sees("Fem idéer samlade")
    visitor.open("/medborgardialoger").follow(TOWN)
    visitor.follow("Se resultatet")
    visitor.sees("De som svarade valde själva att vara med.", "gångtunneln", "Svar från")
    visitor.pick("Svar från", "Sjöhagen")
    visitor.press("Visa")
    visitor.sees("Sjöhagen")
