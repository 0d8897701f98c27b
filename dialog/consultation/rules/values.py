"""From what was typed for one question to its value, and back. Every kind has a reader and a writer.

The shape of the values is that of `ContributionText.data`, see process.models. What was typed is
kept as it is by name of the field, so that it can be shown again however wrong it was.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from dialog.consultation.rules.content import Choice, Question, QuestionKind
from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.i18n import ngettext
from dialog.process.rules.own_words import MOST_LONG, MOST_SHORT, own_words, unformatted

OTHER = "other"  # the key of "something else, in own words"
MOST_DIGITS = 20
RANK_TWICE = _l("Två alternativ har samma plats. Ge varje alternativ en egen plats.")
GONE = _l("Ett alternativ som du valde finns inte längre. Välj igen.")

_DAY = r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
_DIGITS_OF_DAY = r"([0-9]{4})([0-9]{2})([0-9]{2})"

Value = dict[str, Any]


class Typed:
    """What was typed, by name of the field. A field may have been given more than once."""

    def __init__(self, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        self.fields = {name: list(values) for name, values in (fields or {}).items()}

    def all(self, name: str) -> list[str]:
        """Everything that was given in the field."""
        return self.fields.get(name, [])

    def one(self, name: str) -> str:
        """What was given first in the field; "" when there is nothing."""
        return next(iter(self.all(name)), "")

    def has(self, name: str, value: str) -> bool:
        """Whether the field was given this value."""
        return value in self.all(name)

    def over(self, older: "Typed") -> "Typed":
        """This, and whatever only the older one holds."""
        return Typed(older.fields | self.fields)


def field_name(question: Question, row: str = "") -> str:
    """The name of a field of the question; `row` is a row, a ranked choice or OTHER."""
    return f"svar-{question.key}--{row}" if row else f"svar-{question.key}"


def field_names(question: Question) -> list[str]:
    """Every field that belongs to the question."""
    if question.kind is QuestionKind.MATRIX:
        return [field_name(question, row.key) for row in question.rows]
    if question.kind is QuestionKind.RANKING:
        return [field_name(question, choice.key) for choice in question.choices]
    own_words = [field_name(question, OTHER)] if question.has_other else []
    return [field_name(question), *own_words]


def read(question: Question, typed: Typed) -> Value | None:
    """The value of the question; None when it was not answered. Raises Faulty for the field."""
    return _READERS[question.kind](question, typed)


def write(question: Question, value: Value) -> dict[str, list[str]]:
    """The fields as they would be typed to give the value."""
    return _WRITERS[question.kind](question, value)


def _keys(choices: Iterable[Choice]) -> list[str]:
    return [choice.key for choice in choices]


def _single(question: Question, typed: Typed) -> Value | None:
    name, words = field_name(question), _own_words(question, typed)
    chosen = typed.one(name) or (OTHER if words else "")
    if not chosen:
        return None
    if question.has_other and chosen == OTHER:
        return {"choice": OTHER, "words": words or _missing_words(question)}
    if chosen not in _keys(question.choices):
        raise Faulty(GONE, name)
    return {"choice": chosen}


def _multiple(question: Question, typed: Typed) -> Value | None:
    name, words = field_name(question), _own_words(question, typed)
    chosen = {key for key in typed.all(name) if key} | ({OTHER} if words else set())
    known = [*_keys(question.choices), *([OTHER] if question.has_other else [])]
    if not chosen:
        return None
    if not chosen <= set(known):
        raise Faulty(GONE, name)
    if question.most is not None and len(chosen) > question.most:
        message = ngettext(
            "Du har valt %(chosen)d. Välj högst %(most)d.",
            "Du har valt %(chosen)d. Välj högst %(most)d.",
            len(chosen),
        )
        raise Faulty(message % {"chosen": len(chosen), "most": question.most}, name)
    value: Value = {"choices": [key for key in known if key in chosen]}
    if question.has_other and OTHER in chosen:
        value["words"] = words or _missing_words(question)
    return value


def _own_words(question: Question, typed: Typed) -> str:
    if not question.has_other:
        return ""
    return _line(typed, field_name(question, OTHER))


def _missing_words(question: Question) -> str:
    raise Faulty(_l("Skriv vad du menar med ”Annat”."), field_name(question, OTHER))


def _scale(question: Question, typed: Typed) -> Value | None:
    name = field_name(question)
    chosen = typed.one(name)
    if not chosen:
        return None
    if chosen not in {str(step) for step in range(question.low, question.high + 1)}:
        raise Faulty(GONE, name)
    return {"value": int(chosen)}


def _ranking(question: Question, typed: Typed) -> Value | None:
    places: dict[str, str] = {}
    for key in _keys(question.choices):
        name = field_name(question, key)
        place = typed.one(name)
        if not place:
            continue
        if place not in {str(number + 1) for number in range(len(question.choices))}:
            raise Faulty(_l("Välj en plats i listan."), name)
        if place in places:
            raise Faulty(RANK_TWICE, name)
        places[place] = key
    for number in range(1, len(places) + 1):
        if str(number) not in places:
            message = _(
                "Du har hoppat över plats %(number)d. Börja med 1 och fortsätt utan luckor."
            )
            raise Faulty(message % {"number": number}, _first_rank(question))
    return {"order": [places[str(number + 1)] for number in range(len(places))]} if places else None


def _first_rank(question: Question) -> str:
    return field_name(question, question.choices[0].key)


def _matrix(question: Question, typed: Typed) -> Value | None:
    known, rows = set(_keys(question.choices)), {}
    for row in question.rows:
        name = field_name(question, row.key)
        if chosen := typed.one(name):
            if chosen not in known:
                raise Faulty(GONE, name)
            rows[row.key] = chosen
    if question.is_required and len(rows) < len(question.rows):
        lacking = next(row for row in question.rows if row.key not in rows)
        raise Faulty(_("Svara på raden ”%s”.") % lacking.label, field_name(question, lacking.key))
    return {"rows": rows} if rows else None


def _number(question: Question, typed: Typed) -> Value | None:
    name = field_name(question)
    text = unformatted(typed.one(name))
    if not text:
        return None
    number = _decimal(text.removesuffix(question.unit), name)
    if not question.low <= number <= question.high:
        bounds = {"low": question.low, "high": question.high}
        raise Faulty(_("Talet ska vara mellan %(low)s och %(high)s.") % bounds, name)
    return {"value": canonical_number(number)}


def _decimal(text: str, name: str) -> Decimal:
    """The number, with decimal comma or point, and spaces between thousands."""
    digits = "".join(text.split()).replace("\u2212", "-").replace(",", ".")
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", digits, re.ASCII) or len(digits) > MOST_DIGITS:
        raise Faulty(_l("Skriv ett tal med siffror, till exempel 12 eller 12,5."), name)
    return Decimal(digits)


def canonical_number(number: Decimal) -> str:
    """The number as digits with a decimal point, no zeros that say nothing, and no minus zero."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _date(question: Question, typed: Typed) -> Value | None:
    name = field_name(question)
    text = unformatted(typed.one(name)).replace("/", "-")
    if not text:
        return None
    parts = re.fullmatch(_DAY, text) or re.fullmatch(_DIGITS_OF_DAY, text)
    if parts is None:
        raise Faulty(_l("Skriv datumet som år-månad-dag, till exempel 2026-12-31."), name)
    try:
        day = date(*map(int, parts.groups()))
    except ValueError:
        raise Faulty(_l("Det datumet finns inte. Kontrollera dagen och månaden."), name) from None
    return {"value": day.isoformat()}


def _short_text(question: Question, typed: Typed) -> Value | None:
    words = _line(typed, field_name(question))
    return {"words": words} if words else None


def _long_text(question: Question, typed: Typed) -> Value | None:
    name = field_name(question)
    words = own_words(typed.one(name), name, MOST_LONG)
    return {"words": words} if words else None


def _line(typed: Typed, name: str) -> str:
    return " ".join(own_words(typed.one(name), name, MOST_SHORT).split())


Reader = Callable[[Question, Typed], Value | None]
_READERS: dict[QuestionKind, Reader] = {
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.SCALE: _scale,
    QuestionKind.RANKING: _ranking,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.SHORT_TEXT: _short_text,
    QuestionKind.LONG_TEXT: _long_text,
}


def _write_choices(question: Question, value: Value) -> dict[str, list[str]]:
    chosen = value["choices"] if "choices" in value else [value["choice"]]
    words = {field_name(question, OTHER): [value["words"]]} if "words" in value else {}
    return {field_name(question): list(chosen)} | words


def _write_order(question: Question, value: Value) -> dict[str, list[str]]:
    return {field_name(question, key): [str(place + 1)] for place, key in enumerate(value["order"])}


def _write_rows(question: Question, value: Value) -> dict[str, list[str]]:
    return {field_name(question, row): [chosen] for row, chosen in value["rows"].items()}


def _write_one(question: Question, value: Value) -> dict[str, list[str]]:
    return {field_name(question): [str(value["value"] if "value" in value else value["words"])]}


Writer = Callable[[Question, Value], dict[str, list[str]]]
_WRITERS: dict[QuestionKind, Writer] = dict.fromkeys(QuestionKind, _write_one) | {
    QuestionKind.SINGLE: _write_choices,
    QuestionKind.MULTIPLE: _write_choices,
    QuestionKind.RANKING: _write_order,
    QuestionKind.MATRIX: _write_rows,
}
