"""What can be reported, and what can be done about it. Nothing here knows any type."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from typing import Any, Protocol

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.core.workflow import Flow
from dialog.process import rules as process_rules
from dialog.process.models import Contribution, Process, ProcessText
from dialog.process.rules import Publication

LONGEST_TITLE = 80
HIDE_PART = "moderation.hide_part"


class Subject(Protocol):
    """A row of anything that can be reported, and decided about."""

    id: Any
    kind: Any
    title: Any
    language: Any
    author_id: Any
    publication: Any
    refusal: Any
    refusal_text: Any

    def is_public(self) -> bool:
        """Whether anyone may read it."""

    def is_hidden(self) -> bool:
        """Whether it has been hidden, so that its page says only why."""


Part = tuple[Any, str]  # what it is, and the words


@dataclass(frozen=True)
class SubjectType:
    """One table of things that can be reported, and how a row of it is read."""

    model: type[Any]
    parts: Callable[[Any], Sequence[Part]]  # the whole text as it was received last
    title: Callable[[Any], str]
    process: Callable[[Any], Process]  # what it belongs to, or is
    flow: Flow[Publication]


@dataclass(frozen=True)
class Place:
    """Where a thing of one kind is read by anyone, and by its author when it is not shown.

    `is_open` says whether anyone may read things there at all, now. `title` is what one is called
    where its own first words should not stand. `can_change`: whether its author can send other words,
    so that it makes sense to send it back.
    """

    endpoint: str
    arguments: Callable[[Any], dict[str, Any]]
    own_endpoint: str
    own_arguments: Callable[[Any], dict[str, Any]]
    is_open: Callable[[Any, datetime], bool] = lambda row, now: True
    title: Callable[[Any], str] | None = None
    can_change: bool = True


@dataclass(frozen=True)
class Thread:
    """What stands around something that was written: what it answers, and what answers it, oldest first."""

    before: Sequence[Contribution] = ()
    after: Sequence[Contribution] = ()


@dataclass(frozen=True)
class Remedy:
    """Something that staff can do about one kind of thing: on which page, and who may."""

    title: Any
    endpoint: str  # takes the id
    permission: str
    takes_type: bool = False  # and the type, where one page is for all of them

    def arguments(self, thing: Subject) -> dict[str, Any]:
        """What the endpoint takes."""
        return {"id": thing.id} | ({"type": type_of(thing)} if self.takes_type else {})


def _text(process: Process) -> ProcessText | None:
    return next((text for text in reversed(process.texts) if text.received_at is not None), None)


def _parts(process: Process) -> list[Part]:
    if (text := _text(process)) is None:
        return []
    names = (_l("Sammanfattning"), _l("Förslag"), _l("Skäl"))
    return list(zip(names, (text.summary, text.body, text.reasons), strict=True))


def _headline(contribution: Contribution) -> str:
    """Its title, or the first words where it has none."""
    words = plain(contribution.title or contribution.body)
    return shorten(words, LONGEST_TITLE, placeholder="…") or str(contribution.kind_name)


SUBJECTS: dict[str, SubjectType] = {
    "process": SubjectType(
        Process, _parts, lambda row: plain(row.title), lambda row: row, process_rules.PUBLICATION
    ),
    "contribution": SubjectType(
        Contribution,
        lambda row: row.texts[-1].labelled(),
        _headline,
        lambda row: row.process,
        process_rules.CONTRIBUTION,
    ),
}
REMEDIES: dict[str, list[Remedy]] = {}
PLACES: dict[str, Place] = {}
THREADS: dict[str, Callable[[Context, Any], Thread]] = {}
HIDES_PARTS: set[str] = set()


def stands_at(kind: str, place: Place) -> None:
    """Say where things of that kind are read. Called by the feature that owns the kind.

    A process is read at `<kind>.show`, by its author at `<kind>.preview`, unless something else is
    said. A contribution that stands nowhere is read by nobody, so it cannot be reported either.
    """
    PLACES[kind] = place


def stands_in_thread(kind: str, find: Callable[[Context, Any], Thread]) -> None:
    """Say how what a thing of that kind answers, and what answers it, is found."""
    THREADS[kind] = find


def thread_of(ctx: Context, thing: Contribution) -> Thread:
    """What it answers and what answers it; nothing where its kind has no such thing."""
    find = THREADS.get(thing.kind)
    return find(ctx, thing) if find else Thread()


def hides_parts(kind: str) -> None:
    """Say that what is shown of that kind is what process.queries.masks leaves of the received text."""
    HIDES_PARTS.add(kind)
    offer(kind, Remedy(_l("Dölj en del"), HIDE_PART, HIDE_PART, takes_type=True))


def can_hide_part(thing: Subject) -> bool:
    """Whether a passage of it can be hidden while the rest is shown."""
    return thing.kind in HIDES_PARTS and thing.is_public()


def _by_id(row: Any) -> dict[str, Any]:
    return {"id": row.id}


def place_of(thing: Subject) -> Place | None:
    """Where the thing is read; None when it is not for others to read."""
    if isinstance(thing, Process):
        return Place(f"{thing.kind}.show", _by_id, f"{thing.kind}.preview", _by_id)
    return PLACES.get(thing.kind)


def title_of(thing: Subject) -> str:
    """What the thing is called in lists and headings."""
    place = place_of(thing)
    return place.title(thing) if place and place.title else known(thing).title(thing)


def can_change(thing: Subject) -> bool:
    """Whether its author can send other words instead."""
    place = place_of(thing)
    return place is None or place.can_change


def process_of(thing: Subject) -> Process:
    """The process that the thing is, or belongs to."""
    return known(thing).process(thing)


def known(thing: Subject) -> SubjectType:
    """What is known of the table that the row belongs to."""
    return SUBJECTS[type_of(thing)]


def offer(kind: str, remedy: Remedy, *, is_first: bool = False) -> None:
    """Let this be done about things of that kind, or of that table. Called by whoever owns it.

    `is_first`: it is what one usually does, so it stands before the others.
    """
    known = REMEDIES.setdefault(kind, [])
    known.insert(0 if is_first else len(known), remedy)


def remedies_for(thing: Subject) -> list[Remedy]:
    """What can be done about the thing: as one of its kind, and as something of its table."""
    return [*REMEDIES.get(thing.kind, ()), *REMEDIES.get(type_of(thing), ())]


def type_of(subject: Subject) -> str:
    """The key of the table that the row belongs to."""
    return next(name for name, each in SUBJECTS.items() if isinstance(subject, each.model))


def find(ctx: Context, type: str, id: int) -> Subject | None:
    """The thing, if it is public or was hidden. What is still its author's own is not found."""
    table = SUBJECTS.get(type)
    found: Subject | None = ctx.session.get(table.model, id) if table else None
    if found is None or not (found.is_public() or found.is_hidden()):
        return None
    if found is process_of(found):
        return found
    place = place_of(found)
    is_read = place is not None and place.is_open(found, ctx.now)
    return found if is_read and process_of(found).is_public() else None


def find_all(ctx: Context, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Subject]:
    """The things by type and id. One statement for each type that occurs."""
    ids: dict[str, set[int]] = {}
    for name, number in wanted:
        ids.setdefault(name, set()).add(number)
    found = {}
    for name, numbers in ids.items():
        model = SUBJECTS[name].model
        for row in ctx.session.scalars(select(model).where(model.id.in_(numbers))):
            found[name, row.id] = row
    return found
