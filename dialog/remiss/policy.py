"""Who: the permissions of remiss, one line each. The subject is always the remiss."""

from dialog.core.policy import Actor, Role, anyone, has_role, permissions
from dialog.remiss.models import Remiss

may_run = has_role(Role.OFFICER)  # sets up, sends, assesses and concludes
may_register = has_role(Role.OFFICER, Role.REGISTRAR)
may_list = has_role(Role.OFFICER, Role.REGISTRAR)
is_in_the_house = has_role(Role.MODERATOR, Role.COUNCILLOR)


def is_shown(actor: Actor, remiss: Remiss) -> bool:
    """Anyone, once it is published."""
    return remiss.is_public()


def may_read(actor: Actor, remiss: Remiss) -> bool:
    """Officers and registrars always; moderators and councillors once it has been published."""
    if may_list(actor, remiss):
        return True
    return is_in_the_house(actor, remiss) and remiss.submitted_at is not None


permissions(
    {
        # reading
        "remiss.index": anyone,
        "remiss.feed": anyone,
        "remiss.show": is_shown,
        # setting up
        # the document
        # addressees
        # answering; who may is a rule of each remiss (actions.respond)
        "remiss.respond": is_shown,
        "remiss.save_draft": is_shown,
        "remiss.take_over_draft": is_shown,
        "remiss.compare_drafts": is_shown,
        "remiss.move_draft": is_shown,
        "remiss.add_draft_file": is_shown,
        "remiss.remove_draft_file": is_shown,
        "remiss.review_response": is_shown,
        # an organisation's room
        # assessment
        # compilation
        # answers in public
        # the worker
    }
)
