"""Age groups: the few that results are shown by, and how an age falls into one."""

from typing import Any

from dialog.core.i18n import lazy_gettext as _l

# key -> (name, the oldest age in it). Keys are kept with answers and stand in imported figures.
AGES: dict[str, tuple[Any, int]] = {
    "0-12": (_l("0–12 år"), 12),
    "13-19": (_l("13–19 år"), 19),
    "20-29": (_l("20–29 år"), 29),
    "30-44": (_l("30–44 år"), 44),
    "45-64": (_l("45–64 år"), 64),
    "65-79": (_l("65–79 år"), 79),
    "80-": (_l("80 år eller äldre"), 200),
}
UNKNOWN = ""


def age_group(age: int | None) -> str:
    """The key of the group that an age in whole years falls into; "" when the age is not known."""
    if age is None:
        return UNKNOWN
    return next((key for key, (_name, oldest) in AGES.items() if age <= oldest), UNKNOWN)
