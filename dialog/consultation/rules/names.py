"""What kinds of parts and questions are called, and one sentence on when each is good."""

from typing import Any

from dialog.consultation.rules import PartKind
from dialog.consultation.rules.content import Method, QuestionKind, Shape
from dialog.core.i18n import lazy_gettext as _l

PART_SENTENCES: dict[PartKind, Any] = {
    PartKind.TEXT: _l("Berätta med text, bilder, dokument och film. Deltagarna svarar inte här."),
    PartKind.QUESTIONNAIRE: _l("Ställ frågor. Var och en svarar en gång och kan ändra sitt svar."),
    PartKind.IDEAS: _l("Samla idéer som andra kan läsa, stödja och kommentera."),
    PartKind.MAP: _l("Samla idéer som hör till en plats på en karta."),
    PartKind.PRIORITIES: _l("Låt var och en fördela poäng eller välja det som är viktigast."),
    PartKind.DISCUSSION: _l("Låt folk diskutera med varandra och med kommunen."),
}
QUESTION_NAMES: dict[QuestionKind, Any] = {
    QuestionKind.SINGLE: _l("Ett val"),
    QuestionKind.MULTIPLE: _l("Flera val"),
    QuestionKind.SCALE: _l("Skala"),
    QuestionKind.RANKING: _l("Rangordning"),
    QuestionKind.MATRIX: _l("Tabell"),
    QuestionKind.NUMBER: _l("Tal"),
    QuestionKind.DATE: _l("Datum"),
    QuestionKind.SHORT_TEXT: _l("Kort text"),
    QuestionKind.LONG_TEXT: _l("Lång text"),
}
QUESTION_SENTENCES: dict[QuestionKind, Any] = {
    QuestionKind.SINGLE: _l("Man väljer ett av några svar."),
    QuestionKind.MULTIPLE: _l("Man väljer ett eller flera svar."),
    QuestionKind.SCALE: _l("Man väljer ett tal på en skala, till exempel 1 till 5."),
    QuestionKind.RANKING: _l("Man ordnar några alternativ från bäst till sämst."),
    QuestionKind.MATRIX: _l("Man väljer samma slags svar för flera saker. Håll den liten."),
    QuestionKind.NUMBER: _l("Man skriver ett tal, till exempel antal barn i familjen."),
    QuestionKind.DATE: _l("Man väljer en dag."),
    QuestionKind.SHORT_TEXT: _l("Man skriver några ord."),
    QuestionKind.LONG_TEXT: _l("Man skriver fritt. Någon behöver läsa alla svar."),
}
METHOD_NAMES: dict[Method, Any] = {
    Method.POINTS: _l("Fördela poäng"),
    Method.PICK: _l("Välj några"),
}
SHAPE_NAMES: dict[Shape, Any] = {
    Shape.POINT: _l("Punkt"),
    Shape.LINE: _l("Linje"),
    Shape.AREA: _l("Yta"),
}
