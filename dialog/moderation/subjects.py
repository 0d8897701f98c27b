"""What can be reported, and what can be done about it. Nothing here knows any type."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.models import Process


class Subject(Protocol):
    """A row of anything that can be reported. Its page is the endpoint `<kind>.show`."""

    id: Any
    kind: Any
    title: Any
    language: Any
    author_id: Any
    publication: Any

    def is_public(self) -> bool:
        """Whether anyone may read it."""

    def is_hidden(self) -> bool:
        """Whether it has been hidden, so that its page says only why."""


Part = tuple[Any, str]  # what it is, and the words


@dataclass(frozen=True)
class SubjectType:
    """One table of things that can be reported, and how the whole text of a row is read."""

    model: type[Any]
    parts: Callable[[Any], Sequence[Part]]


@dataclass(frozen=True)
class Remedy:
    """Something that staff can do about one kind of thing: on which page, and who may."""

    title: Any
    endpoint: str  # takes the id
    permission: str


def _parts(process: Process) -> list[Part]:
    received = [text for text in process.texts if text.received_at is not None]
    if not received:
        return []
    text = received[-1]
    names = (_l("Sammanfattning"), _l("Förslag"), _l("Skäl"))
    return list(zip(names, (text.summary, text.body, text.reasons), strict=True))


SUBJECTS: dict[str, SubjectType] = {"process": SubjectType(Process, _parts)}
REMEDIES: dict[str, list[Remedy]] = {}


def offer(kind: str, remedy: Remedy) -> None:
    """Let this be done about things of that kind. Called by the feature that owns the kind."""
    REMEDIES.setdefault(kind, []).append(remedy)


def type_of(subject: Subject) -> str:
    """The key of the table that the row belongs to."""
    return next(name for name, each in SUBJECTS.items() if isinstance(subject, each.model))


def find(ctx: Context, type: str, id: int) -> Subject | None:
    """The thing, if it is public or was hidden. What is still its author's own is not found."""
    known = SUBJECTS.get(type)
    found: Subject | None = ctx.session.get(known.model, id) if known else None
    return found if found and (found.is_public() or found.is_hidden()) else None


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
