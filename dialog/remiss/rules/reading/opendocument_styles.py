"""What the styles of an OpenDocument text mean: titles, quotes, numbered lists, numbers before headings."""

import re
from dataclasses import dataclass, field
from typing import Any

from dialog.remiss.rules.reading.numbering import counted

_NS = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE = f"{_NS}office:1.0}}", f"{_NS}text:1.0}}", f"{_NS}table:1.0}}"
STYLE, DRAW, SVG = f"{_NS}style:1.0}}", f"{_NS}drawing:1.0}}", f"{_NS}svg-compatible:1.0}}"
FO = f"{_NS}xsl-fo-compatible:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"
LONGEST_CHAIN = 20
DEEPEST = 10


@dataclass(frozen=True)
class Level:
    """How headings of one level are counted."""

    form: str
    before: str = ""
    after: str = ""
    shown: int = 1  # so many levels stand in the number
    start: int = 1


@dataclass
class OdtStyles:
    """The styles of a document by name."""

    parents: dict[str, str] = field(default_factory=dict)
    bold: set[str] = field(default_factory=set)
    numbered: set[str] = field(default_factory=set)
    outline: dict[int, Level] = field(default_factory=dict)

    def is_title(self, name: str) -> bool:
        """Whether it is the document's own title."""
        return "Title" in self._chain(name)

    def is_quote(self, name: str) -> bool:
        """Whether somebody is quoted."""
        return not {"Quotations", "Quote", "Citat"}.isdisjoint(self._chain(name))

    def is_bold(self, name: str) -> bool:
        """Whether the whole paragraph is bold."""
        return not self.bold.isdisjoint(self._chain(name))

    def is_numbered(self, name: str) -> bool:
        """Whether the order of the list counts."""
        return name in self.numbered

    def counted(self, counts: list[int | None], level: int) -> str:
        """Count one on in the headings of this level, and give the number; "" where none is shown."""
        own = self.outline.get(level)
        if own is None or not own.form or level >= DEEPEST:
            return ""
        now = counts[level]
        counts[level] = own.start if now is None else now + 1
        counts[level + 1 :] = [None] * (DEEPEST - level - 1)
        parts = []
        for each in range(max(level - own.shown + 1, 1), level + 1):
            rule, count = self.outline.get(each, own), counts[each]
            if rule.form:
                parts.append(counted(rule.start if count is None else count, rule.form))
        return f"{own.before}{'.'.join(parts)}{own.after}".strip().rstrip(".").strip()

    def _chain(self, name: str) -> list[str]:
        chain: list[str] = []
        while name and name not in chain and len(chain) < LONGEST_CHAIN:
            chain.append(name)
            name = self.parents.get(name, "")
        return chain


def small_number(given: str, otherwise: int) -> int:
    """A number as a document gives it, which may be anything."""
    return int(given) if re.fullmatch(r"[0-9]{1,5}", given) else otherwise


def read_styles(*roots: Any) -> OdtStyles:
    """The styles of content.xml and styles.xml together."""
    styles = OdtStyles()
    for root in roots:
        if root is None:
            continue
        for node in root.iter(f"{STYLE}style"):
            _add(styles, node)
        for node in root.iter(f"{TEXT}list-style"):
            first = next(node.iterchildren(), None)
            if first is not None and first.tag == f"{TEXT}list-level-style-number":
                styles.numbered.add(node.get(f"{STYLE}name", ""))
        for node in root.iter(f"{TEXT}outline-level-style"):
            styles.outline[small_number(node.get(f"{TEXT}level", ""), 0)] = _level(node)
    return styles


def _add(styles: OdtStyles, node: Any) -> None:
    name = node.get(f"{STYLE}name", "")
    styles.parents.setdefault(name, node.get(f"{STYLE}parent-style-name", ""))
    text = node.find(f"{STYLE}text-properties")
    if text is not None and text.get(f"{FO}font-weight") == "bold":
        styles.bold.add(name)


def _level(node: Any) -> Level:
    return Level(
        form=node.get(f"{STYLE}num-format", ""),
        before=node.get(f"{STYLE}num-prefix", ""),
        after=node.get(f"{STYLE}num-suffix", ""),
        shown=small_number(node.get(f"{TEXT}display-levels", "1"), 1),
        start=small_number(node.get(f"{TEXT}start-value", "1"), 1),
    )
