"""Questionnaires for tests: one with every kind of question, one with conditions, one that is long."""

from collections.abc import Callable
from typing import Any

import pytest

from dialog.consultation.models import Part
from dialog.consultation.rules.content import (
    Choice,
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
    ShownIf,
)
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from tests.consultation import rows

Given = Callable[..., str]
Renew = Callable[[str, QuestionnaireContent], None]
COLOURS = (Choice("red", "Röd"), Choice("green", "Grön"), Choice("blue", "Blå"))
ROWS = (Choice("play", "Lekplatsen"), Choice("pond", "Dammen"))


def question(key: str, kind: QuestionKind, title: str = "", **given: object) -> Question:
    """One question; choices and rows where the kind has such."""
    values: dict[str, object] = {"choices": COLOURS} if kind in HAVE_CHOICES else {}
    if kind is QuestionKind.MATRIX:
        values["rows"] = ROWS
    if kind is QuestionKind.NUMBER:
        values |= {"low": 0, "high": 1000}
    return Question(key, kind, title or f"Frågan {key}", **(values | given))  # type: ignore[arg-type]


HAVE_CHOICES = {
    QuestionKind.SINGLE,
    QuestionKind.MULTIPLE,
    QuestionKind.RANKING,
    QuestionKind.MATRIX,
}


def one_page(*questions: Question) -> QuestionnaireContent:
    """A questionnaire of one page."""
    return QuestionnaireContent(pages=(QuestionPage(questions=questions),))


def every_kind(**given: object) -> QuestionnaireContent:
    """Two pages with one question of each kind, keyed by the name of the kind."""
    kinds = [
        question(
            kind.value,
            kind,
            has_other=kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE},
            unit="kg" if kind is QuestionKind.NUMBER else "",
        )
        for kind in QuestionKind
    ]
    pages = (
        QuestionPage("Först", "Börja **här**.", tuple(kinds[:5])),
        QuestionPage("Sedan", "", tuple(kinds[5:])),
    )
    return QuestionnaireContent(pages=pages, **given)  # type: ignore[arg-type]


def chained() -> QuestionnaireContent:
    """Page 2 is asked of those who say red, its second question of those who say yes there."""
    yes = (Choice("yes", "Ja"), Choice("no", "Nej"))
    first = question("first", QuestionKind.SINGLE, "Vilken färg?", is_required=True)
    second = question(
        "second",
        QuestionKind.SINGLE,
        "Är du säker?",
        choices=yes,
        is_required=True,
        shown_if=ShownIf("first", ("red",)),
    )
    third = question(
        "third",
        QuestionKind.SHORT_TEXT,
        "Varför?",
        is_required=True,
        shown_if=ShownIf("second", ("yes",)),
    )
    last = question("last", QuestionKind.LONG_TEXT, "Något mer?")
    return QuestionnaireContent(
        pages=tuple(QuestionPage(questions=each) for each in ((first,), (second, third), (last,)))
    )


def long(number: int = 50) -> QuestionnaireContent:
    """So many questions, ten on each page."""
    questions = [
        question(f"q{each}", list(QuestionKind)[each % len(QuestionKind)]) for each in range(number)
    ]
    starts = range(0, number, 10)
    return QuestionnaireContent(
        pages=tuple(QuestionPage(questions=tuple(questions[each : each + 10])) for each in starts)
    )


ALL = {
    "svar-single": "other",
    "svar-single--other": "lila",
    "svar-multiple": ["red", "blue"],
    "svar-scale": "4",
    "svar-ranking--blue": "1",
    "svar-ranking--red": "2",
    "svar-matrix--play": "green",
}
SECOND = {
    "svar-number": "12,5",
    "svar-date": "2026-12-24",
    "svar-short_text": "Kort",
    "svar-long_text": "Långt\r\nsvar",
}


@pytest.fixture
def given(session: TenantSession, keys: Keyring) -> Given:
    """The address of a questionnaire that is open."""

    def given(content: QuestionnaireContent | None = None, **values: Any) -> str:
        row = rows.consultation(session, keys, **values)
        part = rows.add_part(session, row, content or every_kind(), title="Frågor om parken")
        address = f"/medborgardialoger/{row.id}/svara/{part.id}"
        session.rollback()
        return address

    return given


@pytest.fixture
def renew(session: TenantSession) -> Renew:
    """Let the municipality change the questions meanwhile."""

    def renew(address: str, content: QuestionnaireContent) -> None:
        part = session.get_one(Part, int(address.rpartition("/")[2]))
        rows.add_version(session, part, content, title="Frågor om parken")
        session.commit()

    return renew
