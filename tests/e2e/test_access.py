"""Nothing shuts anyone out: every page and state, light and dark, wide, narrow and zoomed."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialog.folkmotion.models import Folkmotion
from tests.e2e.person import Person
from tests.e2e.states import ROLES, STATES, TITLES, sign_it
from tests.e2e.town import Town
from tests.looks.conftest import AXE, RULES, overflow

pytestmark = pytest.mark.browser

WIDE, NARROW, ZOOMED = ({"width": w, "height": 800} for w in (1280, 320, 640))
RUN = """async (rules) => (await axe.run(document, {
  runOnly: rules, resultTypes: ["violations"], preload: false,
})).violations.flatMap(rule => rule.nodes.map(
  node => `${rule.id}: ${node.target} ${node.failureSummary}`))"""
EDGES = """all => all.map(it => {
  const style = getComputedStyle(it);
  return style.borderTopStyle !== "none" && style.borderTopWidth !== "0px";
})"""
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"

Who = Callable[[str], Person]


@pytest.fixture(scope="module")
def numbers(town: Town) -> dict[str, int]:
    """The numbers of the folkmotioner that the states speak of. The letters have been sent."""
    town.work()
    with Session(town.app.extensions["engine"]) as session:
        rows = dict(session.execute(select(Folkmotion.title, Folkmotion.id)).all())
    return {name: rows[title] for name, title in TITLES.items()}


@pytest.fixture(scope="module")
def who(chromium: Browser, town: Town, numbers: dict[str, int]) -> Iterator[Who]:
    """Somebody in that role, logged in once and for all. The signer has signed what is open."""
    people: dict[str, Person] = {}

    def who(role: str) -> Person:
        if role not in people:
            context = chromium.new_context(locale="sv-SE", reduced_motion="reduce")
            people[role] = Person(context, town, origin=town.ekby, scripts=True)
            if ROLES[role]:
                people[role].log_in(ROLES[role])
            if role == "signer":
                sign_it(people[role].open(f"/folkmotioner/{numbers['open']}/skriv-under"))
        return people[role]

    yield who
    for person in people.values():
        person.close()


def violations(page: Page) -> list[str]:
    """What axe has against the page as it is drawn, one line per element."""
    page.evaluate(DRAWN)
    found: list[str] = page.evaluate(RUN, RULES)
    return found


@pytest.mark.parametrize("name", STATES)
def test_nothing_shuts_anyone_out(who: Who, numbers: dict[str, int], name: str) -> None:
    state = STATES[name]
    person = who(state.role)
    page = person.page
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    answer = page.goto(person.origin + state.path.format(**numbers))
    assert answer is not None
    assert answer.status == state.status
    if state.act:
        state.act(person)
    page.evaluate(AXE.read_text())  # runs outside the page's content security policy
    faults = [f"light, wide: {fault}" for fault in violations(page)]
    page.set_viewport_size(ZOOMED)
    assert overflow(page) <= 0, "zoomed to 200 per cent"
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="dark")
    assert overflow(page) <= 0, "320 pixels wide"
    faults += [f"dark, narrow: {fault}" for fault in violations(page)]
    person.pictures(name)
    assert faults == []
    heard, person.complaints = person.complaints, []
    assert heard == []


@pytest.mark.parametrize("name", ["start", "open", "sign, wrong address", "list"])
def test_what_can_be_pressed_is_seen_in_forced_colours(
    who: Who, numbers: dict[str, int], name: str
) -> None:
    """Backgrounds are gone then, so that a button needs an edge."""
    state = STATES[name]
    person = who(state.role)
    page = person.page
    page.set_viewport_size(WIDE)
    page.emulate_media(forced_colors="active")
    page.goto(person.origin + state.path.format(**numbers))
    if state.act:
        state.act(person)
    edges = page.locator(".ds-button:visible, .ds-input:visible").evaluate_all(EDGES)
    page.evaluate(AXE.read_text())
    faults = violations(page)
    page.emulate_media(forced_colors="none")
    assert faults == []
    assert edges
    assert set(edges) == {True}
    person.complaints.clear()
