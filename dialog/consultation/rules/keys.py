"""Which key a written line gets, so that answers still count when the words change. Pure."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from dialog.consultation.rules.content import Choice

_numbered = re.compile(r"[a-z]+([0-9]+)")


def match(
    lines: Sequence[str], shown: Sequence[Choice], earlier: Iterable[Choice] = ()
) -> tuple[Choice, ...]:
    """A choice for each line, in the order of the lines. The lines are unlike one another.

    1. A line with the words of a choice is that choice, wherever it stands now.
    2. New words in the place of words that are gone are a new name of that choice. The place is the
       same when as many lines are new as are gone between the same neighbours.
    3. A line with the words of an `earlier` choice, which was removed once, is that choice again.
    4. Everything else is something new, with a key that nothing has had before.
    """
    earlier = tuple(earlier)
    known = {choice.label: choice for choice in shown}
    found = {line: known[line] for line in lines if line in known}
    found |= _renamed(lines, shown, found)
    taken = {choice.key for choice in found.values()}
    found |= _returned(lines, earlier, found, taken)
    used = [choice.key for choice in (*shown, *earlier)]
    for line in lines:
        if line not in found:
            found[line] = Choice(fresh("c", used), line)
            used.append(found[line].key)
    return tuple(found[line] for line in lines)


def _renamed(
    lines: Sequence[str], shown: Sequence[Choice], found: dict[str, Choice]
) -> dict[str, Choice]:
    stay = {choice.key for choice in found.values()}
    places = SequenceMatcher(None, [choice.label for choice in shown], lines, autojunk=False)
    renamed: dict[str, Choice] = {}
    for _op, a, b, c, d in places.get_opcodes():
        gone = [choice for choice in shown[a:b] if choice.key not in stay]
        new = [line for line in lines[c:d] if line not in found]
        if len(gone) == len(new):
            pairs = zip(new, gone, strict=True)
            renamed |= {line: Choice(old.key, line, old.description) for line, old in pairs}
    return renamed


def _returned(
    lines: Sequence[str], earlier: Sequence[Choice], found: dict[str, Choice], taken: set[str]
) -> dict[str, Choice]:
    returned: dict[str, Choice] = {}
    for choice in earlier:
        is_wanted = choice.label in lines and choice.label not in {*found, *returned}
        if is_wanted and choice.key not in taken:
            taken.add(choice.key)
            returned[choice.label] = choice
    return returned


def fresh(prefix: str, used: Iterable[str]) -> str:
    """A key that follows the highest one in use."""
    numbers = [int(found[1]) for key in used if (found := _numbered.fullmatch(key))]
    return f"{prefix}{max(numbers, default=0) + 1}"
