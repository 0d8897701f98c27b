"""Positions and questions in order: one more, other words, another place, one less."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from dialog.core.errors import DomainError, Faulty, NotFound
from dialog.core.i18n import lazy_gettext as _l
from dialog.remiss.rules.content import Position, Question, Tone
from dialog.remiss.rules.golive import FEWEST_POSITIONS, Settled

T = TypeVar("T", Position, Question)
MOST_POSITIONS = 8
MOST_QUESTIONS = 200


class NotThere(NotFound):
    """A colleague has taken it away."""


def find(items: Sequence[T], key: str) -> T:
    """The one with the key. Raises NotThere."""
    for each in items:
        if each.key == key:
            return each
    raise NotThere(_l("Den finns inte längre. En kollega kan ha tagit bort den."))


def fresh_key(prefix: str) -> str:
    """A key that nothing has had before: somebody's draft may still hold words for what was removed."""
    return f"{prefix}{secrets.token_hex(4)}"


def moved(items: Sequence[T], key: str, among: Sequence[T], *, up: bool) -> list[T]:
    """They change places, the one with the key and the one before or after it `among` its likes."""
    find(items, key)
    keys = [each.key for each in among]
    place = keys.index(key) if key in keys else len(keys)
    other = place - 1 if up else place + 1
    if place == len(keys) or not 0 <= other < len(keys):
        return list(items)
    swap = {key: among[other], among[other].key: among[place]}
    return [swap.get(each.key, each) for each in items]


def with_position(items: Sequence[Position], label: str, tone: Tone) -> list[Position]:
    """One more, at the end. Raises Faulty."""
    if len(items) >= MOST_POSITIONS:
        raise DomainError(_l("Det finns redan åtta att välja mellan. Fler blir svårt att läsa."))
    _ensure_own_label(items, label, "")
    return [*items, Position(fresh_key("p"), label, tone)]


def renamed(items: Sequence[Position], key: str, label: str, tone: Tone) -> list[Position]:
    """With another label, and another tone. Raises Faulty and NotThere."""
    find(items, key)
    _ensure_own_label(items, label, key)
    return [replace(each, label=label, tone=tone) if each.key == key else each for each in items]


def without_position(items: Sequence[Position], key: str) -> list[Position]:
    """Without that one. Raises Settled when too few would be left, and NotThere."""
    find(items, key)
    if len(items) <= FEWEST_POSITIONS:
        raise Settled(_l("Det måste finnas minst två att välja mellan."))
    return [each for each in items if each.key != key]


def _ensure_own_label(items: Sequence[Position], label: str, key: str) -> None:
    if not label:
        raise Faulty(_l("Skriv vad den som svarar kan välja."), "label")
    if any(each.label.lower() == label.lower() for each in items if each.key != key):
        raise Faulty(_l("Det finns redan ett val som heter så."), "label")


def with_question(items: Sequence[Question], section: str, text: str) -> list[Question]:
    """One more, last among those of its section. Raises Faulty."""
    if len(items) >= MOST_QUESTIONS:
        raise DomainError(_l("Det finns redan 200 frågor. Ta bort någon först."))
    _ensure_asked(text)
    return [*items, Question(fresh_key("q"), section, text)]


def reworded(items: Sequence[Question], key: str, section: str, text: str) -> list[Question]:
    """With other words, or about another section. Raises Faulty and NotThere."""
    find(items, key)
    _ensure_asked(text)
    return [
        replace(each, section=section, text=text) if each.key == key else each for each in items
    ]


def without_question(items: Sequence[Question], key: str, *, is_answered: bool) -> list[Question]:
    """Without that one; one that somebody has answered is closed instead. Raises NotThere."""
    find(items, key)
    if is_answered:
        return [replace(each, is_closed=True) if each.key == key else each for each in items]
    return [each for each in items if each.key != key]


def _ensure_asked(text: str) -> None:
    if not text:
        raise Faulty(_l("Skriv frågan."), "text")
