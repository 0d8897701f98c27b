"""What a part lacks before people can take part in it."""

from typing import Any

import pytest

from dialog.consultation.rules import PartKind
from dialog.consultation.rules.completeness import incomplete
from dialog.consultation.rules.content import (
    SHAPES,
    Choice,
    DiscussionContent,
    IdeasContent,
    MapContent,
    Medium,
    Method,
    PrioritiesContent,
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
    ShownIf,
    TextContent,
)

TWO = (Choice("c1", "Ja"), Choice("c2", "Nej"))
LATER = Question("q2", QuestionKind.SINGLE, "Varför?", choices=TWO)


def asking(*questions: Question) -> QuestionnaireContent:
    return QuestionnaireContent(pages=(QuestionPage(questions=questions),))


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (PartKind.TEXT, TextContent("Så ser det ut i dag.")),
        (PartKind.TEXT, TextContent(media=(Medium(3),))),  # a document needs no words
        (PartKind.QUESTIONNAIRE, asking(Question("q1", QuestionKind.LONG_TEXT, "Vad tycker du?"))),
        (PartKind.IDEAS, IdeasContent("Vad saknas?", categories=TWO)),
        (PartKind.MAP, MapContent("Var?")),
        (PartKind.PRIORITIES, PrioritiesContent("Välj", options=TWO)),
        (PartKind.PRIORITIES, PrioritiesContent("Välj", options=TWO, method=Method.PICK, amount=1)),
        (PartKind.DISCUSSION, DiscussionContent("Prata")),
    ],
)
def test_a_part_that_people_can_use_lacks_nothing(kind: PartKind, content: Any) -> None:
    assert incomplete(kind, content) == []


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        (PartKind.TEXT, TextContent(" "), "Skriv en text"),
        (PartKind.TEXT, TextContent("Hej", media=(Medium(7),)), "Beskriv vad bilden visar"),
        (
            PartKind.TEXT,
            TextContent(video_url="https://film.example", video_note="Textad"),
            "handlar om",
        ),
        (
            PartKind.TEXT,
            TextContent(video_url="https://film.example", video_title="Ån"),
            "undertexter",
        ),
        (PartKind.QUESTIONNAIRE, QuestionnaireContent(), "minst en fråga"),
        (PartKind.QUESTIONNAIRE, asking(), "minst en fråga"),
        (PartKind.MAP, MapContent("Var?", shapes=()), "rita"),
        (PartKind.MAP, MapContent(), "vad du vill"),
        (PartKind.IDEAS, IdeasContent(" "), "vad du vill"),
        (PartKind.IDEAS, IdeasContent("Vad?", (Choice("c1", ""),)), "kategori ett namn"),
        (PartKind.DISCUSSION, DiscussionContent(), "vad du vill"),
        (PartKind.QUESTIONNAIRE, asking(Question("q1", QuestionKind.DATE, "")), "Fråga 1: Skriv"),
        (
            PartKind.QUESTIONNAIRE,
            asking(Question("q1", QuestionKind.SCALE, "Hur?", low=5)),
            "högre än det lägsta",
        ),
        (PartKind.PRIORITIES, PrioritiesContent("Välj", options=TWO[:1]), "minst två alternativ"),
        (PartKind.PRIORITIES, PrioritiesContent("Välj", options=TWO, amount=0), "fördela"),
        (
            PartKind.PRIORITIES,
            PrioritiesContent("Välj", options=TWO, method=Method.PICK, amount=2),
            "färre än alla",
        ),
    ],
)
def test_what_is_missing_is_said_in_words(kind: PartKind, content: Any, words: str) -> None:
    [said] = incomplete(kind, content, pictures=frozenset({7}))
    assert words in said


@pytest.mark.parametrize("kind", ["single", "multiple", "ranking", "matrix"])
def test_whoever_chooses_has_two_to_choose_between(kind: str) -> None:
    question = Question("q1", QuestionKind(kind), "Vilken park?", choices=TWO[:1], rows=TWO)
    assert incomplete(PartKind.QUESTIONNAIRE, asking(question)) == [
        "Vilken park?: Skriv minst två svarsalternativ."
    ]


def test_a_matrix_has_rows() -> None:
    question = Question("q1", QuestionKind.MATRIX, "Hur är det?", choices=TWO)
    assert incomplete(PartKind.QUESTIONNAIRE, asking(question)) == [
        "Hur är det?: Skriv minst en rad."
    ]


@pytest.mark.parametrize(
    "waits",
    [ShownIf("q2", ("c1",)), ShownIf("q9", ("c1",)), ShownIf("q1", ("c1",)), ShownIf("q0", ())],
)
def test_a_question_waits_for_nothing_that_cannot_be_answered(waits: ShownIf) -> None:
    first = Question("q0", QuestionKind.SINGLE, "Först?", choices=TWO)
    question = Question("q1", QuestionKind.SHORT_TEXT, "Sedan?", shown_if=waits)
    [said] = incomplete(PartKind.QUESTIONNAIRE, asking(first, question, LATER))
    assert said.startswith("Sedan?: Frågan ska visas efter ett svar som ingen kan ge")


def test_a_question_may_wait_for_own_words_beside_the_choices() -> None:
    first = Question("q0", QuestionKind.SINGLE, "Först?", choices=TWO, has_other=True)
    question = Question("q1", QuestionKind.DATE, "När?", shown_if=ShownIf("q0", ("other", "c2")))
    assert incomplete(PartKind.QUESTIONNAIRE, asking(first, question)) == []


@pytest.mark.parametrize("kind", PartKind)
def test_a_part_of_any_kind_that_nobody_has_filled_in_lacks_something(kind: PartKind) -> None:
    assert incomplete(kind, SHAPES[kind]())
