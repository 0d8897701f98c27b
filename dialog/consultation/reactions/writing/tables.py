"""The tables that a file holds: heads and rows, as words and numbers."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from dialog.consultation.models import Comment, Idea, Part
from dialog.consultation.queries.report import Report
from dialog.consultation.queries.whole import Sent, Whole
from dialog.consultation.rules import PROPOSED, PartKind, asked
from dialog.consultation.rules.columns import NOTHING, Cell, cells
from dialog.consultation.rules.content import Question
from dialog.consultation.rules.groups import AGES
from dialog.consultation.rules.statistics import Outcome
from dialog.core.i18n import ZONE, format_date
from dialog.core.i18n import gettext as _
from dialog.process.rules import CHANNEL_NAMES

Row = Sequence[Cell]


def answer_head(whole: Whole) -> Row:
    """What the columns of the answers are called."""
    known = [
        _("Rad"),
        _("Steg"),
        _("Del"),
        _("Version"),
        _("Så kom svaret in"),
        _("Datum"),
        _("Område"),
        _("Ålder"),
    ]
    return [*known, *(column.head for column in whole.columns)]


def answer_rows(whole: Whole, batch: Sequence[Sent]) -> Iterator[Row]:
    """The answers, one a row."""
    parts = {part.id: part for part in whole.parts}
    for sent in batch:
        part = parts[sent.part]
        known: list[Cell] = [
            sent.row,
            part.stage.title,
            part.title,
            sent.version,
            str(CHANNEL_NAMES[sent.channel]),
            sent.received_on.isoformat() if sent.received_on else "",
            sent.area,
            str(AGES[sent.age_group][0]) if sent.age_group in AGES else "",
        ]
        yield [*known, *cells(whole.columns, sent.part, sent.data, words=sent.has_words)]


def questions(whole: Whole) -> Iterator[Row]:
    """Every question and choice of every version, with the keys by which answers name them."""
    yield [
        _("Del"),
        _("Version"),
        _("Fråga"),
        _("Nyckel"),
        _("Slag"),
        _("Rad eller val"),
        _("Nyckel för rad eller val"),
    ]
    for part in whole.parts:
        for version in whole.counted.versions.get(part.id, []):
            content = version.read(part.kind)
            start: list[Cell] = [version.title, version.number]
            for question in content.questions() if part.kind is PartKind.QUESTIONNAIRE else []:
                yield from _question(
                    [*start, question.title, question.key, question.kind.value], question
                )
            for choice in _offered(part, content):
                own = [content.prompt, "", part.kind.value, choice.label, choice.key]
                yield [*start, *own]  # fmt: skip


def _question(start: list[Any], question: Question) -> Iterator[Row]:
    yield [*start, "", ""]
    for each in (*question.rows, *question.choices):
        yield [*start, each.label, each.key]


def _offered(part: Part, content: Any) -> Sequence[Any]:
    if part.kind is PartKind.PRIORITIES:
        return tuple(content.options)
    return tuple(content.categories) if part.kind in PROPOSED else ()


def ideas(whole: Whole) -> Iterator[Row]:
    """The ideas that anyone may read, with names only where they are shown."""
    yield [
        _("Nummer"),
        _("Del"),
        _("Kategori"),
        _("Rubrik"),
        _("Text"),
        _("Namn"),
        _("Plats"),
        _("Plats på kartan (GeoJSON)"),
        _("Utanför kommunen"),
        _("Stöder"),
        _("Kommentarer"),
        _("Datum"),
    ]
    labels = {
        (part.id, each.key): str(each.label)
        for part in whole.parts
        if part.kind in PROPOSED
        for each in asked.choices([content.categories for content in whole.counted.contents(part)])
    }
    for idea in whole.ideas():
        yield _idea(whole, idea, labels.get((idea.part_id, idea.category), idea.category))


def _idea(whole: Whole, idea: Idea, category: str) -> Row:
    shape = json.dumps(idea.geometry, ensure_ascii=False) if idea.geometry else ""
    words: list[Cell] = [
        whole.title(idea.part_id),
        category,
        idea.title,
        idea.body,
        name_of(idea),
    ]
    numbers: list[Cell] = [idea.count_support, idea.count_comments, day_of(idea)]
    return [idea.id, *words, idea.place, shape, _("Ja") if idea.is_outside else "", *numbers]


def comments(whole: Whole) -> Iterator[Row]:
    """The comments and posts that anyone may read, with names only where they are shown."""
    yield [
        _("Nummer"),
        _("Del"),
        _("Idé nummer"),
        _("Svar på nummer"),
        _("Text"),
        _("Namn"),
        _("Roll"),
        _("Stöder"),
        _("Datum"),
    ]
    for each in whole.comments():
        words = [each.body, name_of(each), each.role]
        place = [whole.title(each.part_id), each.idea_id or "", each.parent_id or ""]
        yield [each.id, *place, *words, each.count_support, day_of(each)]


def counts(report: Report) -> Iterator[Row]:
    """What was counted. A number that the report hides is an empty cell."""
    yield [
        _("Steg"),
        _("Del"),
        _("Fråga"),
        _("Rad"),
        _("Svar"),
        _("Antal"),
        _("Av alla som svarade (%)"),
    ]
    for result in report.stages:
        for part in result.parts:
            start: list[Cell] = [result.stage.title, part.title]
            if part.answered is not None:
                yield [*start, "", "", _("Svar på delen"), _shown(part.answered.answered), ""]
            else:
                yield [*start, "", "", _("Idéer"), part.ideas, ""]
                yield [*start, "", "", _("Kommentarer"), part.comments, ""]
            for outcome in part.outcomes:
                yield from _outcome([*start, str(outcome.title)], outcome)


def _outcome(start: list[Cell], outcome: Outcome) -> Iterator[Row]:
    yield [*start, "", _("Svar på frågan"), _shown(outcome.answered), ""]
    for block in outcome.blocks:
        for line in block.lines:
            share = None if line.share is None else round(line.share, 1)
            words = [str(block.label), str(line.label)]
            yield [*start, *words, _shown(line.number), _shown(share)]


def _shown(number: float | None) -> Cell:
    return NOTHING if number is None else number


def about(whole: Whole) -> Iterator[Row]:
    """What the file is, when it was made, and what must be kept in mind."""
    yield [_("Medborgardialog"), whole.consultation.title]
    yield [_("Gjord"), format_date(whole.ctx.now)]
    for line in small_print():
        yield ["", line]


def small_print() -> list[str]:
    """What whoever has the file must know."""
    return [
        _("Arbetsmaterial. Fritext kan innehålla personuppgifter. Dela inte filen utan att läsa igenom den."),
        _("Alla tal är med, även små. På den offentliga sidan är tal från 1 till 4 dolda."),
        _("Radnumret gäller bara i den här filen. Det går inte att koppla till en person."),
        _("I anonyma steg är datum, område och ålder utelämnade."),
        _("Svar som har tagits tillbaka är inte med. Ord som kommunen har dolt är inte heller med."),
    ]  # fmt: skip


def name_of(each: Idea | Comment) -> str:
    """The name that is shown beside it in public; none in an anonymous step, whatever was written."""
    return "" if each.part.stage.is_anonymous else each.author_name


def day_of(each: Idea | Comment) -> str:
    """The day on which it was sent; none where that could tell who."""
    if each.part.stage.is_anonymous:
        return ""
    return each.received_at.astimezone(ZONE).date().isoformat()
