"""Who may do what: one table, filled by the features, asked in one way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from dialog.core.errors import NotPermitted


class Role(StrEnum):
    """What a person does for the municipality."""

    MODERATOR = "moderator"
    OFFICER = "officer"  # handläggare
    REGISTRAR = "registrar"  # registrator
    COUNCILLOR = "councillor"  # förtroendevald
    ADMIN = "admin"


class Identity(StrEnum):
    """By what a person is known. Only a personal number can be that of a resident."""

    PERSONAL = "personal"  # personnummer
    COORDINATION = "coordination"  # samordningsnummer
    FOREIGN = "foreign"  # eIDAS: the provisional identifier (prid)
    EMPLOYEE = "employee"  # whatever the municipality's own identity provider calls them


@dataclass(frozen=True)
class Actor:
    """Whoever is acting. Anonymous visitors are actors without an id.

    `key` is the person's pseudonym in this municipality (see core.keys), `loa` the level of
    assurance of the login, `is_system` true only for the worker.
    """

    id: int | None = None
    key: str = ""
    name: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)
    identity: Identity = Identity.PERSONAL
    loa: str = ""
    is_system: bool = False
    has_resting_roles: bool = False  # roles that the login is too weak for


ANONYMOUS = Actor()
SYSTEM = Actor(is_system=True)

Rule = Callable[[Actor, Any], bool]
RULES: dict[str, Rule] = {}


def permissions(table: dict[str, Rule]) -> None:
    """Add a feature's table. A name may be claimed once."""
    if taken := RULES.keys() & table.keys():
        raise ValueError(f"permissions declared twice: {sorted(taken)}")
    RULES.update(table)


# What the public does, and which of it puts words before others. See core.context.GATES.
PUBLIC_ACTS: set[str] = set()
PUBLIC_TEXTS: set[str] = set()


def public_acts(*names: str) -> None:
    """Say that by these permissions the public takes part, so that they can be paused. Raises KeyError."""
    for name in names:
        RULES[name]  # a misspelt name fails here
        PUBLIC_ACTS.add(name)


def public_texts(*names: str) -> None:
    """The same of those that put words before others, which one person can be kept from. Raises KeyError."""
    public_acts(*names)
    PUBLIC_TEXTS.update(names)


def can(actor: Actor, permission: str, subject: object = None) -> bool:
    """Whether the actor may do it. An unknown permission is a programming error (KeyError)."""
    return RULES[permission](actor, subject)


def require(actor: Actor, permission: str, subject: object = None) -> None:
    """Raise NotPermitted unless the actor may do it."""
    if not can(actor, permission, subject):
        raise NotPermitted(permission)


def anyone(actor: Actor, subject: object) -> bool:
    """Public, and said so."""
    return True


def logged_in(actor: Actor, subject: object) -> bool:
    """Anyone who has shown who they are."""
    return actor.id is not None


def system_only(actor: Actor, subject: object) -> bool:
    """Only the worker; no person can do it by hand."""
    return actor.is_system


def has_role(*roles: Role) -> Rule:
    """Anyone who holds one of the roles."""
    return lambda actor, subject: bool(actor.roles.intersection(roles))


def either(*rules: Rule) -> Rule:
    """Allowed when any of the rules allows it."""
    return lambda actor, subject: any(rule(actor, subject) for rule in rules)


is_staff = has_role(*Role)
