"""An organisation approves its own answer before it is sent: exactly these words, and these files."""

from dataclasses import dataclass

from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.keys import seal
from dialog.process.actions.attachments import attach
from dialog.process.queries.keys import process_key
from dialog.process.rules.files import Upload
from dialog.process.rules.own_words import MOST_LONG, MOST_SHORT, own_words
from dialog.remiss.models import Addressee, Draft, DraftFile, Remiss
from dialog.remiss.queries.members import ensure_approver, inside, me_in
from dialog.remiss.queries.rooms import SEAL, content_of, draft_of
from dialog.remiss.rules import FileUse
from dialog.remiss.rules.approval import Approval, approval_state
from dialog.remiss.rules.drafting import content_hash
from dialog.remiss.rules.membership import ensure_running


class OtherWords(DomainError):
    """What is approved is not what the approver has read: somebody saved meanwhile."""


@dataclass(frozen=True)
class Decision:
    """What an approver decides. `content` is the hash of what they have read (rules.drafting)."""

    content: str
    reference: str = ""  # "Styrelsen 2026-11-03 § 45"
    minutes: Upload | None = None


def ask_approval(ctx: Context, remiss: Remiss, addressee: Addressee) -> None:
    """Ask those who may approve to read the answer. They get a letter.

    Raises NotOpen, and DomainError when nothing is written, nobody may approve, or it is approved.
    """
    ctx.require("remiss.ask_approval", remiss)
    ensure_running(remiss.publication)
    me = me_in(ctx, addressee)
    draft = _locked(ctx, addressee)
    if approval_state(draft, *content_of(ctx, draft)) is Approval.APPROVED:
        raise DomainError(_l("Svaret är redan godkänt, precis som det är nu."))
    if not any(each.may_approve for each in inside(ctx, addressee)):
        raise DomainError(
            _l(
                "Ingen av er får godkänna svaret än. Bjud in någon som får, eller ändra vad någon av er får göra."
            )
        )
    _forget_steps(draft)
    draft.asked_approval_at, draft.asked_by = ctx.now, me.id
    ctx.record("remiss.ask_approval", addressee, attributed=False, remiss=remiss.id)


def approve(ctx: Context, remiss: Remiss, addressee: Addressee, decision: Decision) -> None:
    """Approve exactly what was read. The minutes become part of what is approved.

    Whoever wrote it may also approve it, if the organisation has said that they may approve: a small
    association has nobody else. Raises NotOpen, NotEntitled, OtherWords, Faulty, WrongFile.
    """
    ctx.require("remiss.approve", remiss)
    ensure_running(remiss.publication)
    me = ensure_approver(ctx, addressee)
    draft = _locked(ctx, addressee)
    if content_hash(*content_of(ctx, draft)) != decision.content:
        raise OtherWords(
            _l("Någon har ändrat svaret medan du läste. Läs igenom det igen och godkänn sedan.")
        )
    if decision.minutes is not None:
        minutes = attach(ctx, remiss, decision.minutes)
        ctx.session.flush()
        _replace_minutes(ctx, draft, minutes.id)
    _forget_steps(draft)
    draft.decision_reference = own_words(decision.reference, "reference", MOST_SHORT)
    draft.approved_at, draft.approved_by = ctx.now, me.id
    draft.approved_hash = content_hash(*content_of(ctx, draft))
    ctx.record("remiss.approve", addressee, attributed=False, remiss=remiss.id)


def send_back(ctx: Context, remiss: Remiss, addressee: Addressee, words: str) -> None:
    """An approver says what must be changed first. Also takes an approval back.

    Raises NotOpen, NotEntitled, Faulty.
    """
    ctx.require("remiss.send_back", remiss)
    ensure_running(remiss.publication)
    me = ensure_approver(ctx, addressee)
    draft = _locked(ctx, addressee)
    why = own_words(words, "words", MOST_LONG)
    if not why:
        raise Faulty(_l("Skriv vad som behöver ändras."), "words")
    _forget_steps(draft)
    draft.returned_at, draft.returned_by = ctx.now, me.id
    draft.sealed_return = seal(process_key(ctx, remiss), why.encode(), SEAL)
    ctx.record("remiss.send_back", addressee, attributed=False, remiss=remiss.id)


def _locked(ctx: Context, addressee: Addressee) -> Draft:
    """The draft, so that nobody saves other words before this is decided."""
    draft = draft_of(ctx, addressee)
    if draft is not None:
        ctx.lock(draft)
    if draft is None or approval_state(draft, *content_of(ctx, draft)) is Approval.EMPTY:
        raise DomainError(_l("Det finns inget svar att godkänna än. Skriv det först."))
    return draft


def _forget_steps(draft: Draft) -> None:
    """Every step answers those before it. Who asked is kept: they are told what came of it."""
    draft.asked_approval_at = draft.returned_at = draft.returned_by = draft.sealed_return = None
    draft.approved_at = draft.approved_by = None
    draft.approved_hash = draft.decision_reference = ""


def _replace_minutes(ctx: Context, draft: Draft, attachment_id: int) -> None:
    """New minutes take the place of those before."""
    for old in [each for each in draft.files if each.use is FileUse.MINUTES]:
        draft.files.remove(old)
        ctx.session.delete(old.attachment)
    draft.files.append(DraftFile(attachment_id=attachment_id, use=FileUse.MINUTES))
    ctx.session.flush()
