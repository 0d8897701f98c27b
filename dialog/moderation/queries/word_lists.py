"""Word lists: one for each language, the words in it, and all that are looked for."""

from collections.abc import Sequence

from sqlalchemy import func, select

from dialog.core.context import Context
from dialog.moderation.models import ListedWord, WordList


def word_list(ctx: Context, language: str) -> WordList | None:
    """The list of a language, if anybody has begun one. One statement."""
    return ctx.session.scalar(select(WordList).where(WordList.language == language))


def words_of(ctx: Context, language: str) -> Sequence[ListedWord]:
    """The words that stand in the list now, by the alphabet. One statement."""
    stmt = (
        select(ListedWord)
        .join(WordList, WordList.id == ListedWord.list_id)
        .where(WordList.language == language, ListedWord.removed_at.is_(None))
    )
    return ctx.session.scalars(stmt.order_by(ListedWord.word)).all()


def all_lists(ctx: Context) -> dict[str, tuple[bool, int]]:
    """Whether each list is on, and how many words it has, by language. One statement."""
    in_use = (ListedWord.list_id == WordList.id) & ListedWord.removed_at.is_(None)
    stmt = (
        select(WordList.language, WordList.is_on, func.count(ListedWord.id))
        .join(ListedWord, in_use, isouter=True)
        .group_by(WordList.language, WordList.is_on)
    )
    return {language: (is_on, number) for language, is_on, number in ctx.session.execute(stmt)}


def looked_for(ctx: Context) -> dict[str, list[str]]:
    """Every word of the lists that are on, by language. One statement."""
    stmt = (
        select(WordList.language, ListedWord.word)
        .join(ListedWord, ListedWord.list_id == WordList.id)
        .where(WordList.is_on.is_(True), ListedWord.removed_at.is_(None))
        .order_by(ListedWord.word)
    )
    found: dict[str, list[str]] = {}
    for language, word in ctx.session.execute(stmt):
        found.setdefault(language, []).append(word)
    return found
