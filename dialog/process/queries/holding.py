"""Search in texts that no index holds: a word as it stands, in capitals or not."""

from typing import Any

from sqlalchemy import ColumnElement, or_

MOST_WORDS = 5  # that are searched for at once


def holding(words: str, *columns: Any) -> list[ColumnElement[bool]]:
    """One condition for each word: any of the columns holds it."""
    return [_holds(word, columns) for word in words.split()[:MOST_WORDS]]


def _holds(word: str, columns: tuple[Any, ...]) -> ColumnElement[bool]:
    # Not every database knows that å and Å are one letter.
    forms = sorted({word, word.lower(), word.upper(), word.capitalize()})
    return or_(*(each.contains(form, autoescape=True) for form in forms for each in columns))
