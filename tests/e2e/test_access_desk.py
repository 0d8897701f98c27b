"""Nothing shuts anyone out of consultations: every page and state that those who run them see."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.consultation_desk_states import STATES
from tests.e2e.consultation_numbers import Numbers, find_numbers
from tests.e2e.looking import Who, company, look_at
from tests.e2e.town import Town

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def numbers(town: Town) -> Numbers:
    return find_numbers(town)


@pytest.fixture(scope="module")
def who(chromium: Browser, town: Town, numbers: Numbers) -> Iterator[Who]:
    with company(chromium, town, numbers) as who:
        yield who


@pytest.mark.parametrize("name", STATES)
def test_nothing_shuts_anyone_out(who: Who, numbers: Numbers, name: str) -> None:
    look_at(who, STATES[name], numbers, f"arbetsyta, {name}")
