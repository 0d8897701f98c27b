"""Sending: claim some letters for a while, send them outside any transaction, mark each at once.

Whoever is killed between sending and marking has sent one letter that will be sent again, with the
same Message-ID, when the claim has run out. Whoever is killed elsewhere has doubled nothing.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.faults import complain, describe
from dialog.core.worker import Desk
from dialog.notification.models import Letter
from dialog.notification.queries import (
    KINDS,
    NO_PROCESS,
    Addressee,
    Found,
    House,
    Nobody,
    house,
    is_waiting,
    make_token,
    split,
)
from dialog.notification.reactions.carriers import Away, Carrier, Line, Refused
from dialog.notification.reactions.writing import BadAddress, Draft, Envelope, write
from dialog.notification.rules import AWAY, LEASE, MOST_ATTEMPTS, Result, wait_after

log = logging.getLogger(__name__)
BATCH = 50  # letters over one connection
PATIENCE_SECONDS = LEASE.total_seconds() / 5  # well before anybody else may take the letters


@dataclass(frozen=True)
class Ready:
    """A letter that is written and only needs to be sent."""

    id: int
    attempts: int
    envelope: Envelope


def send_letters(desk: Desk, carrier: Carrier) -> int:
    """One batch for every municipality that has letters waiting. Return how many were settled."""
    places = select(Letter.municipality_id).where(is_waiting(desk.now)).distinct()
    return sum(_send_batch(desk, place, carrier) for (place,) in desk.everywhere(places))


def _send_batch(desk: Desk, municipality_id: int, carrier: Carrier) -> int:
    begun = time.monotonic()
    with desk.context(municipality_id) as ctx:
        from_us = house(ctx, _scheme(desk.config))
        claimed = _claim(ctx)
        ready = _prepare(ctx, from_us, claimed)
        settled = sum(letter.done_at is not None for letter in claimed)
    post = Post(desk, municipality_id)
    left = list(ready)
    try:
        if ready:
            with carrier.open(from_us.slug) as line:
                while left and time.monotonic() - begun < PATIENCE_SECONDS:
                    settled += post.send(line, left.pop(0))
    except Away as away:
        log.warning("the mail server is away: %s", away)
        post.wait_for_server()
    finally:
        post.give_back(left)
    return settled


def _scheme(config: Config | None) -> str:
    return "http" if config is not None and config.demo else "https"


def _claim(ctx: Context) -> list[Letter]:
    stmt = select(Letter).where(is_waiting(ctx.now)).order_by(Letter.due_at, Letter.id).limit(BATCH)
    mine = stmt.with_for_update(skip_locked=True, of=Letter)
    letters = list(ctx.session.scalars(mine.options(joinedload(Letter.mailing, innerjoin=True))))
    for letter in letters:
        letter.claimed_until = ctx.now + LEASE
        letter.attempts += 1
    return letters


def _prepare(ctx: Context, from_us: House, letters: list[Letter]) -> list[Ready]:
    """Write what can be sent; settle or put off the others."""
    ready = []
    found = _find_all(ctx, letters)
    for letter in letters:
        to = found.get(letter.id)
        if isinstance(to, Nobody):
            _settle(letter, to.result, ctx.now)
        elif to is None:
            _put_off(letter, ctx.now)
        elif envelope := _write(ctx, from_us, letter, to):
            ready.append(Ready(letter.id, letter.attempts, envelope))
    return ready


def _find_all(ctx: Context, letters: Iterable[Letter]) -> dict[int, Found]:
    """Where each letter goes. Those that cannot be found out now are missing."""
    groups: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    for letter in letters:
        kind, number = split(letter.recipient)
        groups[letter.mailing.process_id or NO_PROCESS, kind][letter.id] = number
    found: dict[int, Found] = {}
    for (process_id, kind), numbers in groups.items():
        try:
            places = KINDS[kind].find(ctx, process_id, sorted(set(numbers.values())))
        except Exception as error:
            complain(log, f"recipients of kind {kind} cannot be found", error)
            continue
        found |= {letter: places[number] for letter, number in numbers.items()}
    return found


def _write(ctx: Context, from_us: House, letter: Letter, to: Addressee) -> Envelope | None:
    token = make_token(ctx, letter.recipient)
    try:
        return write(Draft(from_us, letter, to, token, ctx.now))
    except BadAddress:
        _settle(letter, Result.REFUSED, ctx.now)
    except Exception as error:
        complain(log, f"letter {letter.id} cannot be written", error)
        _put_off(letter, ctx.now)
    return None


def _settle(letter: Letter, result: Result, now: datetime) -> None:
    for name, value in _settled(result, now).items():
        setattr(letter, name, value)


def _put_off(letter: Letter, now: datetime) -> None:
    for name, value in _waiting(letter.attempts, now).items():
        setattr(letter, name, value)


def _settled(result: Result, now: datetime) -> dict[str, Any]:
    return {"done_at": now, "claimed_until": None, "result": result.value}


def _waiting(attempts: int, now: datetime) -> dict[str, Any]:
    if attempts >= MOST_ATTEMPTS:
        return _settled(Result.GAVE_UP, now)
    return {"due_at": now + wait_after(attempts), "claimed_until": None}


@dataclass(frozen=True)
class Post:
    """The letters of one municipality, after they have been claimed."""

    desk: Desk
    municipality_id: int

    def send(self, line: Line, ready: Ready) -> bool:
        """Send one and mark it. Return whether it is settled. Raises Away, when it has been marked."""
        try:
            line.send(ready.envelope)
        except Refused as refusal:
            log.warning("letter %s was refused: %s", ready.id, refusal)
            self._mark(ready, Result.REFUSED)
        except Exception as error:
            log.warning("letter %s waits: %s", ready.id, describe(error))
            self._mark(ready, None)
            if isinstance(error, Away):
                raise
            return False
        else:
            self._mark(ready, Result.SENT)
        return True

    def _mark(self, ready: Ready, result: Result | None) -> None:
        now = self.desk.now
        values = _settled(result, now) if result else _waiting(ready.attempts, now)
        self._change(Letter.id == ready.id, values)

    def give_back(self, unsent: list[Ready]) -> None:
        """Let go of letters that were claimed and not tried."""
        if unsent:
            ids = [ready.id for ready in unsent]
            self._change(
                Letter.id.in_(ids), {"claimed_until": None, "attempts": Letter.attempts - 1}
            )

    def wait_for_server(self) -> None:
        """Nothing is sent for a while, and that is no letter's fault."""
        self._change(Letter.due_at <= self.desk.now, {"due_at": self.desk.now + AWAY})

    def _change(self, which: Any, values: dict[str, Any]) -> None:
        with self.desk.context(self.municipality_id) as ctx:
            stmt = update(Letter).where(which, Letter.done_at.is_(None)).values(values)
            ctx.session.execute(stmt, execution_options={"synchronize_session": False})
