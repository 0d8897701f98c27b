"""What people do with their own details and logins."""

from collections.abc import Iterable
from dataclasses import dataclass

from dialog.core.context import Context
from dialog.identity.models import AuthSession, Person
from dialog.identity.queries import hide


@dataclass(frozen=True)
class Profile:
    """What a person has told: where letters go, in which language, and whether any may."""

    email: str
    locale: str
    wants_letters: bool


def update_profile(ctx: Context, person: Person, profile: Profile) -> None:
    """Remember what the person tells. The address is sealed; an empty one is forgotten."""
    ctx.require("identity.update_profile", person)
    person.sealed_email = hide(ctx, profile.email, "email")
    person.locale, person.wants_letters = profile.locale, profile.wants_letters
    ctx.record("identity.update_profile", person)


def end_login(ctx: Context, login: AuthSession) -> None:
    """End one login of one's own, in whichever browser it is."""
    ctx.require("identity.end_login", login)
    login.ended_at = ctx.now
    ctx.record("identity.end_login", login.person)


def log_out_everywhere(ctx: Context, person: Person, logins: Iterable[AuthSession]) -> None:
    """End every login of one's own, in every browser."""
    ctx.require("identity.log_out_everywhere", person)
    for login in logins:
        login.ended_at = ctx.now
    ctx.record("identity.log_out_everywhere", person)
