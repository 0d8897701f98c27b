"""What looks like a way to reach somebody, or like somebody's number, in a text that others are to read."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum

from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.rules import DASHES, LOOKS_LIKE_ONE

FEWEST_DIGITS, MOST_DIGITS = 8, 13  # of a telephone number
LAST_MONTH, LAST_DAY, ADDED_DAY = 12, 31, 60  # a coordination number adds 60 to the day


class Contact(StrEnum):
    """What the words look like."""

    PHONE = "phone"
    EMAIL = "email"
    NUMBER = "number"


QUESTIONS = {
    Contact.PHONE: _l("Ser det här ut som ett telefonnummer?"),
    Contact.EMAIL: _l("Ser det här ut som en e-postadress?"),
    Contact.NUMBER: _l("Ser det här ut som ett personnummer?"),
}

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
# From a nought or a plus; in groups with one space, a hyphen, a stroke or brackets between them.
_PHONE = re.compile(r"(?<![\w./-])(?:\+|\(?0)\d(?:[ ()/-]{0,2}\d){6,13}(?![\w-])")
_DAY = re.compile(r"\d{2}[-/ ]\d{2}[-/ ]\d{4}")  # 01-12-2026 is a day


def contacts(text: str) -> dict[Contact, list[str]]:
    """What looks like each of them, as it stands in the text, once each.

    A valid personal number never comes so far: see own_words.
    """
    plain = unicodedata.normalize("NFKC", text).translate(DASHES)
    phones = list(_phones(plain))
    found = {
        Contact.PHONE: phones,
        Contact.EMAIL: _EMAIL.findall(plain),
        Contact.NUMBER: [each for each in _numbers(plain) if each not in phones],
    }
    return {kind: list(dict.fromkeys(words)) for kind, words in found.items() if words}


def in_all(texts: Iterable[str]) -> dict[Contact, list[str]]:
    """The same of several texts."""
    return contacts("\n".join(texts))


def _phones(text: str) -> Iterator[str]:
    for match in _PHONE.finditer(text):
        words = match.group()
        digits = sum(each.isdigit() for each in words)
        if FEWEST_DIGITS <= digits <= MOST_DIGITS and not _DAY.fullmatch(words):
            yield words


def _numbers(text: str) -> Iterator[str]:
    """A day of birth and four figures, with whatever check digit."""
    for match in LOOKS_LIKE_ONE.finditer(text):
        century, _, month, day, mark, _ = match.groups()
        born = int(day) - ADDED_DAY if int(day) > ADDED_DAY else int(day)
        is_day = 1 <= int(month) <= LAST_MONTH and 1 <= born <= LAST_DAY
        if is_day and (century or mark):
            yield match.group().strip()
