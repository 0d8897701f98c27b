"""What each kind of part must hold before it may be shown."""

from typing import Any

import pytest

from dialog.consultation.rules import PartKind
from dialog.consultation.rules.blueprints import SKETCHES
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
from dialog.consultation.rules.golive import missing_in_part
from dialog.consultation.rules.record import as_text, words_of

TWO = (Choice("a", "Ja"), Choice("b", "Nej"))


def faults(content: Any, **more: Any) -> list[str]:
    kind = next(kind for kind, shape in SHAPES.items() if isinstance(content, shape))
    return [str(each.words) for each in missing_in_part(1, kind, "Rubrik", content, **more)]


def asking(*questions: Question) -> QuestionnaireContent:
    return QuestionnaireContent(pages=(QuestionPage(questions=questions),))


def question(kind: QuestionKind, **given: Any) -> Question:
    return Question(**({"key": "q", "kind": kind, "title": "Vad?"} | given))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (TextContent(), "Skriv en text"),
        (
            TextContent("Ord", video_url="https://film.example", video_note="Textad"),
            "filmen handlar om",
        ),
        (TextContent("Ord", video_url="https://film.example", video_title="Parken"), "undertexter"),
        (QuestionnaireContent(), "minst en fråga"),
        (asking(question(QuestionKind.SINGLE)), "Fråga 1: skriv minst två val"),
        (asking(question(QuestionKind.MULTIPLE, choices=TWO[:1])), "minst två val"),
        (asking(question(QuestionKind.RANKING, choices=(*TWO, Choice("c", "")))), "inget tomt"),
        (asking(question(QuestionKind.MATRIX, choices=TWO)), "minst en rad"),
        (asking(question(QuestionKind.SCALE, low=5, high=5)), "lägre till ett högre"),
        (asking(question(QuestionKind.LONG_TEXT, title="")), "Fråga 1: skriv själva frågan."),
        (
            asking(question(QuestionKind.DATE, shown_if=ShownIf("x", ("a",)))),
            "Fråga 1 beror på ett svar",
        ),
        (IdeasContent(), "vad du vill veta"),
        (IdeasContent("Vad?", categories=(Choice("a", ""),)), "kategori ett namn"),
        (MapContent(), "vad du vill veta"),
        (MapContent("Var?", shapes=()), "punkt, linje eller yta"),
        (PrioritiesContent("Vad?"), "minst två alternativ"),
        (PrioritiesContent("Vad?", options=TWO, amount=0), "hur många poäng"),
        (PrioritiesContent("Vad?", Method.PICK, 2, TWO), "färre än alla"),
        (DiscussionContent(), "vad du vill veta"),
    ],
)
def test_what_is_missing_is_said(content: Any, words: str) -> None:
    assert any(words in fault for fault in faults(content)), faults(content)


@pytest.mark.parametrize(
    "content",
    [
        TextContent("Ord"),
        TextContent(media=(Medium(3),)),
        asking(question(QuestionKind.SINGLE, choices=TWO[:1], has_other=True)),
        asking(question(QuestionKind.MATRIX, choices=TWO, rows=TWO[:1])),
        asking(
            question(QuestionKind.SINGLE, choices=TWO),
            question(QuestionKind.DATE, key="r", shown_if=ShownIf("q", ("b",))),
        ),
        PrioritiesContent("Vad?", Method.PICK, 1, TWO),
        PrioritiesContent("Vad?", options=TWO),
    ],
)
def test_what_is_whole_lacks_nothing(content: Any) -> None:
    assert faults(content) == []


def test_a_picture_is_described_and_a_document_need_not_be() -> None:
    content = TextContent("Ord", media=(Medium(3), Medium(4, "Parken från norr")))
    assert faults(content, pictures={4}) == []
    assert faults(content, pictures={3, 4}) == [
        "Beskriv vad bilden visar, för den som inte kan se den."
    ]


@pytest.mark.parametrize("blueprint", SKETCHES)
def test_every_blueprint_begins_with_whole_parts(blueprint: Any) -> None:
    parts = [part for stage in SKETCHES[blueprint].stages for part in stage.parts]
    assert [fault for _title, content in parts for fault in faults(content)] == []
    assert {PartKind.TEXT} < {
        kind for kind, shape in SHAPES.items() for _t, c in parts if isinstance(c, shape)
    }


def test_words_are_what_people_read_and_not_keys() -> None:
    content = asking(question(QuestionKind.SINGLE, key="hemlig", choices=TWO, help="Välj en."))
    assert list(words_of(content)) == ["Vad?", "Välj en.", "Ja", "Nej"]
    assert as_text([("Vem?", "Alla"), ("Tom?", "")], ["", "Sist"]) == "Vem?\nAlla\n\nSist"
