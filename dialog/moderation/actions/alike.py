"""One decision about many texts that are equal: each gets its own, with its own appeal."""

from collections.abc import Mapping
from dataclasses import dataclass

from dialog.core.context import Context
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.workflow import IllegalMove
from dialog.moderation.actions import contributions as single
from dialog.moderation.actions.people import Grounds
from dialog.moderation.queries import alike as queries
from dialog.moderation.rules import AlreadyReviewed, NeverChanges, TextChanged, Together
from dialog.process.models import Contribution
from dialog.process.rules import Publication

SKIPPED = (AlreadyReviewed, NeverChanges, TextChanged, NotPermitted, IllegalMove)


@dataclass(frozen=True)
class Seen:
    """What the moderator has read: the versions, by id, and where all of them stood then."""

    versions: Mapping[int, int]
    state: Publication


@dataclass(frozen=True)
class Outcome:
    """How many were decided about, and how many had changed, were one's own, or cannot be changed."""

    done: int
    skipped: int


def decide_alike(
    ctx: Context, thing: Contribution, seen: Seen, what: Together, why: Grounds
) -> Outcome:
    """Decide about those that were seen, as they were seen. Raises Faulty.

    What has changed meanwhile, or is not equal any longer, is left as it is and counted.
    """
    ctx.require("moderation.decide_alike", thing)
    if not 0 < len(seen.versions) <= queries.MOST:
        raise Faulty(_l("Läs texterna igen innan du beslutar."), "what")
    done = 0
    for each in queries.by_id(ctx, seen.versions):
        ctx.lock(each)
        if each.likeness != thing.likeness or each.publication is not seen.state:
            continue
        try:
            with ctx.session.begin_nested():
                _decide(ctx, each, seen.versions[each.id], what, why)
        except SKIPPED:
            continue
        done += 1
    outcome = Outcome(done, len(seen.versions) - done)
    ctx.record(
        "moderation.decide_alike", thing, what=what.value, done=done, skipped=outcome.skipped
    )
    return outcome


def _decide(ctx: Context, thing: Contribution, seen: int, what: Together, why: Grounds) -> None:
    if what is Together.PUBLISH:
        single.publish_contribution(ctx, thing, seen=seen)
    elif what is Together.SEND_BACK:
        single.return_contribution(ctx, thing, seen=seen, comment=why.comment)
    else:
        single.hide_contribution(ctx, thing, seen=seen, reason=why.reason, comment=why.comment)
