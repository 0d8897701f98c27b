"""The results of a consultation, ready to be shown: by page, file or paper. Built from prepared counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dialog.consultation.models import Idea, Part, Stage
from dialog.consultation.queries.counted import Counted
from dialog.consultation.rules import PROPOSED, PartKind, asked, coding, statistics
from dialog.consultation.rules.figures import Compared, compare
from dialog.consultation.rules.groups import AGES, UNKNOWN
from dialog.consultation.rules.lens import Lens, Look, Seen
from dialog.consultation.rules.statistics import Line, Outcome
from dialog.consultation.rules.tallying import CATEGORY, COMMENTS, IDEAS, Dimension
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import CHANNEL_NAMES, Channel

# What can be told of groups, and what a group is called of whom it is not known.
DIMENSION_NAMES: dict[Dimension, Any] = {
    Dimension.AREA: _l("Område"),
    Dimension.AGE: _l("Ålder"),
    Dimension.CHANNEL: _l("Så kom svaret in"),
}
NOT_SAID = _l("Har inte svarat")


@dataclass(frozen=True)
class PartResult:
    """What is told of one part. `ideas` and the like are public themselves, so they are whole."""

    part: Part
    title: str
    answered: Seen | None = None
    outcomes: tuple[Outcome, ...] = ()
    ideas: int = 0
    comments: int = 0
    categories: tuple[Line, ...] = ()
    supported: tuple[Idea, ...] = ()
    is_removed: bool = False


@dataclass(frozen=True)
class StageResult:
    """One step and its parts that have something to tell."""

    stage: Stage
    parts: tuple[PartResult, ...]


@dataclass(frozen=True)
class Report:
    """All of it."""

    counted: Counted
    stages: tuple[StageResult, ...]
    ages: tuple[Compared, ...]
    areas: tuple[Compared, ...]
    channels: tuple[Line, ...]


def report(counted: Counted, look: Look, *, is_public: bool) -> Report:
    """What may be told to the public, or to staff. Asks the database nothing."""
    stages = [
        StageResult(stage, tuple(_parts(counted, stage, look, is_public=is_public)))
        for stage in counted.stages
    ]
    people: dict[Dimension, dict[str, int]] = {Dimension.AREA: {}, Dimension.AGE: {}}
    for figure in counted.figures:
        for dimension, key in ((Dimension.AREA, figure.area), (Dimension.AGE, figure.age_group)):
            people[dimension][key] = people[dimension].get(key, 0) + figure.people

    def compared(dimension: Dimension) -> tuple[Compared, ...]:
        names = group_names(counted, dimension)
        living = people.get(dimension, {})
        rows = compare(names, counted.by_group(dimension), living, is_public=is_public)
        return tuple(row for row in rows if not row.is_unknown or row.took_part != 0)

    return Report(
        counted=counted,
        stages=tuple(each for each in stages if each.parts),
        ages=compared(Dimension.AGE),
        areas=compared(Dimension.AREA),
        channels=tuple(
            Line(row.label, row.took_part, row.share) for row in compared(Dimension.CHANNEL)
        ),
    )


def group_names(counted: Counted, dimension: Dimension) -> dict[str, Any]:
    """The groups of a dimension in their order with their names, those of the figures too."""
    found = counted.by_group(dimension)
    if dimension is Dimension.AGE:
        known = {*found, *(figure.age_group for figure in counted.figures)}
        return {key: name for key, (name, _) in AGES.items() if key in known}
    if dimension is Dimension.CHANNEL:
        return {each.value: CHANNEL_NAMES[each] for each in Channel if each.value in found}
    return {area: area for area in sorted({*found, *(f.area for f in counted.figures)} - {UNKNOWN})}


def _parts(counted: Counted, stage: Stage, look: Look, *, is_public: bool) -> Sequence[PartResult]:
    results = []
    for part in counted.parts.get(stage.id, []):
        lens = counted.lens(part, look, is_public=is_public)
        if part.kind in TELL:
            results.append(TELL[part.kind](counted, part, lens))
        elif part.kind in READ and not look.is_of_group:
            results.append(_read(counted, part, lens))
    return results


def _questionnaire(counted: Counted, part: Part, lens: Lens) -> PartResult:
    questions = asked.questions(counted.contents(part))
    outcomes = tuple(
        _with_tags(counted, part, found, lens)
        for each in questions
        if (found := statistics.outcome(each, lens)).answered != 0 or not each.is_removed
    )
    return PartResult(part, part.title, lens.answered(), outcomes, is_removed=part.is_removed)


def _with_tags(counted: Counted, part: Part, outcome: Outcome, lens: Lens) -> Outcome:
    """With the numbers of the tags of a question in own words, where the reader may see them."""
    place = (part.id, outcome.key)
    is_told = not lens.is_public or place in counted.codes_shown
    if not (outcome.is_in_words and is_told and place in counted.tagged) or lens.chosen is not None:
        return outcome
    names = [(code.id, code.name) for code in counted.codes]
    block = coding.told(counted.tagged[place], names, is_public=lens.is_public)
    return outcome if block.why else replace(outcome, blocks=(block,), notes=(coding.NOTE,))


def _priorities(counted: Counted, part: Part, lens: Lens) -> PartResult:
    outcome = weighed(counted, part, lens)
    return PartResult(part, part.title, lens.answered(), (outcome,), is_removed=part.is_removed)


def weighed(counted: Counted, part: Part, lens: Lens) -> Outcome:
    """What is told of a prioritisation."""
    contents = counted.contents(part)
    return statistics.priorities(contents[0], asked.options(contents), lens)


def _read(counted: Counted, part: Part, lens: Lens) -> PartResult:
    """Ideas and discussions: what anybody can read one by one."""
    offered = _categories(counted, part)
    categories = [
        Line(each.label, number, is_removed=each.is_removed)
        for each in offered
        if (number := lens.total(CATEGORY, "", each.key).number) or not each.is_removed
    ]
    return PartResult(
        part,
        part.title,
        ideas=lens.total(IDEAS, "", "").number,
        comments=lens.total(COMMENTS, "", "").number,
        categories=tuple(sorted(categories, key=lambda each: -(each.number or 0))),
        supported=tuple(counted.supported.get(part.id, ())),
        is_removed=part.is_removed,
    )


def _categories(counted: Counted, part: Part) -> list[asked.Offered]:
    if part.kind not in PROPOSED:
        return []
    return asked.choices([content.categories for content in counted.contents(part)])


TELL = {PartKind.QUESTIONNAIRE: _questionnaire, PartKind.PRIORITIES: _priorities}
READ = {*PROPOSED, PartKind.DISCUSSION}
