"""What the styles of a Word document mean, in whichever language Word was: headings, lists, quotes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from dialog.remiss.rules.reading.pieces import OF_DOCUMENT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY_LEVEL = 9  # how Word says "no heading"
LONGEST_CHAIN = 20
_HEADING = re.compile(r"(?:heading|rubrik|überschrift|titre|otsikko)\s?([1-9])", re.IGNORECASE)


class Manner(Enum):
    """How a paragraph is meant."""

    TEXT = auto()
    HEADING = auto()
    BULLET = auto()
    NUMBERED = auto()
    QUOTE = auto()
    CONTENTS = auto()  # a line of the table of contents


_BY_NAME = (
    (
        re.compile(r"(toc|innehåll|table of figures|figurförteckning|index) ?\w*", re.IGNORECASE),
        Manner.CONTENTS,
    ),
    (re.compile(r"(intense )?quote|(starkt )?citat|block ?text", re.IGNORECASE), Manner.QUOTE),
    (re.compile(r"list bullet ?\d?|punktlista ?\d?", re.IGNORECASE), Manner.BULLET),
    (re.compile(r"list number ?\d?|numrerad lista ?\d?", re.IGNORECASE), Manner.NUMBERED),
)


@dataclass(frozen=True)
class Style:
    """One paragraph style: what it means, and the automatic numbers that it brings."""

    manner: Manner = Manner.TEXT
    level: int | None = None
    list_id: str = ""
    list_level: int = 0


PLAIN = Style()


def value(node: Any, path: str) -> str:
    """The `w:val` of an element below, or "" ."""
    found = node.find(path) if node is not None else None
    return "" if found is None else found.get(f"{W}val", "")


def whole_number(text: str, otherwise: int = 0) -> int:
    """A number as a document gives it, which may be anything."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,6}", text) else otherwise


def read_styles(root: Any) -> dict[str, Style]:
    """Every paragraph style by its id."""
    nodes = {node.get(f"{W}styleId", ""): node for node in root.iter(f"{W}style")}
    return {name: _style(name, nodes) for name in nodes}


def _style(name: str, nodes: Mapping[str, Any]) -> Style:
    """What the style says itself, else what the one that it is based on says."""
    manner, level = Manner.TEXT, None
    list_id, list_level = "", ""
    for node in _chain(name, nodes):
        if manner is Manner.TEXT and level is None:
            manner, level = _meaning(node)
        list_id = list_id or value(node, f"{W}pPr/{W}numPr/{W}numId")
        list_level = list_level or value(node, f"{W}pPr/{W}numPr/{W}ilvl")
    return Style(manner, level, list_id, whole_number(list_level))


def _chain(name: str, nodes: Mapping[str, Any]) -> list[Any]:
    chain: list[Any] = []
    while name in nodes and nodes[name] not in chain and len(chain) < LONGEST_CHAIN:
        chain.append(nodes[name])
        name = value(nodes[name], f"{W}basedOn")
    return chain


def _meaning(node: Any) -> tuple[Manner, int | None]:
    names = (value(node, f"{W}name"), node.get(f"{W}styleId", ""))
    if names[0].lower() in {"title", "titel"}:
        return Manner.HEADING, OF_DOCUMENT
    for each in names:
        if found := _HEADING.fullmatch(each):
            return Manner.HEADING, int(found[1])
        for pattern, manner in _BY_NAME:
            if pattern.fullmatch(each):
                return manner, None
    outline = value(node, f"{W}pPr/{W}outlineLvl")
    level = whole_number(outline, BODY_LEVEL)
    return (Manner.HEADING, level + 1) if 0 <= level < BODY_LEVEL else (Manner.TEXT, None)
