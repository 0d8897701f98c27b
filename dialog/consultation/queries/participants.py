"""Who somebody is within one consultation: by login, by a confirmed address or a code, or by browser."""

from dataclasses import replace

from sqlalchemy import select

from dialog.consultation.models import Consultation, Draft, Part, Pass, Stage
from dialog.consultation.rules.admission import Basis, Participant
from dialog.core.context import Context
from dialog.identity.queries import is_registered
from dialog.identity.rules import token_hash
from dialog.process.models import Contribution
from dialog.process.queries.keys import open_key, own_key
from dialog.process.rules import BROWSER_KNOWN_FOR

PASS_LASTS = BROWSER_KNOWN_FOR


def logged_in(ctx: Context, consultation: Consultation, age: int | None) -> Participant:
    """Whoever has logged in. `age` in whole years, where the browser carries the number. One statement."""
    actor = ctx.actor
    return Participant(
        key=own_key(ctx, consultation),
        basis=Basis.EID,
        person_id=actor.id,
        name=actor.name,
        identity=actor.identity,
        loa=actor.loa,
        age=age,
        is_resident=is_registered(ctx, actor.key),
    )


def by_token(ctx: Context, consultation: Consultation, token: str) -> Participant:
    """Whoever has this token in their browser: let in by address or code, or not at all. One statement."""
    found = living_pass(ctx, consultation, token)
    if found is not None:
        return Participant(found.holder_key, found.basis, invited_to=found.stage_id)
    return Participant(open_key(ctx, consultation, token), Basis.OPEN)


def by_code_too(ctx: Context, who: Participant, stage: Stage, token: str) -> Participant:
    """Whoever has logged in and has a code for the step: one code is one participant there.

    Age and level are those of the login. One statement, where the browser has a token.
    """
    found = living_pass(ctx, stage.consultation, token) if token else None
    if found is None or found.basis is not Basis.CODE or found.stage_id != stage.id:
        return who
    return replace(
        who,
        key=found.holder_key,
        basis=Basis.CODE,
        person_id=None,
        name="",
        invited_to=found.stage_id,
    )


def living_pass(ctx: Context, consultation: Consultation, token: str) -> Pass | None:
    """The pass that the token opens."""
    stmt = select(Pass).where(
        Pass.token_hash == token_hash(token),
        Pass.consultation_id == consultation.id,
    )
    return ctx.session.scalar(stmt)


def is_known(ctx: Context, consultation: Consultation, token: str) -> bool:
    """Whether whoever has this token has begun or sent anything here."""
    key = by_token(ctx, consultation, token).key
    begun = (
        select(Draft.id)
        .join(Part, Part.id == Draft.part_id)
        .where(Part.consultation_id == consultation.id, Draft.participant_key == key)
    )
    sent = select(Contribution.id).where(
        Contribution.process_id == consultation.id, Contribution.participant_key == key
    )
    return any(ctx.session.scalar(stmt.limit(1)) is not None for stmt in (begun, sent))


def unlinked(participant: Participant, stage: Stage) -> Participant:
    """The same, without what ties them to a person where the step is anonymous."""
    if not stage.is_anonymous:
        return participant
    return replace(participant, person_id=None, name="")


def in_office(ctx: Context, consultation: Consultation) -> Participant:
    """Whoever works for the municipality, or is elected, and is let in to speak in that role alone."""
    return Participant(
        key=own_key(ctx, consultation),
        basis=Basis.STAFF,
        person_id=ctx.actor.id,
        name=ctx.actor.name,
        identity=ctx.actor.identity,
        loa=ctx.actor.loa,
    )


def named(ctx: Context, who: Participant) -> Participant:
    """The same with their name, for whoever speaks in a role also where others are anonymous."""
    return replace(who, person_id=ctx.actor.id, name=ctx.actor.name)
