"""Who: the permissions of consultation, one line each. The subject is always the consultation."""

from dialog.consultation.models import Consultation
from dialog.core.policy import (
    Actor,
    Role,
    anyone,
    either,
    has_role,
    permissions,
    public_acts,
    public_texts,
    system_only,
)

may_run = has_role(Role.OFFICER)  # sets up, publishes, reads and tags answers
may_register = has_role(Role.OFFICER, Role.REGISTRAR)
may_list = has_role(Role.OFFICER, Role.REGISTRAR)
is_in_the_house = has_role(Role.MODERATOR, Role.COUNCILLOR)


def is_shown(actor: Actor, consultation: Consultation) -> bool:
    """Anyone, once it is published."""
    return consultation.is_public()


def may_read(actor: Actor, consultation: Consultation) -> bool:
    """Officers and registrars always; moderators and councillors once it has been published."""
    if may_list(actor, consultation):
        return True
    return is_in_the_house(actor, consultation) and consultation.submitted_at is not None


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
        "consultation.paper_form": is_shown,
        # setting up
        "consultation.manage": may_list,
        "consultation.build": may_read,
        "consultation.preview": may_read,
        "consultation.create": may_run,
        "consultation.clone": may_run,
        "consultation.describe": may_run,
        "consultation.withdraw": may_run,
        "consultation.add_stage": may_run,
        "consultation.edit_stage": may_run,
        "consultation.remove_stage": may_run,
        "consultation.move_stage": may_run,
        "consultation.add_part": may_run,
        "consultation.edit_part": may_run,
        "consultation.move_part": may_run,
        "consultation.remove_part": may_run,
        "consultation.part_history": may_run,
        "consultation.preview_part": may_run,
        "consultation.add_medium": may_run,
        "consultation.edit_frame": may_run,  # title, introduction and thanks of a questionnaire
        "consultation.edit_page": may_run,
        "consultation.add_question": may_run,
        "consultation.edit_question": may_run,
        "consultation.remove_question": may_run,
        "consultation.arrange_questions": may_run,
        "consultation.publish": either(may_run, system_only),
        "consultation.schedule": may_run,
        "consultation.unschedule": may_run,
        "consultation.miss": system_only,
        # running
        "consultation.extend": may_run,
        "consultation.stop": may_run,
        "consultation.close": system_only,
        "consultation.handle": may_read,
        "consultation.register": may_register,
        "consultation.prepare": may_run,
        "consultation.answer": may_run,
        "consultation.implement": may_run,
        "consultation.finish_step": may_run,
        "consultation.complete": may_run,
        # what came on paper, by telephone or at a meeting
        "consultation.enter": may_run,
        "consultation.enter_response": may_run,
        "consultation.entries": may_run,
        "consultation.entry": may_run,
        "consultation.correct_entry": may_run,
        "consultation.withdraw_entry": may_run,
        # results
        "consultation.results": is_shown,
        "consultation.open_results": is_shown,
        "consultation.answers": may_run,
        "consultation.publish_results": may_run,
        "consultation.unpublish_results": may_run,
        "consultation.import_figures": either(has_role(Role.OFFICER, Role.ADMIN), system_only),
        "consultation.count_part": system_only,
        "consultation.recount_part": system_only,
        "consultation.count_participants": system_only,
        # reading and tagging
        "consultation.texts": may_run,
        "consultation.read_texts": may_run,
        "consultation.code_texts": may_run,
        "consultation.codebook": may_run,
        "consultation.add_code": may_run,
        "consultation.edit_code": may_run,
        "consultation.retire_code": may_run,
        "consultation.restore_code": may_run,
        "consultation.merge_codes": may_run,
        "consultation.show_codes": may_run,
        # files of all answers; whoever keeps the records may fetch them
        "consultation.exports": may_register,
        "consultation.download_export": may_register,
        "consultation.export": may_run,
        "consultation.retry_export": may_run,
        "consultation.make_codes": may_run,
        "consultation.codes_file": may_run,
        "consultation.revoke_codes": may_run,
        "consultation.open_stage": system_only,
        "consultation.give_back_time": system_only,
        # being let in without a login
        "consultation.ask_pass": is_shown,
        "consultation.confirm_address": is_shown,  # whoever holds the token from the letter
        "consultation.use_code": is_shown,
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
        "consultation.answer_here": is_shown,
        "consultation.respond": is_shown,
        "consultation.change_response": is_shown,
        "consultation.withdraw_response": is_shown,
        "consultation.save_draft": is_shown,
        "consultation.continue_draft": is_shown,
        # the worker
        "consultation.count_contributions": system_only,
        "consultation.shuffle_ideas": system_only,
    }
)

public_acts(
    "consultation.respond",
    "consultation.change_response",
    "consultation.support",
    "consultation.ask_pass",
)
public_texts(
    "consultation.propose",
    "consultation.edit_idea",
    "consultation.comment",
    "consultation.edit_comment",
)
