"""Who: the permissions of folkmotion, one line each."""

from dialog.core.policy import (
    Actor,
    Role,
    anyone,
    either,
    has_role,
    logged_in,
    permissions,
    system_only,
)
from dialog.folkmotion.models import Folkmotion
from dialog.process.rules import Publication

is_moderator = has_role(Role.MODERATOR)
is_handler = has_role(Role.OFFICER, Role.REGISTRAR)
is_reader = has_role(Role.MODERATOR, Role.OFFICER, Role.REGISTRAR, Role.COUNCILLOR)


def is_author(actor: Actor, folkmotion: Folkmotion) -> bool:
    """Whoever wrote it."""
    return actor.id is not None and actor.id == folkmotion.author_id


def is_public(actor: Actor, folkmotion: Folkmotion) -> bool:
    """Anyone, once it is published or openly rejected."""
    return folkmotion.is_public()


def is_shown(actor: Actor, folkmotion: Folkmotion) -> bool:
    """Anyone; of one that is hidden the page says only that, and why."""
    return folkmotion.is_public() or folkmotion.publication is Publication.HIDDEN


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
        "folkmotion.review": is_moderator,
        "folkmotion.claim": is_moderator,
        "folkmotion.release": is_moderator,
        "folkmotion.publish": is_moderator,
        "folkmotion.send_back": is_moderator,
        "folkmotion.reject": is_moderator,
        "folkmotion.stop": is_moderator,
        # signing
        "folkmotion.sign": is_public,  # e-legitimation is part of the act itself
        "folkmotion.unsign": logged_in,
        # handling
        "folkmotion.count_names": system_only,
        "folkmotion.recount": system_only,
        "folkmotion.close": system_only,
        "folkmotion.hand_over": system_only,
        "folkmotion.check_names": either(system_only, is_handler),
        "folkmotion.handle": is_reader,
        "folkmotion.register": has_role(Role.REGISTRAR),
        "folkmotion.prepare": is_handler,
        "folkmotion.answer": is_handler,
        "folkmotion.implement": is_handler,
        "folkmotion.finish_step": is_handler,
        "folkmotion.complete": is_handler,
        "folkmotion.document": is_reader,
    }
)
