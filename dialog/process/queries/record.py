"""What a process says, kept as a version that never changes: an official record."""

from collections.abc import Iterable

from dialog.core.canonical import digest
from dialog.core.context import Context
from dialog.process.models import Process, ProcessText


def keep_said(ctx: Context, process: Process, title: str, summary: str, body: str) -> ProcessText:
    """Keep what is said now. The same twice is kept once."""
    said = {"title": title, "summary": summary, "body": body}
    known = process.texts[-1] if process.texts else None
    if known is not None and known.hash == digest(said):
        return known
    text = ProcessText(
        number=len(process.texts) + 1,
        hash=digest(said),
        written_at=ctx.now,
        received_at=ctx.now,
        **said,
    )
    process.texts.append(text)
    return text


def as_text(labelled: Iterable[tuple[object, str]], texts: Iterable[str]) -> str:
    """Labels with words, then the texts, with an empty line between them."""
    told = [f"{label}\n{words}" for label, words in labelled if words]
    return "\n\n".join([*told, *(text for text in texts if text)])
