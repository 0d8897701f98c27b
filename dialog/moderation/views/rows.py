"""A process as one row of a list for staff: what it is, how long it has waited, what is urgent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask import url_for

from dialog.core.i18n import ZONE, format_date, format_datetime, format_number, ngettext
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.moderation.queries.reports import Reported
from dialog.moderation.rules import days_over
from dialog.moderation.subjects import title_of
from dialog.process.models import Contribution, Process, Step
from dialog.process.rules import Publication, last_day
from dialog.process.views.cards import days_late, window_words


@dataclass
class Row:
    """What the macro link_row prints. `tags` are (text, colour), `states` (macro, state)."""

    title: str
    language: str
    href: str
    meta: str
    tags: list[tuple[str, str]] = field(default_factory=list)
    states: list[tuple[str, str]] = field(default_factory=list)


def waiting(process: Process, now: datetime, holders: Mapping[int, str]) -> Row:
    """A text that waits for a moderator: its age, its target time, and who has taken it up."""
    row = Row(
        plain(process.title),
        process.language,
        url_for(f"{process.kind}.review", id=process.id),
        _age(process, now),
    )
    if due := process.review_due_at:
        row.tags.append(_target(due, now))
    if holder := holders.get(process.id):
        row.tags.append((_("Granskas av %(name)s") % {"name": holder}, "info"))
    return row


def run(process: Process, now: datetime, kind: str = "") -> Row:
    """Something that the municipality asks, in a list for those who run it. `kind` of asking, in words."""
    href = url_for(f"{process.kind}.build", id=process.id)
    row = Row(plain(process.title), process.language, href, _run_meta(process, kind))
    if process.publication is not Publication.PUBLISHED:
        row.states = [("publication", process.publication.value)]
    elif process.decided_at:
        row.states = [("handling", process.handling.value)]
    else:
        row.tags = [(window_words(process, now), "neutral")]
    if late := days_late(process, now):
        row.tags.append((late, "danger"))
    return row


def _run_meta(process: Process, kind: str) -> str:
    if publish_at := getattr(process, "publish_at", None):
        words = _("Publiceras %(at)s") % {"at": format_datetime(publish_at)}
    elif process.published_at:
        words = _("Publicerad %(day)s") % {"day": format_date(process.published_at)}
    else:
        words = _("Påbörjad %(day)s") % {"day": format_date(process.created_at)}
    return " · ".join(each for each in (kind, words, process.case_number) if each)


def written(thing: Contribution, now: datetime, same: int = 1) -> Row:
    """Something that somebody has written within a process, and that waits: where, and until when.

    `same`: how many say the same, which are decided about together.
    """
    row = _within(thing, "moderation.decide_alike" if same > 1 else "moderation.contribution")
    if due := thing.review_due_at:
        row.tags.append(_target(due, now))
    if same > 1:
        row.tags.append(_alike(same))
    return row


def suggested(thing: Contribution, why: list[str]) -> Row:
    """Something published that a filter points at: where it stands, and why."""
    row = _within(thing, "moderation.contribution")
    row.tags = [(each, "warning") for each in why]
    return row


def _within(thing: Contribution, endpoint: str) -> Row:
    return Row(
        title_of(thing),
        thing.language,
        url_for(endpoint, id=thing.id),
        f"{thing.kind_name}. {plain(thing.process.title)}",
    )


def _alike(number: int) -> tuple[str, str]:
    return _("%(n)s lika") % {"n": format_number(number)}, "info"


def reported(about: Reported, now: datetime, holders: Mapping[int, str], same: int = 1) -> Row:
    """Something that has been reported: how often, since when, its target time, who looks at it.

    `same`: how many that say the same were reported and stand in this row.
    """
    case, thing = about.case, about.thing
    words = ngettext(
        "%(n)s anmälan, den första %(day)s", "%(n)s anmälningar, den första %(day)s", case.count
    )
    row = Row(
        title_of(thing),
        thing.language,
        url_for("moderation.reported", id=case.id),
        words % {"n": format_number(case.count), "day": format_date(case.opened_at)},
    )
    if same > 1:
        row.tags.append(_alike(same))
    if case.is_urgent:
        row.tags.append((_("Kan vara brott"), "danger"))
    if case.closed_at is None:
        row.tags.append(_target(case.due_at, now))
    if holder := holders.get(case.id):
        row.tags.append((_("Granskas av %(name)s") % {"name": holder}, "info"))
    return row


def owed(process: Process, now: datetime) -> Row:
    """Something that the municipality has got and must answer."""
    row = _case(process, process.case_number or _("Diarienummer saknas"))
    if due := process.answer_due_at:
        over = process.days_late(now)
        words = {"day": format_date(last_day(due))}
        row.tags.append(
            (late(over), "danger") if over else (_("Svar senast %(day)s") % words, "neutral")
        )
    return row


def handed_over(process: Process) -> Row:
    """Something that the register has not given a number."""
    at = process.handed_over_at
    return _case(process, _("Överlämnad %(day)s") % {"day": format_date(at)} if at else "")


def unchecked(process: Process) -> Row:
    """Something with names that nobody has compared with the register."""
    words = ngettext(
        "%(n)s okontrollerat namn", "%(n)s okontrollerade namn", process.count_unverified
    )
    return _case(process, words % {"n": format_number(process.count_unverified)})


def passed(step: Step, process: Process, now: datetime) -> Row:
    """A planned step whose day has passed."""
    row = _case(process, f"{step.title}, {format_date(step.planned_on)}")
    over = (now.astimezone(ZONE).date() - step.planned_on).days
    words = ngettext("%(n)d dag sedan", "%(n)d dagar sedan", over)
    row.tags.append((words % {"n": over}, "warning"))
    return row


def case(process: Process, now: datetime) -> Row:
    """Anything that has been sent in, with where it stands on its tracks."""
    sent = process.submitted_at
    words = [
        process.case_number,
        _("Inskickad %(day)s") % {"day": format_date(sent)} if sent else "",
    ]
    row = _case(process, " · ".join(word for word in words if word))
    row.states = [("publication", process.publication.value)]
    if process.publication is Publication.PUBLISHED:
        row.states.append(("handling", process.handling.value))
    if over := process.days_late(now):
        row.tags.append((late(over), "danger"))
    return row


def late(days: int) -> str:
    """How late something is, in words."""
    words = ngettext("%(days)s dag försenad", "%(days)s dagar försenad", days)
    return words % {"days": format_number(days)}


def _target(due: datetime, now: datetime) -> tuple[str, str]:
    """Until when something should be looked at, or how late it is."""
    if over := days_over(due, now):
        return late(over), "danger"
    return _("Senast %(day)s") % {"day": format_date(last_day(due))}, "neutral"


def _case(process: Process, meta: str) -> Row:
    href = url_for(f"{process.kind}.handle", id=process.id)
    return Row(plain(process.title), process.language, href, meta)


def _age(process: Process, now: datetime) -> str:
    sent = process.submitted_at
    if sent is None:
        return ""
    days = (now.astimezone(ZONE).date() - sent.astimezone(ZONE).date()).days
    words = {"day": format_date(sent), "days": days}
    if days == 0:
        return _("Inskickad i dag")
    return (
        ngettext(
            "Inskickad %(day)s. Har väntat %(days)d dag.",
            "Inskickad %(day)s. Har väntat %(days)d dagar.",
            days,
        )
        % words
    )
