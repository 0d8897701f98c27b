"""For tests of what followers are told: somebody with an address, and the letters that have gone out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.worker import Desk
from dialog.identity.models import Person
from dialog.identity.queries import hide
from tests.make import NOW
from tests.notification.conftest import Outbox
from tests.notification.links import work

Told = Callable[..., list[EmailMessage]]


def letters_told(desk: Desk, config: Config, system: Context) -> Told:
    """The letters that have gone out, after the worker has worked so many hours later; commits."""
    outbox = Outbox(config.data_dir / "mail")

    def look(hours: int = 0) -> list[EmailMessage]:
        system.session.commit()
        work(replace(desk, now=NOW + timedelta(hours=hours)), outbox)
        return outbox.letters()

    return look


def with_address(ctx: Context) -> Context:
    """The actor has told an address."""
    person = ctx.session.get_one(Person, ctx.actor.id)
    person.sealed_email = hide(ctx, "rut@example.org", "email")
    ctx.session.flush()
    return ctx
