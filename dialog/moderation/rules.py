"""When: how long an edit lock holds, and who may go on under it."""

from datetime import datetime, timedelta

from dialog.core.errors import DomainError
from dialog.core.i18n import lazy_gettext as _l

LOCK = timedelta(minutes=30)


class LockedByOther(DomainError):
    """Someone else is reviewing it right now."""


def is_locked_for(
    actor_id: int | None, locked_by: int | None, locked_at: datetime | None, now: datetime
) -> bool:
    """Whether another person's edit lock still holds."""
    if locked_by is None or locked_at is None or locked_by == actor_id:
        return False
    return now < locked_at + LOCK


def ensure_free(
    actor_id: int | None, locked_by: int | None, locked_at: datetime | None, now: datetime
) -> None:
    """Raise LockedByOther when another person's lock still holds."""
    if is_locked_for(actor_id, locked_by, locked_at, now):
        raise LockedByOther(
            _l("En kollega granskar förslaget just nu. Ta över granskningen om det behövs.")
        )
