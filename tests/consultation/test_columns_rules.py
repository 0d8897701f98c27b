"""Answers as rows: every kind of question, removed questions, and what was hidden."""

from dataclasses import replace

from dialog.consultation.rules import PartKind
from dialog.consultation.rules.columns import cells, columns
from dialog.consultation.rules.content import (
    Choice,
    IdeasContent,
    Method,
    PrioritiesContent,
    QuestionnaireContent,
    QuestionPage,
)
from tests.consultation.asked import FORM, FULL, QUESTIONS

KIND = PartKind.QUESTIONNAIRE
OPTIONS = PrioritiesContent("Väg", Method.POINTS, 10, (Choice("a", "A"), Choice("b", "B")))


def test_every_kind_of_question_has_its_columns() -> None:
    found = columns(7, KIND, [FORM])
    row = cells(found, 7, {"answers": FULL}, words=True)
    assert dict(zip((column.head for column in found), row, strict=True)) == {
        "Vad är viktigast?": "Något annat",
        "Vad är viktigast?: egna ord": "En damm",
        "Vad saknas?: Träd": 1,
        "Vad saknas?: Bänkar": 0,
        "Vad saknas?: Lekplats": 0,
        "Vad saknas?: Något annat": 1,
        "Vad saknas?: egna ord": "Ljus",
        "Hur trygg är du?": 4,
        "Ordna: Träd": 3,
        "Ordna: Bänkar": 1,
        "Ordna: Lekplats": 2,
        "Hur ofta?: Sommar": "Bänkar",
        "Hur många?": 12.5,
        "När?": "2026-12-24",
        "Vad vill du säga?": "Fler träd, tack!",
    }
    assert [column.key for column in found][:3] == ["en", "en.words", "flera.trad"]


def test_what_was_not_answered_is_empty() -> None:
    found = columns(7, KIND, [FORM])
    assert set(cells(found, 7, {"answers": {}}, words=True)) == {""}
    assert set(cells(found, 8, {"answers": FULL}, words=True)) == {""}


def test_hidden_words_are_left_out_and_choices_stay() -> None:
    found = columns(7, KIND, [FORM])
    row = cells(found, 7, {"answers": FULL}, words=False)
    assert "En damm" not in row
    assert "Fler träd, tack!" not in row
    assert "Något annat" in row


def test_what_was_removed_keeps_its_column_and_says_so() -> None:
    fewer = replace(QUESTIONS[0], choices=QUESTIONS[0].choices[:1])
    newest = QuestionnaireContent(pages=(QuestionPage(questions=(fewer,)),))
    found = columns(7, KIND, [newest, FORM])
    assert found[0].head == "Vad är viktigast?"
    assert cells(found, 7, {"answers": {"en": {"choice": "lek"}}}, words=True)[0] == "Lekplats"
    assert "Hur trygg är du? (fanns i en tidigare version)" in [each.head for each in found]


def test_a_choice_that_nobody_knows_keeps_its_key() -> None:
    found = columns(7, KIND, [FORM])
    assert cells(found, 7, {"answers": {"en": {"choice": "borta"}}}, words=True)[0] == "borta"


def test_priorities_have_points_or_marks() -> None:
    found = columns(7, PartKind.PRIORITIES, [OPTIONS])
    assert [column.head for column in found] == ["A", "B"]
    assert cells(found, 7, {"points": {"a": 10}}, words=True) == [10, 0]
    assert cells(found, 7, {"picks": ["b"]}, words=True) == [0, 1]
    assert cells(found, 7, {}, words=True) == ["", ""]


def test_other_parts_have_no_answers() -> None:
    assert columns(7, PartKind.IDEAS, [IdeasContent()]) == []
