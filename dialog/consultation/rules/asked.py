"""What was asked over all versions of a part: the newest words, and what only older versions held."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from dialog.consultation.rules.content import (
    Choice,
    PrioritiesContent,
    Question,
    QuestionKind,
    QuestionnaireContent,
)
from dialog.consultation.rules.tallying import OTHER
from dialog.core.i18n import lazy_gettext as _l

Keyed = TypeVar("Keyed", Choice, Question)


@dataclass(frozen=True)
class Offered:
    """Something that can be chosen, or could be in an earlier version."""

    key: str
    label: Any
    is_removed: bool = False


@dataclass(frozen=True)
class Asked:
    """A question with everything that could be answered to it in any version."""

    question: Question
    choices: tuple[Offered, ...] = ()
    rows: tuple[Offered, ...] = ()
    is_removed: bool = False


def questions(versions: Sequence[QuestionnaireContent]) -> list[Asked]:
    """Every question of a questionnaire. `versions` begin with the newest."""
    asked = []
    for question, is_removed in _newest([each.questions() for each in versions]):
        same = [q for each in versions for q in each.questions() if q.key == question.key]
        choices = [
            _offered(each, is_removed=gone)
            for each, gone in _newest([each.choices for each in same])
        ]
        if any(each.has_other for each in same):
            choices.append(Offered(OTHER, _l("Något annat"), not same[0].has_other))
        rows = [
            _offered(each, is_removed=gone) for each, gone in _newest([each.rows for each in same])
        ]
        asked.append(Asked(question, tuple(choices), tuple(rows), is_removed))
    return asked


def options(versions: Sequence[PrioritiesContent]) -> list[Offered]:
    """Every option of a prioritisation. `versions` begin with the newest."""
    return [
        _offered(each, is_removed=gone)
        for each, gone in _newest([each.options for each in versions])
    ]


def choices(versions: Sequence[Sequence[Choice]]) -> list[Offered]:
    """Every choice (a category, for example). `versions` begin with the newest."""
    return [_offered(each, is_removed=gone) for each, gone in _newest(versions)]


def _offered(choice: Choice, *, is_removed: bool) -> Offered:
    return Offered(choice.key, choice.label, is_removed)


def _newest(versions: Iterable[Sequence[Keyed]]) -> list[tuple[Keyed, bool]]:
    """Each thing in its newest words, and whether the newest version lacks it; those come last."""
    found: dict[str, tuple[Keyed, bool]] = {}
    for age, things in enumerate(versions):
        for thing in things:
            found.setdefault(thing.key, (thing, age > 0))
    return list(found.values())


IN_WORDS = {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT}
