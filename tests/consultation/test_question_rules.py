"""The questionnaire as a whole: what is asked, in which order, and what is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.consultation.rules import questions, wording
from dialog.consultation.rules.content import QuestionKind, QuestionnaireContent, ShownIf
from dialog.consultation.rules.questions import (
    asked_on,
    asked_pages,
    changes,
    ensure_sound,
    judge,
    typed_of,
)
from dialog.consultation.rules.values import Typed
from dialog.core.errors import Faulty
from tests.consultation.questionnaire import chained, every_kind, long, one_page, question
from tests.consultation.test_value_rules import VALUES

K = QuestionKind
RED_AND_SURE = {
    "svar-first": ["red"],
    "svar-second": ["yes"],
    "svar-third": ["För att"],
}


@given(
    answers=st.fixed_dictionaries({}, optional={kind.value: VALUES[kind] for kind in K}).filter(
        bool
    )
)
def test_answers_survive_being_typed_again(answers: dict[str, dict[str, object]]) -> None:
    content = every_kind()
    assert judge(content, typed_of(content, answers)).answers == answers
    assert ensure_sound(content, answers) == answers
    assert len(wording.labelled(content, answers)) == len(answers)


def test_a_question_is_asked_when_its_condition_holds() -> None:
    content = chained()
    assert asked_pages(content, judge(content, Typed())) == [1, 3]
    assert asked_pages(content, judge(content, Typed({"svar-first": ["red"]}))) == [1, 2, 3]
    assert judge(content, Typed(RED_AND_SURE)).asked == {"first", "second", "third", "last"}


def test_what_is_not_asked_is_dropped_all_along_the_chain() -> None:
    judged = judge(chained(), Typed(RED_AND_SURE | {"svar-first": ["green"]}))
    assert judged.answers == {"first": {"choice": "green"}}
    assert judged.faults == {}
    with_more = {
        "first": {"choice": "green"},
        "second": {"choice": "yes"},
        "third": {"words": "För att"},
    }
    assert ensure_sound(chained(), with_more) == {"first": {"choice": "green"}}


def test_only_what_is_asked_is_required() -> None:
    content = chained()
    assert set(judge(content, Typed()).faults) == {"first"}
    sure = judge(content, Typed({"svar-first": ["red"], "svar-second": ["yes"]}))
    assert set(sure.faults) == {"third"}
    assert [fault.name for fault in sure.faults_on(content.pages[1])] == ["svar-third"]


def test_a_page_draws_what_its_own_answers_may_decide_about() -> None:
    content = chained()
    red = judge(content, Typed({"svar-first": ["red"]}))
    assert [each.key for each in asked_on(content.pages[1], red)] == ["second", "third"]
    assert asked_on(content.pages[1], judge(content, Typed())) == []


@pytest.mark.parametrize("about", ["gone", "later", "q"])
def test_a_condition_on_what_does_not_come_before_holds_nothing_back(about: str) -> None:
    content = one_page(
        question("q", K.SHORT_TEXT, shown_if=ShownIf(about, ("red",))),
        question("later", K.SINGLE),
    )
    assert judge(content, Typed()).asked == {"q", "later"}


@pytest.mark.parametrize(
    ("kind", "typed", "any_of"),
    [
        (K.MULTIPLE, {"svar-a": ["green", "red"]}, "red"),
        (K.SCALE, {"svar-a": ["4"]}, "4"),
        (K.SINGLE, {"svar-a--other": ["lila"]}, "other"),
        (K.MATRIX, {"svar-a--pond": ["red"]}, "red"),
    ],
)
def test_conditions_know_every_kind_with_choices(
    kind: QuestionKind, typed: dict[str, list[str]], any_of: str
) -> None:
    content = one_page(
        question("a", kind, has_other=True),
        question("b", K.SHORT_TEXT, shown_if=ShownIf("a", (any_of,))),
    )
    assert judge(content, Typed(typed)).asked == {"a", "b"}
    assert judge(content, Typed()).asked == {"a"}


def test_an_empty_answer_is_not_sent() -> None:
    with pytest.raises(Faulty, match="minst en fråga"):
        ensure_sound(every_kind(), {})


def test_an_unsound_answer_is_not_sent() -> None:
    with pytest.raises(Faulty, match="finns inte längre"):
        ensure_sound(every_kind(), {"single": {"choice": "yellow"}})


def test_versions_are_compared_by_key() -> None:
    older = one_page(question("a", K.SINGLE), question("b", K.DATE), question("c", K.DATE))
    newer = one_page(
        question("a", K.SINGLE, "Ny fråga"), question("c", K.DATE), question("d", K.DATE)
    )
    found = changes(older, newer)
    assert (found.added, found.removed, found.changed) == (["Frågan d"], ["Frågan b"], ["Ny fråga"])
    assert not changes(older, older)


def test_words_are_those_that_the_person_saw() -> None:
    content = every_kind()
    answers = {
        "single": {"choice": "other", "words": "lila"},
        "multiple": {"choices": ["red", "blue"]},
        "ranking": {"order": ["blue", "red"]},
        "matrix": {"rows": {"pond": "green"}},
        "number": {"value": "12.5"},
        "date": {"value": "2026-12-01"},
    }
    assert dict(wording.labelled(content, answers)) == {
        "Frågan single": "Annat: lila",
        "Frågan multiple": "Röd\nBlå",
        "Frågan ranking": "1. Blå\n2. Röd",
        "Frågan matrix": "Dammen: Grön",
        "Frågan number": "12,5 kg",
        "Frågan date": "1 december 2026",
    }


def test_a_scale_says_what_its_ends_mean() -> None:
    about = question("a", K.SCALE, low_label="dåligt", high_label="bra")
    assert wording.words(about, {"value": 4}) == "4 (1 = dåligt, 5 = bra)"


def test_what_cannot_be_sent_can_be_copied_right_or_wrong() -> None:
    content = every_kind()
    typed = Typed(
        {"svar-number": ["tolv"], "svar-matrix--pond": ["red"], "svar-ranking--blue": ["2"]}
    )
    assert wording.copyable(content, typed, judge(content, typed)) == [
        ("Frågan ranking", "Blå: 2"),
        ("Frågan matrix", "Dammen: Röd"),
        ("Frågan number", "tolv"),
    ]


def test_a_condition_is_said_in_words() -> None:
    content = chained()
    second = content.pages[1].questions[0]
    said = wording.condition(second, content)
    assert said == "Svara bara om du svarade ”Röd” på frågan ”Vilken färg?”."
    gone = question("x", K.DATE, shown_if=ShownIf("gone", ("a",)))
    assert wording.condition(gone, content) == ""
    assert wording.condition(content.pages[0].questions[0], content) == ""


def test_only_fields_of_the_questionnaire_are_kept() -> None:
    sent = Typed({"svar-single": ["red"], "svar-single--other": ["x"], "junk": ["y"]})
    kept = questions.known_fields(every_kind(), sent)
    assert set(kept.fields) == {"svar-single", "svar-single--other"}


def test_the_time_it_takes_grows_with_the_questions() -> None:
    assert questions.minutes(QuestionnaireContent()) == 1
    assert questions.minutes(long(50)) > questions.minutes(long(10)) > 1
