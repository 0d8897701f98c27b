"""Verbs: follow a process, logged in or by an address, and stop."""

from dialog.core.context import Context
from dialog.core.errors import NotPermitted
from dialog.notification import addresses
from dialog.notification.addresses import Asked
from dialog.notification.models import AddressCheck
from dialog.notification.queries.followers import mine
from dialog.process.models import Process


def follow(ctx: Context, process: Process) -> None:
    """Send news about the process to whoever is logged in. Twice is the same as once."""
    ctx.require("notification.follow", process)
    if ctx.actor.id is None:
        raise NotPermitted("notification.follow")
    row = mine(ctx, process)
    if row is None:
        addresses.follow_person(ctx, process, ctx.actor.id)
    else:
        row.wants_letters = True
    ctx.record("notification.follow", process, attributed=False)


def unfollow(ctx: Context, process: Process) -> None:
    """Send whoever is logged in no more news about the process. Twice is the same as once."""
    ctx.require("notification.unfollow", process)
    row = mine(ctx, process)
    if row is not None and row.wants_letters:
        row.wants_letters = False
        ctx.record("notification.unfollow", process, attributed=False)


def ask_to_follow(ctx: Context, process: Process, asked: Asked) -> None:
    """Send a link to an address; news follow when it has been used. Raises identity.limits.TooManySent.

    The answer is the same whether the address follows already, has had many links, or does not exist.
    """
    ctx.require("notification.ask_to_follow", process)
    check = addresses.ask(ctx, process, "notification.ask_to_follow", asked)
    if check is not None:
        ctx.record("notification.ask_to_follow", check, attributed=False)


def confirm_follow(ctx: Context, process: Process, check: AddressCheck) -> None:
    """The address is theirs: send news about the process there. Twice is the same as once."""
    ctx.require("notification.confirm_follow", process)
    addresses.confirm(ctx, check)
    ctx.record("notification.confirm_follow", process, attributed=False)
