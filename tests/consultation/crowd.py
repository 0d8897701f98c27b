"""A crowd that answers fifty questions: rows by the thousand, for figures of counting and of pages."""

import random
from datetime import timedelta
from typing import Any

from dialog.consultation.models import Answer, Part, Participation
from dialog.consultation.rules.content import (
    Choice,
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
)
from dialog.core.db import TenantSession, add_many
from dialog.process.models import Contribution, ContributionText
from tests.consultation.rows import NOW

LETTERS = "abcde"
CHOICES = tuple(Choice(letter, f"Alternativ {letter}") for letter in LETTERS)
KINDS = (
    QuestionKind.SINGLE,
    QuestionKind.MULTIPLE,
    QuestionKind.SCALE,
    QuestionKind.RANKING,
    QuestionKind.MATRIX,
)
ROWS = CHOICES[:4]
AREAS = ("", "Centrum", "Norr", "Syd", "Väst", "Öst")
AGES = ("", "13-19", "20-29", "30-44", "45-64", "65-79")
CHANNELS = ("web", "web", "web", "paper")
CHUNK = 2000


def questionnaire(questions: int = 50) -> QuestionnaireContent:
    """So many questions of all kinds that are counted in many heaps."""
    asked = tuple(
        Question(f"q{n}", KINDS[n % len(KINDS)], f"Fråga {n}?", choices=CHOICES, rows=ROWS)
        for n in range(questions)
    )
    return QuestionnaireContent(pages=(QuestionPage(questions=asked),))


def value(question: Question, chance: random.Random) -> dict[str, Any]:
    """Some answer to a question."""
    if question.kind is QuestionKind.SINGLE:
        return {"choice": chance.choice(LETTERS)}
    if question.kind is QuestionKind.MULTIPLE:
        return {"choices": chance.sample(LETTERS, 2)}
    if question.kind is QuestionKind.SCALE:
        return {"value": chance.randint(1, 5)}
    if question.kind is QuestionKind.RANKING:
        return {"order": chance.sample(LETTERS, len(LETTERS))}
    return {"rows": {row.key: chance.choice(LETTERS) for row in ROWS}}


def answers(session: TenantSession, part: Part, number: int, first: int = 1) -> None:
    """So many answers by as many people, the last one now. `first` is the first one's id."""
    chance = random.Random(number)  # noqa: S311  (no secret: the same crowd every time)
    for start in range(first, first + number, CHUNK):
        ids = range(start, min(start + CHUNK, first + number))
        _fill(session, part, ids, chance, NOW - timedelta(seconds=first + number))


def _fill(
    session: TenantSession, part: Part, ids: range, chance: random.Random, begin: Any
) -> None:
    asked = part.content().questions()
    of_process = {"kind": "consultation_answer", "process_id": part.consultation_id}
    add_many(
        session,
        Contribution,
        [
            of_process
            | {"id": n, "participant_key": f"k{n}", "channel": chance.choice(CHANNELS)}
            | {"received_at": begin, "changed_at": begin + timedelta(seconds=n)}
            for n in ids
        ],
    )
    of_part = {"part_id": part.id, "version_id": part.version.id}
    add_many(session, Answer, [of_part | {"id": n, "once": f"k{n}"} for n in ids])
    said = ({q.key: value(q, chance) for q in asked} for _ in ids)
    add_many(
        session,
        ContributionText,
        [
            {"contribution_id": n, "number": 1, "parts": [], "hash": "-", "received_at": begin}
            | {"data": {"answers": each}}
            for n, each in zip(ids, said, strict=True)
        ],
    )
    of_consultation = {"consultation_id": part.consultation_id, "basis": "open", "channel": "web"}
    add_many(
        session,
        Participation,
        [
            of_consultation
            | {"participant_key": f"k{n}", "first_on": begin}
            | {"area": chance.choice(AREAS), "age_group": chance.choice(AGES)}
            for n in ids
        ],
    )
