"""An organisation's own decision on its answer: who may write, and whether these words are approved."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Protocol

from dialog.core.i18n import lazy_gettext as _l
from dialog.remiss.rules.drafting import content_hash
from dialog.remiss.rules.response import Opinion


class Approval(StrEnum):
    """Where a draft stands on its way to be approved."""

    EMPTY = "empty"  # nobody has written anything
    WRITING = "writing"
    ASKED = "asked"  # those who may approve have been asked
    RETURNED = "returned"  # one of them sent it back, with words
    APPROVED = "approved"  # exactly these words and files
    VOID = "void"  # it was approved; the words or files are others since


APPROVAL_NAMES: dict[Approval, Any] = {
    Approval.EMPTY: _l("Ingen har börjat skriva"),
    Approval.WRITING: _l("Ni skriver"),
    Approval.ASKED: _l("Väntar på godkännande"),
    Approval.RETURNED: _l("Behöver ändras"),
    Approval.APPROVED: _l("Godkänt, inte skickat"),
    Approval.VOID: _l("Ändrat efter godkännandet"),
}


class Writer(Protocol):
    """Somebody who writes for an organisation, or is on the way in."""

    joined_at: Any
    removed_at: Any


class Approvable(Protocol):
    """What is asked about, approved and sent back. Each step forgets those that it answers."""

    asked_approval_at: Any
    approved_hash: Any
    returned_at: Any


def may_write(member: Writer) -> bool:
    """Whether they have come in, and are still there."""
    return member.joined_at is not None and member.removed_at is None


def approval_state(
    draft: Approvable | None, opinion: Opinion, files: Sequence[int] = ()
) -> Approval:
    """Where it stands. `files`: ids of the attachments that lie with the draft.

    Other words void an approval; whoever asks again forgets it.
    """
    if draft is None or (opinion.is_empty() and not files):
        return Approval.EMPTY
    if draft.approved_hash:
        is_same = draft.approved_hash == content_hash(opinion, tuple(files))
        return Approval.APPROVED if is_same else Approval.VOID
    if draft.returned_at is not None:
        return Approval.RETURNED
    return Approval.WRITING if draft.asked_approval_at is None else Approval.ASKED
