"""Changing the document that is worked on: what becomes of its sections when one is moved, joined or split. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dialog.core.canonical import digest
from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.shapes import dump
from dialog.process.rules import Handling, Publication
from dialog.remiss.rules.content import Block, BlockKind, Body, Footnote, Heading

DEEPEST = 9
MARK_LENGTH = 16
LONGEST_TITLE = 300


@dataclass(frozen=True)
class Entry:
    """One section of the document that is worked on."""

    key: str
    heading: Heading
    takes_views: bool = True

    @property
    def level(self) -> int:
        """How deep it stands; 1 is the outermost."""
        return self.heading.level

    def mark(self) -> str:
        """By what a form knows that the section is as it was when it was shown."""
        where = (self.key, self.heading.level, self.takes_views)
        return digest([*where, dump(self.heading)])[:MARK_LENGTH]


class ChangedMeanwhile(DomainError):
    """A colleague has changed the section since it was shown. Nothing was saved over it."""


class Gone(DomainError):
    """A colleague has removed the section, or joined it with another."""


class NotChangeable(DomainError):
    """The document can be changed until the work with the answers begins."""


Entries = Sequence[Entry]


def ensure_changeable(publication: Publication, handling: Handling) -> None:
    """Raise NotChangeable when it is too late for a new version, or somebody has stopped it."""
    is_alive = publication in {Publication.DRAFT, Publication.PUBLISHED}
    if not is_alive or handling is not Handling.NONE:
        raise NotChangeable(_l("Remissen är avslutad, så dokumentet går inte att ändra längre."))


def place(entries: Entries, key: str) -> int:
    """Where the section stands. Raises Gone."""
    for at, entry in enumerate(entries):
        if entry.key == key:
            return at
    raise Gone(
        _l("Avsnittet finns inte längre. En kollega har tagit bort det eller slagit ihop det.")
    )


def ensure_seen(entry: Entry, seen: str) -> None:
    """Raise ChangedMeanwhile unless the section is as it was when the form was shown."""
    if entry.mark() != seen:
        raise ChangedMeanwhile(
            _l("En kollega har ändrat avsnittet medan du arbetade. Se hur det ser ut nu.")
        )


def mark_of_all(entries: Entries) -> str:
    """By what a form knows that the whole document is as it was when it was shown."""
    return digest([entry.mark() for entry in entries])[:MARK_LENGTH]


def ensure_all_seen(entries: Entries, seen: str) -> None:
    """Raise ChangedMeanwhile when the document is not what the official saw; "" asks for nothing."""
    if seen and mark_of_all(entries) != seen:
        raise ChangedMeanwhile(
            _l("En kollega har ändrat dokumentet sedan du såg det. Se ändringarna igen först.")
        )


def block_mark(block: Block) -> str:
    """By what a form knows that a block is as it was when it was shown."""
    return digest(dump(block))[:MARK_LENGTH]


def find_block(entry: Entry, number: int, seen: str) -> int:
    """Where the block stands now, if it says what the official saw. Raises ChangedMeanwhile."""
    marks = [block_mark(block) for block in entry.heading.body.blocks]
    if number < len(marks) and marks[number] == seen:
        return number
    if marks.count(seen) == 1:  # others have been added or removed before it
        return marks.index(seen)
    raise ChangedMeanwhile(_l("En kollega har ändrat texten medan du skrev. Jämför texterna."))


def ensure_as_many(below: int, seen: int) -> None:
    """Raise ChangedMeanwhile unless as many sections lie below it as the official saw."""
    if below != seen:
        raise ChangedMeanwhile(
            _l("En kollega har flyttat avsnitt medan du arbetade. Se hur det ser ut nu.")
        )


def end_of(entries: Entries, at: int) -> int:
    """Where the section and everything that lies below it ends."""
    end = at + 1
    while end < len(entries) and entries[end].level > entries[at].level:
        end += 1
    return end


def sibling_before(entries: Entries, at: int) -> int | None:
    """Where the section before on the same level begins; None for the first one below its chapter."""
    for i in range(at - 1, -1, -1):
        if entries[i].level <= entries[at].level:
            return i if entries[i].level == entries[at].level else None
    return None


def sibling_after(entries: Entries, at: int) -> int | None:
    """Where the section after on the same level begins; None for the last one below its chapter."""
    end = end_of(entries, at)
    is_there = end < len(entries) and entries[end].level == entries[at].level
    return end if is_there else None


def moved(entries: Entries, key: str, *, up: bool) -> list[Entry]:
    """The section, with what lies below it, on the other side of its neighbour. Raises Gone, Faulty."""
    at = place(entries, key)
    other = sibling_before(entries, at) if up else sibling_after(entries, at)
    if other is None:
        raise Faulty(
            _l("Avsnittet står redan först på sin nivå.")
            if up
            else _l("Avsnittet står redan sist på sin nivå.")
        )
    first, second = sorted((at, other))
    end = end_of(entries, second)
    return [*entries[:first], *entries[second:end], *entries[first:second], *entries[end:]]


def can_shift(entries: Entries, at: int, *, deeper: bool) -> bool:
    """Whether the section can stand one level deeper (below the one before), or one level further out."""
    if not deeper:
        return entries[at].level > 1
    deepest = max(entry.level for entry in entries[at : end_of(entries, at)])
    return at > 0 and entries[at].level <= entries[at - 1].level and deepest < DEEPEST


def shifted(entries: Entries, key: str, *, deeper: bool) -> list[Entry]:
    """The section, with what lies below it, one level deeper or further out. Raises Gone, Faulty."""
    at = place(entries, key)
    if not can_shift(entries, at, deeper=deeper):
        raise Faulty(_l("Avsnittet kan inte byta nivå åt det hållet."))
    step = 1 if deeper else -1
    below = range(at, end_of(entries, at))
    return [_at_level(e, e.level + step) if i in below else e for i, e in enumerate(entries)]


def joined(entries: Entries, key: str, *, keep_title: bool) -> list[Entry]:
    """The section as the end of the one before, its title as a line of text if wanted. Raises Gone, Faulty."""
    at = place(entries, key)
    if at == 0:
        raise Faulty(_l("Det finns inget avsnitt före det här."))
    before, this = entries[at - 1], entries[at]
    line = f"{this.heading.number} {this.heading.title}".strip()
    kept = (Block(BlockKind.PARAGRAPH, line),) if keep_title and line else ()
    one, two = before.heading.body, this.heading.body
    body = Body((*one.blocks, *kept, *two.blocks), (*one.notes, *two.notes))
    whole = replace(
        before,
        heading=replace(before.heading, body=body),
        takes_views=before.takes_views or this.takes_views,
    )
    return [*entries[: at - 1], whole, *entries[at + 1 :]]


@dataclass(frozen=True)
class Cut:
    """Where a section is split, and what the new one is called. Without a title its first block is it."""

    at: int  # index of the first block of the new section
    number: str = ""
    title: str = ""


def split(entries: Entries, key: str, cut: Cut, new_key: str) -> list[Entry]:
    """The section up to a block, and a new one on the same level with the rest. Raises Gone, Faulty."""
    at = place(entries, key)
    this = entries[at]
    blocks = this.heading.body.blocks
    if not 0 <= cut.at < len(blocks):
        raise Faulty(_l("Välj var det nya avsnittet ska börja."), "at")
    title, rest = cut.title, blocks[cut.at :]
    if not title:
        title, rest = rest[0].text, rest[1:]
        if not title or len(title) > LONGEST_TITLE or "\n" in title:
            raise Faulty(_l("Skriv en rubrik för det nya avsnittet."), "title")
    stays, goes = _notes(this.heading.body.notes, blocks[: cut.at], rest)
    old = replace(this.heading, body=Body(blocks[: cut.at], stays))
    new = Heading(this.level, cut.number, title, Body(rest, goes))
    both = (replace(this, heading=old), Entry(new_key, new, this.takes_views))
    return [*entries[:at], *both, *entries[at + 1 :]]


def _notes(
    notes: Sequence[Footnote], before: Sequence[Block], after: Sequence[Block]
) -> tuple[tuple[Footnote, ...], tuple[Footnote, ...]]:
    """A note goes along when its mark stands in what goes, and not in what stays."""
    kept, gone = ("\n".join(block.words() for block in each) for each in (before, after))
    goes = tuple(note for note in notes if _has(gone, note.mark) and not _has(kept, note.mark))
    return tuple(note for note in notes if note not in goes), goes


def _has(text: str, mark: str) -> bool:
    """Whether the mark of a note stands in the text (rules.content.Body)."""
    return f"[{mark}]" in text or f"[^{mark}]" in text


def removed(entries: Entries, key: str, *, with_below: bool) -> list[Entry]:
    """Without the section, and without what lies below it if wanted. Raises Gone, Faulty."""
    at = place(entries, key)
    end = end_of(entries, at) if with_below else at + 1
    left = [*entries[:at], *entries[end:]]
    if not left:
        raise Faulty(_l("Ett dokument har minst ett avsnitt."))
    return left


def added(entries: Entries, after: str, entry: Entry) -> list[Entry]:
    """With one more section: after everything below the given one, or first where none is given."""
    at = end_of(entries, place(entries, after)) if after else 0
    return [*entries[:at], entry, *entries[at:]]


def with_blocks(
    entries: Entries, key: str, span: tuple[int, int], blocks: Sequence[Block]
) -> list[Entry]:
    """With other blocks in the place of those from span[0] up to span[1]. Raises Gone."""
    at = place(entries, key)
    this = entries[at]
    body = this.heading.body
    start, end = span
    new = replace(body, blocks=(*body.blocks[:start], *blocks, *body.blocks[end:]))
    whole = replace(this, heading=replace(this.heading, body=new))
    return [*entries[:at], whole, *entries[at + 1 :]]


def without_lines(entries: Entries, lines: Collection[str]) -> list[Entry]:
    """Without the blocks that say exactly one of these lines, wherever they stand."""

    def rid(entry: Entry) -> Entry:
        body = entry.heading.body
        kept = tuple(block for block in body.blocks if block.words() not in lines)
        return replace(entry, heading=replace(entry.heading, body=replace(body, blocks=kept)))

    return [rid(entry) for entry in entries]


def with_notes(entry: Entry, notes: Sequence[Footnote]) -> Entry:
    """With other footnotes."""
    body = replace(entry.heading.body, notes=tuple(notes))
    return replace(entry, heading=replace(entry.heading, body=body))


def replaced(entries: Entries, entry: Entry) -> list[Entry]:
    """With the section as it is now. Raises Gone."""
    at = place(entries, entry.key)
    return [*entries[:at], entry, *entries[at + 1 :]]


def _at_level(entry: Entry, level: int) -> Entry:
    return replace(entry, heading=replace(entry.heading, level=level))
