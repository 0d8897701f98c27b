"""Texts that staff use again in replies: added, changed, retired. All remisser share them."""

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.own_words import own_words
from dialog.remiss.models import Phrase, Remiss
from dialog.remiss.rules.assessing import LONGEST_REPLY, LONGEST_TITLE


def add_phrase(ctx: Context, remiss: Remiss, title: str, words: str) -> Phrase:
    """Put a text among those that are used again. Raises Faulty."""
    ctx.require("remiss.add_phrase", remiss)
    title, words = _checked(title, words)
    phrase = Phrase(title=title, words=words, added_at=ctx.now)
    ctx.session.add(phrase)
    ctx.record("remiss.add_phrase", phrase)
    return phrase


def edit_phrase(ctx: Context, remiss: Remiss, phrase: Phrase, title: str, words: str) -> None:
    """Change it. Replies that have used it stay as they are. Raises Faulty."""
    ctx.require("remiss.edit_phrase", remiss)
    phrase.title, phrase.words = _checked(title, words)
    ctx.record("remiss.edit_phrase", phrase)


def retire_phrase(ctx: Context, remiss: Remiss, phrase: Phrase) -> None:
    """Offer it no more. Replies that have used it stay as they are."""
    ctx.require("remiss.retire_phrase", remiss)
    phrase.is_retired = True
    ctx.record("remiss.retire_phrase", phrase)


def restore_phrase(ctx: Context, remiss: Remiss, phrase: Phrase) -> None:
    """Offer it again."""
    ctx.require("remiss.restore_phrase", remiss)
    phrase.is_retired = False
    ctx.record("remiss.restore_phrase", phrase)


def _checked(title: str, words: str) -> tuple[str, str]:
    title = " ".join(own_words(title, "title", LONGEST_TITLE).split())
    words = own_words(words, "words", LONGEST_REPLY)
    if not title:
        raise Faulty(_l("Skriv vad texten heter."), "title")
    if not words:
        raise Faulty(_l("Skriv texten."), "words")
    return title, words
