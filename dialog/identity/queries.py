"""Reads about people: who has this number, what is their address, are they registered here."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import String, select

from dialog.core.context import Context
from dialog.core.keys import WrongKey, pseudonym, seal, unseal
from dialog.core.policy import Identity, Role
from dialog.identity.models import AuthSession, Person, PopulationExtract, Resident
from dialog.tenancy.queries import municipality_key


def person_key(ctx: Context, number: str) -> str:
    """The pseudonym of a 12-digit personal or coordination number in this municipality."""
    return pseudonym(municipality_key(ctx), number)


def person_by_key(ctx: Context, key: str) -> Person | None:
    """The person with this pseudonym, if they have logged in or been given a role."""
    return ctx.session.scalar(select(Person).where(Person.key == key))


def hide(ctx: Context, value: str, use: str) -> bytes | None:
    """Seal a name or an address with the municipality's key. Nothing stays nothing."""
    return seal(municipality_key(ctx), value.encode(), use) if value else None


def reveal(ctx: Context, sealed: bytes | None, use: str) -> str:
    """What was sealed by `hide`, or "" when nothing was, or the key has been destroyed."""
    if sealed is None:
        return ""
    try:
        return unseal(municipality_key(ctx), sealed, use).decode()
    except WrongKey:
        return ""


def names(ctx: Context, ids: Iterable[int]) -> dict[int, str]:
    """What people are called, by id. One statement, where there are any."""
    wanted = set(ids)
    if not wanted:
        return {}
    people = ctx.session.scalars(select(Person).where(Person.id.in_(wanted)))
    return {person.id: reveal(ctx, person.sealed_name, "name") for person in people}


def current_extract(ctx: Context) -> PopulationExtract | None:
    """The population extract in use, if the municipality has loaded one."""
    stmt = select(PopulationExtract).where(PopulationExtract.is_current)
    return ctx.session.scalar(stmt.order_by(PopulationExtract.id.desc()).limit(1))


def is_registered(ctx: Context, key: str) -> bool | None:
    """Whether the register knows the person as living here; None when there is no register.

    One statement, whatever the size of the register.
    """
    is_known = (
        select(Resident.id)
        .where(Resident.extract_id == PopulationExtract.id, Resident.key == key)
        .exists()
    )
    stmt = select(is_known).select_from(PopulationExtract).where(PopulationExtract.is_current)
    return ctx.session.scalar(stmt.order_by(PopulationExtract.id.desc()).limit(1))


def living_logins(
    ctx: Context, person: Person, begun_after: datetime, seen_after: datetime
) -> list[AuthSession]:
    """Where the person is logged in now, the newest login first."""
    stmt = select(AuthSession).where(
        AuthSession.person_id == person.id,
        AuthSession.ended_at.is_(None),
        AuthSession.created_at > begun_after,
        AuthSession.seen_at > seen_after,
    )
    return list(ctx.session.scalars(stmt.order_by(AuthSession.id.desc())))


def staff(ctx: Context) -> list[Person]:
    """Everyone who has a role."""
    # The list of roles is JSON, which the databases compare differently; staff are few.
    stmt = select(Person).where(Person.roles.cast(String) != "[]").order_by(Person.id)
    return [person for person in ctx.session.scalars(stmt) if person.roles]


def is_last_admin(ctx: Context, person: Person) -> bool:
    """Whether nobody else is an administrator by grant: what a directory gives, it takes away."""
    granted = (each for each in staff(ctx) if each.identity is not Identity.EMPLOYEE)
    admins = {each.id for each in granted if Role.ADMIN in each.roles}
    return admins == {person.id}
