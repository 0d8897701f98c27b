"""A questionnaire with a question of every kind, and answers to it, for tests of texts and files."""

from typing import Any

from dialog.consultation.actions.tally import count_part, count_participants
from dialog.consultation.models import Consultation, Part
from dialog.consultation.rules.content import (
    Choice,
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
)
from dialog.core.context import Context
from tests.consultation import answered, rows

K = QuestionKind
TREES = (Choice("trad", "Träd"), Choice("bank", "Bänkar"), Choice("lek", "Lekplats"))
QUESTIONS = (
    Question("en", K.SINGLE, "Vad är viktigast?", choices=TREES, has_other=True),
    Question("flera", K.MULTIPLE, "Vad saknas?", choices=TREES, has_other=True),
    Question("skala", K.SCALE, "Hur trygg är du?"),
    Question("ordna", K.RANKING, "Ordna", choices=TREES),
    Question("rutor", K.MATRIX, "Hur ofta?", choices=TREES[:2], rows=(Choice("sommar", "Sommar"),)),
    Question("tal", K.NUMBER, "Hur många?"),
    Question("dag", K.DATE, "När?"),
    Question("fritt", K.LONG_TEXT, "Vad vill du säga?"),
)
FORM = QuestionnaireContent(pages=(QuestionPage(questions=QUESTIONS),))
FULL: dict[str, Any] = {
    "en": {"choice": "other", "words": "En damm"},
    "flera": {"choices": ["trad", "other"], "words": "Ljus"},
    "skala": {"value": 4},
    "ordna": {"order": ["bank", "lek", "trad"]},
    "rutor": {"rows": {"sommar": "bank"}},
    "tal": {"value": "12.5"},
    "dag": {"value": "2026-12-24"},
    "fritt": {"words": "Fler träd, tack!"},
}


def said(words: str) -> dict[str, Any]:
    """An answer in own words alone."""
    return {"answers": {"fritt": {"words": words}}}


def made(ctx: Context, *texts: str, **given: Any) -> tuple[Consultation, Part]:
    """A consultation with the questionnaire, answered in these words and counted; commits."""
    row = rows.consultation(ctx.session, ctx.keys, **given)
    part = rows.add_part(ctx.session, row, FORM, title="Om parken")
    for number, text in enumerate(texts):
        answered.answer(ctx.session, part, said(text), f"skribent-{number}")
    counted(ctx, part)
    return row, part


def counted(ctx: Context, part: Part) -> None:
    """Count the part and who took part, as the worker would; commits."""
    count_part(ctx, part)
    count_participants(ctx, part.stage.consultation)
    ctx.session.commit()
