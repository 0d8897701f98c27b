"""Numbers before headings ("3.1 Mål"), numbers that Word counts itself, and raised digits."""

import re
from collections.abc import Iterator

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_PLAIN = str.maketrans(RAISED, "0123456789")
_TO_RAISED = str.maketrans("0123456789", RAISED)
_DIGITS = r"\d{1,3}(?:\.\d{1,3}){0,7}"
_NUMBERED = re.compile(
    rf"(?P<law>\d{{1,3}}\s?(?:kap\.|§)|§\s?\d{{1,3}})\s+(?=\S)"
    rf"|(?:(?:kapitel|kap\.|avsnitt)\s+)?(?P<digits>{_DIGITS})(?:[.):]|(?=\s)|(?=\t))\s*(?=[^\W\d_]|[\"”“(])",
    re.IGNORECASE,
)
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
MOST_ROMAN = 4000


def split_number(text: str) -> tuple[str, str]:
    """The number before a heading, without its last full stop, and the rest: "3.1", "Mål"."""
    found = _NUMBERED.match(text)
    if found is None:
        return "", text
    return found["law"] or found["digits"], text[found.end() :].strip()


def depth(number: str) -> int:
    """How deep a number leads: 1 for "3", 2 for "3.1". 0 for none, and for what is not in digits."""
    return number.count(".") + 1 if re.fullmatch(_DIGITS, number) else 0


def lowered(digits: str) -> str:
    """Raised digits as plain ones."""
    return digits.translate(_TO_PLAIN)


def raised(digits: str) -> str:
    """Plain digits as raised ones."""
    return digits.translate(_TO_RAISED)


def counted(value: int, form: str) -> str:
    """A number in the form that Word or OpenDocument names: "decimal", "upperRoman", "a" ..."""
    match form:
        case "upperRoman" | "I":
            return "".join(_roman(value))
        case "lowerRoman" | "i":
            return "".join(_roman(value)).lower()
        case "upperLetter" | "A":
            return _letters(value)
        case "lowerLetter" | "a":
            return _letters(value).lower()
        case _:
            return str(value)


def _roman(value: int) -> Iterator[str]:
    rest = value % MOST_ROMAN
    for size, letters in _ROMAN:
        while rest >= size:
            yield letters
            rest -= size


def _letters(value: int) -> str:
    """As Word does: after Z comes AA, then BB."""
    times, place = divmod(max(value, 1) - 1, 26)
    return chr(ord("A") + place) * min(times + 1, 10)
