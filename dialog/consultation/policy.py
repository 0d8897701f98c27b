"""Who: the permissions of consultation, one line each. The subject is always the consultation."""

from dialog.consultation.models import Consultation
from dialog.core.policy import Actor, Role, anyone, has_role, permissions

may_run = has_role(Role.OFFICER)  # sets up, publishes, reads and tags answers


def is_shown(actor: Actor, consultation: Consultation) -> bool:
    """Anyone, once it is published."""
    return consultation.is_public()


permissions(
    {
        # reading
        "consultation.index": anyone,
        "consultation.feed": anyone,
        "consultation.show": is_shown,
    }
)
