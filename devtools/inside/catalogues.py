"""Fail when a catalogue lacks a translation, guesses one, or garbles a placeholder."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")


def faults(message: Message) -> Iterator[str]:
    """Tell everything that is wrong with one translation."""
    sources, targets = _forms(message.id), _forms(message.string)
    if message.fuzzy:
        yield "is a guess (fuzzy)"
    if not targets or not all(targets):
        yield "is not translated"
        return
    wanted = [set(PLACEHOLDER.findall(form)) for form in sources]
    given = [set(PLACEHOLDER.findall(form)) for form in targets]
    # "One signature" may leave the number out where the source's singular does.
    pairs = zip(
        wanted if len(wanted) == len(given) else wanted[-1:] * len(given), given, strict=True
    )
    if any(want != have for want, have in pairs):
        yield "has other placeholders than the source"


def _forms(text: object) -> list[str]:
    return [str(form) for form in text] if isinstance(text, list | tuple) else [str(text or "")]


def main(files: list[str]) -> int:
    """Check the files that are named on the command line."""
    found = 0
    for file in files:
        with Path(file).open("rb") as handle:
            catalogue = read_po(handle)
        for message in catalogue:
            for fault in faults(message) if message.id else ():
                found += 1
                print(f"{Path(file).parent.parent.name}: {_forms(message.id)[0][:70]!r} {fault}")
    print(f"{found} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
