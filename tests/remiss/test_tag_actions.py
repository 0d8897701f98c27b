"""Tags of points: made on the way, renamed, merged, removed; and texts that are used again."""

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.keys import Keyring
from dialog.remiss.actions.phrases import add_phrase, edit_phrase, restore_phrase, retire_phrase
from dialog.remiss.actions.tags import Tagging, merge_tags, remove_tag, rename_tag, tag_points
from dialog.remiss.models import PointTag, Remiss, Tag
from dialog.remiss.queries import points as queries
from dialog.remiss.queries.assessment import tags_of
from dialog.remiss.rules.assessing import tag_names
from tests.remiss.assessing import Acting, begun, ids, points


@pytest.fixture
def officer(acting: Acting) -> Context:
    return acting("officer")


@pytest.fixture
def remiss(officer: Context, keys: Keyring) -> Remiss:
    """Two points: the first is about bicycles and light, the second about light."""
    row = begun(officer.session, keys, "Ett.", "Två.")
    first, second = ids(officer.session)
    tag_points(officer, row, [first], Tagging(new="Cykel, Ljus"))
    tag_points(officer, row, [second], Tagging(new="ljus"))
    return row


def tagged(ctx: Context) -> list[tuple[str, ...]]:
    """The tags of each point."""
    found = points(ctx.session)
    by_id = tags_of(ctx, found)
    return [by_id.get(each.id, ()) for each in found]


def tag(ctx: Context, name: str) -> Tag:
    return ctx.session.scalars(select(Tag).where(Tag.name == name)).one()


def test_tags_are_made_on_the_way_and_never_twice(officer: Context, remiss: Remiss) -> None:
    assert tagged(officer) == [("Cykel", "Ljus"), ("Ljus",)]
    assert len(queries.tags(officer, remiss)) == 2


def test_only_what_was_touched_changes(officer: Context, remiss: Remiss) -> None:
    change = Tagging(
        add=frozenset({tag(officer, "Cykel").id}), remove=frozenset({tag(officer, "Ljus").id, 99})
    )
    assert tag_points(officer, remiss, ids(officer.session)[1:], change) == 1
    assert tagged(officer) == [("Cykel", "Ljus"), ("Cykel",)]
    assert tag_points(officer, remiss, ids(officer.session), Tagging()) == 0


def test_a_tag_is_renamed_but_not_to_the_name_of_another(officer: Context, remiss: Remiss) -> None:
    rename_tag(officer, remiss, tag(officer, "Ljus"), "Belysning")
    assert tagged(officer)[1] == ("Belysning",)
    with pytest.raises(Faulty):
        rename_tag(officer, remiss, tag(officer, "Cykel"), "belysning")


def test_merged_tags_are_one_and_no_point_has_it_twice(officer: Context, remiss: Remiss) -> None:
    merge_tags(officer, remiss, tag(officer, "Cykel"), tag(officer, "Ljus"))
    assert tagged(officer) == [("Ljus",), ("Ljus",)]
    with pytest.raises(Faulty):
        merge_tags(officer, remiss, tag(officer, "Ljus"), tag(officer, "Ljus"))


def test_a_removed_tag_leaves_its_points(officer: Context, remiss: Remiss) -> None:
    remove_tag(officer, remiss, tag(officer, "Ljus"))
    assert tagged(officer) == [("Cykel",), ()]
    assert len(officer.session.scalars(select(PointTag)).all()) == 1


@pytest.mark.parametrize(
    ("written", "names"),
    [("Cykel, cykel ,Ljus", ["cykel", "Ljus"]), ("a\nb", ["a", "b"]), (" , ", [])],
)
def test_new_tags_are_written_with_commas_or_lines(written: str, names: list[str]) -> None:
    assert tag_names(written) == names


def test_a_tag_has_at_most_sixty_letters() -> None:
    with pytest.raises(Faulty):
        tag_names("å" * 61)


def test_texts_to_use_again_are_added_changed_and_retired(officer: Context, remiss: Remiss) -> None:
    phrase = add_phrase(officer, remiss, "Budget", "Det avgörs i budgeten.")
    edit_phrase(officer, remiss, phrase, "Pengar", "Det avgörs i budgeten för 2027.")
    assert [each.title for each in queries.phrases(officer)] == ["Pengar"]
    retire_phrase(officer, remiss, phrase)
    assert queries.phrases(officer) == []
    assert queries.phrases(officer, retired=True) == [phrase]
    restore_phrase(officer, remiss, phrase)
    assert queries.phrases(officer) == [phrase]


@pytest.mark.parametrize(("title", "words"), [("", "Text"), ("Titel", ""), ("T", "900602-2397")])
def test_a_text_to_use_again_is_whole_and_names_nobody(
    officer: Context, remiss: Remiss, title: str, words: str
) -> None:
    with pytest.raises(Faulty):
        add_phrase(officer, remiss, title, words)
