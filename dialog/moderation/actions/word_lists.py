"""Word lists: the municipality's own words to look for, by language, changed by moderators."""

from collections.abc import Sequence

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.rules import holds_personal_number
from dialog.moderation.models import ListedWord, WordList
from dialog.moderation.queries import word_lists as queries
from dialog.moderation.rules.suggesting import (
    LEAST_LETTERS,
    LONGEST_WORD,
    MOST_WORDS,
    PREFIX,
    as_listed,
)
from dialog.tenancy.queries import municipality


def add_words(ctx: Context, language: str, words: Sequence[str]) -> int:
    """Let these words be looked for too, when the list is on. Returns how many were new. Raises Faulty."""
    ctx.require("moderation.add_words")
    row = _list(ctx, language)
    known = {each.word for each in queries.words_of(ctx, language)}
    new = [word for word in dict.fromkeys(map(_sound, words)) if word not in known]
    if len(known) + len(new) > MOST_WORDS:
        raise Faulty(_l("En ordlista får ha högst 500 ord."), "words")
    for word in new:
        ctx.session.add(ListedWord(list_id=row.id, word=word, added_at=ctx.now))
    ctx.record("moderation.add_words", row, number=len(new))
    return len(new)


def remove_word(ctx: Context, word: ListedWord) -> None:
    """Look for it no longer. What it has pointed at stays until somebody has looked."""
    ctx.require("moderation.remove_word", word)
    ctx.lock(word)
    word.removed_at = word.removed_at or ctx.now
    ctx.record("moderation.remove_word", word, list=word.list_id)


def turn_word_list(ctx: Context, language: str, *, is_on: bool) -> None:
    """Begin to look for the words of a language, or stop."""
    ctx.require("moderation.turn_word_list")
    row = _list(ctx, language)
    row.is_on = is_on
    ctx.record("moderation.turn_word_list", row, is_on=is_on)


def _list(ctx: Context, language: str) -> WordList:
    """The list of the language, begun when there is none. Colleagues wait for one another."""
    ctx.lock(municipality(ctx.session))
    row = queries.word_list(ctx, language)
    if row is None:
        row = WordList(language=language, is_on=False)
        ctx.session.add(row)
        ctx.session.flush()
    return row


def _sound(word: str) -> str:
    listed = as_listed(word)
    if len(listed.removesuffix(PREFIX)) < LEAST_LETTERS:
        raise Faulty(_l("Varje ord måste ha minst två bokstäver."), "words")
    if len(listed) > LONGEST_WORD:
        raise Faulty(_l("Ett ord får ha högst 60 tecken. Skriv ett ord på varje rad."), "words")
    if holds_personal_number(word):
        raise Faulty(_l("Personnummer får inte stå i texten. Ta bort numret."), "words")
    return listed
