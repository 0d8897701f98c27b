"""A place on a map: by the arrow keys, by finger, and in words where there is no map at all."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialog.consultation.models import Idea
from dialog.consultation.rules.content import MapContent, Shape
from dialog.core.db import TenantSession
from tests.consultation import rows
from tests.consultation.test_places import idea
from tests.e2e.looking import RUN
from tests.e2e.person import PHONE, ByKeyboard, Person, Visit
from tests.e2e.town import Town
from tests.looks.conftest import AXE, RULES, overflow

pytestmark = pytest.mark.browser

CENTRE = (15.39, 60.02)
PLACE = 0.03  # degrees: a screen away, at the most


@pytest.fixture(scope="module")
def address(town: Town) -> str:
    """The page of a map dialogue that anyone may take part in."""
    engine, keys = town.app.extensions["engine"], town.app.extensions["keys"]
    with TenantSession(engine, municipality_id=1) as session:
        row = rows.consultation(session, keys, title="Tryggare vägar")
        content = MapContent("Var är det otryggt?", shapes=(Shape.POINT, Shape.LINE), centre=CENTRE)
        part = rows.add_part(session, row, content, title="Visa platsen")
        idea(session, part, "Brant backe", geometry={"type": "Point", "coordinates": [*CENTRE]})
        session.commit()
        return f"/medborgardialoger/{row.id}/karta/{part.id}"


def newest(town: Town) -> Idea:
    with Session(town.app.extensions["engine"]) as session:
        return session.scalars(select(Idea).order_by(Idea.id.desc())).first()


def fill_in(person: Person, title: str) -> None:
    person.write("Rubrik", title)
    person.write("Beskriv din idé", "Lampan är trasig sedan i somras.")


def send(person: Person) -> None:
    person.choose("Nej, visa inget namn")
    person.press("Skicka idén")


def test_somebody_without_a_mouse_marks_a_point(visit: Visit, town: Town, address: str) -> None:
    anna = visit(ByKeyboard, reduced_motion="reduce").open(address)
    anna.follow("Visa en plats")
    fill_in(anna, "Mörk tunnel")
    canvas = anna.page.locator("[data-map-canvas]")
    anna.page.locator("[data-ready]").wait_for()
    anna.reach(canvas)
    for key in ("ArrowRight", "Shift+ArrowDown", "Enter"):
        anna.page.keyboard.press(key)
    anna.sees("Punkten är satt på latitud 60,0")
    anna.page.keyboard.press("Backspace")
    anna.sees("Det du ritade är borttaget.")
    anna.page.keyboard.press("Enter")
    send(anna)
    anna.heading("Kvitto")
    anna.sees("På kartan", "N 6")
    idea = newest(town)
    assert idea.geometry is not None
    assert idea.geometry["coordinates"] == pytest.approx(CENTRE, abs=PLACE)
    assert idea.geometry["coordinates"][0] > CENTRE[0]


def test_a_finger_draws_a_line_on_a_phone(visit: Visit, town: Town, address: str) -> None:
    bo = visit(viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")
    bo.open(address).follow("Visa en plats")
    fill_in(bo, "Smal gångväg")
    bo.page.locator("[data-ready]").wait_for()
    bo.press("Linje")
    canvas = bo.page.locator("[data-map-canvas]")
    canvas.tap(position={"x": 100, "y": 200})
    bo.press("Klar")
    bo.sees("En linje behöver minst två hörn.")
    canvas.tap(position={"x": 220, "y": 150})
    bo.press("Klar")
    bo.sees("Klart.")
    send(bo)
    bo.heading("Kvitto")
    idea = newest(town)
    assert idea.geometry is not None
    assert (idea.geometry["type"], len(idea.geometry["coordinates"])) == ("LineString", 2)


def test_words_do_as_well_where_there_is_no_javascript(
    visit: Visit, town: Town, address: str
) -> None:
    cia = visit(scripts=False, viewport=PHONE).open(address)
    cia.sees("Kartan behöver JavaScript.")
    cia.follow("Visa en plats")
    fill_in(cia, "Hal trappa")
    send(cia)
    cia.sees("Säg var det är")
    cia.write("Adress eller beskrivning", "Trappan vid stationen")
    send(cia)
    cia.heading("Kvitto")
    cia.sees("Trappan vid stationen")
    assert (newest(town).place, newest(town).geometry) == ("Trappan vid stationen", None)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_maps_shut_nobody_out(visit: Visit, address: str, scheme: str, width: int) -> None:
    dora = visit(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in (address, address.replace("/karta/", "/ideer/") + "/ny"):
        dora.open(path).page.locator(".leaflet-container").wait_for()
        assert overflow(dora.page) <= 0
        dora.page.evaluate(AXE.read_text())
        assert dora.page.evaluate(RUN, RULES) == []


def test_the_map_leads_to_what_it_shows(visit: Visit, address: str) -> None:
    eva = visit(reduced_motion="reduce").open(address)
    eva.page.locator("path.map-idea").first.wait_for()
    settings = json.loads(eva.page.locator("[data-map]").get_attribute("data-map"))
    assert settings["base"] is None
    eva.page.locator("path.map-idea").first.click(force=True)
    eva.activate(eva.page.locator("[data-map-found] a"))
    eva.page.wait_for_url("**/ide/*")
