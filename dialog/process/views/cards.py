"""A process as one card in a list: what it is, how far it has come, how many stand behind it."""

from dataclasses import dataclass, field
from datetime import datetime

from flask import url_for

from dialog.core.i18n import ZONE, format_date, format_number, ngettext
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.process.models import Process
from dialog.process.rules import AREA_NAMES, Handling, Publication, Window

SOON = 7  # days; so near, the days are counted instead of naming the date


@dataclass
class Card:
    """What the macro process_card prints. `tags` are (macro, state, text)."""

    title: str
    summary: str
    language: str
    href: str
    kind: str
    valid: int | None
    threshold: int | None
    tags: list[tuple[str, str, str]] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)


def card(process: Process, now: datetime) -> Card:
    """The card of one process."""
    is_counted = process.opens_at is not None and process.window(now) is not Window.UPCOMING
    return Card(
        title=plain(process.title),
        summary=plain(process.summary),
        language=process.language,
        href=url_for(f"{process.kind}.show", id=process.id),
        kind=str(process.kind_name),
        valid=process.counting_names if is_counted and process.counts_names else None,
        threshold=process.goal,
        tags=_tags(process, now),
        facts=_facts(process),
    )


def _tags(process: Process, now: datetime) -> list[tuple[str, str, str]]:
    if process.publication is not Publication.PUBLISHED:
        return [("publication", process.publication.value, "")]
    window, tags = process.window(now), []
    if window is not Window.CLOSED or process.handling is Handling.NONE or not _tells(process):
        tags.append(("window", window.value, window_words(process, now)))
    if outcome := getattr(process, "outcome", None):
        tags.append(("decision", "", str(outcome.decision_name)))
    if (process.handling is not Handling.DECIDED or not outcome) and _tells(process):
        tags.append(("handling", process.handling.value, ""))
    if late := days_late(process, now):
        tags.append(("late", "", late))
    return tags


def taken_part(process: Process) -> str:
    """How many have taken part, in words; "" before anybody has."""
    number = process.count_valid
    words = ngettext("%(n)s har deltagit", "%(n)s har deltagit", number)
    return words % {"n": format_number(number)} if number else ""


def _tells(process: Process) -> bool:
    """Whether the handling says something: nobody hands over what the municipality itself asked."""
    return process.counts_names or process.handling is not Handling.HANDED_OVER


def _facts(process: Process) -> list[str]:
    facts = [taken_part(process)] if not process.counts_names and process.count_valid else []
    if outcome := getattr(process, "outcome", None):
        facts.append(_("Beslutad %(day)s") % {"day": format_date(outcome.decided_on)})
    if process.area:
        facts.append(str(AREA_NAMES.get(process.area, process.area)))
    if process.names_to_check:
        number = format_number(process.names_to_check)
        facts.append(_("%(number)s namn inte kontrollerade än") % {"number": number})
    return facts


def window_words(process: Process, now: datetime) -> str:
    """The window in words with its date: "Öppen till 14 december 2026", "3 dagar kvar"."""
    window, last = process.window(now), process.last_day()
    if window is Window.UPCOMING:
        opens_at = process.opens_at
        return _("Öppnar %(day)s") % {"day": format_date(opens_at)} if opens_at else ""
    if window is Window.CLOSED:
        return str(process.closed_words)
    if last is None:
        return _("Öppen")
    days = (last - now.astimezone(ZONE).date()).days
    if days == 0:
        return _("Sista dagen i dag")
    if days <= SOON:
        return ngettext("%(days)d dag kvar", "%(days)d dagar kvar", days) % {"days": days}
    return _("Öppen till %(day)s") % {"day": format_date(last)}


def days_late(process: Process, now: datetime) -> str:
    """How late the answer is, in words; "" when it is not."""
    days = process.days_late(now)
    if not days:
        return ""
    words = ngettext("Svaret är %(days)s dag försenat", "Svaret är %(days)s dagar försenat", days)
    return words % {"days": format_number(days)}
