"""Keeping what was read: the version in work, its keys, and what stays as people saw it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.errors import Faulty, NotFound, NotPermitted
from dialog.core.keys import Keyring
from dialog.core.worker import Desk
from dialog.identity.models import Person
from dialog.identity.queries import hide
from dialog.notification.actions import follow as following
from dialog.process.rules import Publication
from dialog.remiss.actions.document import begin_version, keep_outline, release_version
from dialog.remiss.queries.document import shown_version, version_in_work
from dialog.remiss.queries.document_work import spoken_of
from dialog.remiss.rules.content import Block, BlockKind, Body, Heading, Outline
from dialog.remiss.rules.editing import NotChangeable
from dialog.remiss.rules.response import View
from tests.notification.conftest import Outbox
from tests.notification.links import words_of, work
from tests.remiss import rows
from tests.remiss.rows import NOW


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


def test_a_personal_number_is_not_let_out(officer: Context, keys: Keyring) -> None:
    remiss = rows.remiss(officer.session, keys)
    keep_outline(officer, remiss, outline("Om 19640823-3234"), None)
    with pytest.raises(Faulty, match="personnummer"):
        release_version(officer, remiss, "Ny text.")


def test_a_released_version_is_what_people_read_and_answers_keep_theirs(
    officer: Context, keys: Keyring
) -> None:
    remiss = rows.remiss(officer.session, keys)
    response = rows.add_response(officer.session, remiss, {"s2": View("opposes", "Nej.")})
    before = shown_version(officer, remiss)
    assert before is not None
    work = keep_outline(officer, remiss, outline("Cykelvägar"), None)
    assert release_version(officer, remiss, "Kortare.") is work
    assert shown_version(officer, remiss) is work
    assert version_in_work(officer, remiss) is None
    assert response.version_id == before.id
    assert spoken_of(officer, remiss, ["s2", "s3"]) == {"s2": 1}
    with pytest.raises(NotFound):
        release_version(officer, remiss, "En gång till.")


def test_a_version_like_the_one_before_is_not_released(officer: Context, keys: Keyring) -> None:
    remiss = rows.remiss(officer.session, keys)
    begin_version(officer, remiss)
    with pytest.raises(Faulty):
        release_version(officer, remiss, "Inget nytt.")


def test_a_draft_of_a_remiss_is_published_and_not_released(officer: Context, keys: Keyring) -> None:
    remiss = rows.remiss(officer.session, keys, publication=Publication.DRAFT)
    keep_outline(officer, remiss, outline("Mål"), None)
    with pytest.raises(NotChangeable):
        release_version(officer, remiss, "Ny text.")


def test_those_who_follow_are_told_of_a_new_version(
    resident: Context, officer: Context, system: Context, desk: Desk, config: Config
) -> None:
    remiss = rows.remiss(officer.session, system.keys)
    person = resident.session.get_one(Person, resident.actor.id)
    person.sealed_email = hide(resident, "rut@example.org", "email")
    following.follow(resident, remiss)
    keep_outline(officer, remiss, outline("Cykelvägar"), None)
    release_version(officer, remiss, "Kortare.")
    system.session.commit()
    outbox = Outbox(config.data_dir / "mail")
    work(replace(desk, now=NOW), outbox)
    (letter,) = outbox.letters()
    assert letter["Subject"] == "Ny version av förslaget ”Trafikplan för Ekby”"
    assert "/remisser/1" in words_of(letter)


def test_a_resident_changes_no_document(resident: Context, keys: Keyring) -> None:
    remiss = rows.remiss(resident.session, keys)
    with pytest.raises(NotPermitted):
        keep_outline(resident, remiss, outline("Mål"), None)
