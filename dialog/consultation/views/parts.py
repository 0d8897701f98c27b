"""How each kind of part is shown on the page of its consultation. Each kind registers its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import url_for

from dialog.consultation.models import Part, Stage
from dialog.consultation.queries.public import Reading
from dialog.consultation.rules import PartKind


@dataclass(frozen=True)
class Shown:
    """One part as the page shows it: templates/consultation/part/<kind>.html with these variables."""

    part: Part
    stage: Stage
    content: Any  # a dataclass of rules.content
    is_open: bool  # whether people can take part now
    more: dict[str, Any] = field(default_factory=dict)


# From the whole reading and the parts of one kind to what else their template needs, by id of the part.
Prepare = Callable[[Reading, list[Part]], dict[int, dict[str, Any]]]
PREPARE: dict[PartKind, Prepare] = {}


def prepares(kind: PartKind) -> Callable[[Prepare], Prepare]:
    """Let the function fetch what parts of this kind need: for all of them at once, in few statements."""

    def register(prepare: Prepare) -> Prepare:
        PREPARE[kind] = prepare
        return prepare

    return register


# From a part to the words and the address of the page on which people take part in it.
WayIn = Callable[[Part], tuple[str, str]]
WAYS: dict[PartKind, WayIn] = {}


def leads_in(kind: PartKind) -> Callable[[WayIn], WayIn]:
    """Let the function say where people take part in parts of this kind."""

    def register(way: WayIn) -> WayIn:
        WAYS[kind] = way
        return way

    return register


def way_in(part: Part) -> tuple[str, str]:
    """The words and the address; the place on the consultation's own page where no kind says more."""
    if part.kind in WAYS:
        return WAYS[part.kind](part)
    anchor = f"del-{part.id}"
    return part.title, url_for(".show", id=part.consultation_id, _anchor=anchor)
