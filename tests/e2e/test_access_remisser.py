"""Nothing shuts anyone out of remisser: every page and state, for those who answer and those at the desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialog.folkmotion.models import Folkmotion
from tests.e2e import remiss_desk_states, remiss_states
from tests.e2e.looking import Numbers, Who, company, look_at
from tests.e2e.remiss_numbers import find_remiss_numbers
from tests.e2e.states import TITLES
from tests.e2e.town import Town

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def numbers(town: Town) -> Numbers:
    with Session(town.app.extensions["engine"]) as session:
        stmt = select(Folkmotion.id).where(Folkmotion.title == TITLES["open"])
        signed = session.scalars(stmt).one()
    return find_remiss_numbers(town) | {"open": signed}


@pytest.fixture(scope="module")
def who(chromium: Browser, town: Town, numbers: Numbers) -> Iterator[Who]:
    with company(chromium, town, numbers) as who:
        yield who


@pytest.mark.parametrize("name", remiss_states.STATES)
def test_nothing_shuts_anyone_out(who: Who, numbers: Numbers, name: str) -> None:
    look_at(who, remiss_states.STATES[name], numbers, f"remiss, {name}")


@pytest.mark.parametrize("name", remiss_desk_states.STATES)
def test_nothing_shuts_staff_out(who: Who, numbers: Numbers, name: str) -> None:
    look_at(who, remiss_desk_states.STATES[name], numbers, f"remiss, arbetsyta, {name}")
