"""Answers as rows of a table: one column for each question, or for each thing that could be chosen. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dialog.consultation.rules import PartKind, asked
from dialog.consultation.rules.asked import Asked, Offered
from dialog.consultation.rules.content import QuestionKind
from dialog.consultation.rules.tallying import OPTIONS, OTHER
from dialog.core.i18n import gettext as _

Cell = str | int | float
Read = Callable[[dict[str, Any]], Cell]  # from the value of one question to what stands in the cell
NOTHING: Cell = ""


@dataclass(frozen=True)
class Column:
    """One column of the table of answers. `read` gets the whole data of an answer to the part."""

    part: int  # id of the part that it belongs to
    key: str  # of the question, with the key of the choice or row after a full stop
    head: str
    read: Read
    is_words: bool = False  # what people wrote themselves


def columns(part: int, kind: PartKind, versions: Sequence[Any]) -> list[Column]:
    """The columns of a part over all its versions, the newest first. What is gone says so in its head."""
    if kind is PartKind.QUESTIONNAIRE:
        return [column for each in asked.questions(versions) for column in _of_question(part, each)]
    if kind is PartKind.PRIORITIES:
        return [
            Column(part, f"{OPTIONS}.{each.key}", _head("", each), _option(each.key))
            for each in asked.options(versions)
        ]
    return []


def cells(wanted: Sequence[Column], part: int, data: dict[str, Any], *, words: bool) -> list[Cell]:
    """One answer as a row. Without `words` what the person wrote themselves is left out."""
    return [
        column.read(data) if column.part == part and (words or not column.is_words) else NOTHING
        for column in wanted
    ]


def _of_question(part: int, each: Asked) -> list[Column]:
    key, title = each.question.key, _title(each)
    choices = [choice for choice in each.choices if choice.key != OTHER]
    has_other = len(choices) < len(each.choices)
    many = {
        QuestionKind.MULTIPLE: (each.choices, _ticked),
        QuestionKind.RANKING: (each.choices, _place),
        QuestionKind.MATRIX: (each.rows, _row(each)),
    }
    if each.question.kind in many:
        offered, reader = many[each.question.kind]
        found = [
            Column(part, f"{key}.{one.key}", _head(title, one), _within(key, reader(one.key)))
            for one in offered
        ]
    else:
        is_words = each.question.kind in asked.IN_WORDS
        read = _within(key, _single(each.choices) if each.choices else _value)
        found = [Column(part, key, title, read, is_words)]
    if has_other:
        own = _("%(question)s: egna ord") % {"question": title}
        found.append(Column(part, f"{key}.words", own, _within(key, _words), is_words=True))
    return found


def _title(each: Asked) -> str:
    gone = _("%(what)s (fanns i en tidigare version)")
    return gone % {"what": each.question.title} if each.is_removed else each.question.title


def _head(title: str, offered: Offered) -> str:
    label = str(offered.label)
    if offered.is_removed:
        label = _("%(what)s (fanns i en tidigare version)") % {"what": label}
    return f"{title}: {label}" if title else label


def _within(question: str, read: Read) -> Read:
    """Read the value of one question; of one that was not answered, or not shown, nothing."""

    def cell(data: dict[str, Any]) -> Cell:
        value = data.get("answers", {}).get(question)
        return NOTHING if value is None else read(value)

    return cell


def _single(choices: Sequence[Offered]) -> Read:
    labels = {each.key: str(each.label) for each in choices}
    return lambda value: labels.get(value.get("choice", ""), str(value.get("choice", "")))


def _value(value: dict[str, Any]) -> Cell:
    """A step of a scale or a number as a number; a day or a text as it is."""
    found = value.get("value", value.get("words", ""))
    if isinstance(found, int):
        return found
    try:
        number = float(found) if "value" in value else None
    except ValueError:
        number = None
    if number is None:
        return str(found)
    return int(number) if number.is_integer() else number


def _ticked(choice: str) -> Read:
    return lambda value: int(choice in value.get("choices", ()))


def _place(item: str) -> Read:
    def place(value: dict[str, Any]) -> Cell:
        order = value.get("order", [])
        return order.index(item) + 1 if item in order else NOTHING

    return place


def _row(each: Asked) -> Callable[[str], Read]:
    labels = {choice.key: str(choice.label) for choice in each.choices}

    def of(row: str) -> Read:
        return lambda value: labels.get(value.get("rows", {}).get(row, ""), "")

    return of


def _words(value: dict[str, Any]) -> Cell:
    return str(value.get("words", ""))


def _option(option: str) -> Read:
    def cell(data: dict[str, Any]) -> Cell:
        if "picks" in data:
            return int(option in data["picks"])
        return int(data["points"].get(option, 0)) if "points" in data else NOTHING

    return cell
