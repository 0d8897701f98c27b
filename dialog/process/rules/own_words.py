"""Own words: what was pasted is freed of its formatting, then judged; and which texts are the same."""

import hashlib
import re
import unicodedata

from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.i18n import ngettext
from dialog.core.text import has_unwanted, tidy
from dialog.identity.rules import holds_personal_number

MOST_SHORT, MOST_LONG = 200, 4000
LIKENESS_LENGTH = 32

# What word processors and web pages leave in a text that is pasted: line breaks and spaces of
# their own, and marks that nobody sees.
_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_EMPTY_LINES = re.compile(r"\n{3,}")


def unformatted(text: str) -> str:
    """A text that was pasted, as if it had been written here."""
    text = _INVISIBLE.sub("", _SPACES.sub(" ", _BREAKS.sub("\n", text)))
    return _EMPTY_LINES.sub("\n\n", tidy(text))


def own_words(text: str, name: str, most: int) -> str:
    """The text as it is kept. Raises Faulty, for the field with that name, where it cannot be."""
    words = unformatted(text)
    if len(words) > most:
        message = ngettext(
            "Texten är %(over)d tecken för lång. Den får ha högst %(most)d tecken.",
            "Texten är %(over)d tecken för lång. Den får ha högst %(most)d tecken.",
            len(words) - most,
        )
        raise Faulty(message % {"over": len(words) - most, "most": most}, name)
    if has_unwanted(words):
        raise Faulty(
            _l(
                "Texten innehåller osynliga styrtecken. Skriv om den delen eller klistra in den som ren text."
            ),
            name,
        )
    if holds_personal_number(words):
        raise Faulty(_l("Personnummer får inte stå i texten. Ta bort numret."), name)
    return words


def likeness(text: str) -> str:
    """A hash of the words without case, marks and white space: equal texts share it."""
    whole = unicodedata.normalize("NFKC", text).casefold()
    letters = re.sub(r"[\W_]+", "", whole) or "".join(whole.split())  # only marks, perhaps a smiley
    return hashlib.sha256(letters.encode()).hexdigest()[:LIKENESS_LENGTH]
