"""Reads for the author, the co-proposers and the signers: what is like it, what is mine."""

from collections.abc import Sequence
from itertools import islice

from sqlalchemy import Integer, String, column, select, values
from sqlalchemy.orm import selectinload

from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.keys import pseudonym
from dialog.folkmotion import rules
from dialog.folkmotion.models import CoProposer, Folkmotion, Signature
from dialog.identity.queries import is_registered
from dialog.process.models import ProcessText
from dialog.process.queries.keys import own_keys
from dialog.process.rules import EDITABLE, PUBLIC
from dialog.process.search import similar
from dialog.tenancy.queries import municipality_key, rules_now

MOST_SIMILAR = 5
MOST_SHOWN = 100
CHUNK = 400
WHOSE = column("folkmotion_id", Integer), column("signer_key", String)
INVITATION_LENGTH = 32  # hexadecimal digits: nobody finds one by guessing


def ensure_may_propose(ctx: Context) -> None:
    """Raise unless the actor may start a folkmotion, or stand behind one.

    NotEnabled, NotEligible or WrongLevel.
    """
    current = rules_now(ctx)
    rules.ensure_enabled(current)
    rules.eligibility(
        current["ef.who_may_start"],
        ctx.actor.identity,
        is_registered=is_registered(ctx, ctx.actor.key),
    )
    rules.ensure_level(ctx.actor.loa, current["dialog.identity_level"])


def ensure_may_join(ctx: Context, folkmotion: Folkmotion) -> None:
    """Raise NotReady, NotEnabled or NotEligible unless the actor may become a co-proposer."""
    if folkmotion.publication not in EDITABLE:
        raise rules.NotReady(_l("Förslaget är redan inskickat."))
    if folkmotion.author_id == ctx.actor.id:
        raise rules.NotReady(_l("Du är redan förslagsställare."))
    ensure_may_propose(ctx)


def invitation_for(ctx: Context, once: str) -> str:
    """The invitation of the draft that this very form makes, so that sending it twice makes one."""
    secret = f"invitation:{ctx.actor.id}:{once}"
    return pseudonym(municipality_key(ctx), secret)[:INVITATION_LENGTH]


def begun_with(ctx: Context, once: str) -> Folkmotion | None:
    """The actor's draft that this very form has already made."""
    draft = by_invitation(ctx, invitation_for(ctx, once))
    return draft if draft is not None and draft.author_id == ctx.actor.id else None


def by_invitation(ctx: Context, invitation: str) -> Folkmotion | None:
    """The folkmotion that an invitation leads to."""
    if not invitation.isprintable():  # a database need not be able to hold it
        return None
    return ctx.session.scalar(select(Folkmotion).where(Folkmotion.invitation == invitation))


def similar_to(ctx: Context, text: ProcessText) -> Sequence[Folkmotion]:
    """Public folkmotioner that resemble the text and are about something else, best first."""
    alike = similar(ctx, f"{text.title} {text.summary}")
    if alike is None:
        return []
    found = alike.subquery()
    stmt = (
        select(Folkmotion)
        .join(found, found.c[0] == Folkmotion.id)
        .where(Folkmotion.publication.in_(PUBLIC), Folkmotion.id != text.process_id)
        .order_by(found.c[1].desc(), Folkmotion.id.desc())
    )
    return ctx.session.scalars(stmt.limit(MOST_SIMILAR)).all()


def written_by_me(ctx: Context) -> Sequence[Folkmotion]:
    """What the actor has written, the newest first."""
    stmt = select(Folkmotion).where(Folkmotion.author_id == ctx.actor.id)
    stmt = stmt.options(selectinload(Folkmotion.steps)).order_by(Folkmotion.id.desc())
    return ctx.session.scalars(stmt.limit(MOST_SHOWN)).all()


def co_proposed_by_me(ctx: Context) -> Sequence[Folkmotion]:
    """What the actor stands behind together with its author, the newest first."""
    mine = select(CoProposer.folkmotion_id).where(CoProposer.person_id == ctx.actor.id)
    stmt = select(Folkmotion).where(Folkmotion.id.in_(mine))
    stmt = stmt.options(selectinload(Folkmotion.steps)).order_by(Folkmotion.id.desc())
    return ctx.session.scalars(stmt.limit(MOST_SHOWN)).all()


def signed_by_me(ctx: Context) -> list[tuple[Signature, Folkmotion]]:
    """What the actor has signed, the newest first.

    No column says it. The actor's own key gives one pseudonym per folkmotion, and only those
    are looked for, some hundred at a time.
    """
    found: list[Signature] = []
    pseudonyms = own_keys(ctx, Folkmotion)
    while chunk := list(islice(pseudonyms, CHUNK)):
        # A list to join with: with "in" SQLite would read every signature of the municipality.
        mine = values(*WHOSE, name="mine").data(chunk).cte()
        is_mine = (Signature.folkmotion_id == mine.c.folkmotion_id) & (
            Signature.signer_key == mine.c.signer_key
        )
        found += ctx.session.scalars(select(Signature).join(mine, is_mine))
    found.sort(key=lambda signature: signature.id, reverse=True)
    ids = [signature.folkmotion_id for signature in found]
    stmt = select(Folkmotion).where(Folkmotion.id.in_(ids))
    stmt = stmt.options(selectinload(Folkmotion.steps))
    folkmotioner = {each.id: each for each in ctx.session.scalars(stmt)} if ids else {}
    return [(signature, folkmotioner[signature.folkmotion_id]) for signature in found]
