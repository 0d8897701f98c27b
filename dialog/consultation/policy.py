"""Who: the permissions of consultation, one line each. The subject is always the consultation."""

from dialog.consultation.models import Consultation
from dialog.core.policy import Actor, Role, anyone, has_role, permissions, system_only

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
        "consultation.ideas": is_shown,
        "consultation.idea": is_shown,
        "consultation.discussion": is_shown,
        "consultation.thread": is_shown,
        "consultation.places": is_shown,
        "consultation.marked": is_shown,
        "consultation.layer": is_shown,
        # setting up
        "consultation.add_part": may_run,
        "consultation.edit_part": may_run,
        "consultation.own_layer": may_run,
        "consultation.add_layer": may_run,
        "consultation.remove_layer": may_run,
        # taking part; who may is a rule of each step (rules.admission)
        "consultation.propose": is_shown,
        "consultation.edit_idea": is_shown,
        "consultation.withdraw_idea": is_shown,
        "consultation.comment": is_shown,
        "consultation.edit_comment": is_shown,
        "consultation.withdraw_comment": is_shown,
        "consultation.support": is_shown,
        "consultation.unsupport": is_shown,
        "consultation.support_state": is_shown,
        "consultation.my_contributions": is_shown,
        # the worker
        "consultation.count_contributions": system_only,
        "consultation.shuffle_ideas": system_only,
    }
)
