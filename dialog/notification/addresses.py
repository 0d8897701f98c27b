"""Addresses that people write without logging in: a letter shows whose they are before anything follows.

Used inside the actions that need it: of this feature, and of the types of process.
"""

import json
import secrets
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from dialog.core.context import Context
from dialog.core.errors import DomainError
from dialog.core.i18n import SOURCE
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.keys import pseudonym
from dialog.identity import limits
from dialog.identity.limits import TooManySent
from dialog.identity.queries import hide, reveal
from dialog.identity.rules import network_of, token_hash
from dialog.notification.models import AddressCheck, Follower
from dialog.notification.queries import KINDS, Addressee, Found, Nobody
from dialog.notification.rules import LINK_LASTS, MOST_LINKS, Result
from dialog.process.models import Process
from dialog.process.queries.keys import process_key
from dialog.tenancy.queries import rules_now

SEAL = "address check"
TOKEN_BYTES = 32


class LinkTooOld(DomainError):
    """The link in the letter does not work any longer, or never did."""

    status = 404


@dataclass(frozen=True)
class Asked:
    """What somebody wrote: the address, and where they were and want to come back to.

    `path` is where the link leads, the token follows; `network` is only counted (identity.limits).
    """

    email: str
    path: str
    back: str = ""
    locale: str = SOURCE
    network: str = ""
    wants_letters: bool = False


def normal(email: str) -> str:
    """One spelling of an address: case, composed letters, and what stands after a plus sign do not count.

    A tag after a plus sign leads to the same mailbox, so it would make many people of one.
    """
    name, _, domain = unicodedata.normalize("NFKC", email).strip().casefold().rpartition("@")
    with suppress(UnicodeError):  # no letter will reach it either
        domain = domain.encode("idna").decode("ascii")
    return f"{name.partition('+')[0] or name}@{domain}"


def address_key(ctx: Context, process: Process, use: str, email: str) -> str:
    """What an address is known by within one process, for one use: two uses cannot be told to be one."""
    return pseudonym(process_key(ctx, process), f"{use} {normal(email)}")


def ask(ctx: Context, process: Process, use: str, asked: Asked) -> AddressCheck | None:
    """Let a letter with a link be sent. `use` is the event that is recorded about the row.

    None when this address has had its letters for the hour: nobody may be flooded. Whoever asked is
    not told, since the answer is the same for every address. Raises identity.limits.TooManySent.
    """
    most = rules_now(ctx)["dialog.sent_per_hour"]
    limits.ensure_few(ctx, "letters", network_of(asked.network), most)
    try:
        limits.ensure_few(ctx, "letters to", normal(asked.email), MOST_LINKS)
    except TooManySent:
        return None
    token = secrets.token_urlsafe(TOKEN_BYTES)
    check = AddressCheck(
        process_id=process.id,
        use=use,
        token_hash=token_hash(token),
        address_key=address_key(ctx, process, use, asked.email),
        sealed=hide(ctx, json.dumps([asked.email, token]), SEAL),
        locale=asked.locale,
        path=asked.path,
        back=asked.back,
        wants_letters=asked.wants_letters,
        made_at=ctx.now,
    )
    ctx.session.add(check)
    return check


def find(ctx: Context, process: Process, use: str, token: str) -> AddressCheck:
    """What the link in a letter is about. Raises LinkTooOld, also when there never was such a link."""
    stmt = select(AddressCheck).where(
        AddressCheck.token_hash == token_hash(token),
        AddressCheck.process_id == process.id,
        AddressCheck.use == use,
        AddressCheck.made_at > ctx.now - LINK_LASTS,
    )
    check = ctx.session.scalar(stmt)
    if check is None:
        raise LinkTooOld(
            _l("Länken fungerar inte. Den kan vara för gammal, eller så kom inte hela länken med.")
        )
    return check


def confirm(ctx: Context, check: AddressCheck) -> None:
    """The link has been used: the address is forgotten, but for those who want news by it."""
    ctx.lock(check)
    if check.sealed is None:
        return  # used before, perhaps on another device
    email, _ = _open(ctx, check)
    if email and check.wants_letters:
        follow_by(ctx, check, email)
    check.sealed = None


def follow_by(ctx: Context, check: AddressCheck, email: str) -> None:
    """Let news about the process go to an address that has been confirmed."""
    key = address_key(ctx, check.process, "follow", email)
    stmt = select(Follower).where(
        Follower.process_id == check.process_id, Follower.address_key == key
    )
    row = ctx.session.scalar(stmt)
    if row is None:
        row = Follower(process_id=check.process_id, address_key=key, followed_at=ctx.now)
        ctx.session.add(row)
    row.sealed_email, row.locale = hide(ctx, email, "email"), check.locale
    row.wants_letters = True


def follow_person(ctx: Context, process: Process, person_id: int) -> None:
    """Let news go to a person who has taken part with a login, unless they have said no before."""
    stmt = select(Follower.id).where(
        Follower.process_id == process.id, Follower.person_id == person_id
    )
    if ctx.session.scalar(stmt) is not None:
        return
    key = pseudonym(process_key(ctx, process), f"follow {person_id}")
    row = Follower(process_id=process.id, person_id=person_id, address_key=key, followed_at=ctx.now)
    with suppress(IntegrityError), ctx.session.begin_nested():  # the same, in another window
        ctx.session.add(row)


def forget_old(ctx: Context) -> None:
    """Links that do not work any longer, with the addresses that nobody confirmed."""
    old = delete(AddressCheck).where(AddressCheck.made_at <= ctx.now - LINK_LASTS)
    ctx.session.execute(old)


def _open(ctx: Context, check: AddressCheck) -> tuple[str, str]:
    text = reveal(ctx, check.sealed, SEAL)
    email, token = json.loads(text) if text else ("", "")
    return email, token


class Checks:
    """Recipients such as "check:7": one letter with a link, and nothing to say no to."""

    def find(self, ctx: Context, process_id: int, ids: Sequence[int]) -> dict[int, Found]:
        """One statement."""
        stmt = select(AddressCheck).where(AddressCheck.id.in_(ids))
        rows = {row.id: row for row in ctx.session.scalars(stmt)}
        return {number: _place(ctx, rows.get(number)) for number in ids}

    def row(self, ctx: Context, id: int) -> None:
        """Nothing."""

    def person(self, ctx: Context, id: int) -> None:
        """Nobody that we know."""

    def about(self, ctx: Context, id: int) -> str:
        """Nothing."""
        return ""


def _place(ctx: Context, check: AddressCheck | None) -> Found:
    if check is None or check.sealed is None:
        return Nobody(Result.NO_ADDRESS)
    email, token = _open(ctx, check)
    if not email:
        return Nobody(Result.NO_ADDRESS)
    return Addressee(email, check.locale, check.path + token, can_stop=False)


kinds: dict[str, Any] = {"check": Checks()}
KINDS.update(kinds)
