"""Context: who acts, where, when, and inside which transaction. Every action takes one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dialog.core import policy
from dialog.core.db import Base, TenantSession
from dialog.core.files import NO_FILES, Files
from dialog.core.journal import HANDLERS, Delivery, Event
from dialog.core.keys import Keyring
from dialog.core.policy import Actor

# Whoever may keep the public from taking part registers a function here. It raises what it has to say.
GATES: list[Callable[["Context", str, object], None]] = []


@dataclass(frozen=True)
class Context:
    """Handed to every action. `now` is the only clock, `keys` the only secrets, `files` the only disk."""

    session: TenantSession
    actor: Actor
    now: datetime
    keys: Keyring
    files: Files = NO_FILES

    def require(self, permission: str, subject: object = None) -> None:
        """Raise NotPermitted unless the actor holds the permission for the subject.

        Where it is a way in which the public takes part, the gates are asked too.
        """
        policy.require(self.actor, permission, subject)
        if permission in policy.PUBLIC_ACTS:
            for gate in GATES:
                gate(self, permission, subject)

    def lock(self, row: Base) -> None:
        """Wait for others who are changing the row, then see what they did.

        Those who only add rows that point at it, such as signatures, need not wait.
        """
        only_this_row = {"of": type(row), "key_share": True}
        self.session.refresh(row, with_for_update=only_this_row)

    def record(self, name: str, subject: Base, *, attributed: bool = True, **data: Any) -> Event:
        """Write what happened into the journal, and its handlers' debts into the outbox.

        `data` holds ids and facts, never personal data. A signature is not `attributed`: no row
        may tell what a person has supported.
        """
        self.session.flush()  # the subject needs its id
        event = Event(
            at=self.now,
            name=name,
            actor_id=self.actor.id if attributed else None,
            subject_type=subject.__tablename__,
            subject_id=subject.id,
            data=data,
        )
        self.session.add(event)
        for handler in HANDLERS.get(name, {}):
            self.session.add(Delivery(event=event, handler=handler, due_at=self.now))
        return event
