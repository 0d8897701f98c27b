"""Who: the permissions of process, one line each, and what is said of any process's author."""

from typing import Any, Protocol

from dialog.core.policy import Actor, Rule, anyone, logged_in, permissions


class Authored(Protocol):
    """What somebody has written, or what is about such a thing."""

    author_id: Any


def is_author(actor: Actor, row: Authored) -> bool:
    """Whoever wrote it."""
    return actor.id is not None and actor.id == row.author_id


def not_own(rule: Rule) -> Rule:
    """Whoever the rule says, but nobody decides about what they have written."""
    return lambda actor, process: rule(actor, process) and not is_author(actor, process)


permissions(
    {
        "process.home": anyone,
        "process.index": anyone,
        "process.feed": anyone,
        "process.my_pages": logged_in,
    }
)
