"""From an authenticated number or name to a row of ours. It is itself stored nowhere."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from dialog.core.context import Context
from dialog.core.keys import pseudonym
from dialog.core.policy import Identity
from dialog.identity.models import Person, UsedAssertion
from dialog.identity.queries import hide, person_by_key, person_key, reveal
from dialog.identity.saml.outcome import Authenticated
from dialog.tenancy.queries import municipality_key


def recognise(ctx: Context, who: Authenticated) -> Person:
    """The person who is known by that, as the identity provider names them today."""
    key = key_of(ctx, who)
    person = person_by_key(ctx, key) or _new(ctx, key)
    person.identity = who.identity
    if reveal(ctx, person.sealed_name, "name") != who.display_name:
        person.sealed_name = hide(ctx, who.display_name, "name")
    return person


def key_of(ctx: Context, who: Authenticated) -> str:
    """The pseudonym. Foreign persons and employees have name spaces of their own.

    So nobody is ever taken for somebody else, not even where the same digits are used.
    """
    if who.personal_number:
        return person_key(ctx, who.personal_number)
    by = who.idp_entity_id if who.identity is Identity.EMPLOYEE else ""
    return pseudonym(municipality_key(ctx), f"{who.identity}\n{by}\n{who.identifier}")


def _new(ctx: Context, key: str) -> Person:
    try:
        with ctx.session.begin_nested():
            person = Person(key=key, roles=[])
            ctx.session.add(person)
    except IntegrityError:  # the same person, at the same moment, in another window
        found = person_by_key(ctx, key)
        if found is None:
            raise
        return found
    return person


def remember_used(ctx: Context, issuer: str, identifier: str, until: datetime) -> bool:
    """Note that a message has been used; False when it had been already. Shared by all workers."""
    try:
        with ctx.session.begin_nested():
            ctx.session.add(UsedAssertion(assertion_id=f"{issuer} {identifier}", expires_at=until))
    except IntegrityError:
        return False
    return True
