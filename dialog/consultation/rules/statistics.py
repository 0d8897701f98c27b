"""What is told of the answers to one question: numbers, shares, and a few words that say what they mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from dialog.consultation.rules import measures
from dialog.consultation.rules.asked import IN_WORDS, Asked, Offered
from dialog.consultation.rules.content import Method, PrioritiesContent, QuestionKind
from dialog.consultation.rules.lens import Lens, Seen, Why
from dialog.consultation.rules.measures import Spread
from dialog.consultation.rules.tallying import OPTIONS
from dialog.core.i18n import lazy_gettext as _l

PERCENT = 100
FIRST = "1"  # the first place of a ranking


class Picture(StrEnum):
    """How numbers are drawn."""

    BARS = "bars"  # one beside another, largest number widest
    STACKED = "stacked"  # parts of a whole in an order
    COLUMNS = "columns"  # a histogram
    LINE = "line"  # over months
    NONE = "none"


@dataclass(frozen=True)
class Line:
    """One row of a table. A number of None is hidden."""

    label: Any
    number: int | None
    share: float | None = None  # per cent of those who answered
    is_removed: bool = False
    more: tuple[float | None, ...] = ()  # one for each of `Outcome.more`


@dataclass(frozen=True)
class Block:
    """One table and one picture: of the question, or of one row of a matrix."""

    lines: tuple[Line, ...]
    answered: int | None
    label: Any = ""
    is_removed: bool = False
    why: Why | None = None

    @property
    def hides(self) -> bool:
        """Whether a number in it is hidden."""
        return any(line.number is None for line in self.lines)


@dataclass(frozen=True)
class Outcome:
    """Everything that is told of one question."""

    key: str
    title: Any
    answered: int | None
    why: Why | None = None  # nothing is told
    blocks: tuple[Block, ...] = ()
    picture: Picture = Picture.BARS
    more: tuple[Any, ...] = ()  # heads of further columns
    facts: tuple[tuple[Any, Any], ...] = ()  # mean, median ...: what it is, and its value
    notes: tuple[Any, ...] = ()  # what the numbers mean
    is_removed: bool = False
    is_in_words: bool = False
    unit: str = ""
    ends: tuple[str, str] = field(default=("", ""))  # of a scale: what the least and the most mean


def share(number: int | None, answered: int | None) -> float | None:
    """Per cent of those who answered."""
    return PERCENT * number / answered if number is not None and answered else None


def outcome(asked: Asked, lens: Lens) -> Outcome:
    """What is told of one question of a questionnaire."""
    question = asked.question
    tell: dict[str, Any] = {
        "key": question.key,
        "title": question.title,
        "is_removed": asked.is_removed,
    }
    if question.kind in IN_WORDS:
        seen = lens.answered(question.key)
        words: dict[str, Any] = {"picture": Picture.NONE, "is_in_words": True}
        return Outcome(**tell, **words, answered=seen.answered, why=seen.why)
    return Outcome(**(tell | TELL[question.kind](asked, lens)))


def _block(offered: Sequence[Offered], seen: Seen, label: Any = "") -> Block:
    numbers = dict(zip((each.key for each in offered), seen.numbers, strict=False))
    lines = [
        Line(
            each.label, numbers[each.key], share(numbers[each.key], seen.answered), each.is_removed
        )
        for each in _kept(offered, seen)
    ]
    return Block(tuple(lines), seen.answered, label, why=seen.why)


def _told(block: Block, **more: Any) -> dict[str, Any]:
    """The usual case: one table. Where nothing is told, nothing else is either."""
    told = {"answered": block.answered, "why": block.why}
    return told if block.why else told | {"blocks": (block,)} | more


def _single(asked: Asked, lens: Lens) -> dict[str, Any]:
    offered = _all_offered(asked.choices, lens, asked.question.key)
    seen = lens.one_of(asked.question.key, "", [each.key for each in offered])
    return _told(_block(offered, seen))


def _multiple(asked: Asked, lens: Lens) -> dict[str, Any]:
    offered = _all_offered(asked.choices, lens, asked.question.key)
    seen = lens.some_of(asked.question.key, [each.key for each in offered])
    note = _l("Var och en kunde välja flera svar. Andelarna blir därför mer än 100 % tillsammans.")
    is_more = sum(number or 0 for number in seen.numbers) > (seen.answered or 0)
    return _told(_block(offered, seen), notes=(note,) if is_more else ())


def _scale(asked: Asked, lens: Lens) -> dict[str, Any]:
    question = asked.question
    steps = range(question.low, question.high + 1)
    values = sorted({*steps, *(int(each) for each in _found(lens, question.key))})
    offered = [Offered(str(value), str(value), value not in steps) for value in values]
    seen = lens.one_of(question.key, "", [each.key for each in offered])
    spread = Spread(_weights(offered, seen))
    facts = measures.of_scale(spread, question.high) if seen.is_whole and spread.number else ()
    note = _l(
        "Medelvärdet är summan av svaren delad med antalet svar. Hälften svarade medianen eller "
        "ett lägre tal."
    )
    return _told(
        _block(offered, seen),
        picture=Picture.STACKED,
        facts=facts,
        notes=(note,) if facts else (),
        ends=(question.low_label, question.high_label),
    )


def _ranking(asked: Asked, lens: Lens) -> dict[str, Any]:
    key, offered = asked.question.key, asked.choices
    seen = lens.one_of(key, FIRST, [each.key for each in offered])
    block = _block(offered, seen)
    note = _l("Antalet är hur många som satte alternativet först.")
    places = [str(place) for place in range(1, len(offered) + 1)]
    cells = [(place, each.key) for place in places for each in offered]
    if not seen.is_whole or not lens.is_safe(key, cells):
        return _told(block, notes=(note,))
    lines = [
        replace(line, more=_standing(lens, key, each.key, places))
        for line, each in zip(block.lines, _kept(offered, seen), strict=True)
    ]
    points = _l(
        "Poäng: den som sattes först får lika många poäng som det finns alternativ. Nästa får ett "
        "poäng mindre, och så vidare. En låg genomsnittlig plats betyder att många satte "
        "alternativet högt."
    )
    told = replace(block, lines=tuple(lines))
    return _told(told, more=(_l("Poäng"), _l("Genomsnittlig plats")), notes=(note, points))


def _standing(
    lens: Lens, question: str, item: str, places: Sequence[str]
) -> tuple[float | None, float | None]:
    """Points by Borda, and the mean place among those who gave it one."""
    numbers = [lens.total(question, place, item).number for place in places]
    points = sum(n * (len(places) - i) for i, n in enumerate(numbers))
    placed = sum(numbers)
    mean = sum(n * (i + 1) for i, n in enumerate(numbers)) / placed if placed else None
    return float(points), mean


def _matrix(asked: Asked, lens: Lens) -> dict[str, Any]:
    key = asked.question.key
    whole, blocks = lens.answered(key), []
    for row in asked.rows:
        seen = lens.one_of(key, row.key, [each.key for each in asked.choices])
        if seen.answered != 0 or not row.is_removed:
            blocks.append(
                replace(_block(asked.choices, seen, row.label), is_removed=row.is_removed)
            )
    if whole.why:
        return {"answered": whole.answered, "why": whole.why}
    return {"answered": whole.answered, "blocks": tuple(blocks), "picture": Picture.STACKED}


def _number(asked: Asked, lens: Lens) -> dict[str, Any]:
    key = asked.question.key
    values = [Decimal(value) for value in _found(lens, key)]
    bins = measures.bins(values)
    together = {
        (key, "", each.key): [f"{value:f}" for value in values if each.holds(value)]
        for each in bins
    }
    seen = lens.joined(together).one_of(key, "", [each.key for each in bins])
    lines = tuple(
        Line(each.label, number, share(number, seen.answered))
        for each, number in zip(bins, seen.numbers, strict=False)
    )
    spread = Spread({value: lens.total(key, "", f"{value:f}").number for value in values})
    facts = measures.of_numbers(spread) if seen.is_whole and spread.number else ()
    note = _l("Hälften svarade medianen eller ett lägre tal. Talen är avrundade till tre siffror.")
    block = Block(lines, seen.answered, why=seen.why)
    more = {"facts": facts, "notes": (note,) if facts else (), "unit": asked.question.unit}
    return _told(block, picture=Picture.COLUMNS, **more)


def _date(asked: Asked, lens: Lens) -> dict[str, Any]:
    months = measures.months(_found(lens, asked.question.key))
    seen = lens.one_of(asked.question.key, "", months)
    lines = tuple(
        Line(measures.month_name(month), number, share(number, seen.answered))
        for month, number in zip(months, seen.numbers, strict=False)
    )
    return _told(Block(lines, seen.answered, why=seen.why), picture=Picture.LINE)


def priorities(content: PrioritiesContent, offered: Sequence[Offered], lens: Lens) -> Outcome:
    """What is told of a prioritisation."""
    offered = _all_offered(offered, lens, OPTIONS)
    seen = lens.some_of(OPTIONS, [each.key for each in offered])
    block = _block(offered, seen)
    told = _told(block)
    if content.method is Method.PICK:
        told |= {"notes": (_l("Var och en kunde välja flera alternativ."),)}
    elif not block.why:
        told |= _points(block, _kept(offered, seen), lens)
    return Outcome(key=OPTIONS, title=content.prompt, **told)


def _points(block: Block, offered: Sequence[Offered], lens: Lens) -> dict[str, Any]:
    lines = []
    for line, each in zip(block.lines, offered, strict=True):
        is_told = block.answered and not block.hides and lens.is_safe(OPTIONS, [("", each.key)])
        points = lens.total(OPTIONS, "", each.key).total if is_told else None
        mean = points / block.answered if points is not None and block.answered else None
        lines.append(replace(line, more=(points, mean)))
    note = _l(
        "Antalet är hur många som gav alternativet minst ett poäng. Medelvärdet är alla poäng "
        "delade med antalet som svarade."
    )
    more = (_l("Poäng"), _l("Medelvärde"))
    return {"blocks": (replace(block, lines=tuple(lines)),), "more": more, "notes": (note,)}


def _found(lens: Lens, question: str) -> list[str]:
    """Every value that somebody has given."""
    return sorted(
        choice for name, row, choice in lens.whole if name == question and not row and choice
    )


def _all_offered(offered: Sequence[Offered], lens: Lens, question: str) -> list[Offered]:
    """What could be chosen, and what was chosen although no version that is kept offers it."""
    known = {each.key for each in offered}
    strays = [key for key in _found(lens, question) if key not in known]
    return [
        *offered,
        *(
            Offered(key, _l("Ett alternativ som inte finns kvar"), is_removed=True)
            for key in strays
        ),
    ]


def _kept(offered: Sequence[Offered], seen: Seen) -> list[Offered]:
    """Those that have a line in the table."""
    pairs = zip(offered, seen.numbers, strict=False)
    return [each for each, number in pairs if number != 0 or not each.is_removed]


def _weights(offered: Sequence[Offered], seen: Seen) -> dict[Decimal, int]:
    pairs = zip(offered, seen.numbers, strict=False)
    return {Decimal(each.key): number for each, number in pairs if number}


TELL: dict[QuestionKind, Callable[[Asked, Lens], dict[str, Any]]] = {
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.SCALE: _scale,
    QuestionKind.RANKING: _ranking,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
}
