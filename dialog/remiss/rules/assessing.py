"""When: what officials may do with points, and what stands in their way."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.own_words import own_words
from dialog.remiss.rules import Effect

LONGEST_TAG = 60
MOST_TAGS = 100  # in one remiss: more than anybody keeps in mind
LONGEST_TITLE = 200
LONGEST_REPLY = 4000
LONGEST_NOTE = 4000
LONGEST_QUOTE = 20_000
LONGEST_WHY = 2000
MOST_AT_ONCE = 200  # points of one form


class Concluded(DomainError):
    """The compilation is public, so what it says stays."""


class PointChanged(DomainError):
    """Somebody else has split or joined it meanwhile. Nothing was done."""

    status = 409


@dataclass(frozen=True)
class Answer:
    """A reply as it is written: `seen` is the number of the one that its writer had seen, 0 for none."""

    effect: Effect
    words: str
    seen: int = 0


class RepliedMeanwhile(DomainError):
    """Somebody else has replied meanwhile. `effect`, `words` and `number` are theirs; they stand."""

    status = 409

    def __init__(self, effect: Effect, words: str, number: int) -> None:
        super().__init__(_l("En kollega har svarat medan du skrev. Jämför texterna."))
        self.effect, self.words, self.number = effect, words, number


def ensure_not_concluded(concluded_at: datetime | None) -> None:
    """Raise Concluded once the compilation is public."""
    if concluded_at is not None:
        raise Concluded(_l("Sammanställningen är publicerad. Då går det inte att ändra det här."))


def ensure_may_consider(concluded_at: datetime | None, considered_at: datetime | None) -> None:
    """A decision about a late answer can be changed until the remiss is concluded. Raises Concluded."""
    if considered_at is not None:
        ensure_not_concluded(concluded_at)


def ensure_same_reply(theirs: Any, answer: Answer) -> None:
    """Raise RepliedMeanwhile when the reply is another than its writer had seen."""
    number = theirs.number if theirs is not None else 0
    if number == answer.seen:
        return
    if theirs is None:
        raise PointChanged(_l("Kommunens svar finns inte längre. Ladda om sidan."))
    raise RepliedMeanwhile(theirs.effect, theirs.words, number)


def tag_name(text: str, field: str) -> str:
    """What a tag is called. Raises Faulty, for the field."""
    name = " ".join(own_words(text, field, LONGEST_TAG).split())
    if not name:
        raise Faulty(_l("Skriv vad taggen heter."), field)
    return name


def tag_names(text: str) -> list[str]:
    """New tags that were written with commas or lines between them. Raises Faulty, for `new`."""
    given = (each.strip() for each in text.replace("\n", ",").split(","))
    names = [tag_name(each, "new") for each in given if each]
    return list({name.casefold(): name for name in names}.values())


def is_overdue(due_on: date | None, today: date) -> bool:
    """Whether the last day that was set has passed."""
    return due_on is not None and due_on < today
