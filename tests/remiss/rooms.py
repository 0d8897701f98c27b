"""Rooms of organisations as rows, for tests that are not about how they come to be."""

from typing import Any

from dialog.core.context import Context
from dialog.identity.rules import token_hash
from dialog.remiss.models import Addressee, Draft, Member, Remiss
from dialog.remiss.queries.document import shown_version
from dialog.remiss.queries.drafts import Begun, keep_draft
from dialog.remiss.rules.drafting import of_organisation
from dialog.remiss.rules.response import Opinion, View
from tests.remiss import rows

TOKEN = "Xt7-brevets-egen-hemliga-lank_9"
OPINION = Opinion({"": View("supports", "Bra i stort."), "s2": View("opposes", "Bygg fler.")})


def invited(ctx: Context, remiss: Remiss, name: str = "Cykelklubben", **given: Any) -> Addressee:
    """An organisation with a letter that holds TOKEN; not committed."""
    values = {"token_hash": token_hash(TOKEN), "token_until": ctx.now + 90 * rows.DAY}
    return rows.add_addressee(ctx.session, remiss, name, **(values | given))


def inside(ctx: Context, addressee: Addressee, **given: Any) -> Member:
    """The actor of the context as a member; not committed."""
    values = {"may_invite": True, "may_approve": True, "invited_at": ctx.now}
    member = Member(addressee_id=addressee.id, **(values | given))
    member.come_in(ctx.actor.id, ctx.actor.name, ctx.now)
    ctx.session.add(member)
    ctx.session.flush()
    return member


def written(
    ctx: Context, remiss: Remiss, member: Member, opinion: Opinion = OPINION, revision: int = 0
) -> Draft:
    """What the organisation has written; not committed."""
    version = shown_version(ctx, remiss)
    assert version is not None
    owner = of_organisation(member.addressee_id, member.id)
    draft = keep_draft(ctx, remiss, owner, Begun(version, opinion, revision))
    ctx.session.flush()
    return draft
