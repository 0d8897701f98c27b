"""Nothing shuts anyone out: every page and state, light and dark, wide, narrow and zoomed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialog.folkmotion.models import Folkmotion
from tests.e2e.looking import Who, come_to, company, look_at, violations
from tests.e2e.states import STATES, TITLES
from tests.e2e.town import Town
from tests.looks.conftest import AXE

pytestmark = pytest.mark.browser

EDGES = """all => all.map(it => {
  const style = getComputedStyle(it);
  return style.borderTopStyle !== "none" && style.borderTopWidth !== "0px";
})"""


@pytest.fixture(scope="module")
def numbers(town: Town) -> dict[str, int]:
    """The numbers of the folkmotioner that the states speak of. The letters have been sent."""
    town.work()
    with Session(town.app.extensions["engine"]) as session:
        rows = dict(session.execute(select(Folkmotion.title, Folkmotion.id)).all())
    return {name: rows[title] for name, title in TITLES.items()}


@pytest.fixture(scope="module")
def who(chromium: Browser, town: Town, numbers: dict[str, int]) -> Iterator[Who]:
    with company(chromium, town, numbers) as who:
        yield who


@pytest.mark.parametrize("name", STATES)
def test_nothing_shuts_anyone_out(who: Who, numbers: dict[str, int], name: str) -> None:
    look_at(who, STATES[name], numbers, name)


@pytest.mark.parametrize("name", ["start", "open", "sign, wrong address", "list"])
def test_what_can_be_pressed_is_seen_in_forced_colours(
    who: Who, numbers: dict[str, int], name: str
) -> None:
    """Backgrounds are gone then, so that a button needs an edge."""
    state = STATES[name]
    person = who(state.role)
    page = person.page
    page.emulate_media(forced_colors="active")
    come_to(person, state, numbers)
    edges = page.locator(".ds-button:visible, .ds-input:visible").evaluate_all(EDGES)
    page.evaluate(AXE.read_text())
    faults = violations(page)
    page.emulate_media(forced_colors="none")
    assert faults == []
    assert edges
    assert set(edges) == {True}
    person.complaints.clear()
