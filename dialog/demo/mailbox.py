"""The letters that the demo wrote into files, read back as a mail program would."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

NAME = re.compile(r"\d{8}T\d{6}-[\w.+-]{1,100}")
PER_PAGE = 30


@dataclass(frozen=True)
class Found:
    """One letter: its file's name, when it was sent, to whom, what about, and its words."""

    name: str
    at: datetime
    to: str
    subject: str
    text: str


def letters(folder: Path, before: str = "") -> tuple[list[Found], str]:
    """The newest letters, and the name to go on from ("" when there are no more).

    Only those whose name comes before `before`, when it is given.
    """
    names = sorted((path.stem for path in folder.glob("*.eml")), reverse=True)
    if before:
        names = [name for name in names if name < before]
    shown = names[:PER_PAGE]
    rest = shown[-1] if len(names) > PER_PAGE else ""
    return [found for name in shown if (found := letter(folder, name))], rest


def letter(folder: Path, name: str) -> Found | None:
    """One letter, or None when there is none of that name."""
    path = folder / f"{name}.eml"
    if not NAME.fullmatch(name) or not path.is_file():
        return None
    message = BytesParser(policy=default).parsebytes(path.read_bytes())
    plain = message.get_body(("plain",))
    return Found(
        name=name,
        at=datetime.strptime(name[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text=plain.get_content() if plain else "",
    )
