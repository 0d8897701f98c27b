"""What a change of a part does to the answers that are there already, in words for the official."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dialog.consultation.rules import PartKind
from dialog.consultation.rules.content import Choice, Question, QuestionnaireContent
from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import gettext as _
from dialog.process.rules import Handling, Publication


class ChangedMeanwhile(DomainError):
    """A colleague has changed the same thing since it was shown. Nothing is lost: both are shown."""


class HasContributions(DomainError):
    """People have sent something to the part, so it cannot be taken away."""


def ensure_editable(publication: Publication, handling: Handling) -> None:
    """Raise Faulty when it is too late to change what the consultation asks."""
    if publication not in {Publication.DRAFT, Publication.PUBLISHED}:
        raise Faulty(_("Medborgardialogen är avslutad. Delarna går inte att ändra längre."))
    if handling is not Handling.NONE:
        raise Faulty(_("Kommunen arbetar redan med svaren. Delarna går inte att ändra längre."))


@dataclass(frozen=True)
class Alteration:
    """One thing that means something else afterwards. What `is_refused` cannot be done at all."""

    words: str
    is_refused: bool = False


def alterations(kind: PartKind, before: Any, after: Any) -> list[Alteration]:
    """Everything that changes what answers mean; empty when the change is safe."""
    if kind is PartKind.QUESTIONNAIRE:
        return _questionnaire(before, after)
    if kind is PartKind.PRIORITIES:
        return _priorities(before, after)
    if kind in {PartKind.IDEAS, PartKind.MAP}:
        return _choices("", before.categories, after.categories)
    return []


def _questionnaire(before: QuestionnaireContent, after: QuestionnaireContent) -> list[Alteration]:
    now = {question.key: question for question in after.questions()}
    altered = []
    for old in before.questions():
        if old.key in now:
            altered += _question(old, now[old.key])
        else:
            words = _("Frågan ”%(title)s” tas bort. Svaren finns kvar i resultatet.")
            altered.append(Alteration(words % {"title": old.title}))
    return altered


def _question(old: Question, new: Question) -> list[Alteration]:
    named = {"title": old.title}
    if old.kind is not new.kind:
        words = _("Frågan ”%(title)s” har svar och kan inte besvaras på ett annat sätt. Gör en ny.")
        return [Alteration(words % named, is_refused=True)]
    altered = []
    if old.title != new.title:
        words = _("Frågan ”%(title)s” heter nu ”%(new)s”. Tidigare svar räknas till den.")
        altered.append(Alteration(words % (named | {"new": new.title})))
    if (old.low, old.high) != (new.low, new.high):
        words = _("Frågan ”%(title)s” har andra gränser. Tidigare svar räknas som de är.")
        altered.append(Alteration(words % named))
    altered += _choices(old.title, old.choices, new.choices)
    return altered + _choices(old.title, old.rows, new.rows)


def _priorities(before: Any, after: Any) -> list[Alteration]:
    if before.method is not after.method:
        words = _("Delen har svar och kan inte besvaras på ett annat sätt. Gör en ny del.")
        return [Alteration(words, is_refused=True)]
    altered = _choices("", before.options, after.options)
    if before.amount != after.amount:
        words = _(
            "Var och en fick %(old)d att fördela eller välja, och får nu %(new)d. Tidigare svar "
            "räknas som de är."
        )
        altered.append(Alteration(words % {"old": before.amount, "new": after.amount}))
    return altered


def _choices(title: str, before: Sequence[Choice], after: Sequence[Choice]) -> list[Alteration]:
    now = {choice.key: choice.label for choice in after}
    altered = []
    for old in before:
        if old.key not in now:
            words = _("”%(old)s” tas bort. De som har valt det räknas ändå.")
        elif now[old.key] != old.label:
            words = _("”%(old)s” heter nu ”%(new)s”. De som valde det förra räknas till det nya.")
        else:
            continue
        said = words % {"old": old.label, "new": now.get(old.key, "")}
        altered.append(Alteration(f"{title}: {said}" if title else said))
    return altered
