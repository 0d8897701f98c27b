"""Pages, comparisons and words of an answer: pure rules."""

import pytest

from dialog.remiss.rules.comparing import (
    Before,
    Choice,
    Fate,
    differing,
    moved,
    seen,
    settled,
    with_views,
)
from dialog.remiss.rules.content import Position, Question, Tone
from dialog.remiss.rules.paging import page_with, pages_of
from dialog.remiss.rules.response import Opinion, View
from dialog.remiss.rules.wording import Asked, labelled


class Piece:
    """A section, as the rules know it."""

    def __init__(self, key: str, level: int, *, takes_views: bool = True) -> None:
        self.key, self.level, self.takes_views = key, level, takes_views

    def __repr__(self) -> str:
        return self.key


def keys(pages: list) -> list[list[str]]:  # type: ignore[type-arg]
    return [[section.key for section in page.sections] for page in pages]


def test_a_chapter_is_a_page_and_what_asks_for_nothing_is_none() -> None:
    sections = [
        Piece("preface", 1, takes_views=False),
        Piece("a", 1),
        Piece("a1", 2),
        Piece("b", 1),
    ]
    pages = pages_of(sections, set())
    assert keys(pages) == [["a", "a1"], ["b"]]
    assert page_with(pages, "a1") is pages[0]
    assert page_with(pages, "preface") is None
    assert keys(pages_of(sections, {"preface"}))[0] == ["preface"]


def test_a_long_chapter_is_divided_at_its_own_headings() -> None:
    sections = [Piece("a", 1), *(Piece(f"a{n}", 2) for n in range(5))]
    pages = pages_of(sections, set(), most=3)
    assert keys(pages) == [["a", "a0", "a1"], ["a2", "a3", "a4"]]
    assert [str(page.chapter) for page in pages] == ["None", "a"]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_no_section_is_lost_however_the_headings_stand(depth: int) -> None:
    sections = [Piece(f"s{n}", 1 + (n * 7) % (depth + 1)) for n in range(300)]
    pages = pages_of(sections, set())
    assert [key for page in keys(pages) for key in page] == [each.key for each in sections]
    assert max(len(page.sections) for page in pages) <= 20


def test_a_page_knows_whether_anybody_else_has_changed_what_it_shows() -> None:
    before = Opinion({"a": View(words="Hej")})
    assert seen(before, ["a"]) == seen(with_views(before, {"b": View(words="Då")}), ["a"])
    assert seen(before, ["a"]) != seen(with_views(before, {"a": View(words="Hej!")}), ["a"])


def test_only_what_differs_is_asked_about() -> None:
    mine = Opinion({"a": View(words="Samma"), "b": View(words="Min"), "c": View()})
    theirs = Opinion({"a": View(words="Samma"), "b": View(words="Deras"), "d": View("x")})
    assert sorted(differing(mine, theirs)) == ["b", "d"]
    assert settled(View("x", "Min"), View("y", "Deras"), Choice.MINE, "") == View("x", "Min")
    assert settled(View("x", "Min"), View("y", "Deras"), Choice.THEIRS, "") == View("y", "Deras")
    assert settled(View("x", "Min"), View("y"), Choice.EDIT, "Ny") == View("x", "Ny")


def test_words_about_a_removed_section_are_moved_or_dropped() -> None:
    opinion = Opinion({"": View("x", "I stort."), "a": View("y", "Om A.", "Ny A."), "b": View("z")})
    before = [Before("a", "1 A", "", None), Before("b", "2 B", "text", "2 B", "annan text")]
    kept = moved(opinion, before, {"a": Fate.MOVE})
    assert set(kept.said()) == {"", "b"}
    assert kept.overall.position == "x"
    assert kept.overall.words.split("\n\n") == [
        "I stort.",
        "Svar till ett avsnitt som har tagits bort (1 A):",
        "Om A.",
        "Förslag till ny text: Ny A.",
    ]
    assert moved(opinion, before, {"a": Fate.DROP}).overall.words == "I stort."
    with pytest.raises(KeyError):
        moved(opinion, before, {})
    assert [each.is_changed for each in before] == [False, True]


def test_the_receipt_follows_the_document_and_names_what_was_chosen() -> None:
    asked = Asked(
        {"a": "1 A", "b": "2 B"},
        [Position("yes", "Stödjer", Tone.FOR)],
        [Question("q", "a", "Varför?")],
    )
    opinion = Opinion(
        {
            "b": View(words="Om B."),
            "a": View("yes", answers={"q": "Därför."}),
            "": View(words="Allt."),
        }
    )
    assert labelled(opinion, asked) == [
        ("Förslaget i stort – Synpunkter", "Allt."),
        ("1 A – Ståndpunkt", "Stödjer"),
        ("1 A – Varför?", "Därför."),
        ("2 B – Synpunkter", "Om B."),
    ]
