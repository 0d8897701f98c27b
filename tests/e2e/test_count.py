"""The count on a folkmotion's page follows what happens, where there is JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.e2e.doings import sign
from tests.e2e.person import Visit
from tests.e2e.town import Town

pytestmark = pytest.mark.browser

OPEN_NOW = "Återvinning på gångavstånd i alla bostadsområden"
EVERY_MINUTE = 61_000


def test_the_count_changes_on_a_page_that_is_left_open(visit: Visit, town: Town) -> None:
    reader = visit()
    reader.page.clock.install()
    reader.open("/folkmotioner").follow(OPEN_NOW)
    number = reader.page.locator("#raknare .meter__number strong")
    before = int(number.inner_text())
    signer = visit().open(reader.path)
    sign(signer, "Per Hägg")
    town.work()
    expect(number).to_have_text(str(before))
    reader.page.clock.fast_forward(EVERY_MINUTE)
    expect(number).to_have_text(str(before + 1))
    expect(reader.page.locator("#raknare")).to_have_count(1)
