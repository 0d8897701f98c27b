"""Mending the text of one section of the document that is worked on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.remiss.models import Remiss
from dialog.remiss.queries.document_work import version_to_change
from dialog.remiss.rules import editing
from dialog.remiss.rules.content import Block, Footnote


@dataclass(frozen=True)
class Spot:
    """One block of a section (from 0), and the mark of it as the official saw it."""

    key: str
    number: int
    seen: str


def edit_block(ctx: Context, remiss: Remiss, spot: Spot, blocks: Sequence[Block]) -> None:
    """Let other blocks stand in the place of one. Raises NotChangeable, ChangedMeanwhile, Gone, Faulty."""
    ctx.require("remiss.edit_block", remiss)
    if not blocks:
        raise Faulty(_l("Skriv texten. Om du vill ta bort stycket finns en knapp för det."), "text")
    _put(ctx, remiss, spot, blocks)
    ctx.record("remiss.edit_block", remiss, section=spot.key)


def remove_block(ctx: Context, remiss: Remiss, spot: Spot) -> None:
    """Take a block out of the text. Raises NotChangeable, ChangedMeanwhile, Gone."""
    ctx.require("remiss.remove_block", remiss)
    _put(ctx, remiss, spot, ())
    ctx.record("remiss.remove_block", remiss, section=spot.key)


def add_block(ctx: Context, remiss: Remiss, key: str, blocks: Sequence[Block]) -> None:
    """Write more at the end of a section. Raises NotChangeable, Gone, Faulty."""
    ctx.require("remiss.add_block", remiss)
    if not blocks:
        raise Faulty(_l("Skriv texten."), "text")
    version = version_to_change(ctx, remiss)
    entries = version.entries()
    end = len(entries[editing.place(entries, key)].heading.body.blocks)
    version.write(editing.with_blocks(entries, key, (end, end), blocks))
    ctx.record("remiss.add_block", remiss, section=key)


def edit_notes(
    ctx: Context, remiss: Remiss, key: str, notes: Sequence[Footnote], seen: str
) -> None:
    """Let a section have these footnotes. Raises NotChangeable, ChangedMeanwhile, Gone."""
    ctx.require("remiss.edit_notes", remiss)
    version = version_to_change(ctx, remiss)
    entries = version.entries()
    entry = entries[editing.place(entries, key)]
    editing.ensure_seen(entry, seen)
    version.write(editing.replaced(entries, editing.with_notes(entry, notes)))
    ctx.record("remiss.edit_notes", remiss, section=key)


def remove_lines(ctx: Context, remiss: Remiss, lines: Collection[str]) -> None:
    """Take lines out of the text wherever they stand, such as heads of pages that came along.

    Raises NotChangeable, Faulty.
    """
    ctx.require("remiss.remove_lines", remiss)
    if not lines:
        raise Faulty(_l("Välj minst en rad."), "chosen")
    version = version_to_change(ctx, remiss)
    version.write(editing.without_lines(version.entries(), lines))
    ctx.record("remiss.remove_lines", remiss, lines=len(lines))


def _put(ctx: Context, remiss: Remiss, spot: Spot, blocks: Sequence[Block]) -> None:
    version = version_to_change(ctx, remiss)
    entries = version.entries()
    entry = entries[editing.place(entries, spot.key)]
    at = editing.find_block(entry, spot.number, spot.seen)
    version.write(editing.with_blocks(entries, spot.key, (at, at + 1), blocks))
