"""Who: the permissions of identity, one line each."""

from dialog.core.policy import (
    Actor,
    Role,
    anyone,
    either,
    has_role,
    logged_in,
    permissions,
    system_only,
)
from dialog.identity.models import AuthSession, Person


def is_self(actor: Actor, person: Person | None) -> bool:
    """One's own details and nobody else's."""
    return isinstance(person, Person) and actor.id == person.id


def is_own_login(actor: Actor, login: AuthSession | None) -> bool:
    """A login of one's own."""
    return isinstance(login, AuthSession) and actor.id == login.person_id


admin_or_operator = either(has_role(Role.ADMIN), system_only)  # the operator uses the command line

permissions(
    {
        "identity.log_in": anyone,
        "identity.logo": anyone,
        "identity.log_out": anyone,  # one's own session only
        "identity.cancelled": anyone,
        "identity.suspected": anyone,
        "identity.other_person": anyone,
        "identity.refused": anyone,
        "identity.metadata": anyone,
        "identity.acs": anyone,  # who it is, is what the message itself must prove
        "identity.profile": logged_in,
        "identity.update_profile": is_self,
        "identity.end_login": is_own_login,
        "identity.log_out_everywhere": is_self,
        "identity.people": has_role(Role.ADMIN),
        "identity.grant": admin_or_operator,
        "identity.set_roles": admin_or_operator,
        "identity.population": has_role(Role.ADMIN),
        "identity.import_population": admin_or_operator,
    }
)
