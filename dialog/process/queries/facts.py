"""The facts that officials write about what the municipality asks: tidied, and judged before they are kept."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.identity.rules import holds_personal_number
from dialog.process.rules import AREA_NAMES, Level
from dialog.process.rules.golive import FEEDBACK_TOO_EARLY, is_feedback_before_end
from dialog.tenancy.models import Department

# Contacts may hold numbers that look like anything.
NO_WORDS = {"department_id", "feedback_on", "level", "tags", "language", "contact_phone"}


def tidied(changes: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
    """The facts as they are stored. Raises KeyError for what is none of those that are known."""
    if unknown := changes.keys() - known:
        raise KeyError(f"no facts: {sorted(unknown)}")
    return {name: _tidied(value) for name, value in changes.items()}


def _tidied(value: Any) -> Any:
    return tidy(value) if isinstance(value, str) and not isinstance(value, Level) else value


def ensure_sound(ctx: Context, given: Mapping[str, Any], last: date | None) -> None:
    """Raise Faulty at the fact that cannot be. `last`: the last day on which people can take part."""
    for name in given.keys() - NO_WORDS:
        if isinstance(given[name], str) and holds_personal_number(given[name]):
            raise Faulty(_l("Personnummer får inte stå i texten. Ta bort numret."), name)
    if given.get("area") and given["area"] not in AREA_NAMES:
        raise Faulty(_l("Välj ett ämne i listan."), "area")
    wanted = given.get("department_id")
    if wanted is not None and ctx.session.get(Department, wanted) is None:
        raise Faulty(_l("Välj en förvaltning i listan."), "department_id")
    if is_feedback_before_end(given.get("feedback_on"), last):
        raise Faulty(FEEDBACK_TOO_EARLY, "feedback_on")
