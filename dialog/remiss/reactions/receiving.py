"""Letters to those who answer: that it has arrived, and that something is begun and not sent."""

from collections.abc import Sequence

from dialog.core.context import Context
from dialog.core.jobs import every, nightly, one_by_one
from dialog.core.journal import Event, on
from dialog.notification.actions import News
from dialog.notification.queries import ASKED, audience
from dialog.notification.reactions.listing import write_to
from dialog.remiss.actions.drafting import remind_draft
from dialog.remiss.models import Draft, Response
from dialog.remiss.queries import contacts as contacts
from dialog.remiss.queries import drafts
from dialog.remiss.queries.members import inside

MINUTES = 10
FORGET_HOUR = 3  # Swedish time
WRITERS = "remiss_drafts"


@audience(WRITERS)
def writers(ctx: Context, process_id: int, after: int, most: int) -> Sequence[tuple[int, str]]:
    """Nobody to list: those who have begun one answer are written to by themselves."""
    return ()


@on("remiss.respond")
def acknowledge(ctx: Context, event: Event) -> None:
    """That the answer has arrived, with the way to its receipt."""
    response = ctx.session.get_one(Response, event.subject_id)
    facts = {"is_late": event.data["is_late"], "is_more": event.data["number"] > 1}
    news = News(event.name, ASKED, f"/remisser/{response.remiss_id}", facts)
    write_to(ctx, event, response.process, news, [f"remiss_response:{response.id}"])


@every(minutes=MINUTES)
def remind_of_drafts(ctx: Context) -> None:
    """Those who have begun and not sent, some days before the last one."""
    one_by_one(ctx, drafts.to_remind(ctx), remind_draft)


@on("remiss.remind_draft")
def send_reminder_of_draft(ctx: Context, event: Event) -> None:
    """To whoever wrote it, or to everybody who writes for the organisation."""
    draft = ctx.session.get(Draft, event.data["draft"])
    if draft is None or draft.reminded_at is None:
        return  # sent meanwhile
    addressee = draft.addressee
    people = [each.person_id for each in inside(ctx, addressee)] if addressee else [draft.person_id]
    speaker = addressee.id if addressee else "jag"
    last = drafts.last_day(draft)
    facts = {"last_day": last.isoformat() if last else None}
    path = f"/remisser/{draft.remiss_id}/svara?som={speaker}&sida=helheten"
    recipients = [f"person:{person}" for person in people if person is not None]
    news = News(event.name, WRITERS, path, facts, replaces=False)
    write_to(ctx, event, draft.remiss, news, recipients)


@nightly(hour=FORGET_HOUR)
def forget_remiss_drafts(ctx: Context) -> None:
    """Forget what was begun and never sent, some time after the remiss has closed."""
    drafts.forget_old_drafts(ctx)
