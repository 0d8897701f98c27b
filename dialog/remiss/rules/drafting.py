"""What has been written and not sent: what it says, whether others have seen it, and who approved it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dialog.core.canonical import digest
from dialog.core.errors import DomainError
from dialog.core.i18n import lazy_gettext as _l
from dialog.remiss.rules.response import Opinion, as_data

LOCK_LASTS = timedelta(minutes=15)  # since whoever writes last saved
REMINDED_BEFORE = timedelta(days=3)  # the last day
LEFT_ALONE = timedelta(days=1)  # since somebody worked on it, before they are reminded
KEPT_AFTER_CLOSING = timedelta(days=60)  # what was begun and not sent; answers may come late


class Stale(DomainError):
    """Somebody else has saved meanwhile. `theirs` is what they wrote; nothing was overwritten."""

    status = 409

    def __init__(self, theirs: Opinion, revision: int) -> None:
        super().__init__(_l("Någon annan har sparat svaret medan du skrev. Jämför texterna."))
        self.theirs, self.revision = theirs, revision


class NotApproved(DomainError):
    """An organisation's answer is sent when somebody entitled has approved exactly these words."""


@dataclass(frozen=True)
class Owner:
    """Whose answer it is: a participant's, or an organisation's that several write together.

    `key` is that of remiss_draft.owner. `person_id` is set for whoever has logged in and speaks for
    themselves; `addressee` and `member` are ids, for an organisation.
    """

    key: str
    person_id: int | None = None
    addressee: int | None = None
    member: int | None = None


def of_organisation(addressee: int, member: int) -> Owner:
    """The owner of what an organisation writes, and which member writes now."""
    return Owner(f"org:{addressee}", addressee=addressee, member=member)


def content_hash(opinion: Opinion, files: tuple[int, ...] = ()) -> str:
    """What an approval is bound to: the words, and the ids of the files that go with them."""
    return digest([as_data(opinion), sorted(files)])


def ensure_approved(approved_hash: str, content: str) -> None:
    """Raise NotApproved unless exactly this content has been approved."""
    if not approved_hash:
        raise NotApproved(_l("Svaret måste godkännas innan det skickas."))
    if approved_hash != content:
        raise NotApproved(_l("Svaret har ändrats sedan det godkändes. Det måste godkännas igen."))


def is_locked_for(
    locked_by: int | None, locked_at: datetime | None, member: int | None, now: datetime
) -> bool:
    """Whether another member is writing now, so that this one should wait or take over."""
    if locked_by is None or locked_at is None or locked_by == member:
        return False
    return now < locked_at + LOCK_LASTS
