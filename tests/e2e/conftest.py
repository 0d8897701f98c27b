"""A town for each module, a Chromium for all of them, and people who use it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright

from tests.e2e.person import Person, Visit
from tests.e2e.town import DATABASE, Town, open_town, raise_template
from tests.looks.conftest import AXE, QUIET

CHROMIUM = Path(os.environ.get("DIALOG_CHROMIUM") or "/usr/bin/chromium")


@pytest.fixture(scope="session")
def town_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as it is at first. DIALOG_TOWN names a folder to keep it in between runs."""
    folder = Path(os.environ.get("DIALOG_TOWN") or tmp_path_factory.mktemp("template"))
    if not (folder / DATABASE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        raise_template(folder)
    return folder


@pytest.fixture(scope="module")
def town(town_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Two municipalities and their identity provider, untouched by other modules."""
    with open_town(town_template, tmp_path_factory.mktemp("town")) as town:
        yield town


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    if not CHROMIUM.is_file() or not AXE.is_file():
        pytest.skip("needs Chromium and axe-core; dev.py test fetches both")
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture
def visit(chromium: Browser, town: Town) -> Iterator[Visit]:
    """Let somebody open a browser. What the browser minds fails the test."""
    people: list[Person] = []

    def open_browser(
        kind: type[Person] = Person, *, scripts: bool = True, origin: str = "", **options: Any
    ) -> Person:
        context = chromium.new_context(java_script_enabled=scripts, locale="sv-SE", **options)
        people.append(kind(context, town, origin=origin or town.ekby, scripts=scripts))
        return people[-1]

    yield open_browser
    for person in people:
        person.close()
    assert [fault for person in people for fault in person.complaints] == []
