"""Who is to be told, where they are found, and which letters wait.

A feature that has people to tell registers an audience (who) and a kind of recipient (where).
"""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, or_, select

from dialog.core.context import Context
from dialog.core.i18n import LANGUAGES, SOURCE
from dialog.core.keys import WrongKey, seal, unseal
from dialog.identity.models import Person
from dialog.identity.queries import reveal
from dialog.notification.models import Letter, Mailing
from dialog.notification.rules import Result
from dialog.process.models import Process
from dialog.tenancy.models import Host
from dialog.tenancy.queries import municipality, municipality_key

TOKEN = "unsubscribe"  # noqa: S105  (what a token is sealed for, not a secret)


@dataclass(frozen=True)
class Addressee:
    """Where a letter goes, and in which language. `path`: where its link leads, if not where all lead.

    `can_stop`: there are more such letters to say no to; not where it is about one thing that they
    themselves are asked to do, or have done.
    """

    email: str
    locale: str = SOURCE
    path: str = ""
    can_stop: bool = True


@dataclass(frozen=True)
class Nobody:
    """Why a recipient gets no letter.

    Whoever is told in another way counts as SENT: the ledger must not show that a signature is
    that of a certain person.
    """

    result: Result


Found = Addressee | Nobody
# (context, process id, after which cursor, how many) -> (cursor, recipient), in the cursor's order
Audience = Callable[[Context, int, int, int], Sequence[tuple[int, str]]]
AUDIENCES: dict[str, Audience] = {}
NO_PROCESS = 0  # the id that audiences and kinds of recipients get of news about none
ASKED = "asked"  # whoever asked for a letter a moment ago; see reactions.checks


def audience(name: str) -> Callable[[Audience], Audience]:
    """Register who belongs to an audience: `@audience("signers")`."""

    def register(function: Audience) -> Audience:
        AUDIENCES[name] = function
        return function

    return register


def members(name: str) -> Audience:
    """Who belongs to the audience of that name; "person:3" is that person alone. Raises KeyError."""
    if (kind := name.partition(":")[0]) not in KINDS or kind == name:
        return AUDIENCES[name]
    return lambda ctx, process_id, after, most: [] if after else [(1, name)]


@audience("author")
def the_author(ctx: Context, process_id: int, after: int, most: int) -> list[tuple[int, str]]:
    """Whoever wrote what the process is about."""
    author = ctx.session.get_one(Process, process_id).author_id
    return [] if after or author is None else [(1, f"person:{author}")]


class WantsLetters(Protocol):
    """A row on which somebody can say no to letters."""

    id: Any
    wants_letters: Any


class RecipientKind(Protocol):
    """What the word before the colon in a recipient ("signature:12") means."""

    def find(self, ctx: Context, process_id: int, ids: Sequence[int]) -> dict[int, Found]:
        """Where each of them is found. Few statements, however many they are."""

    def row(self, ctx: Context, id: int) -> Any:
        """The row on which they said that they want letters; None when it is gone."""

    def person(self, ctx: Context, id: int) -> Person | None:
        """The person, where that can be found out."""

    def about(self, ctx: Context, id: int) -> str | None:
        """The title of what the letters are about, "" when it is not shown; None for anything."""


KINDS: dict[str, RecipientKind] = {}


class People:
    """Recipients such as "person:3"."""

    def find(self, ctx: Context, process_id: int, ids: Sequence[int]) -> dict[int, Found]:
        """One statement."""
        stmt = select(Person).where(Person.id.in_(ids))
        people = {person.id: person for person in ctx.session.scalars(stmt)}
        return {number: _find(ctx, people.get(number)) for number in ids}

    def row(self, ctx: Context, id: int) -> Person | None:
        """The person."""
        return ctx.session.get(Person, id)

    def person(self, ctx: Context, id: int) -> Person | None:
        """The person."""
        return ctx.session.get(Person, id)

    def about(self, ctx: Context, id: int) -> None:
        """Anything."""


def _find(ctx: Context, person: Person | None) -> Found:
    if person is None:
        return Nobody(Result.NO_ADDRESS)
    if not person.wants_letters:
        return Nobody(Result.UNSUBSCRIBED)
    email = reveal(ctx, person.sealed_email, "email")
    if not email:
        return Nobody(Result.NO_ADDRESS)
    return Addressee(email, person.locale if person.locale in LANGUAGES else SOURCE)


KINDS["person"] = People()


def split(recipient: str) -> tuple[str, int]:
    """ "signature:12" as its kind and its id."""
    kind, _, number = recipient.partition(":")
    return kind, int(number)


def make_token(ctx: Context, recipient: str) -> str:
    """What stands in the unsubscribe address: tells nothing, and cannot be made by anyone else."""
    sealed = seal(municipality_key(ctx), recipient.encode(), TOKEN)
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def read_token(ctx: Context, token: str) -> str | None:
    """The recipient that the token was made for here; None when it was not."""
    try:
        sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        recipient = unseal(municipality_key(ctx), sealed, TOKEN).decode()
    except (binascii.Error, UnicodeError, ValueError, WrongKey):
        return None
    return recipient if recipient.partition(":")[0] in KINDS else None


@dataclass(frozen=True)
class House:
    """The municipality as letters need to know it."""

    slug: str
    name: str
    email: str
    address: str  # "https://dialog.ekby.example"

    @property
    def domain(self) -> str:
        """The host, without a port."""
        return self.address.partition("://")[2].partition(":")[0]


def house(ctx: Context, scheme: str) -> House:
    """The municipality, and its first host name."""
    here = municipality(ctx.session)
    stmt = select(Host.name).where(Host.municipality_id == here.id).order_by(Host.id).limit(1)
    host = ctx.session.scalar(stmt) or "localhost"
    return House(here.slug, here.name, here.contact_email, f"{scheme}://{host}")


def is_unlisted() -> ColumnElement[bool]:
    """Mailings whose recipients have not all been written down."""
    return and_(Mailing.listed_at.is_(None), Mailing.superseded_at.is_(None))


def is_waiting(now: datetime) -> ColumnElement[bool]:
    """Letters to send now, that no other worker has in its hands."""
    is_free = or_(Letter.claimed_until.is_(None), Letter.claimed_until < now)
    return and_(Letter.done_at.is_(None), Letter.due_at <= now, is_free)


def about(ctx: Context, recipient: str) -> str | None:
    """What the recipient's letters are about: a title, "" when it is not shown; None for anything."""
    kind, number = split(recipient)
    return KINDS[kind].about(ctx, number)
