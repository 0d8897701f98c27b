"""Means, medians, quartiles, and how numbers and days are put into a few heaps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dialog.core.i18n import format_month, format_number
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l

MOST_BINS = 8
MOST_MONTHS = 36  # more of them are too many for one picture: then only those with answers
STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
HALF, QUARTER = Decimal("0.5"), Decimal("0.25")
DECIMALS = 1
MONTHS = 12

Fact = tuple[Any, Any]


class Spread:
    """Values and how many gave each."""

    def __init__(self, weights: Mapping[Decimal, int]) -> None:
        self.weights = {value: n for value, n in sorted(weights.items()) if n > 0}
        self.number = sum(self.weights.values())

    def mean(self) -> Decimal:
        """All values together divided by how many there are."""
        return sum((value * n for value, n in self.weights.items()), Decimal()) / self.number

    def quantile(self, share: Decimal) -> Decimal:
        """The value below or at which that share lies; between two values, halfway."""
        place, seen = share * self.number, 0
        values = list(self.weights.items())
        for position, (value, n) in enumerate(values):
            seen += n
            if seen == place and position + 1 < len(values):
                return (value + values[position + 1][0]) / 2
            if seen >= place:
                return value
        raise ValueError("there are no values")


def of_scale(spread: Spread, high: int) -> tuple[Fact, ...]:
    """Mean and median of a scale."""
    mean = _("%(mean)s av %(high)s") % {"mean": short(spread.mean()), "high": high}
    return ((_l("Medelvärde"), mean), (_l("Median"), short(spread.quantile(HALF))))


def of_numbers(spread: Spread) -> tuple[Fact, ...]:
    """Median and quartiles: an odd value does not move them, as it would a mean."""
    low, middle, high = (spread.quantile(each) for each in (QUARTER, HALF, 1 - QUARTER))
    between = _("%(low)s till %(high)s") % {"low": short(low), "high": short(high)}
    return ((_l("Median"), short(middle)), (_l("Hälften svarade mellan"), between))


def short(value: Decimal | float) -> str:
    """A number with at most one decimal, as the reader writes numbers."""
    return format_number(round(float(value), DECIMALS))


@dataclass(frozen=True)
class Bin:
    """Values from `low` to below `high`."""

    low: Decimal
    high: Decimal
    is_whole: bool  # whether all values are whole numbers

    @property
    def key(self) -> str:
        """What it is counted under."""
        return f"{self.low:f}-"

    @property
    def label(self) -> str:
        """ "10-19", or "10 till under 20"."""
        if self.is_whole and self.high - self.low == 1:
            return short(self.low)
        if self.is_whole:
            return f"{short(self.low)}\N{EN DASH}{short(self.high - 1)}"
        return _("%(low)s till under %(high)s") % {"low": short(self.low), "high": short(self.high)}

    def holds(self, value: Decimal) -> bool:
        """Whether the value is counted in it."""
        return self.low <= value < self.high


def bins(values: Sequence[Decimal]) -> list[Bin]:
    """A few heaps of equal width with round edges that hold all values."""
    if not values:
        return []
    is_whole = all(value == value.to_integral_value() for value in values)
    least, most = min(values), max(values)
    width = _width((most - least) / MOST_BINS)
    if is_whole:
        width = max(width, Decimal(1))
    low, found = (least // width) * width, []
    if low > least:  # Decimal rounds towards zero
        low -= width
    while low <= most:
        found.append(Bin(low, low + width, is_whole))
        low += width
    return found


def _width(least: Decimal) -> Decimal:
    """The smallest of 1, 2 or 5 with any number of zeros that is no smaller."""
    if least <= 0:
        return Decimal(1)
    power = Decimal(10) ** least.adjusted()
    return next(step * power for step in STEPS if step * power >= least)


def months(found: Iterable[str]) -> list[str]:
    """Every month from the first to the last, as "2026-12"; those with answers only, when they are many."""
    given = sorted(set(found))
    if not given:
        return []
    first, last = (_ordinal(each) for each in (given[0], given[-1]))
    if last - first >= MOST_MONTHS:
        return given
    return [f"{each // MONTHS:04d}-{each % MONTHS + 1:02d}" for each in range(first, last + 1)]


def _ordinal(month: str) -> int:
    year, number = month.split("-")
    return int(year) * MONTHS + int(number) - 1


def month_name(month: str) -> str:
    """ "december 2026"."""
    return format_month(date.fromisoformat(f"{month}-01"))
