"""The text of one paragraph of a Word document, and the notes that it speaks of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from dialog.remiss.rules.content import Footnote
from dialog.remiss.rules.reading.numbering import counted
from dialog.remiss.rules.reading.pieces import MARK, mark, tidy
from dialog.remiss.rules.reading.word_numbers import Numbers, read_numbers
from dialog.remiss.rules.reading.word_styles import Style, W, read_styles

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What was taken away, what another version of Word sees instead, and what is told apart.
NOT_READ = {f"{W}del", f"{W}moveFrom", f"{MC}Fallback", f"{W}txbxContent", f"{W}pPr", f"{W}rPr"}
FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}  # so that one is told from the other


@dataclass
class Word:
    """What the parts of a document are read with, and the notes that were met and not yet told."""

    styles: dict[str, Style]
    numbers: Numbers
    notes: dict[str, dict[str, Any]]  # footnotes and endnotes: their elements by id
    marks: dict[str, dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in FORMS})
    waiting: list[tuple[str, str]] = field(default_factory=list)

    def text(self, node: Any) -> str:
        """The text of a paragraph: insertions are in it, deletions and text boxes are not."""
        return "".join(self._words(node))

    def told(self) -> Iterator[Footnote]:
        """The notes that the text read so far speaks of, each once."""
        while self.waiting:
            kind, number = self.waiting.pop(0)
            paragraphs = self.notes[kind][number].iter(f"{W}p")
            text = " ".join(self.text(each) for each in paragraphs)
            yield Footnote(self.marks[kind][number], tidy(MARK.sub("", text)))

    def _words(self, node: Any) -> Iterator[str]:
        for child in node.iterchildren():
            match child.tag:
                case tag if tag in NOT_READ or not isinstance(tag, str):
                    continue
                case tag if tag == f"{W}t":
                    yield child.text or ""
                case tag if tag in {f"{W}tab", f"{W}br", f"{W}cr", f"{W}ptab"}:
                    yield " "
                case tag if tag == f"{W}noBreakHyphen":
                    yield "-"
                case tag if tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                    yield self._reference(child)
                case _:
                    yield from self._words(child)

    def _reference(self, node: Any) -> str:
        kind = node.tag.removeprefix(W).removesuffix("Reference")
        number = node.get(f"{W}id", "")
        if number not in self.notes[kind]:
            return ""
        marks = self.marks[kind]
        if number not in marks:
            marks[number] = counted(len(marks) + 1, FORMS[kind])
            self.waiting.append((kind, number))
        return mark(marks[number])


def word_of(part: Any) -> Word:
    """What the document's other parts say: styles, numbering, footnotes and endnotes."""
    parts = {
        relation.reltype.rpartition("/")[2]: relation.target_part
        for relation in part.rels.values()
        if not relation.is_external
    }
    numbering = _parsed(parts.get("numbering"))
    return Word(
        read_styles(part.styles.element),
        Numbers() if numbering is None else read_numbers(numbering),
        {kind: _notes(_parsed(parts.get(f"{kind}s")), kind) for kind in FORMS},
    )


def _parsed(part: Any) -> Any:
    if part is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(part.blob, parser)


def _notes(root: Any, kind: str) -> dict[str, Any]:
    """Notes by their id, without the lines that part them from the text."""
    if root is None:
        return {}
    return {
        node.get(f"{W}id", ""): node
        for node in root.iter(f"{W}{kind}")
        if node.get(f"{W}type", "normal") == "normal"
    }
