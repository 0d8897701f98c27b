"""Writing the parts of a step."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from dialog.consultation.actions.ideas import NewIdea, propose
from dialog.consultation.actions.parts import add_part, edit_part, move_part, remove_part
from dialog.consultation.models import Part, Stage
from dialog.consultation.queries.participants import logged_in
from dialog.consultation.rules.altering import ChangedMeanwhile, HasContributions
from dialog.consultation.rules.content import (
    Choice,
    DiscussionContent,
    IdeasContent,
    PrioritiesContent,
    TextContent,
)
from dialog.consultation.rules.transcript import fingerprint
from dialog.core.context import Context
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.journal import Event
from dialog.process.rules import Handling, Publication
from tests.consultation import rows

TWO = (Choice("c1", "Bänkar"), Choice("c2", "Damm"))


@pytest.fixture
def officer(acting: Callable[[str], Context]) -> Context:
    return acting("officer")


def titles(stage: Stage) -> list[str]:
    return [part.title for part in stage.parts]


def names(ctx: Context) -> list[str]:
    return list(ctx.session.scalars(select(Event.name).order_by(Event.id)))


def test_before_publication_a_part_is_changed_in_place(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys, publication=Publication.DRAFT)
    part = add_part(officer, row.stages[0], "Bakgrund", TextContent("Ett"))
    edit_part(officer, part, "Bakgrund", TextContent("Två"))
    assert [version.read(part.kind).body for version in part.versions] == ["Två"]


def test_what_people_have_seen_stays_as_an_older_version(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys)
    part = add_part(officer, row.stages[0], "Bakgrund", TextContent("Ett"))
    edit_part(officer, part, "Bakgrund", TextContent("Två"))
    edit_part(officer, part, "Bakgrund", TextContent("Två"))
    assert [version.read(part.kind).body for version in part.versions] == ["Ett", "Två"]
    assert part.content().body == "Två"


def test_saving_lists_again_without_a_change_makes_no_version(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys)
    part = rows.add_part(officer.session, row, PrioritiesContent(options=TWO))
    edit_part(officer, part, part.title, PrioritiesContent(options=TWO))
    assert len(part.versions) == 1
    assert "consultation.edit_part" not in names(officer)


def test_whoever_saves_second_is_told_and_overwrites_nothing(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys, publication=Publication.DRAFT)
    part = add_part(officer, row.stages[0], "Bakgrund", TextContent("Ett"))
    seen = fingerprint("Bakgrund", TextContent("Ett"))
    edit_part(officer, part, "Bakgrund", TextContent("Två"), seen)
    with pytest.raises(ChangedMeanwhile):
        edit_part(officer, part, "Bakgrund", TextContent("Tre"), seen)
    assert part.content().body == "Två"


def test_a_public_part_is_not_emptied(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys)
    part = rows.add_part(officer.session, row, PrioritiesContent(options=TWO))
    with pytest.raises(Faulty, match="två alternativ"):
        edit_part(officer, part, part.title, PrioritiesContent(options=TWO[:1]))


def test_what_a_public_part_lacked_before_may_be_mended_bit_by_bit(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys)
    part = rows.add_part(officer.session, row, PrioritiesContent())
    edit_part(officer, part, part.title, PrioritiesContent(options=TWO[:1]))
    assert len(part.content().options) == 1


def test_a_part_moves_within_its_step(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys)
    stage = row.stages[0]
    one, two, three = (
        rows.add_part(officer.session, row, TextContent(title), title=title)
        for title in ("Ett", "Två", "Tre")
    )
    move_part(officer, three, -1)
    assert titles(stage) == ["Ett", "Tre", "Två"]
    move_part(officer, one, -1)
    move_part(officer, two, 1)
    assert titles(stage) == ["Ett", "Tre", "Två"]
    move_part(officer, one, 1)
    assert titles(stage) == ["Tre", "Ett", "Två"]
    assert names(officer) == ["consultation.move_part"] * 2


def test_a_part_that_nobody_has_used_can_be_removed(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys)
    part = rows.add_part(officer.session, row, TextContent("Hej"))
    remove_part(officer, part)
    assert row.stages[0].parts == []
    assert officer.session.get_one(Part, part.id).is_removed


def test_a_part_with_contributions_stays(officer: Context, resident: Context) -> None:
    row = rows.consultation(officer.session, officer.keys)
    part = rows.add_part(officer.session, row, IdeasContent())
    idea = NewIdea("Fler bänkar", "Gärna i skuggan.", (("Rubrik", "Fler bänkar"),))
    propose(resident, part, logged_in(resident, row, 36), idea)
    with pytest.raises(HasContributions):
        remove_part(officer, part)
    assert not part.is_removed


@pytest.mark.parametrize(
    "late",
    [
        {"publication": Publication.WITHDRAWN},
        {"publication": Publication.STOPPED},
        {"handling": Handling.IN_PREPARATION},
    ],
)
def test_what_is_over_is_not_changed(officer: Context, late: dict[str, Any]) -> None:
    row = rows.consultation(officer.session, officer.keys, **late)
    part = rows.add_part(officer.session, row, DiscussionContent("Prata"))
    for refused in (
        lambda: add_part(officer, row.stages[0], "Ny", DiscussionContent("Mer")),
        lambda: edit_part(officer, part, "Ny", DiscussionContent("Prata")),
        lambda: move_part(officer, part, 1),
        lambda: remove_part(officer, part),
    ):
        with pytest.raises(Faulty, match="inte att ändra längre"):
            refused()


def test_no_personal_number_gets_into_a_part(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys, publication=Publication.DRAFT)
    with pytest.raises(Faulty, match="Personnummer"):
        add_part(officer, row.stages[0], "Ring 19900602-2397", TextContent("Ett"))
    part = add_part(officer, row.stages[0], "Bakgrund", TextContent("Ett"))
    with pytest.raises(Faulty, match="Personnummer"):
        edit_part(officer, part, "Bakgrund", TextContent("Ring 900602-2397"))


def test_only_officials_write_parts(officer: Context, resident: Context) -> None:
    row = rows.consultation(officer.session, officer.keys)
    part = rows.add_part(officer.session, row, DiscussionContent())
    for refused in (
        lambda: edit_part(resident, part, "Ny", DiscussionContent()),
        lambda: move_part(resident, part, 1),
        lambda: remove_part(resident, part),
    ):
        with pytest.raises(NotPermitted):
            refused()
