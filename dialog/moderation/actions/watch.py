"""Keeping watch (1998:112 4 §): that somebody has looked is kept, and those responsible are told daily."""

from datetime import datetime

from dialog.core.context import Context
from dialog.core.db import add_many
from dialog.core.journal import Event
from dialog.moderation.models import Look
from dialog.moderation.queries.watch import latest_look, sums, watched
from dialog.process.models import Process
from dialog.tenancy.queries import municipality


def look(ctx: Context, process: Process, *, up_to: datetime) -> None:
    """Keep that the actor has looked at what people have written here. `up_to`: what they were shown.

    What has come since the page was shown has not been seen by anybody.
    """
    ctx.require("moderation.look", process)
    before, seen = latest_look(ctx, process), min(up_to, ctx.now)
    if before is not None:
        seen = max(seen, before.up_to)  # an old page takes back nothing that others have seen
    ctx.session.add(Look(process_id=process.id, by=ctx.actor.id, at=ctx.now, up_to=seen))
    ctx.record("moderation.look", process, up_to=seen.isoformat())


def look_at_all(ctx: Context, *, up_to: datetime) -> int:
    """The same for everything on the watch list; returns how much that was."""
    ctx.require("moderation.look_at_all")
    rows, seen = watched(ctx), min(up_to, ctx.now)
    looks = (
        {
            "process_id": row.process.id,
            "by": ctx.actor.id,
            "at": ctx.now,
            "up_to": max(seen, row.seen_up_to),
        }
        for row in rows
    )
    add_many(ctx.session, Look, looks)
    ctx.record(
        "moderation.look_at_all",
        municipality(ctx.session),
        up_to=seen.isoformat(),
        processes=[row.process.id for row in rows],
    )
    return len(rows)


def tell_watch(ctx: Context) -> Event | None:
    """Write down what there is to look at today, so that those who keep watch get a letter.

    None, and no letter, where there is nothing.
    """
    ctx.require("moderation.tell_watch")
    found = sums(watched(ctx))
    if found.is_nothing:
        return None
    return ctx.record(
        "moderation.tell_watch",
        municipality(ctx.session),
        fresh=found.fresh,
        waiting=found.waiting,
        late=found.late,
        reports=found.reports,
        unseen=found.unseen,
        never=found.never,
        since=found.since.isoformat() if found.since else "",
    )
