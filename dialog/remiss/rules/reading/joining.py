"""Sentences that a page break, a hyphen or a footnote tore apart, put together again."""

from collections.abc import Iterator, Sequence

from dialog.remiss.rules.content import Footnote
from dialog.remiss.rules.reading.lines import Group, is_bullet, note_in

LONG = 40  # a line that is longer, and ends in the middle, was a sentence and not a heading
LONGEST = 10_000  # nobody writes such a sentence
FAR = 3  # so many paragraphs a note may have when it stands inside a torn sentence
_ENDS = '.!?:;”"»)]…'
_AND = ("och ", "eller ", "samt ", "respektive ")  # "hälso- och sjukvård" keeps its hyphen


def joined_lines(lines: Sequence[str]) -> str:
    """Lines of one paragraph as one text. A word that was divided at the end of a line becomes whole."""
    parts: list[str] = []
    for line in map(str.strip, lines):
        if parts and _is_divided(parts[-1], line):
            parts[-1] = parts[-1][:-1]
        elif parts:
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def _is_divided(text: str, more: str) -> bool:
    ends = text.endswith(("-", "\u00ad", "\u2010")) and text[-2:-1].isalpha()
    return ends and more[:1].islower() and not more.startswith(_AND)


def mended(groups: Sequence[Group]) -> Iterator[Group | Footnote]:
    """The same groups, notes taken out and told apart, torn sentences whole. In order."""
    held: list[Footnote] = []  # the notes that stand between `last` and what comes
    last: Group | None = None
    for place, group in enumerate(groups):
        note = _note(group)
        if note is not None:
            held.append(note)
        elif last is not None and _is_torn(last, group, after=bool(held) or group.after_page):
            _join(last, group)
        elif last is not None and held and _goes_on_later(last, groups[place : place + FAR + 1]):
            held[-1] = Footnote(held[-1].mark, f"{held[-1].text}\n{joined_lines(group.lines)}")
        else:
            if last is not None:
                yield last
            yield from held
            held, last = [], Group(list(group.lines), group.level, after_page=group.after_page)
    if last is not None:
        yield last
    yield from held


def _note(group: Group) -> Footnote | None:
    found = note_in(group.lines[0])
    if found is None:
        return None
    mark, text = found
    return Footnote(mark, joined_lines([text, *group.lines[1:]]))


def _is_torn(last: Group, group: Group, *, after: bool) -> bool:
    """Whether the sentence at the end of one group goes on in the next one."""
    end, begin = last.lines[-1], group.lines[0]
    if group.level is not None or last.level is not None or "\t" in begin or "\t" in end:
        return False
    if len(end) > LONGEST:
        return False
    is_open = end[-1] not in _ENDS and begin[:1].islower() and not is_bullet(begin)
    return is_open and (after or end.endswith("-") or len(end) > LONG)


def _goes_on_later(last: Group, coming: Sequence[Group]) -> bool:
    """Whether this group belongs to a note: the torn sentence before the note goes on behind it."""
    if last.lines[-1][-1] in _ENDS or last.level is not None:
        return False
    for group in coming:
        if _is_torn(last, group, after=True):
            return True
        if group.lines[-1][-1] not in _ENDS or is_bullet(group.lines[0]):
            return False
    return False


def _join(last: Group, group: Group) -> None:
    last.lines[-1] = joined_lines([last.lines[-1], group.lines[0]])
    last.lines.extend(group.lines[1:])
