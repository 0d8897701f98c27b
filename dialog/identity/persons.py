"""From an authenticated number to a row of ours. The number itself is not stored."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from dialog.core.context import Context
from dialog.identity.models import Person, UsedAssertion
from dialog.identity.queries import hide, person_by_key, person_key, reveal
from dialog.identity.saml.outcome import Authenticated


def recognise(ctx: Context, who: Authenticated) -> Person:
    """The person with that number, as the identity provider names them today."""
    key = person_key(ctx, who.personal_number)
    person = person_by_key(ctx, key) or _new(ctx, key)
    person.has_coordination_number = who.kind == "coordination"
    if reveal(ctx, person.sealed_name, "name") != who.display_name:
        person.sealed_name = hide(ctx, who.display_name, "name")
    return person


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
