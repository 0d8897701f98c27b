"""What is told of the answers to one question of each kind."""

from typing import Any

from dialog.consultation.rules import asked, measures
from dialog.consultation.rules.content import (
    Choice,
    Method,
    PrioritiesContent,
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
)
from dialog.consultation.rules.lens import Lens, Why
from dialog.consultation.rules.statistics import Outcome, Picture, outcome, priorities
from dialog.consultation.rules.tallying import Dimension, Group, Tallies

AB = (Choice("a", "Äpple"), Choice("b", "Banan"))
Given = list[tuple[int, dict[str, Any]]]


def lens(given: Given, *, public: bool = True) -> Lens:
    tallies = Tallies()
    for number, data in given:
        for _ in range(number):
            tallies.add(Group("web"), data)
    whole = {key: n for (key, each, _), n in tallies.places().items() if each is Dimension.ALL}
    return Lens(whole, is_public=public)


def told(question: Question, values: list[tuple[int, Any]], *, public: bool = True) -> Outcome:
    only = asked.questions([form(question)])[0]
    given = [(number, {"answers": {"q": value}}) for number, value in values]
    return outcome(only, lens(given, public=public))


def form(*questions: Question) -> QuestionnaireContent:
    return QuestionnaireContent(pages=(QuestionPage(questions=questions),))


def question(kind: QuestionKind, **more: Any) -> Question:
    return Question("q", kind, "Vad?", **more)


def lines(found: Outcome) -> list[tuple[str, int | None]]:
    return [(str(line.label), line.number) for line in found.blocks[0].lines]


def facts(found: Outcome) -> dict[str, str]:
    return {str(name): str(value) for name, value in found.facts}


def test_one_choice_shows_numbers_and_shares_of_those_who_answered() -> None:
    kind = question(QuestionKind.SINGLE, choices=AB)
    found = told(kind, [(30, {"choice": "a"}), (10, {"choice": "b"})])
    assert lines(found) == [("Äpple", 30), ("Banan", 10)]
    assert [line.share for line in found.blocks[0].lines] == [75, 25]
    assert found.answered == 40


def test_something_else_is_a_choice() -> None:
    kind = question(QuestionKind.SINGLE, choices=AB, has_other=True)
    found = told(kind, [(9, {"choice": "a"}), (9, {"choice": "other", "words": "Päron"})])
    assert ("Något annat", 9) in lines(found)


def test_several_choices_say_that_shares_are_more_than_all() -> None:
    kind = question(QuestionKind.MULTIPLE, choices=AB)
    found = told(kind, [(20, {"choices": ["a", "b"]})])
    assert [line.share for line in found.blocks[0].lines] == [100, 100]
    assert "mer än 100 %" in str(found.notes[0])


def test_a_scale_shows_how_answers_spread_with_mean_and_median() -> None:
    kind = question(QuestionKind.SCALE, low=1, high=4)
    found = told(kind, [(10, {"value": 1}), (10, {"value": 3}), (20, {"value": 4})])
    assert lines(found) == [("1", 10), ("2", 0), ("3", 10), ("4", 20)]
    assert facts(found) == {"Medelvärde": "3 av 4", "Median": "3,5"}
    assert found.picture is Picture.STACKED


def test_where_a_number_is_hidden_the_mean_does_not_give_it_away() -> None:
    kind = question(QuestionKind.SCALE, low=1, high=3)
    found = told(kind, [(2, {"value": 1}), (9, {"value": 2}), (20, {"value": 3})])
    assert [number for _, number in lines(found)] == [None, None, 20]
    assert found.facts == ()
    assert told(kind, [(2, {"value": 1}), (9, {"value": 2})], public=False).facts


def test_a_ranking_shows_first_places_points_and_mean_place() -> None:
    kind = question(QuestionKind.RANKING, choices=AB)
    found = told(kind, [(30, {"order": ["a", "b"]}), (10, {"order": ["b", "a"]})])
    assert lines(found) == [("Äpple", 30), ("Banan", 10)]
    assert [line.more for line in found.blocks[0].lines] == [(70, 1.25), (50, 1.75)]


def test_a_ranking_that_few_made_otherwise_shows_no_points() -> None:
    kind = question(QuestionKind.RANKING, choices=(*AB, Choice("c", "Citron")))
    few = [(30, {"order": ["a", "b", "c"]}), (10, {"order": ["b", "a", "c"]})]
    assert told(kind, few).more
    assert not told(kind, [*few, (3, {"order": ["a", "c", "b"]})]).more


def test_a_matrix_shows_each_row_by_itself() -> None:
    rows = (Choice("x", "Parken"), Choice("y", "Torget"))
    kind = question(QuestionKind.MATRIX, choices=AB, rows=rows)
    found = told(kind, [(8, {"rows": {"x": "a", "y": "b"}}), (6, {"rows": {"x": "b"}})])
    assert [(str(b.label), b.answered) for b in found.blocks] == [("Parken", 14), ("Torget", 8)]
    assert [line.number for line in found.blocks[0].lines] == [8, 6]


def test_numbers_are_put_in_heaps_with_median_and_quartiles() -> None:
    kind = question(QuestionKind.NUMBER, unit="km")
    found = told(kind, [(10, {"value": "2"}), (10, {"value": "12"}), (20, {"value": "38"})])
    assert lines(found)[0] == ("0\N{EN DASH}4", 10)
    assert sum(number or 0 for _, number in lines(found)) == 40
    assert facts(found) == {"Median": "25", "Hälften svarade mellan": "7 till 38"}


def test_days_are_shown_by_month_with_the_empty_ones_between() -> None:
    kind = question(QuestionKind.DATE)
    found = told(kind, [(5, {"value": "2026-11-02"}), (7, {"value": "2027-01-30"})])
    assert lines(found) == [("november 2026", 5), ("december 2026", 0), ("januari 2027", 7)]


def test_own_words_are_counted_and_read_elsewhere() -> None:
    found = told(question(QuestionKind.LONG_TEXT), [(7, {"words": "Hej"})])
    assert (found.answered, found.is_in_words, found.blocks) == (7, True, ())


def test_nobody_and_few_are_told_apart() -> None:
    kind = question(QuestionKind.SINGLE, choices=AB)
    assert told(kind, []).why is Why.NOBODY
    assert told(kind, [(4, {"choice": "a"})]).why is Why.FEW
    assert told(kind, [(4, {"choice": "a"})], public=False).why is None


def test_what_an_earlier_version_held_is_still_told() -> None:
    old = form(question(QuestionKind.SINGLE, choices=(*AB, Choice("c", "Citron"))))
    gone = form(*old.questions(), Question("r", QuestionKind.SINGLE, "Borta", choices=AB))
    new = form(question(QuestionKind.SINGLE, choices=AB[:1]))
    found = asked.questions([new, gone])
    assert [(each.question.key, each.is_removed) for each in found] == [("q", False), ("r", True)]
    data = {"answers": {"q": {"choice": "b"}}}
    block = outcome(found[0], lens([(9, data)])).blocks[0]
    assert [(str(line.label), line.is_removed) for line in block.lines] == [
        ("Äpple", False),
        ("Banan", True),  # chosen while it could be; nobody ever chose the lemon
    ]


def test_a_choice_that_no_version_knows_is_counted_and_not_named() -> None:
    found = told(question(QuestionKind.SINGLE, choices=AB), [(9, {"choice": "zzz"})])
    assert ("Ett alternativ som inte finns kvar", 9) in lines(found)


def test_points_are_summed_and_divided_by_all_who_answered() -> None:
    content = PrioritiesContent("Fördela", Method.POINTS, 10, AB)
    found = priorities(
        content,
        asked.options([content]),
        lens([(10, {"points": {"a": 10}}), (10, {"points": {"a": 4, "b": 6}})]),
    )
    assert lines(found) == [("Äpple", 20), ("Banan", 10)]
    assert [line.more for line in found.blocks[0].lines] == [(140, 7), (60, 3)]


def test_picks_are_counted() -> None:
    content = PrioritiesContent("Välj", Method.PICK, 2, AB)
    given = [(10, {"picks": ["a", "b"]}), (5, {"picks": ["a"]})]
    found = priorities(content, asked.options([content]), lens(given))
    assert lines(found) == [("Äpple", 15), ("Banan", 10)]


def test_heaps_hold_every_number() -> None:
    for values in ([0, 1], [-7, 3], [1000, 5000], [5]):
        numbers = [measures.Decimal(value) for value in values]
        found = measures.bins(numbers)
        assert len(found) <= measures.MOST_BINS + 2
        assert all(sum(each.holds(number) for each in found) == 1 for number in numbers)
    halves = [measures.Decimal("0.1"), measures.Decimal("0.35")]
    assert all(any(each.holds(n) for each in measures.bins(halves)) for n in halves)


def test_many_months_are_not_all_drawn() -> None:
    assert measures.months(["2020-01", "2026-01"]) == ["2020-01", "2026-01"]
