"""Logging in and out."""

from collections.abc import Iterable

from dialog.core.context import Context
from dialog.core.policy import Identity, Role
from dialog.identity.models import AuthSession, Person
from dialog.identity.persons import recognise
from dialog.identity.saml.outcome import Authenticated


def log_in(ctx: Context, who: Authenticated, given: Iterable[Role] = ()) -> Person:
    """Recognise who came. Only what staff do is journaled: residents' visits are nobody's business.

    An employee has the roles that their provider has `given` this time, and no others.
    """
    ctx.require("identity.log_in")
    person = recognise(ctx, who)
    if who.identity is Identity.EMPLOYEE:
        person.roles = sorted(role.value for role in given)
    if person.roles or who.identity is Identity.EMPLOYEE:
        roles = list(person.roles)
        ctx.record("identity.log_in", person, loa=who.loa, idp=who.idp_entity_id, roles=roles)
    return person


def log_out(ctx: Context, login: AuthSession) -> None:
    """End a session of one's own."""
    ctx.require("identity.log_out", login)
    login.ended_at = ctx.now
    if login.person.roles:
        ctx.record("identity.log_out", login.person)
