"""What a compilation needs before it is public, and how positions are told."""

from datetime import timedelta
from itertools import product

import pytest

from dialog.process.rules import Publication
from dialog.remiss.rules.compilation import (
    Chapter,
    Comment,
    Count,
    NotWhole,
    TooEarly,
    as_data,
    ensure_heard,
    ensure_whole,
    is_counted,
    left,
    lines,
)
from dialog.remiss.rules.content import WHOLE, Position, Tone
from tests.remiss.rows import NOW

SAID, REASON = Comment("Vi ändrar.", "Bredden."), Comment(none_reason="Ingen har sagt något.")


def chapter(key: str = "s2", **given: object) -> Chapter:
    return Chapter(key, "1 Cykelvägar", **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("takes_views", "is_gone", "is_heard"), list(product([True, False], repeat=3))
)
def test_a_section_needs_a_comment_where_it_was_asked_about_or_spoken_of(
    *, takes_views: bool, is_gone: bool, is_heard: bool
) -> None:
    one = chapter(takes_views=takes_views, is_gone=is_gone, answers=int(is_heard))
    needs = is_heard or (takes_views and not is_gone)
    assert one.needs_comment is needs
    assert (left([one]) == [one]) is needs


def test_a_comment_or_a_reason_for_none_will_do() -> None:
    assert left([chapter(comment=SAID), chapter(comment=REASON)]) == []
    assert left([chapter(takes_views=False, points=1)]), "what an official moved there counts too"


def test_the_whole_always_needs_one() -> None:
    whole = chapter(WHOLE, takes_views=False)
    assert left([whole]) == [whole]


def test_all_that_is_missing_is_told_at_once() -> None:
    chapters = [chapter("s2"), chapter("s3", comment=SAID), chapter("s4")]
    with pytest.raises(NotWhole) as error:
        ensure_whole(chapters, 2)
    assert [each.key for each in error.value.sections] == ["s2", "s4"]
    assert error.value.waiting == 2
    with pytest.raises(NotWhole):
        ensure_whole([], 1)
    ensure_whole([chapter(comment=REASON)], 0)


@pytest.mark.parametrize(
    ("is_late", "is_considered", "counts"),
    [
        (False, None, True),
        (False, False, False),
        (True, None, False),
        (True, False, False),
        (True, True, True),
    ],
)
def test_a_late_answer_counts_when_somebody_has_decided_so(
    *, is_late: bool, is_considered: bool | None, counts: bool
) -> None:
    assert is_counted(is_late=is_late, is_considered=is_considered) is counts


def test_nothing_is_concluded_while_people_can_answer_in_time() -> None:
    hour = timedelta(hours=1)
    ensure_heard(Publication.PUBLISHED, NOW, NOW)
    ensure_heard(Publication.STOPPED, NOW + hour, NOW)
    for publication, closes_at in (
        (Publication.PUBLISHED, NOW + hour),
        (Publication.PUBLISHED, None),
        (Publication.DRAFT, NOW - hour),
        (Publication.WITHDRAWN, NOW - hour),
    ):
        with pytest.raises(TooEarly):
            ensure_heard(publication, closes_at, NOW)


def test_other_words_are_noticed() -> None:
    assert Comment("a").seen() == Comment("a").seen()
    assert Comment("a", "b").seen() != Comment("ab").seen() != Comment("a", "", "b").seen()


def test_positions_keep_their_order_and_one_that_is_gone_comes_last() -> None:
    positions = [Position("for", "Ja", Tone.FOR), Position("against", "Nej", Tone.AGAINST)]
    counts = {"old": Count(1, 0), "against": Count(1, 2)}
    told = lines(positions, counts)
    assert [(each.label, each.number, each.more) for each in told] == [
        ("Ja", 0, (0, 0)),
        ("Nej", 3, (1, 2)),
        ("old", 1, (1, 0)),
    ]
    assert [each.share for each in told] == [0, 75, 25]
    assert [each.is_removed for each in told] == [False, False, True]
    assert [each.share for each in lines(positions, {})] == [None, None]


def test_what_is_kept_holds_numbers_and_the_words_of_the_municipality() -> None:
    data = as_data(chapter(counts={"for": Count(1, 2)}, answers=3, points=2, comment=SAID))
    assert data["positions"] == {"for": {"organisations": 1, "persons": 2}}
    assert (data["comment"], data["changed"], data["answers"]) == ("Vi ändrar.", "Bredden.", 3)
