"""A filter points at a text, and a person says what is to come of it. No filter hides anything."""

from collections.abc import Mapping, Sequence

from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.moderation.models import Decision, Suggestion
from dialog.moderation.queries import suggesting as queries
from dialog.moderation.rules import TextChanged
from dialog.moderation.rules.suggesting import Clue, NothingSuggested
from dialog.process.models import Contribution, ContributionText


def suggest(ctx: Context, text: ContributionText, found: Mapping[Clue, Sequence[str]]) -> None:
    """Put a published text before the moderators, with what in it triggered it."""
    ctx.require("moderation.suggest", text.contribution)
    for kind, words in found.items():
        row = Suggestion(
            contribution_id=text.contribution_id,
            text_number=text.number,
            kind=kind,
            words=list(words),
            found_at=ctx.now,
        )
        ctx.session.add(row)
    kinds = [kind.value for kind in found]
    ctx.record("moderation.suggest", text.contribution, text=text.number, kinds=kinds)


def clear_suggestions(ctx: Context, thing: Contribution, *, seen: int) -> None:
    """Say that nothing is wrong with the text. Raises TextChanged and NothingSuggested.

    The same words in the same version do not come back.
    """
    ctx.require("moderation.clear_suggestions", thing)
    ctx.lock(thing)
    if thing.texts[-1].number != seen:
        raise TextChanged(_l("Texten har ändrats. Läs den igen innan du beslutar."))
    if not (found := queries.unsettled(ctx, thing)):
        raise NothingSuggested(_l("En kollega har redan tittat på texten."))
    _settle(ctx, found)
    ctx.record("moderation.clear_suggestions", thing, text=seen)


def settle_suggestions(ctx: Context, thing: Contribution, decision: Decision) -> None:
    """A person has decided about the text, so nothing is suggested any longer.

    Called by the calls that keep decisions, in their transaction.
    """
    ctx.require("moderation.settle_suggestions", thing)
    found = queries.unsettled(ctx, thing)
    if not found:
        return
    newest = thing.texts[-1].number
    for row in found:
        row.decision_id = decision.id if row.text_number == newest else None
    _settle(ctx, found)
    ctx.record("moderation.settle_suggestions", thing, decision=decision.id)


def drop_suggestions(ctx: Context, thing: Contribution) -> None:
    """The text was changed or taken back, so what was found in it says nothing any longer."""
    ctx.require("moderation.drop_suggestions", thing)
    is_public, newest = thing.is_public(), thing.texts[-1].number
    found = queries.unsettled(ctx, thing)
    gone = [row for row in found if not is_public or row.text_number != newest]
    _settle(ctx, gone)
    ctx.record("moderation.drop_suggestions", thing, number=len(gone))


def _settle(ctx: Context, rows: Sequence[Suggestion]) -> None:
    """The words stand in the text; a copy of them is not kept longer than it is needed."""
    for row in rows:
        row.settled_at, row.words = ctx.now, []
