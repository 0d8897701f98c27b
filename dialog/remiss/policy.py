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
        "remiss.manage": may_list,
        "remiss.build": may_read,
        "remiss.handle": may_read,
        "remiss.create": either(may_run, system_only),  # also `dialog remiss import`
        # running
        "remiss.stop": may_run,
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
        # answering; who may is a rule of each remiss (actions.respond)
        "remiss.respond": is_shown,
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
        # the worker
    }
)

public_acts("remiss.respond")
