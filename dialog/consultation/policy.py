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
        # setting up
        "consultation.add_part": may_run,
        "consultation.edit_part": may_run,
        # results
        "consultation.results": is_shown,
        "consultation.answers": may_run,
        "consultation.publish_results": may_run,
        "consultation.unpublish_results": may_run,
        "consultation.import_figures": has_role(Role.OFFICER, Role.ADMIN),
        "consultation.count_part": system_only,
        "consultation.recount_part": system_only,
        "consultation.count_participants": system_only,
        "consultation.make_codes": may_run,
        "consultation.codes_file": may_run,
        "consultation.revoke_codes": may_run,
        "consultation.open_stage": system_only,
        # being let in without a login
        "consultation.ask_pass": is_shown,
        "consultation.confirm_address": is_shown,  # whoever holds the token from the letter
        "consultation.use_code": is_shown,
        # taking part; who may is a rule of each step (rules.admission)
        "consultation.propose": is_shown,
        "consultation.answer_here": is_shown,
        "consultation.respond": is_shown,
        "consultation.change_response": is_shown,
        "consultation.withdraw_response": is_shown,
        "consultation.save_draft": is_shown,
        "consultation.continue_draft": is_shown,
    }
)
