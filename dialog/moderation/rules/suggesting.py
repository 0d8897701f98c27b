"""What in a text a moderator may want to look at. It decides nothing and hides nothing."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from dialog.core.errors import DomainError
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.contact import Contact, contacts
from dialog.process.rules.own_words import likeness

MOST_SHOWN = 10  # words of each kind: enough to see why
LEAST_COMPARED = 40  # letters; many write "I agree"
FLOOD, FLOOD_TIME = 5, timedelta(minutes=10)  # so many from one participant, within so long
LEAST_LETTERS, LONGEST_WORD, MOST_WORDS = 2, 60, 500  # of a word in a list, and of a list
PREFIX = "*"


class Clue(StrEnum):
    """Why a text is put before a moderator."""

    WORD = "word"
    LINK = "link"
    PHONE = "phone"
    EMAIL = "email"
    NUMBER = "number"
    DUPLICATE = "duplicate"
    FLOOD = "flood"


CLUE_NAMES = {
    Clue.WORD: _l("Ord i en ordlista"),
    Clue.LINK: _l("Länk"),
    Clue.PHONE: _l("Liknar ett telefonnummer"),
    Clue.EMAIL: _l("Liknar en e-postadress"),
    Clue.NUMBER: _l("Liknar ett personnummer"),
    Clue.DUPLICATE: _l("Samma text finns redan"),
    Clue.FLOOD: _l("Många inlägg på kort tid"),
}
_OF_CONTACT = {
    Contact.PHONE: Clue.PHONE,
    Contact.EMAIL: Clue.EMAIL,
    Contact.NUMBER: Clue.NUMBER,
}


class NothingSuggested(DomainError):
    """Nothing points at this version of the text any longer."""


_LINK = re.compile(
    r"(?<![\w@.-])(?:https?://\S+|www\.\S+|"
    r"(?:[\w-]{1,63}\.){1,4}(?-i:se|nu|com|net|org|info|eu|io|me|biz|xyz|ru|top|shop)\b(?:/\S*)?)",
    re.IGNORECASE,
)
_AFTER_LINK = ".,;:!?)]}\"'»”"
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def clues_in(text: str, listed: Iterable[str]) -> dict[Clue, list[str]]:
    """What stands in the text, by kind, with the words that show it. `listed`: the words to look for."""
    found = {
        Clue.WORD: listed_in(text, listed),
        Clue.LINK: links_in(text),
        **{_OF_CONTACT[kind]: words for kind, words in contacts(text).items()},
    }
    return {kind: words[:MOST_SHOWN] for kind, words in found.items() if words}


def links_in(text: str) -> list[str]:
    """Addresses of web pages, once each. An e-mail address is none."""
    return _once(each.rstrip(_AFTER_LINK) for each in _LINK.findall(text))


def listed_in(text: str, listed: Iterable[str]) -> list[str]:
    """Which of the listed words stand in the text, whole, or as the beginning of a word ("grön*")."""
    words = " ".join(_WORD.findall(_folded(text)))
    return _once(each for each in listed if _stands(words, each))


def _stands(words: str, listed: str) -> bool:
    wanted = " ".join(_WORD.findall(_folded(listed)))
    if not wanted:
        return False
    end = "" if listed.endswith(PREFIX) else " "
    return f" {wanted}{end}" in f" {words} "


def as_listed(word: str) -> str:
    """A word as it is kept in a list; "" where it is none."""
    bare = " ".join(_WORD.findall(_folded(word)))
    return bare + (PREFIX if bare and word.rstrip().endswith(PREFIX) else "")


def compared(text: str) -> str:
    """By what a text is compared with earlier ones; "" where it is too short to say anything."""
    letters = sum(each.isalnum() for each in text)
    return likeness(text) if letters >= LEAST_COMPARED else ""


def is_flood(number: int) -> bool:
    """Whether so many contributions from one participant within FLOOD_TIME are many."""
    return number >= FLOOD


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
