"""Mending the document that is worked on: sections are named, moved, joined, split, added and removed.

Every action finds the section as it is now, whatever a colleague did a moment ago. What would be lost
by that is refused: `seen` is the mark of the section that the official had before them.
"""

from dataclasses import dataclass, replace

from dialog.core.context import Context
from dialog.remiss.models import Remiss
from dialog.remiss.queries.document_work import keys_ever, version_to_change
from dialog.remiss.rules import editing
from dialog.remiss.rules.content import Heading
from dialog.remiss.rules.editing import Cut, Entry, ensure_seen
from dialog.remiss.rules.keys import fresh_key


@dataclass(frozen=True)
class Naming:
    """What a section is called, how deep it stands, and whether views are asked for on it."""

    number: str
    title: str
    takes_views: bool


def edit_section(ctx: Context, remiss: Remiss, key: str, naming: Naming, seen: str) -> None:
    """Give a section another number or title. Raises NotChangeable, ChangedMeanwhile, Gone."""
    ctx.require("remiss.edit_section", remiss)
    version = version_to_change(ctx, remiss)
    entries = version.entries()
    entry = entries[editing.place(entries, key)]
    ensure_seen(entry, seen)
    heading = replace(entry.heading, number=naming.number, title=naming.title)
    new = replace(entry, heading=heading, takes_views=naming.takes_views)
    version.write(editing.replaced(entries, new))
    ctx.record("remiss.edit_section", remiss, version=version.number, section=key)


def ask_section(ctx: Context, remiss: Remiss, key: str, *, takes_views: bool) -> None:
    """Say whether views are asked for on a section. Raises NotChangeable, Gone."""
    ctx.require("remiss.ask_section", remiss)
    version = version_to_change(ctx, remiss)
    entries = version.entries()
    entry = entries[editing.place(entries, key)]
    version.write(editing.replaced(entries, replace(entry, takes_views=takes_views)))
    ctx.record(
        "remiss.ask_section",
        remiss,
        version=version.number,
        section=key,
        takes_views=takes_views,
    )


def move_section(ctx: Context, remiss: Remiss, key: str, *, up: bool) -> None:
    """Let a section, with what lies below it, change places with its neighbour.

    Raises NotChangeable, Gone, Faulty.
    """
    ctx.require("remiss.move_section", remiss)
    version = version_to_change(ctx, remiss)
    version.write(editing.moved(version.entries(), key, up=up))
    ctx.record("remiss.move_section", remiss, version=version.number, section=key)


def shift_section(ctx: Context, remiss: Remiss, key: str, *, deeper: bool) -> None:
    """Let a section, with what lies below it, stand a level deeper or further out.

    Raises NotChangeable, Gone, Faulty.
    """
    ctx.require("remiss.shift_section", remiss)
    version = version_to_change(ctx, remiss)
    version.write(editing.shifted(version.entries(), key, deeper=deeper))
    ctx.record("remiss.shift_section", remiss, version=version.number, section=key)


@dataclass(frozen=True)
class Joining:
    """A section that becomes the end of the one before it, both as the official saw them."""

    key: str
    keep_title: bool
    seen: str
    seen_before: str


def join_section(ctx: Context, remiss: Remiss, joining: Joining) -> str:
    """Join a section with the one before it: the key of that one.

    Raises NotChangeable, ChangedMeanwhile, Gone, Faulty.
    """
    ctx.require("remiss.join_section", remiss)
    version = version_to_change(ctx, remiss)
    entries = version.entries()
    at = editing.place(entries, joining.key)
    ensure_seen(entries[at], joining.seen)
    whole = editing.joined(entries, joining.key, keep_title=joining.keep_title)
    ensure_seen(entries[at - 1], joining.seen_before)
    version.write(whole)
    ctx.record("remiss.join_section", remiss, version=version.number, section=joining.key)
    return entries[at - 1].key


def split_section(ctx: Context, remiss: Remiss, key: str, cut: Cut, seen: str) -> str:
    """Split a section at a block: the key of the new section, which holds the rest.

    Raises NotChangeable, ChangedMeanwhile, Gone, Faulty.
    """
    ctx.require("remiss.split_section", remiss)
    version = version_to_change(ctx, remiss)
    entries = version.entries()
    ensure_seen(entries[editing.place(entries, key)], seen)
    new = fresh_key(keys_ever(ctx, remiss))
    version.write(editing.split(entries, key, cut, new))
    ctx.record("remiss.split_section", remiss, version=version.number, section=key, new=new)
    return new


@dataclass(frozen=True)
class Place:
    """Where a section by hand stands: after another one, or first; and how deep."""

    after: str
    level: int


def add_section(ctx: Context, remiss: Remiss, place: Place, naming: Naming) -> str:
    """A section that is written by hand: its key. Raises NotChangeable, Gone."""
    ctx.require("remiss.add_section", remiss)
    version = version_to_change(ctx, remiss)
    key = fresh_key(keys_ever(ctx, remiss))
    entry = Entry(key, Heading(place.level, naming.number, naming.title), naming.takes_views)
    version.write(editing.added(version.entries(), place.after, entry))
    ctx.record("remiss.add_section", remiss, version=version.number, section=key)
    return key


@dataclass(frozen=True)
class Removal:
    """A section to remove as the official saw it, alone or with the `below` sections that lie below it."""

    key: str
    seen: str
    with_below: bool
    below: int = 0


def remove_section(ctx: Context, remiss: Remiss, removal: Removal) -> None:
    """Take a section out of the document. Raises NotChangeable, ChangedMeanwhile, Gone, Faulty."""
    ctx.require("remiss.remove_section", remiss)
    version = version_to_change(ctx, remiss)
    entries = version.entries()
    at = editing.place(entries, removal.key)
    ensure_seen(entries[at], removal.seen)
    editing.ensure_as_many(editing.end_of(entries, at) - at - 1, removal.below)
    version.write(editing.removed(entries, removal.key, with_below=removal.with_below))
    ctx.record("remiss.remove_section", remiss, version=version.number, section=removal.key)
