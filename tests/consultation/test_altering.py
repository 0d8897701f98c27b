"""What a change does to answers that are there already, and how a part reads."""

from dataclasses import replace
from typing import Any

import pytest

from dialog.consultation.rules import PartKind
from dialog.consultation.rules.altering import alterations
from dialog.consultation.rules.content import (
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
from dialog.consultation.rules.transcript import as_text, fingerprint

TWO = (Choice("c1", "Ja"), Choice("c2", "Nej"))
FIRST = Question("q1", QuestionKind.SINGLE, "Går du i parken?", choices=TWO)
GRADE = Question("q2", QuestionKind.SCALE, "Hur bra är den?", low_label="Dålig", high_label="Bra")
ASKED = QuestionnaireContent(pages=(QuestionPage("Parken", questions=(FIRST, GRADE)),))


def with_questions(*questions: Question) -> QuestionnaireContent:
    return replace(ASKED, pages=(replace(ASKED.pages[0], questions=questions),))


def said(after: QuestionnaireContent) -> list[str]:
    return [each.words for each in alterations(PartKind.QUESTIONNAIRE, ASKED, after)]


@pytest.mark.parametrize(
    "after",
    [
        with_questions(GRADE, FIRST),
        with_questions(FIRST, GRADE, Question("q3", QuestionKind.DATE, "När?")),
        with_questions(replace(FIRST, choices=TWO[::-1]), replace(GRADE, help="Från 1 till 5")),
        with_questions(replace(FIRST, choices=(*TWO, Choice("c3", "Ibland"))), GRADE),
        replace(ASKED, intro="Hej", thanks="Tack", asks_age=True),
    ],
)
def test_what_leaves_answers_as_they_are_needs_no_warning(after: QuestionnaireContent) -> None:
    assert said(after) == []


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (with_questions(GRADE), "Frågan ”Går du i parken?” tas bort."),
        (with_questions(replace(FIRST, choices=TWO[:1]), GRADE), "”Nej” tas bort."),
        (
            with_questions(replace(FIRST, choices=(TWO[0], Choice("c2", "Aldrig"))), GRADE),
            "Går du i parken?: ”Nej” heter nu ”Aldrig”.",
        ),
        (with_questions(replace(FIRST, title="Cyklar du?"), GRADE), "heter nu ”Cyklar du?”"),
        (with_questions(FIRST, replace(GRADE, high=7)), "har andra gränser"),
    ],
)
def test_what_changes_the_meaning_of_answers_is_said(
    after: QuestionnaireContent, words: str
) -> None:
    [alteration] = alterations(PartKind.QUESTIONNAIRE, ASKED, after)
    assert words in alteration.words
    assert not alteration.is_refused


def test_a_question_with_answers_cannot_be_answered_in_another_way() -> None:
    after = with_questions(replace(FIRST, kind=QuestionKind.MULTIPLE), GRADE)
    [alteration] = alterations(PartKind.QUESTIONNAIRE, ASKED, after)
    assert alteration.is_refused


def test_options_and_categories_are_looked_at_too() -> None:
    weighed = PrioritiesContent(options=TWO)
    [gone] = alterations(PartKind.PRIORITIES, weighed, replace(weighed, options=TWO[1:]))
    [amount] = alterations(PartKind.PRIORITIES, weighed, replace(weighed, amount=5))
    [method] = alterations(PartKind.PRIORITIES, weighed, replace(weighed, method=Method.PICK))
    [category] = alterations(PartKind.MAP, MapContent(categories=TWO[:1]), MapContent())
    assert "”Ja” tas bort" in gone.words
    assert "10 att fördela eller välja, och får nu 5" in amount.words
    assert method.is_refused
    assert len(alterations(PartKind.IDEAS, IdeasContent(categories=TWO), IdeasContent())) == 2
    assert "räknas ändå" in category.words
    assert alterations(PartKind.TEXT, TextContent("Ett"), TextContent("Två")) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (DiscussionContent("Vad tycker du?"), ["Vad tycker du?"]),
        (TextContent("Ett", (Medium(1, "En å", "Ån"),), "https://a.example", "Film", "Textad"), ["En å – Ån", "Film", "Textad"]),
        (IdeasContent("Vad saknas?", TWO), ["– Ja", "Andra kan stödja"]),
        (MapContent("Var?", centre=(11.9, 57.7)), ["Punkt", "11.9 57.7 (12)"]),
        (PrioritiesContent("Välj", options=(Choice("c1", "Damm", "Djup"),)), ["– Damm: Djup", "Fördela poäng: 10"]),
        (
            with_questions(
                replace(FIRST, has_other=True, is_required=True),
                replace(GRADE, shown_if=ShownIf("q1", ("c2", "other"))),
            ),
            [
                "Går du i parken? (Ett val)",
                "Måste besvaras",
                "– Nej",
                "– Annat, med egna ord",
                "1–5 Dålig Bra",
                "Visas efter ”Går du i parken?”: Nej, Annat",
            ],
        ),
    ],
)  # fmt: skip
def test_a_part_reads_as_text(content: Any, words: list[str]) -> None:
    text = as_text("En del", content).splitlines()
    assert text[0] == "En del"
    assert [line for line in words if line not in text] == []
    assert "" not in text


def test_a_fingerprint_is_of_the_words_and_of_what_cannot_be_seen() -> None:
    assert fingerprint("A", TextContent("x")) == fingerprint("A", TextContent("x"))
    others = [
        fingerprint("B", TextContent("x")),
        fingerprint("A", TextContent("y")),
        fingerprint("A", TextContent("x", (Medium(1),))),
    ]
    assert len({fingerprint("A", TextContent("x")), *others}) == 4
