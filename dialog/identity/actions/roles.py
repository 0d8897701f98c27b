"""Giving and taking roles. Whoever does it never sees the personal number again."""

from collections.abc import Iterable

from dialog.core.context import Context
from dialog.core.errors import DomainError
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.policy import Identity, Role
from dialog.identity.models import Person
from dialog.identity.queries import hide, is_last_admin, person_by_key, person_key
from dialog.identity.rules import is_personal_number


class WrongNumber(DomainError):
    """Not a personal number with twelve digits and a right check digit."""


class GivenElsewhere(DomainError):
    """An employee's roles come from the municipality's own provider, anew at each login."""


class LastAdministrator(DomainError):
    """Somebody must be able to give roles."""


def grant(ctx: Context, number: str, roles: Iterable[Role], *, name: str = "") -> Person:
    """Let the person with this 12-digit number have exactly these roles (none takes them away).

    Raises WrongNumber or LastAdministrator.
    """
    ctx.require("identity.grant")
    if not is_personal_number(number):
        raise WrongNumber(_l("Skriv personnumret med tolv siffror, till exempel 199001022388."))
    key = person_key(ctx, number)
    person = person_by_key(ctx, key)
    if person is None:
        person = Person(key=key, roles=[])
        ctx.session.add(person)
    if name:
        person.sealed_name = hide(ctx, name, "name")
    set_roles(ctx, person, roles)
    ctx.record("identity.grant", person, roles=person.roles)
    return person


def set_roles(ctx: Context, person: Person, roles: Iterable[Role]) -> None:
    """Let a known person have exactly these roles. Raises LastAdministrator or GivenElsewhere."""
    ctx.require("identity.set_roles", person)
    if person.identity is Identity.EMPLOYEE:
        raise GivenElsewhere(_l("Rollerna kommer från kommunens egen inloggning. Ändra dem där."))
    wanted = sorted({role.value for role in roles})
    if Role.ADMIN not in wanted and is_last_admin(ctx, person):
        raise LastAdministrator(_l("Det måste finnas minst en administratör."))
    person.roles = wanted
    ctx.record("identity.set_roles", person, roles=wanted)
