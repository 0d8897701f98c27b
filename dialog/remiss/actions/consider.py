"""Whether an answer that came late is considered: an official's decision, with words, never the system's."""

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.own_words import own_words
from dialog.remiss.models import Remiss, Response
from dialog.remiss.rules.assessing import LONGEST_WHY, ensure_may_consider


def consider(
    ctx: Context, remiss: Remiss, response: Response, words: str, *, is_considered: bool
) -> None:
    """Decide whether a late answer is considered, and say why. It stays received and registered.

    The decision can be changed until the remiss is concluded. Raises Faulty, Concluded.
    """
    ctx.require("remiss.consider", remiss)
    ctx.lock(remiss)
    if response.remiss_id != remiss.id or not response.is_late:
        raise ValueError("only late answers of the remiss are decided about")
    ensure_may_consider(remiss.concluded_at, response.considered_at)
    words = own_words(words, "words", LONGEST_WHY)
    if not words:
        raise Faulty(_l("Skriv varför."), "words")
    response.is_considered, response.considered_words = is_considered, words
    response.considered_at, response.considered_by = ctx.now, ctx.actor.id
    ctx.record("remiss.consider", response, is_considered=is_considered)
