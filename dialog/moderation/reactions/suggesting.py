"""Looking through what has been received: every minute, whatever has new words, of whichever type."""

from datetime import timedelta

from dialog.core.context import Context
from dialog.core.jobs import every, last_success, one_by_one
from dialog.moderation.actions.suggesting import drop_suggestions, suggest
from dialog.moderation.queries import suggesting as queries
from dialog.moderation.queries.word_lists import looked_for
from dialog.moderation.rules.suggesting import Clue, clues_in, compared, is_flood
from dialog.moderation.subjects import place_of
from dialog.process.models import ContributionText

SECONDS = 60
LAG = timedelta(minutes=5)  # what was written meanwhile may be committed later
FIRST = timedelta(days=1)  # how far back it looks where it never has


@every(seconds=SECONDS)
def look_through(ctx: Context) -> None:
    """Put before the moderators what they may want to look at; nothing is hidden by it."""
    last = last_success(ctx, look_through)
    since = last - LAG if last else ctx.now - FIRST
    listed = looked_for(ctx)

    def look(ctx: Context, text: ContributionText) -> None:
        _look(ctx, text, listed.get(text.contribution.language, []))

    one_by_one(ctx, queries.lapsed(ctx.session), drop_suggestions)
    one_by_one(ctx, queries.unchecked(ctx.session, since), look)


def _look(ctx: Context, text: ContributionText, listed: list[str]) -> None:
    """One version. What nobody else reads, or a moderator reads first, is only remembered."""
    thing, words = text.contribution, _words(text)
    likeness = compared(words)
    found: dict[Clue, list[str]] = {}
    if thing.is_public() and place_of(thing) is not None:
        found = clues_in(words, listed)
        same = queries.same_before(ctx, text, likeness) if likeness else None
        if same is not None:
            found[Clue.DUPLICATE] = [str(same)]
        if is_flood(number := queries.at_once(ctx, thing)):
            found[Clue.FLOOD] = [str(number)]
    queries.note_checked(ctx, text, likeness)
    if found:
        suggest(ctx, text, found)


def _words(text: ContributionText) -> str:
    """What people wrote, whatever the fields were called."""
    return "\n".join(words for _label, words in text.labelled()) or f"{text.title}\n{text.body}"
