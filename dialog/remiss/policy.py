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
        "remiss.create": may_run,
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
        # answering; who may is a rule of each remiss (actions.respond)
        "remiss.respond": is_shown,
        # an organisation's room
        # assessment
        # compilation
        # answers in public
        # the worker
    }
)

public_acts("remiss.respond")
