"""What looks odd, what differs between versions, and text as it is typed."""

from hypothesis import given
from hypothesis import strategies as st

from dialog.remiss.rules.block_text import as_typed, from_typed
from dialog.remiss.rules.content import Block, BlockKind, Body, Heading
from dialog.remiss.rules.differences import Change, between, has_changes, word_changes
from dialog.remiss.rules.editing import Entry
from dialog.remiss.rules.oddities import LONG, Oddity, has_no_headings, oddities


def heading(title: str, *texts: str, level: int = 1, number: str = "") -> Heading:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
    return Heading(level, number, title, Body(blocks))


def entries(**titles: str) -> list[Entry]:
    """Sections by key, each with its title and a text."""
    return [Entry(key, heading(title, f"Om {title}")) for key, title in titles.items()]


def test_what_looks_odd_is_marked() -> None:
    found = oddities(
        [
            heading("Kapitel"),
            heading("Lång", "ord " * (LONG + 1), level=2),
            heading("Tom", level=2),
            heading("Samma", "a", "Ekby kommun", number="1"),
            heading("samma", "b", "Ekby kommun", number="1"),
            heading("Djup", "c", "Ekby kommun", level=4),
            heading("", "d"),
            heading("Ansvarig", "Anna, 19640823-3234"),
        ]
    )
    assert found == [
        [],
        [Oddity.LONG],
        [Oddity.EMPTY],
        [Oddity.TWIN, Oddity.REPEATS],
        [Oddity.TWIN, Oddity.REPEATS],
        [Oddity.LEAP, Oddity.REPEATS],
        [Oddity.UNNAMED],
        [Oddity.PERSONAL],
    ]


def test_a_document_in_one_piece_is_told_apart() -> None:
    assert has_no_headings([heading("Allt", "text")])
    assert not has_no_headings([heading("Allt")])
    assert not has_no_headings([heading("Ett", "text"), heading("Två")])


def test_every_section_of_both_versions_is_told_of_once() -> None:
    before = entries(k1="Förord", k2="Mål", k3="Medel", k4="Pengar")
    after = [
        *entries(k4="Pengar", k1="Förord"),
        Entry("k2", heading("Mål", "Nytt.")),
        *entries(k9="Ny"),
    ]
    found = [(each.key, each.change) for each in between(before, after)]
    assert found == [
        ("k4", Change.MOVED),
        ("k1", Change.SAME),
        ("k2", Change.CHANGED),
        ("k3", Change.REMOVED),
        ("k9", Change.ADDED),
    ]


def test_what_is_renamed_is_changed_and_what_is_shifted_is_moved() -> None:
    before = [Entry("k1", heading("Mål", "a")), Entry("k2", heading("Medel", "b"))]
    after = [Entry("k1", heading("Målen", "a")), Entry("k2", heading("Medel", "b", level=2))]
    assert [each.change for each in between(before, after)] == [Change.CHANGED, Change.MOVED]
    assert not has_changes(before, list(before))
    assert has_changes(before, after)


@given(st.permutations([f"k{n}" for n in range(8)]), st.sets(st.integers(0, 7)))
def test_no_section_is_lost_whatever_was_moved_and_removed(
    order: list[str], gone: set[int]
) -> None:
    before = [Entry(f"k{n}", heading(str(n))) for n in range(8)]
    after = [Entry(key, heading(key[1:])) for key in order if int(key[1:]) not in gone]
    found = between(before, after)
    assert sorted(each.key for each in found) == sorted(each.key for each in before)
    assert {each.key for each in found if each.change is Change.REMOVED} == {f"k{n}" for n in gone}
    stays = [each.key for each in found if each.change is Change.SAME]
    assert stays == sorted(stays)


def test_a_paragraph_that_is_added_is_all_that_has_changed() -> None:
    before, after = heading("Avgift", "Det kostar."), heading("Avgift", "Det kostar.", "Inte alla.")
    assert word_changes(before, after) == [
        ("same", "Avgift\n\nDet kostar.\n\n"),
        ("added", "Inte alla."),
    ]
    assert word_changes(before, before) == [("same", "Avgift\n\nDet kostar.")]
    assert word_changes(None, before) == [("added", "Avgift\n\nDet kostar.")]
    assert word_changes(before, None) == [("removed", "Avgift\n\nDet kostar.")]


def test_a_table_and_a_list_can_be_typed() -> None:
    table = Block(BlockKind.TABLE, rows=(("År", "Antal"), ("2026", "3|4")), has_head=True)
    assert as_typed(table) == "År | Antal\n2026 | 3\\|4"
    assert from_typed(BlockKind.TABLE, as_typed(table), has_head=True) == [table]
    items = Block(BlockKind.LIST, items=("Ett", "Två"))
    assert from_typed(BlockKind.LIST, as_typed(items)) == [items]


def test_an_uneven_table_is_filled_up_and_nothing_is_nothing() -> None:
    assert from_typed(BlockKind.TABLE, "a | b\nc")[0].rows == (("a", "b"), ("c", ""))
    assert from_typed(BlockKind.PARAGRAPH, " \n ") == []


def test_an_empty_line_ends_a_paragraph() -> None:
    found = from_typed(BlockKind.PARAGRAPH, "Ett\nrad två\r\n\r\nTvå")
    assert [each.text for each in found] == ["Ett\nrad två", "Två"]


cells = st.text(alphabet="ab|\\ å", max_size=6).map(lambda words: " ".join(words.split()))


@given(
    st.lists(
        st.lists(cells.filter(lambda c: not c.endswith("\\")), min_size=2, max_size=2), min_size=1
    )
)
def test_a_table_survives_being_typed(rows: list[list[str]]) -> None:
    if not all(any(row) for row in rows):
        return  # an empty row is an empty line
    table = Block(BlockKind.TABLE, rows=tuple(map(tuple, rows)))
    assert from_typed(BlockKind.TABLE, as_typed(table)) == [table]
