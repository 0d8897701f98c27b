"""The list: which processes, in which order, page by page."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.folkmotion.models import Folkmotion
from dialog.process.models import Process
from dialog.process.queries.listing import Filter, choices, listing
from dialog.process.queries.paging import Cursor, read_cursor
from dialog.process.rules import Handling, Publication, Sorting, Window
from dialog.process.search import index
from tests import make
from tests.make import NOW

DAY = timedelta(days=1)


def titles(ctx: Context, wanted: Filter, size: int = 50) -> list[str]:
    return [row.title for row in listing(ctx, Folkmotion, wanted, size).page.rows]


@pytest.fixture
def one_of_each(system: Context, keys: Keyring) -> Context:
    """One folkmotion in every state that is shown, and two that are not."""
    states: dict[str, dict[str, Any]] = {
        "kommande": {"opens_at": NOW + DAY},
        "öppen": {},
        "utan slut": {"closes_at": None},
        "stängd": {"closes_at": NOW - DAY},
        "stoppad": {"publication": Publication.STOPPED},
        "avvisad": {"publication": Publication.REJECTED, "opens_at": None, "closes_at": None},
        "utkast": {"publication": Publication.DRAFT},
        "dold": {"publication": Publication.HIDDEN},
    }
    for title, given in states.items():
        make.folkmotion(system.session, keys, title=title, **given)
    return system


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(), {"kommande", "öppen", "utan slut", "stängd", "stoppad", "avvisad"}),
        (Filter(window=Window.UPCOMING), {"kommande"}),
        (Filter(window=Window.OPEN), {"öppen", "utan slut"}),
        (Filter(window=Window.CLOSED), {"stängd", "stoppad"}),
        (Filter(publication=Publication.REJECTED), {"avvisad"}),
    ],
    ids=["all", "upcoming", "open", "closed", "rejected"],
)
def test_the_window_chooses(one_of_each: Context, wanted: Filter, expected: set[str]) -> None:
    assert set(titles(one_of_each, wanted)) == expected


def test_the_very_moment_of_closing_is_closed(system: Context, keys: Keyring) -> None:
    make.folkmotion(system.session, keys, title="slut", closes_at=NOW)
    make.folkmotion(system.session, keys, title="börjar", opens_at=NOW)
    assert titles(system, Filter(window=Window.OPEN)) == ["börjar"]
    assert titles(system, Filter(window=Window.CLOSED)) == ["slut"]


@pytest.mark.parametrize("handling", [h for h in Handling if h is not Handling.NONE])
def test_the_handling_chooses(system: Context, keys: Keyring, handling: Handling) -> None:
    for each in Handling:
        make.folkmotion(system.session, keys, title=each.value, handling=each)
    assert titles(system, Filter(handling=handling)) == [handling.value]


def test_late_and_answered_ones_can_be_chosen(system: Context, keys: Keyring) -> None:
    due = {"answer_due_at": NOW - DAY, "handling": Handling.HANDED_OVER}
    make.folkmotion(system.session, keys, title="sent", **due)
    make.folkmotion(system.session, keys, title="i tid", **(due | {"answer_due_at": NOW + DAY}))
    make.folkmotion(system.session, keys, title="besvarad", **due, decided_at=NOW - DAY)
    assert titles(system, Filter(late=True)) == ["sent"]
    assert titles(system, Filter(answered=True)) == ["besvarad"]


def test_area_and_tag_choose(system: Context, keys: Keyring) -> None:
    make.folkmotion(system.session, keys, title="a", area="skola", tags=["förskola", "50%"])
    make.folkmotion(system.session, keys, title="b", area="trafik", tags=["skola"])
    assert titles(system, Filter(area="skola")) == ["a"]
    assert titles(system, Filter(tag="förskola")) == ["a"]
    assert titles(system, Filter(tag="skola")) == ["b"], "a tag is a whole word"
    assert titles(system, Filter(tag="50%")) == ["a"]
    assert titles(system, Filter(tag="%")) == []
    assert titles(system, Filter(tag='skola"')) == []


def test_choices_are_what_occurs_in_public(system: Context, keys: Keyring) -> None:
    make.folkmotion(system.session, keys, area="skola", tags=["barn", "skola"])
    make.folkmotion(system.session, keys, area="trafik", tags=["barn"])
    make.folkmotion(
        system.session, keys, area="natur", tags=["hemlig"], publication=Publication.DRAFT
    )
    offered = choices(system, Process)
    assert offered.areas == ["skola", "trafik"]
    assert offered.tags == ["barn", "skola"]


def walk(ctx: Context, wanted: Filter, size: int) -> list[list[str]]:
    """Every page from first to last, then back again, which must show the same pages."""
    pages, after = [], None
    while True:
        page = listing(ctx, Folkmotion, replace(wanted, after=after), size).page
        pages.append([row.title for row in page.rows])
        if page.next is None:
            break
        after = page.next
    back, before = [pages[-1]], page.previous
    while before is not None:
        page = listing(ctx, Folkmotion, replace(wanted, before=before), size).page
        back.append([row.title for row in page.rows])
        before = page.previous
    assert back[::-1] == pages
    return pages


def flat(pages: Iterable[list[str]]) -> list[str]:
    return [title for page in pages for title in page]


@pytest.mark.parametrize("sorting", [None, Sorting.NEWEST, Sorting.CLOSING, Sorting.NAMES])
def test_pages_neither_repeat_nor_skip_even_when_all_are_equal(
    system: Context, keys: Keyring, sorting: Sorting | None
) -> None:
    for number in range(11):
        make.folkmotion(system.session, keys, title=f"{number:02}", count_valid=number // 6)
    pages = walk(system, Filter(sorting=sorting), 3)
    assert sorted(flat(pages)) == [f"{number:02}" for number in range(11)]
    assert [len(page) for page in pages] == [3, 3, 3, 2]


def test_pages_of_a_search_neither_repeat_nor_skip(system: Context, keys: Keyring) -> None:
    for number in range(7):
        row = make.folkmotion(system.session, keys, title=f"bänk {number}")
        index(system, row, (row.title, 1 + number % 2))
    pages = walk(system, Filter(words="bänkar"), 2)
    assert len(set(flat(pages))) == 7
    assert flat(pages)[:3] == ["bänk 5", "bänk 3", "bänk 1"]


def test_a_row_that_comes_in_between_moves_nothing(system: Context, keys: Keyring) -> None:
    for number in range(6):
        make.folkmotion(system.session, keys, title=f"{number}")
    first = listing(system, Folkmotion, Filter(), 3).page
    make.folkmotion(system.session, keys, title="ny", published_at=NOW)
    second = listing(system, Folkmotion, Filter(after=first.next), 3).page
    assert [row.title for row in (*first.rows, *second.rows)] == list("543210")


def test_orders(system: Context, keys: Keyring) -> None:
    for title, published, closes, names in (("a", 3, 3, 5), ("b", 1, 9, 20), ("c", 2, 6, 50)):
        make.folkmotion(
            system.session,
            keys,
            title=title,
            published_at=NOW - published * DAY,
            closes_at=NOW + closes * DAY,
            count_unverified=names,
        )
    assert titles(system, Filter(sorting=Sorting.NEWEST)) == ["b", "c", "a"]
    assert titles(system, Filter(sorting=Sorting.CLOSING)) == ["a", "c", "b"]
    assert titles(system, Filter(sorting=Sorting.NAMES)) == ["c", "b", "a"]


def test_what_closes_soon_is_still_open_and_what_is_closed_comes_latest_first(
    one_of_each: Context, keys: Keyring
) -> None:
    make.folkmotion(one_of_each.session, keys, title="nyss", closes_at=NOW - DAY / 2)
    open_ones = titles(one_of_each, Filter(sorting=Sorting.CLOSING))
    assert "stängd" not in open_ones
    closed = titles(one_of_each, Filter(sorting=Sorting.CLOSING, window=Window.CLOSED))
    assert closed.index("nyss") < closed.index("stängd")


def test_the_total_counts_every_page(system: Context, keys: Keyring) -> None:
    for _ in range(5):
        make.folkmotion(system.session, keys)
    found = listing(system, Folkmotion, Filter(), 2)
    assert (found.total, len(found.page.rows)) == (5, 2)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "-1-2",
        "1-",
        "1--2",
        "x",
        "1-99999999999",
        "9" * 17 + "-1",
        "1-2-3",
        "²-1",
        "٣-٤",
        "1-2\n",
    ],
)
def test_nonsense_is_no_cursor(written: str) -> None:
    assert read_cursor(written) is None


def test_a_cursor_is_read_as_it_was_written() -> None:
    cursor = Cursor(1767225600000000, 17)
    assert read_cursor(str(cursor)) == cursor
