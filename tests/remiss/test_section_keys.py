"""Sections keep their keys when the document is read again, however it was changed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.remiss.rules.content import Block, BlockKind, Body, Heading
from dialog.remiss.rules.keys import LETTERS, Known, assign_keys, fresh_key

WORDS = [
    "Vi",
    "bygger",
    "nya",
    "cykelvägar",
    "längs",
    "ån",
    "och",
    "genom",
    "parken",
    "till",
    "skolan",
    "före",
    "nästa",
    "sommar",
]


def section(title: str, text: str = "", number: str = "", level: int = 1) -> Heading:
    blocks = (Block(BlockKind.PARAGRAPH, text),) if text else ()
    return Heading(level, number, title, Body(blocks))


def known(*headings: Heading) -> list[Known]:
    return [Known(f"k{n}", each) for n, each in enumerate(headings, 1)]


ONE = section("Förord", "Kommunen vill veta vad du tycker om planen.")
TWO = section("Cykelvägar", "Vi bygger två nya cykelvägar. Den ena går längs ån.", "1")
THREE = section("Bussar", "Bussarna går oftare på kvällen och på natten.", "2")
headings = st.lists(
    st.builds(
        section,
        st.sampled_from(["Bakgrund", "Mål", "Åtgärder", "Uppföljning"]),
        st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
        st.sampled_from(["", "1", "1.1", "2"]),
        st.integers(1, 3),
    ),
    max_size=12,
)


@given(headings)
def test_the_same_document_again_has_the_same_keys(document: list[Heading]) -> None:
    before = known(*document)
    assert assign_keys(before, document) == [each.key for each in before]


@given(headings, headings)
@settings(max_examples=200)
def test_no_two_sections_share_a_key_whatever_was_changed(
    before: list[Heading], after: list[Heading]
) -> None:
    keys = assign_keys(known(*before), after)
    assert len(keys) == len(after) == len(set(keys))


@given(st.permutations([ONE, TWO, THREE]))
def test_what_is_moved_keeps_its_key(moved: list[Heading]) -> None:
    names = {"Förord": "k1", "Cykelvägar": "k2", "Bussar": "k3"}
    assert assign_keys(known(ONE, TWO, THREE), moved) == [names[each.title] for each in moved]


def test_what_is_renumbered_keeps_its_key() -> None:
    new = section("Gång", "Här är något helt annat som ingen har läst.", "1")
    second = section("Cykelvägar", TWO.body.words(), "2")
    third = section("Bussar", THREE.body.words(), "3")
    keys = assign_keys(known(ONE, TWO, THREE), [ONE, new, second, third])
    assert [keys[0], *keys[2:]] == ["k1", "k2", "k3"]
    assert keys[1] not in {"k1", "k2", "k3"}


def test_what_is_retitled_is_known_by_its_text() -> None:
    retitled = section("Att cykla", TWO.body.words() + " Den andra går genom parken.", "1")
    assert assign_keys(known(ONE, TWO, THREE), [ONE, retitled, THREE]) == ["k1", "k2", "k3"]


def test_a_section_that_has_only_a_title_is_known_by_its_number() -> None:
    before = known(section("Mål och medel", number="3"), section("Om målen", number="3.1", level=2))
    after = [section("Mål, medel", number="3"), section("Om alla mål", number="3.1", level=2)]
    assert assign_keys(before, after) == ["k1", "k2"]


def test_of_a_section_that_is_split_the_piece_with_its_title_keeps_the_key() -> None:
    first = section("Cykelvägar", "Vi bygger två nya cykelvägar.", "1")
    second = section("Läget", "Den ena går längs ån.", "1.1", 2)
    keys = assign_keys(known(ONE, TWO, THREE), [ONE, first, second, THREE])
    assert (keys[0], keys[1], keys[3]) == ("k1", "k2", "k3")
    assert keys[2] not in {"k1", "k2", "k3"}


def test_of_sections_that_are_joined_the_one_with_the_title_lives_on() -> None:
    text = f"{TWO.body.words()} {THREE.body.words()}"
    assert assign_keys(known(ONE, TWO, THREE), [ONE, section("Bussar", text, "1")]) == ["k1", "k3"]


def test_sections_with_the_same_title_are_told_apart_by_their_order_and_text() -> None:
    twins = [section("Bakgrund", f"Om {what} och dess historia.") for what in ("ån", "parken")]
    assert assign_keys(known(*twins), [twins[1], twins[0]]) == ["k2", "k1"]
    assert assign_keys(known(*twins), [twins[1]]) == ["k2"]


def test_a_fresh_key_fits_in_an_address_and_is_none_that_was_used() -> None:
    keys: set[str] = set()
    for _each in range(200):
        keys.add(fresh_key(keys))
    assert len(keys) == 200
    assert all(set(key) <= set(LETTERS) for key in keys)


def test_a_key_of_a_section_that_is_gone_comes_back_only_with_that_section() -> None:
    kept = assign_keys(known(ONE, TWO), [ONE, THREE], used={"k9"})
    assert kept[0] == "k1"
    assert kept[1] not in {"k1", "k2", "k9"}
