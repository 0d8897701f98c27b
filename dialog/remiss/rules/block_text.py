"""A block of text as it is typed in a form, and what is typed as blocks again. Pure."""

import re
from collections.abc import Sequence

from dialog.remiss.rules.content import Block, BlockKind, Footnote

TEXTS = {BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.PICTURE}
_gap = re.compile(r"\n\s*\n")
_cells = re.compile(r"(?<!\\)\||\t")


def as_typed(block: Block) -> str:
    """What stands in the form: text, a line for each item, or a line for each row with | between cells."""
    if block.kind is BlockKind.TABLE:
        return "\n".join(" | ".join(map(_cell, row)) for row in block.rows)
    if block.kind in TEXTS:
        return block.text
    return "\n".join(" ".join(item.split()) for item in block.items)


def from_typed(kind: BlockKind, typed: str, *, has_head: bool = False) -> list[Block]:
    """Blocks of that kind; an empty line ends a paragraph. Empty when nothing was typed."""
    typed = typed.replace("\r\n", "\n").strip()
    if not typed:
        return []
    if kind in TEXTS:
        return [Block(kind, part.strip()) for part in _gap.split(typed) if part.strip()]
    lines = [line.strip() for line in typed.split("\n") if line.strip()]
    if kind is BlockKind.TABLE:
        return [Block(kind, rows=_rows(lines), has_head=has_head)]
    return [Block(kind, items=tuple(lines))]


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def _rows(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The rows, all as wide as the widest one."""
    rows = [[cell.strip().replace("\\|", "|") for cell in _cells.split(line)] for line in lines]
    width = max(map(len, rows))
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def notes_as_typed(notes: Sequence[Footnote]) -> str:
    """A line for each footnote: its mark, a space, and what it says."""
    return "\n".join(f"{note.mark} {' '.join(note.text.split())}" for note in notes)


def notes_from_typed(typed: str) -> list[Footnote]:
    """Footnotes as they were typed; a line without a space is a mark whose note says nothing."""
    lines = (line.strip().partition(" ") for line in typed.splitlines() if line.strip())
    return [Footnote(mark, text.strip()) for mark, _space, text in lines]
