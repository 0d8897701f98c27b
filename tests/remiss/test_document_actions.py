"""Keeping what was read: the version in work, its keys, and what stays as people saw it."""

from collections.abc import Callable

import pytest

from dialog.core.context import Context
from dialog.core.errors import NotPermitted
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from dialog.remiss.actions.document import keep_outline
from dialog.remiss.queries.document import shown_version, version_in_work
from dialog.remiss.rules.content import Block, BlockKind, Body, Heading, Outline
from dialog.remiss.rules.editing import NotChangeable
from tests.remiss import rows


def outline(*titles: str) -> Outline:
    """A document with sections of these titles, each with its own text."""
    sections = [
        Heading(1, str(n), title, Body((Block(BlockKind.PARAGRAPH, f"Text om {title} här."),)))
        for n, title in enumerate(titles, 1)
    ]
    return Outline("Planen", tuple(sections))


@pytest.fixture
def officer(acting: Callable[[str], Context]) -> Context:
    return acting("officer")


def test_what_was_read_becomes_the_version_in_work(officer: Context, keys: Keyring) -> None:
    remiss = rows.remiss(officer.session, keys, publication=Publication.DRAFT)
    version = keep_outline(officer, remiss, outline("Cykelvägar", "Bussar"), None)
    assert version_in_work(officer, remiss) is version
    assert [(row.position, row.title) for row in version.sections] == [
        (1, "Cykelvägar"),
        (2, "Bussar"),
    ]
    assert version.sections[0].key == "s2"  # as in the version that people have read


def test_reading_again_replaces_it_and_keeps_the_keys(officer: Context, keys: Keyring) -> None:
    remiss = rows.remiss(officer.session, keys)
    first = keep_outline(officer, remiss, outline("Mål", "Medel", "Pengar"), None)
    by_title = {row.title: row.key for row in first.sections}
    first.sections[1].takes_views = False
    again = keep_outline(officer, remiss, outline("Pengar", "Nytt", "Medel"), None)
    assert again is first
    assert {row.title: row.key for row in again.sections if row.title != "Nytt"} == {
        title: by_title[title] for title in ("Pengar", "Medel")
    }
    assert [row.takes_views for row in again.sections] == [True, True, False]


def test_what_people_have_read_does_not_change(officer: Context, keys: Keyring) -> None:
    remiss = rows.remiss(officer.session, keys)
    shown = shown_version(officer, remiss)
    assert shown is not None
    before = [(row.key, row.title) for row in shown.sections]
    keep_outline(officer, remiss, outline("Förord"), None)
    officer.session.expire_all()
    assert [(row.key, row.title) for row in shown.sections] == before


def test_nobody_asks_for_views_on_a_heading_without_text(officer: Context, keys: Keyring) -> None:
    remiss = rows.remiss(officer.session, keys)
    empty = Outline("Planen", (Heading(1, "9", "Del två"),))
    assert not keep_outline(officer, remiss, empty, None).sections[0].takes_views


def test_a_remiss_that_is_over_keeps_its_document(officer: Context, keys: Keyring) -> None:
    remiss = rows.remiss(officer.session, keys, publication=Publication.STOPPED)
    with pytest.raises(NotChangeable):
        keep_outline(officer, remiss, outline("Mål"), None)


def test_a_resident_changes_no_document(resident: Context, keys: Keyring) -> None:
    remiss = rows.remiss(resident.session, keys)
    with pytest.raises(NotPermitted):
        keep_outline(resident, remiss, outline("Mål"), None)
