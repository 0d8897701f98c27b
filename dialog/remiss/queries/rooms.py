"""An organisation's room: its members, its draft, and whether the draft is approved."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from dialog.core.context import Context
from dialog.core.errors import DomainError, NotFound
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.keys import WrongKey, unseal
from dialog.process.queries.keys import process_key
from dialog.remiss.models import Addressee, Draft, DraftFile, Member, Remiss, Response, Section
from dialog.remiss.queries.addressees import find_addressee
from dialog.remiss.queries.drafts import open_draft
from dialog.remiss.queries.members import everybody, me_in
from dialog.remiss.rules.approval import Approval, approval_state
from dialog.remiss.rules.content import WHOLE
from dialog.remiss.rules.drafting import content_hash, ensure_approved
from dialog.remiss.rules.response import Opinion
from dialog.remiss.rules.wording import Asked, Parts, of_view

SEAL = "return"


@dataclass(frozen=True)
class Room:
    """What its members see. `files` are the ids of the attachments that lie with the draft."""

    addressee: Addressee
    me: Member
    everybody: Sequence[Member]
    draft: Draft | None
    opinion: Opinion
    files: tuple[int, ...]
    state: Approval

    @property
    def content(self) -> str:
        """What an approval of it as it is now would be bound to."""
        return content_hash(self.opinion, self.files)

    @property
    def inside(self) -> list[Member]:
        """Those who write."""
        return [each for each in self.everybody if each.joined_at is not None]

    @property
    def approvers(self) -> list[Member]:
        """Those of them who may approve."""
        return [each for each in self.inside if each.may_approve]

    def name_of(self, member: int | None) -> str:
        """What one of them is called; "" for somebody who has left."""
        return next((each.name for each in self.everybody if each.id == member), "")


def enter(ctx: Context, remiss: Remiss, addressee: int) -> Room:
    """The room, for a member of it. Raises NotFound for everybody else."""
    row = find_addressee(ctx, remiss, addressee)
    if row is None:
        raise NotFound(_l("Sidan finns inte, eller så är den inte för dig."))
    me = me_in(ctx, row)
    draft = draft_of(ctx, row)
    opinion, files = content_of(ctx, draft)
    state = approval_state(draft, opinion, files)
    return Room(row, me, everybody(ctx, row), draft, opinion, files, state)


def draft_of(ctx: Context, addressee: Addressee) -> Draft | None:
    """What the organisation has begun, with its files. Two statements."""
    files = selectinload(Draft.files).joinedload(DraftFile.attachment, innerjoin=True)
    stmt = select(Draft).where(Draft.addressee_id == addressee.id).options(files)
    return ctx.session.scalar(stmt)


def content_of(ctx: Context, draft: Draft | None) -> tuple[Opinion, tuple[int, ...]]:
    """What an approval is bound to: the words, and the ids of the attachments."""
    if draft is None:
        return Opinion(), ()
    return open_draft(ctx, draft), tuple(sorted(each.attachment_id for each in draft.files))


def ensure_may_send(ctx: Context, draft: Draft) -> None:
    """Raise NotApproved unless the draft is approved exactly as it is; DomainError when it is empty."""
    opinion, files = content_of(ctx, draft)
    if approval_state(draft, opinion, files) is Approval.EMPTY:
        raise DomainError(_l("Det finns inget svar att skicka än."))
    ensure_approved(draft.approved_hash, content_hash(opinion, files))


def signatory(ctx: Context, draft: Draft) -> str:
    """Who approved it, for Sending.signatory: "Anna Ek, ordförande"; "" before anybody has.

    Also when they have left since: they were entitled when they decided.
    """
    member = ctx.session.get(Member, draft.approved_by) if draft.approved_by else None
    return ", ".join(each for each in (member.name, member.role) if each) if member else ""


def why_returned(ctx: Context, draft: Draft) -> str:
    """The words of whoever sent it back; "" when nobody has."""
    try:
        return unseal(process_key(ctx, draft.remiss), draft.sealed_return or b"", SEAL).decode()
    except (WrongKey, ValueError):
        return ""


def whole(ctx: Context, remiss: Remiss, draft: Draft, opinion: Opinion) -> list[tuple[str, Parts]]:
    """The whole answer as it will be sent, for whoever approves it: headings and parts. One statement."""
    stmt = select(Section).where(Section.version_id == draft.version_id)
    headings = {
        row.key: row.heading for row in ctx.session.scalars(stmt.order_by(Section.position))
    }
    asked = Asked(headings, remiss.all_positions(), remiss.all_questions())
    said = opinion.said()
    return [
        (asked.named(key), of_view(said[key], asked)) for key in [WHOLE, *headings] if key in said
    ]


def sent_by(ctx: Context, addressee: Addressee) -> Sequence[Response]:
    """What the organisation has sent, in order. One statement."""
    stmt = select(Response).where(Response.addressee_id == addressee.id)
    return ctx.session.scalars(stmt.order_by(Response.number)).all()
