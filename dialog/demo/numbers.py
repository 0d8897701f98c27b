"""Made-up personal numbers with right check digits, from series that nobody living is given."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from dialog.demo.people import BY_NUMBER

SERIALS = ("238", "239", "980", "981")  # Skatteverket keeps these for test numbers
FIRST_BIRTHDAY, LAST_BIRTHDAY = date(1900, 1, 1), date(2015, 12, 31)
COORDINATION = 60  # added to the day of birth
NINE = 9


def made_up_numbers(seed: int = 1) -> Iterator[str]:
    """About 169,000 different personal numbers, in an order that the seed decides.

    Those of the demo's own people are left out.
    """
    days = _birthdays(seed)
    for turn in range(len(SERIALS)):
        for place, day in enumerate(days):
            serial = SERIALS[(place + turn) % len(SERIALS)]
            number = _complete(day.strftime("%Y%m%d"), serial)
            if number not in BY_NUMBER:
                yield number


def made_up_coordination_numbers(seed: int = 1) -> Iterator[str]:
    """Different coordination numbers (samordningsnummer)."""
    for day in _birthdays(seed):
        yield _complete(f"{day:%Y%m}{day.day + COORDINATION}", SERIALS[0])


def _birthdays(seed: int) -> list[date]:
    span = (LAST_BIRTHDAY - FIRST_BIRTHDAY).days + 1
    days = [FIRST_BIRTHDAY + timedelta(days=n) for n in range(span)]
    random.Random(seed).shuffle(days)  # noqa: S311 - nothing secret, and the same every time
    return days


def _complete(birth: str, serial: str) -> str:
    """With the check digit: the Luhn sum of the last nine digits is made a multiple of ten."""
    total = 0
    for place, digit in enumerate(birth[2:] + serial):
        product = int(digit) * (2 - place % 2)
        total += product - NINE if product > NINE else product
    return f"{birth}{serial}{-total % 10}"
