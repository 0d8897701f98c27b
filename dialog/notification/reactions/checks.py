"""The letter with a link to whoever wrote an address, and forgetting what nobody has confirmed."""

from collections.abc import Sequence

from sqlalchemy import update

from dialog.core.context import Context
from dialog.core.journal import Event, on
from dialog.core.worker import every
from dialog.notification.actions import News
from dialog.notification.addresses import forget_old
from dialog.notification.models import AddressCheck, Follower
from dialog.notification.queries import ASKED, audience
from dialog.notification.reactions.listing import write_to


@audience(ASKED)
def asked(ctx: Context, process_id: int, after: int, most: int) -> Sequence[tuple[int, str]]:
    """Nobody to list: each is written to by itself."""
    return ()


@on("notification.ask_to_follow", "consultation.ask_pass")
def send_link(ctx: Context, event: Event) -> None:
    """One letter, to the address that the event is about; templates/email/<event>.txt."""
    check = ctx.session.get(AddressCheck, event.subject_id)
    if check is None:
        return  # too old, and forgotten
    news = News(event.name, ASKED, check.path)
    write_to(ctx, event, check.process, news, [f"check:{check.id}"])


@every(minutes=10)
def forget_addresses(ctx: Context) -> None:
    """Links that are too old, and the addresses of those who want no more letters."""
    forget_old(ctx)
    said_no = update(Follower).where(
        Follower.person_id.is_(None), ~Follower.wants_letters, Follower.sealed_email.is_not(None)
    )
    ctx.session.execute(said_no.values(sealed_email=None))
