"""Texts in own words to be read: equal ones together, by key paging, whatever they are filtered by."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from sqlalchemy import distinct, func, select

from dialog.consultation.models import (
    Coding,
    Consultation,
    FreeText,
    Part,
    PartVersion,
    Stage,
)
from dialog.consultation.queries.codebook import codes_shown
from dialog.consultation.rules import PartKind, asked
from dialog.core.context import Context
from dialog.process.queries.holding import holding
from dialog.process.queries.paging import Cursor, Order, Page, fetch
from dialog.process.rules import Channel
from dialog.process.search import SHORTEST_PREFIX, stem, words

ON_A_PAGE = 20
SAMPLE = 1_000  # texts in which words are counted: the newest
MOST_KEYWORDS = 20
LEAST_TEXTS = 2  # in which a keyword stands
NONE = -1  # as the id of a code: texts without any


@dataclass(frozen=True)
class Wanted:
    """Which texts somebody wants to read. Empty: all of them."""

    code: int | None = None  # id, or NONE
    area: str | None = None
    age_group: str | None = None
    channel: Channel | None = None
    words: str = ""


@dataclass(frozen=True)
class Group:
    """Texts that say the same: the first one, how many there are, and how many have each tag."""

    text: FreeText
    size: int
    codes: Mapping[int, int]  # texts by id of the code


@dataclass(frozen=True)
class Keyword:
    """A word that stands in many texts: its most common form, and what finds all its forms."""

    word: str
    finds: str
    texts: int


@dataclass(frozen=True)
class InWords:
    """A question that was answered in own words, and how far its texts have been read."""

    part: Part
    title: Any
    key: str
    texts: int = 0
    tagged: int = 0
    is_shown: bool = False  # whether the numbers of its tags are in the public results


@dataclass(frozen=True)
class Choices:
    """What texts can be filtered by: what there is, in its order."""

    areas: Sequence[str] = ()
    ages: Sequence[str] = ()
    channels: Sequence[Channel] = field(default_factory=tuple)


def questions_in_words(ctx: Context, consultation: Consultation) -> list[InWords]:
    """Every question that takes own words and still is asked, or has texts. Five statements."""
    stmt = (
        select(Part)
        .join(Stage, Stage.id == Part.stage_id)
        .where(Part.consultation_id == consultation.id, Part.kind == PartKind.QUESTIONNAIRE)
        .order_by(Stage.number, Stage.id, Part.number, Part.id)
    )
    parts = ctx.session.scalars(stmt).all()
    ids = [part.id for part in parts]
    columns = (FreeText.part_id, FreeText.question)
    texts = _by_question(ctx, select(*columns, func.count()).group_by(*columns), ids)
    coded = select(*columns, func.count(distinct(FreeText.id))).join(
        Coding, Coding.free_text_id == FreeText.id
    )
    tagged = _by_question(ctx, coded.group_by(*columns), ids)
    shown = codes_shown(ctx, ids)
    contents = _contents(ctx, parts)
    found = []
    for part in parts:
        for each in asked.questions(contents.get(part.id, [])):
            place = (part.id, each.question.key)
            is_asked = _takes_words(each) and not (each.is_removed or part.is_removed)
            if place in texts or is_asked:
                numbers = texts.get(place, 0), tagged.get(place, 0)
                found.append(InWords(part, each.question.title, place[1], *numbers, place in shown))
    return found


def _by_question(ctx: Context, stmt: Any, ids: Sequence[int]) -> dict[tuple[int, str], int]:
    rows = ctx.session.execute(stmt.where(FreeText.part_id.in_(ids)))
    return {(part, question): number for part, question, number in rows}


def _contents(ctx: Context, parts: Sequence[Part]) -> dict[int, list[Any]]:
    kinds = {part.id: part.kind for part in parts}
    stmt = select(PartVersion).where(PartVersion.part_id.in_(kinds))
    found: dict[int, list[Any]] = {}
    for version in ctx.session.scalars(stmt.order_by(PartVersion.number.desc())):
        found.setdefault(version.part_id, []).append(version.read(kinds[version.part_id]))
    return found


def _takes_words(each: asked.Asked) -> bool:
    return each.question.kind in asked.IN_WORDS or each.question.has_other


def groups(
    ctx: Context,
    place: tuple[int, str],
    wanted: Wanted,
    where: tuple[Cursor | None, Cursor | None],
) -> Page:
    """One page of groups of equal texts, in the order in which the first of each came. Three statements.

    Every filter asks for texts; a group is shown when any of its texts is wanted.
    """
    first = (
        select(func.min(FreeText.id)).where(*_conditions(place, wanted)).group_by(FreeText.likeness)
    )
    # One walk through the texts, however many say the same.
    stmt = select(FreeText).where(FreeText.id.in_(first))
    order = Order(FreeText.id, FreeText.id, descending=False)
    page = fetch(ctx.session, stmt, order, ON_A_PAGE, where)
    return Page(_grouped(ctx, place, page.rows), page.previous, page.next)


def _grouped(ctx: Context, place: tuple[int, str], texts: Sequence[FreeText]) -> list[Group]:
    likenesses = [text.likeness for text in texts]
    same = (
        FreeText.part_id == place[0],
        FreeText.question == place[1],
        FreeText.likeness.in_(likenesses),
    )
    sizes = select(FreeText.likeness, func.count()).where(*same).group_by(FreeText.likeness)
    size = dict(row for row in ctx.session.execute(sizes).all())
    stmt = (
        select(FreeText.likeness, Coding.code_id, func.count())
        .join(Coding, Coding.free_text_id == FreeText.id)
        .where(*same)
        .group_by(FreeText.likeness, Coding.code_id)
    )
    codes: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for likeness, code, number in ctx.session.execute(stmt):
        codes[likeness][code] = number
    return [Group(text, size[text.likeness], codes[text.likeness]) for text in texts]


def _conditions(place: tuple[int, str], wanted: Wanted) -> list[Any]:
    conditions = [FreeText.part_id == place[0], FreeText.question == place[1]]
    if wanted.code == NONE:
        conditions.append(FreeText.id.not_in(select(Coding.free_text_id)))
    elif wanted.code is not None:
        tagged = select(Coding.free_text_id).where(Coding.code_id == wanted.code)
        conditions.append(FreeText.id.in_(tagged))
    for column, value in (
        (FreeText.area, wanted.area),
        (FreeText.age_group, wanted.age_group),
        (FreeText.channel, wanted.channel),
    ):
        if value is not None:
            conditions.append(column == value)
    return conditions + holding(wanted.words, FreeText.words)


def choices(ctx: Context, part: Part, question: str) -> Choices:
    """What the texts of a question can be filtered by. One statement.

    In an anonymous step nobody may ask for the texts of one area or age: so few could be somebody.
    """
    stmt = (
        select(FreeText.area, FreeText.age_group, FreeText.channel)
        .where(FreeText.part_id == part.id, FreeText.question == question)
        .distinct()
    )
    rows = ctx.session.execute(stmt).all()
    channels = [each for each in Channel if each in {row.channel for row in rows}]
    if part.stage.is_anonymous:
        return Choices(channels=channels)
    areas, ages = ({row[i] for row in rows} for i in (0, 1))
    return Choices(sorted(areas), sorted(ages), channels)


def keywords(ctx: Context, place: tuple[int, str]) -> tuple[list[Keyword], int]:
    """The words that stand in most of the newest texts, and in how many texts was looked. One statement."""
    stmt = (
        select(FreeText.words)
        .where(FreeText.part_id == place[0], FreeText.question == place[1])
        .order_by(FreeText.id.desc())
        .limit(SAMPLE)
    )
    texts = ctx.session.scalars(stmt).all()
    number: Counter[str] = Counter()
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        stems = defaultdict(list)
        for word in words(text):
            if len(word) >= SHORTEST_PREFIX and not word.isdigit():
                stems[stem(word)].append(word)
        number.update(stems.keys())
        for key, found in stems.items():
            forms[key].update(found)
    best = sorted(number.items(), key=lambda each: (-each[1], each[0]))
    told = [_keyword(forms[key], n) for key, n in best[:MOST_KEYWORDS] if n >= LEAST_TEXTS]
    return told, len(texts)


def _keyword(forms: Counter[str], texts: int) -> Keyword:
    word = min(forms, key=lambda form: (-forms[form], form))
    first, last = min(forms), max(forms)
    common = "".join(
        a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    )
    return Keyword(word, common if len(common) >= SHORTEST_PREFIX else word, texts)
