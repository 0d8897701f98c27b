"""Looking at a page in a state: whether axe has anything against it, and whether it fits the screen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from tests.e2e.acts import ROLES, State, sign_it
from tests.e2e.person import Person
from tests.e2e.town import Town
from tests.looks.conftest import AXE, RULES, overflow

WIDE, NARROW, ZOOMED = ({"width": w, "height": 800} for w in (1280, 320, 640))
RUN = """async (rules) => (await axe.run(document, {
  runOnly: rules, resultTypes: ["violations"], preload: false,
})).violations.flatMap(rule => rule.nodes.map(
  node => `${rule.id}: ${node.target} ${node.failureSummary}`))"""
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"

Who = Callable[[str], Person]
Numbers = dict[str, Any]  # what stands for {names} in addresses: ids, and keys of sections


@contextmanager
def company(chromium: Browser, town: Town, numbers: Numbers) -> Iterator[Who]:
    """Somebody in each role, or by that name, logged in once and for all. The signer has signed what is open."""
    people: dict[str, Person] = {}

    def who(role: str) -> Person:
        if role not in people:
            context = chromium.new_context(locale="sv-SE", reduced_motion="reduce")
            people[role] = Person(context, town, origin=town.ekby, scripts=True)
            if name := ROLES.get(role, role):
                people[role].log_in(name)
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


def come_to(person: Person, state: State, numbers: Numbers) -> None:
    """Open the page and do what is done there first."""
    person.page.set_viewport_size(WIDE)
    person.page.emulate_media(color_scheme="light")
    answer = person.page.goto(person.origin + state.path.format(**numbers))
    assert answer is not None
    assert answer.status == state.status
    if state.act:
        state.act(person)


def look_at(who: Who, state: State, numbers: Numbers, name: str) -> None:
    """Light and dark, wide, narrow and zoomed; what the browser minds is a fault, too."""
    person = who(state.role)
    page = person.page
    come_to(person, state, numbers)
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
