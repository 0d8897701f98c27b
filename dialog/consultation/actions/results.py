"""Showing the results to everybody, with the municipality's own words, and taking them away again."""

from dialog.consultation import rules
from dialog.consultation.models import Consultation
from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.feedback.records import ensure_concludable
from dialog.identity.rules import holds_personal_number


def publish_results(ctx: Context, consultation: Consultation, words: str) -> None:
    """Let everybody see the results, or change the words that stand above them.

    Raises NotShown when the consultation itself is not public, Faulty when there are no words, and
    whatever keeps it from being concluded.
    """
    ctx.require("consultation.publish_results", consultation)
    ctx.lock(consultation)
    if not consultation.is_public():
        raise rules.NotShown(_l("Publicera medborgardialogen först."))
    if not tidy(words):
        raise Faulty(_l("Skriv vad resultatet säger."), "words")
    if holds_personal_number(words):
        raise Faulty(_l("Personnummer får inte stå i texten. Ta bort numret."), "words")
    if is_first := consultation.results_public_at is None:
        ensure_concludable(ctx, consultation)
    consultation.results_words = tidy(words)
    consultation.results_public_at = consultation.results_public_at or ctx.now
    ctx.record("consultation.publish_results", consultation, is_first=is_first)


def unpublish_results(ctx: Context, consultation: Consultation) -> None:
    """Take the results away from the public. The words are kept for the next time."""
    ctx.require("consultation.unpublish_results", consultation)
    ctx.lock(consultation)
    if consultation.results_public_at is None:
        return
    consultation.results_public_at = None
    ctx.record("consultation.unpublish_results", consultation)
