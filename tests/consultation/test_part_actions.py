"""Writing the parts of a step."""

from collections.abc import Callable

from dialog.consultation.actions.parts import add_part, edit_part
from dialog.consultation.rules.content import TextContent
from dialog.core.context import Context
from dialog.process.rules import Publication
from tests.consultation import rows


def test_before_publication_a_part_is_changed_in_place(acting: Callable[[str], Context]) -> None:
    officer = acting("officer")
    row = rows.consultation(officer.session, officer.keys, publication=Publication.DRAFT)
    part = add_part(officer, row.stages[0], "Bakgrund", TextContent("Ett"))
    edit_part(officer, part, "Bakgrund", TextContent("Två"))
    assert [version.read(part.kind).body for version in part.versions] == ["Två"]


def test_what_people_have_seen_stays_as_an_older_version(
    acting: Callable[[str], Context],
) -> None:
    officer = acting("officer")
    row = rows.consultation(officer.session, officer.keys)
    part = add_part(officer, row.stages[0], "Bakgrund", TextContent("Ett"))
    edit_part(officer, part, "Bakgrund", TextContent("Två"))
    edit_part(officer, part, "Bakgrund", TextContent("Två"))
    assert [version.read(part.kind).body for version in part.versions] == ["Ett", "Två"]
    assert part.content().body == "Två"
