"""Letters on their way: recipients are listed, letters written and sent, all by the worker."""

from dialog.core.worker import Desk, sweep
from dialog.notification.reactions import checks as checks
from dialog.notification.reactions.carriers import carrier_of
from dialog.notification.reactions.listing import list_recipients
from dialog.notification.reactions.sending import send_letters


@sweep
def move_the_mail(desk: Desk, municipality_ids: list[int]) -> int:
    """List the recipients of new mailings, and send some of the letters that wait."""
    listed = list_recipients(desk)
    if desk.config is None:  # nothing may leave the house
        return listed
    return listed + send_letters(desk, carrier_of(desk.config))
