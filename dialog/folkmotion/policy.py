"""Who: the permissions of folkmotion, one line each."""

from dialog.core.policy import (
    Actor,
    Role,
    Rule,
    anyone,
    has_role,
    logged_in,
    permissions,
    public_acts,
    public_texts,
    system_only,
)
from dialog.folkmotion.models import Folkmotion
from dialog.process.policy import is_author, not_own


def is_public(actor: Actor, folkmotion: Folkmotion) -> bool:
    """Anyone, once it is published or openly rejected."""
    return folkmotion.is_public()


def is_shown(actor: Actor, folkmotion: Folkmotion) -> bool:
    """Anyone; of one that is hidden the page says only that, and why."""
    return folkmotion.is_public() or folkmotion.is_hidden()


def received(rule: Rule) -> Rule:
    """Whoever the rule says, once it has been sent in. A draft is its author's own."""
    return lambda actor, folkmotion: rule(actor, folkmotion) and folkmotion.submitted_at is not None


may_read = received(has_role(Role.MODERATOR, Role.OFFICER, Role.REGISTRAR, Role.COUNCILLOR))
may_review = received(not_own(has_role(Role.MODERATOR)))
may_register = received(has_role(Role.REGISTRAR))
may_handle = received(has_role(Role.OFFICER, Role.REGISTRAR))


permissions(
    {
        # reading
        "folkmotion.index": anyone,
        "folkmotion.show": is_shown,
        "folkmotion.count": is_public,
        "folkmotion.printout": is_public,
        "folkmotion.feed": anyone,
        "folkmotion.names": is_public,
        "folkmotion.mine": anyone,  # answers only about the person who asks
        # proposing
        "folkmotion.create": logged_in,
        "folkmotion.edit": is_author,
        "folkmotion.preview": is_author,
        "folkmotion.submit": is_author,
        "folkmotion.withdraw": is_author,
        "folkmotion.invite": is_author,
        "folkmotion.join": logged_in,
        # reviewing
        "folkmotion.review": may_review,
        "folkmotion.publish": may_review,
        "folkmotion.send_back": may_review,
        "folkmotion.reject": may_review,
        "folkmotion.stop": may_review,
        # signing
        "folkmotion.sign": is_public,  # e-legitimation is part of the act itself
        "folkmotion.unsign": logged_in,
        # handling
        "folkmotion.count_names": system_only,
        "folkmotion.recount": system_only,
        "folkmotion.close": system_only,
        "folkmotion.hand_over": system_only,
        "folkmotion.check_names": system_only,
        "folkmotion.order_check": may_handle,
        "folkmotion.handle": may_read,
        "folkmotion.register": may_register,
        "folkmotion.prepare": may_handle,
        "folkmotion.answer": may_handle,
        "folkmotion.implement": may_handle,
        "folkmotion.finish_step": may_handle,
        "folkmotion.move_step": may_handle,
        "folkmotion.complete": may_handle,
        "folkmotion.document": may_read,
    }
)

public_acts("folkmotion.sign", "folkmotion.join")  # taking a name back is never paused
public_texts("folkmotion.create", "folkmotion.edit", "folkmotion.submit", "folkmotion.invite")
