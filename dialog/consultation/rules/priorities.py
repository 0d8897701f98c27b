"""Weighing options against one another: points to distribute, or options to pick."""

import re
from collections.abc import Mapping
from typing import Any

from dialog.consultation.rules.content import Method, PrioritiesContent
from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.core.i18n import ngettext

_number = re.compile(r"\d{1,6}", re.ASCII)


def points_given(content: PrioritiesContent, fields: Mapping[str, str]) -> dict[str, int]:
    """The points by key of the option, from what was written; empty fields are none.

    Raises Faulty at the first field that holds no whole number.
    """
    given = {}
    for option in content.options:
        text = "".join(fields.get(option.key, "").split())
        if text and not _number.fullmatch(text):
            raise Faulty(_("Skriv ett heltal, 0 eller mer."), option.key)
        if int(text or 0):
            given[option.key] = int(text)
    return given


def ensure_points(content: PrioritiesContent, points: Mapping[str, Any]) -> dict[str, int]:
    """The points in the order of the options. Raises Faulty unless there are some, and not too many."""
    _ensure_known(content, points)
    if any(not isinstance(n, int) or isinstance(n, bool) or n < 0 for n in points.values()):
        raise Faulty(_("Skriv ett heltal, 0 eller mer."))
    total = sum(points.values())
    if not total:
        raise Faulty(_("Ge poäng till minst ett alternativ."))
    over = total - content.amount
    if over > 0:
        words = ngettext(
            "Du har gett %(over)d poäng för mycket. Du har %(most)d att fördela.",
            "Du har gett %(over)d poäng för mycket. Du har %(most)d att fördela.",
            over,
        )
        raise Faulty(words % {"over": over, "most": content.amount})
    return {each.key: points[each.key] for each in content.options if points.get(each.key)}


def ensure_picks(content: PrioritiesContent, picks: Any) -> list[str]:
    """The picked options in their order, each once. Raises Faulty unless there are some, not too many."""
    chosen = set(picks)
    _ensure_known(content, chosen)
    if not chosen:
        raise Faulty(_("Välj minst ett alternativ."))
    if len(chosen) > content.amount:
        words = ngettext(
            "Du har valt %(chosen)d alternativ. Välj högst %(most)d.",
            "Du har valt %(chosen)d alternativ. Välj högst %(most)d.",
            len(chosen),
        )
        raise Faulty(words % {"chosen": len(chosen), "most": content.amount})
    return [each.key for each in content.options if each.key in chosen]


def ensure_sound(content: PrioritiesContent, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, `{"points": {...}}` or `{"picks": [...]}`, tidied. Raises Faulty."""
    if content.method is Method.POINTS:
        return {"points": ensure_points(content, given.get("points", {}))}
    return {"picks": ensure_picks(content, given.get("picks", []))}


def labelled(content: PrioritiesContent, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was given, as labels and words: for the receipt."""
    names = {each.key: each.label for each in content.options}
    if content.method is Method.PICK:
        return [(_("Du valde"), names[key]) for key in given["picks"]]
    words = []
    for key, number in given["points"].items():
        told = ngettext("%(number)d poäng", "%(number)d poäng", number) % {"number": number}
        words.append((names[key], told))
    return words


def left(content: PrioritiesContent, points: Mapping[str, int]) -> int:
    """How many points there are left to give; negative when too many have been given."""
    return content.amount - sum(points.values())


def _ensure_known(content: PrioritiesContent, keys: Any) -> None:
    known = {option.key for option in content.options}
    if not set(keys) <= known:
        raise Faulty(_("Alternativen har ändrats. Läs dem igen innan du skickar."))


