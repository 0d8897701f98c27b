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
        # setting up
        "consultation.add_part": may_run,
        "consultation.edit_part": may_run,
        "consultation.move_part": may_run,
        "consultation.remove_part": may_run,
        "consultation.part_history": may_run,
        "consultation.add_medium": may_run,
        "consultation.edit_frame": may_run,  # title, introduction and thanks of a questionnaire
        "consultation.edit_page": may_run,
        "consultation.add_question": may_run,
        "consultation.edit_question": may_run,
        "consultation.remove_question": may_run,
        "consultation.arrange_questions": may_run,
        # taking part; who may is a rule of each step (rules.admission)
        "consultation.propose": is_shown,
    }
)
