"""The stop switch: nobody but staff can write for a while, and every process gets the time back."""

from datetime import datetime

from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.moderation.queries.stop import lost_time
from dialog.process.models import Process
from dialog.process.rules import given_back
from dialog.tenancy.queries import municipality

MOST_WORDS = 300


def stop_writing(ctx: Context, *, words: str) -> None:
    """Let nobody but staff write, in the whole municipality, and say why. Raises Faulty.

    Reading, reporting a text, asking for another look and taking a name back go on.
    """
    ctx.require("moderation.stop_writing")
    here = municipality(ctx.session)
    ctx.lock(here)
    if here.writing_stopped_at is not None:
        raise DomainError(_l("Det är redan stoppat."))
    if not (why := tidy(words)) or len(why) > MOST_WORDS:
        raise Faulty(_l("Skriv varför, med högst 300 tecken. Alla kan läsa det."), "words")
    here.writing_stopped_at, here.writing_stop_words = ctx.now, why
    ctx.record("moderation.stop_writing", here)


def resume_writing(ctx: Context) -> int:
    """Let everybody write again. What was open meanwhile stays open as much longer, in whole days.

    Returns how many processes got time back.
    """
    ctx.require("moderation.resume_writing")
    here = municipality(ctx.session)
    ctx.lock(here)
    if here.writing_stopped_at is None:
        raise DomainError(_l("Det är redan i gång."))
    since = here.writing_stopped_at
    lost = lost_time(ctx, since)
    for process in lost:
        give_time(ctx, process, since)
    here.writing_stopped_at, here.writing_stop_words = None, ""
    ctx.record("moderation.resume_writing", here, since=since.isoformat(), given=len(lost))
    return len(lost)


def give_time(ctx: Context, process: Process, since: datetime) -> None:
    """Let a process close as much later as nobody could write. Its type moves what else has a day."""
    ctx.require("moderation.give_time", process)
    ctx.lock(process)
    began = max(since, process.opens_at or since)
    process.closes_at = given_back(process.closes_at, began, ctx.now)
    ctx.record("moderation.give_time", process, since=since.isoformat())
