"""Who: the permissions of process, one line each, and what is said of any process's author."""

from typing import Any, Protocol

from dialog.core.policy import (
    Actor,
    Rule,
    anyone,
    is_staff,
    logged_in,
    permissions,
    system_only,
)
from dialog.process.models import Process


class Authored(Protocol):
    """What somebody has written, or what is about such a thing."""

    author_id: Any


def is_author(actor: Actor, row: Authored) -> bool:
    """Whoever wrote it."""
    return actor.id is not None and actor.id == row.author_id


def not_own(rule: Rule) -> Rule:
    """Whoever the rule says, but nobody decides about what they have written."""
    return lambda actor, process: rule(actor, process) and not is_author(actor, process)


def may_attach(actor: Actor, process: Process) -> bool:
    """Staff, the command line, and whoever can see it; the verb that takes a file says who may take part."""
    is_one_of_us = actor.is_system or is_staff(actor, process) or is_author(actor, process)
    return is_one_of_us or process.is_public()


def is_shown(actor: Actor, process: Process) -> bool:
    """Anyone, once it is public."""
    return process.is_public()


permissions(
    {
        "process.home": anyone,
        "process.index": anyone,
        "process.feed": anyone,
        "process.my_pages": logged_in,
        # files; the subject is their process, and what the scanner says is a fact of the file
        "process.attach": may_attach,
        "process.scan": system_only,
        "process.attachment": is_shown,
        "process.preview_attachment": is_staff,
        "process.keep_export": system_only,
    }
)
