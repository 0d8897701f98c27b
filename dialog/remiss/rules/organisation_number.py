"""The number of an organisation (organisationsnummer): ten digits, the last of which checks the others."""

import re

from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.rules import holds_personal_number

SHAPE = re.compile(r"(?:16)?([0-9]{6})-?([0-9]{4})")
FIRST_MIDDLE = 20  # the third and fourth digit; in a personal number they are a month
DIGITS_IN_ONE = 9


def organisation_number(text: str, field: str = "number") -> str:
    """The number as it is usually written, "212000-0142"; nothing stays nothing.

    Raises Faulty for anything else. Whoever trades under their own name (enskild firma) has a
    personal number there, and that is not taken: it would stand in public beside the name.
    """
    given = "".join(text.split())
    if not given:
        return ""
    if holds_personal_number(text):
        raise Faulty(
            _l(
                "Det ser ut som ett personnummer. Skriv det inte här. Har ni en enskild firma kan ni lämna fältet tomt."
            ),
            field,
        )
    found = SHAPE.fullmatch(given)
    if found is None:
        raise Faulty(
            _l("Skriv organisationsnumret med tio siffror, till exempel 212000-0142."), field
        )
    digits = "".join(found.groups())
    if int(digits[2:4]) < FIRST_MIDDLE or not _is_checked(digits):
        raise Faulty(_l("Organisationsnumret stämmer inte. Kontrollera siffrorna."), field)
    return f"{digits[:6]}-{digits[6:]}"


def _is_checked(digits: str) -> bool:
    """Luhn: every other digit is doubled, the digits of that are added, and the sum ends with 0."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(n - DIGITS_IN_ONE if n > DIGITS_IN_ONE else n for n in doubled) % 10 == 0
