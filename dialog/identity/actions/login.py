"""Logging in and out."""

from dialog.core.context import Context
from dialog.identity.models import AuthSession, Person
from dialog.identity.persons import recognise
from dialog.identity.saml.outcome import Authenticated


def log_in(ctx: Context, who: Authenticated) -> Person:
    """Recognise who came. Only what staff do is journaled: residents' visits are nobody's business."""
    ctx.require("identity.log_in")
    person = recognise(ctx, who)
    if person.roles:
        ctx.record("identity.log_in", person, loa=who.loa, idp=who.idp_entity_id)
    return person


def log_out(ctx: Context, login: AuthSession) -> None:
    """End a session of one's own."""
    ctx.require("identity.log_out", login)
    login.ended_at = ctx.now
    if login.person.roles:
        ctx.record("identity.log_out", login.person)
