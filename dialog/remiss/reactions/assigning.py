"""Colleagues hear in the morning of what they have been given to look at."""

from dialog.core.context import Context
from dialog.core.jobs import nightly, one_by_one
from dialog.core.journal import Event, on
from dialog.notification.actions import News, start_mailing
from dialog.remiss.actions.assigning import tell_assigned
from dialog.remiss.models import Remiss
from dialog.remiss.queries.assigned import untold

MORNING = 6


@nightly(hour=MORNING)
def tell_colleagues(ctx: Context) -> None:
    """One letter for each remiss, however many points."""

    def tell(ctx: Context, pair: tuple[int, int]) -> None:
        remiss, person = pair
        tell_assigned(ctx, ctx.session.get_one(Remiss, remiss), person)

    one_by_one(ctx, untold(ctx), tell)


@on("remiss.tell_assigned")
def send_assigned(ctx: Context, event: Event) -> None:
    """How many, and the first last day."""
    remiss = ctx.session.get_one(Remiss, event.subject_id)
    facts = {"points": event.data["points"], "due_on": event.data["due_on"]}
    path = f"/arbetsyta/remisser/{remiss.id}/bedomning?tilldelad=mig&svar=nej"
    news = News(event.name, f"person:{event.data['person']}", path, facts, replaces=False)
    start_mailing(ctx, event, remiss, news)
