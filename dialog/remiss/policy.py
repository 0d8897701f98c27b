"""Who: the permissions of remiss, one line each. The subject is always the remiss."""

from dialog.core.policy import (
    Actor,
    Role,
    anyone,
    either,
    has_role,
    permissions,
    public_acts,
    system_only,
)
from dialog.remiss.models import Remiss

may_run = has_role(Role.OFFICER)  # sets up, sends, assesses and concludes
may_mask = has_role(Role.OFFICER, Role.MODERATOR)
may_register = has_role(Role.OFFICER, Role.REGISTRAR)
may_list = has_role(Role.OFFICER, Role.REGISTRAR)
is_in_the_house = has_role(Role.MODERATOR, Role.COUNCILLOR)


def is_shown(actor: Actor, remiss: Remiss) -> bool:
    """Anyone, once it is published."""
    return remiss.is_public()


def may_enter(actor: Actor, remiss: Remiss) -> bool:
    """Whoever has logged in. Which of them are members is told by rows (queries.members)."""
    return actor.id is not None and remiss.is_public()


def is_told(actor: Actor, remiss: Remiss) -> bool:
    """Anyone, also that it has been hidden and why."""
    return remiss.is_public() or remiss.is_hidden()


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
        "remiss.show": is_told,
        "remiss.read": is_shown,
        "remiss.section": is_shown,
        "remiss.version": is_shown,
        "remiss.changes": is_shown,
        # setting up
        "remiss.manage": may_list,
        "remiss.build": may_read,
        "remiss.handle": may_read,
        "remiss.preview": may_read,
        "remiss.create": either(may_run, system_only),  # also `dialog remiss import`
        "remiss.clone": may_run,
        "remiss.describe": may_run,
        "remiss.set_dates": may_run,
        "remiss.withdraw": may_run,
        "remiss.positions": may_read,
        "remiss.add_position": may_run,
        "remiss.edit_position": may_run,
        "remiss.move_position": may_run,
        "remiss.remove_position": may_run,
        "remiss.questions": may_read,
        "remiss.add_question": may_run,
        "remiss.edit_question": may_run,
        "remiss.move_question": may_run,
        "remiss.remove_question": may_run,
        "remiss.publish": either(may_run, system_only),
        "remiss.schedule": may_run,
        "remiss.unschedule": may_run,
        "remiss.miss": system_only,
        # running
        "remiss.extend": may_run,
        "remiss.stop": may_run,
        "remiss.begin": system_only,
        "remiss.close": system_only,
        "remiss.register": may_register,
        "remiss.prepare": may_run,
        "remiss.answer": may_run,
        "remiss.implement": may_run,
        "remiss.finish_step": may_run,
        "remiss.complete": may_run,
        # the document
        "remiss.document": may_run,
        "remiss.import_document": may_run,
        "remiss.keep_outline": either(may_run, system_only),
        "remiss.reading": may_run,
        "remiss.cancel_reading": may_run,
        "remiss.begin_version": may_run,
        "remiss.discard_version": may_run,
        "remiss.review_document": may_run,
        "remiss.edit_section": may_run,
        "remiss.ask_section": may_run,
        "remiss.move_section": may_run,
        "remiss.shift_section": may_run,
        "remiss.join_section": may_run,
        "remiss.split_section": may_run,
        "remiss.add_section": may_run,
        "remiss.remove_section": may_run,
        "remiss.add_block": may_run,
        "remiss.edit_block": may_run,
        "remiss.remove_block": may_run,
        "remiss.edit_notes": may_run,
        "remiss.remove_lines": may_run,
        "remiss.document_changes": may_run,
        "remiss.release_version": may_run,
        "remiss.add_annex": may_run,
        "remiss.edit_annex": may_run,
        "remiss.move_annex": may_run,
        "remiss.remove_annex": may_run,
        "remiss.offer_original": may_run,
        # addressees
        "remiss.organisations": may_list,
        "remiss.add_organisation": may_run,
        "remiss.import_organisations": may_run,
        "remiss.edit_organisation": may_run,
        "remiss.retire_organisation": may_run,
        "remiss.restore_organisation": may_run,
        "remiss.addressees": may_list,
        "remiss.addressee": may_list,
        "remiss.add_addressees": may_run,
        "remiss.correct_addressee": may_run,
        "remiss.remove_addressee": may_run,
        "remiss.invite": either(may_run, system_only),
        "remiss.remind": either(may_run, system_only),
        "remiss.extend_addressee": may_run,
        "remiss.refuse_time": may_run,
        "remiss.follow_last_day": system_only,
        "remiss.give_back_time": system_only,
        # answering; who may is a rule of each remiss (actions.respond)
        "remiss.respond": is_shown,
        # an organisation's room; who is in which one is told by rows (queries.members)
        "remiss.open_invitation": is_shown,
        "remiss.decline": is_shown,
        "remiss.ask_for_time": is_shown,
        "remiss.accept_invitation": may_enter,
        "remiss.ask_to_join": may_enter,
        "remiss.join_organisation": may_enter,
        "remiss.join_as_colleague": may_enter,
        "remiss.room": may_enter,
        "remiss.room_file": may_enter,
        "remiss.invite_colleague": may_enter,
        "remiss.resend_link": may_enter,
        "remiss.let_in": may_enter,
        "remiss.edit_member": may_enter,
        "remiss.remove_member": may_enter,
        "remiss.ask_approval": may_enter,
        "remiss.approve": may_enter,
        "remiss.send_back": may_enter,
        "remiss.save_draft": is_shown,
        "remiss.take_over_draft": is_shown,
        "remiss.compare_drafts": is_shown,
        "remiss.move_draft": is_shown,
        "remiss.add_draft_file": is_shown,
        "remiss.remove_draft_file": is_shown,
        "remiss.review_response": is_shown,
        "remiss.remind_draft": system_only,
        "remiss.enter_response": may_register,
        # an organisation's room
        # assessment
        # compilation; whoever keeps the records may fetch its files
        "remiss.compilation": may_read,
        "remiss.introduce_compilation": may_run,
        "remiss.comment_section": may_run,
        "remiss.conclude": may_run,
        "remiss.reopen_compilation": may_run,
        "remiss.compilation_page": is_shown,
        "remiss.compilation_section": is_shown,
        "remiss.exports": may_register,
        "remiss.download_export": may_register,
        "remiss.export": may_run,
        "remiss.retry_export": may_run,
        "remiss.assess": may_run,
        "remiss.point": may_run,
        "remiss.split_point": may_run,
        "remiss.join_points": may_run,
        "remiss.move_points": may_run,
        "remiss.quote_file": may_run,
        "remiss.tag_points": may_run,
        "remiss.tags": may_run,
        "remiss.rename_tag": may_run,
        "remiss.merge_tags": may_run,
        "remiss.remove_tag": may_run,
        "remiss.assign_points": may_run,
        "remiss.tell_assigned": system_only,
        "remiss.group_points": may_run,
        "remiss.ungroup_points": may_run,
        "remiss.note_point": may_run,
        "remiss.reply": may_run,
        "remiss.phrases": may_run,
        "remiss.add_phrase": may_run,
        "remiss.edit_phrase": may_run,
        "remiss.retire_phrase": may_run,
        "remiss.restore_phrase": may_run,
        "remiss.responses": may_register,
        "remiss.response": may_register,
        "remiss.consider": may_run,
        # compilation
        # answers in public
        "remiss.published": is_shown,
        "remiss.published_answer": is_shown,
        "remiss.matrix": is_shown,
        "remiss.response_to_mask": may_mask,
        "remiss.mask": may_mask,
        "remiss.unmask": may_mask,
        "remiss.release_file": may_mask,
        "remiss.withhold_file": may_mask,
        # the worker
        "remiss.count_answers": system_only,
    }
)

public_acts("remiss.respond")
