"""Nothing shuts anyone out of consultations: every page and state that people who take part see."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialog.folkmotion.models import Folkmotion
from tests.e2e.consultation_numbers import Numbers, find_numbers
from tests.e2e.consultation_states import STATES
from tests.e2e.looking import Who, company, look_at
from tests.e2e.states import TITLES
from tests.e2e.town import Town

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def numbers(town: Town) -> Numbers:
    with Session(town.app.extensions["engine"]) as session:
        stmt = select(Folkmotion.id).where(Folkmotion.title == TITLES["open"])
        signed = session.scalars(stmt).one()
    return find_numbers(town) | {"open": signed}


@pytest.fixture(scope="module")
def who(chromium: Browser, town: Town, numbers: Numbers) -> Iterator[Who]:
    with company(chromium, town, numbers) as who:
        yield who


@pytest.mark.parametrize("name", STATES)
def test_nothing_shuts_anyone_out(who: Who, numbers: Numbers, name: str) -> None:
    look_at(who, STATES[name], numbers, f"medborgardialog, {name}")
