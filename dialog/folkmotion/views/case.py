"""What the page of a case shows: its clocks, numbers, register, steps and name check."""

from datetime import date, datetime
from typing import Any

from dialog.core.i18n import ZONE, format_date, format_number, ngettext
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.folkmotion import queries
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.queries import public, staff
from dialog.folkmotion.views.history import history_rows, tally
from dialog.folkmotion.views.standing import Surroundings, basis, next_step
from dialog.identity.queries import current_extract
from dialog.moderation.queries.piles import today
from dialog.moderation.rules import days_over
from dialog.moderation.views.rows import late
from dialog.process.models import Step
from dialog.process.rules import HANDLING, Handling, Publication, Window, last_day
from dialog.registry.rules import DIRECTION_NAMES
from dialog.tenancy.queries import municipality
from dialog.web.request import here

STEP_KINDS: dict[str, Any] = {
    "meeting": _l("Möte"),
    "prepared": _l("Beredning"),
    "milestone": _l("Delmål"),
}
MOVES = ("prepare", "answer", "implement", "complete")
Clock = tuple[str, str, str]  # what, when, and how late it is


def case(folkmotion: Folkmotion) -> dict[str, Any]:
    """The variables of handle.html."""
    ctx = here()
    steps = public.steps(ctx, folkmotion)
    department = staff.department(ctx, folkmotion)
    around = Surroundings(steps, department, municipality(ctx.session).place, ctx.now)
    return {
        "folkmotion": folkmotion,
        "text": staff.received_texts(folkmotion)[-1],
        "next_step": next_step(folkmotion, around),
        "late": late(folkmotion.days_late(ctx.now)) if folkmotion.days_late(ctx.now) else "",
        "clocks": _clocks(folkmotion, ctx.now),
        "basis": basis(folkmotion),
        "register": [
            (_("Diarienummer"), folkmotion.case_number or _("Saknas")),
            (_("Bereds av"), department or _("Inte bestämt")),
        ],
        "entries": queries.register_entries(ctx.session, folkmotion),
        "directions": DIRECTION_NAMES,
        "today": today(ctx),
        "steps": [_step(step, ctx.now) for step in steps],
        "document": staff.hand_over_document(ctx, folkmotion),
        "outcome": folkmotion.outcome,
        "history": history_rows(staff.history(ctx, folkmotion)),
        "check": _check(folkmotion),
        "allows": {move: HANDLING.allows(folkmotion.handling, move) for move in MOVES},
    }


def _clocks(folkmotion: Folkmotion, now: datetime) -> list[Clock]:
    clocks: list[Clock] = []
    review, closes = folkmotion.review_due_at, folkmotion.last_day()
    if folkmotion.publication is Publication.SUBMITTED and review:
        clocks.append((_("Granskas senast"), _day(last_day(review)), _late(days_over(review, now))))
    if closes and folkmotion.publication is Publication.PUBLISHED:
        ended = folkmotion.window(now) is Window.CLOSED
        words = _("Insamlingen slutade") if ended else _("Insamlingen slutar")
        clocks.append((words, _day(closes), _left(closes, now)))
    if folkmotion.handed_over_at:
        clocks.append((_("Lämnades över"), format_date(folkmotion.handed_over_at), ""))
    if folkmotion.answer_due_at:
        due = last_day(folkmotion.answer_due_at)
        over = _late(folkmotion.days_late(now))
        is_owed = folkmotion.decided_at is None
        clocks.append((_("Svar senast"), _day(due), over or (_left(due, now) if is_owed else "")))
    if folkmotion.decided_at:
        clocks.append((_("Svaret publicerades"), format_date(folkmotion.decided_at), ""))
    return clocks


def _day(day: date) -> str:
    return format_date(day)


def _late(days: int) -> str:
    return late(days) if days else ""


def _left(day: date, now: datetime) -> str:
    days = (day - now.astimezone(ZONE).date()).days
    if days < 0:
        return ""
    if days == 0:
        return _("i dag")
    return ngettext("%(n)s dag kvar", "%(n)s dagar kvar", days) % {"n": format_number(days)}


def _step(step: Step, now: datetime) -> dict[str, Any]:
    passed = (now.astimezone(ZONE).date() - step.planned_on).days
    return {
        "id": step.id,
        "kind": STEP_KINDS.get(step.kind, step.kind),
        "title": step.title,
        "note": step.note,
        "body": step.body,
        "planned_on": step.planned_on,
        "done_on": step.done_on,
        "has_passed": step.done_on is None and passed > 0,
    }


def _check(folkmotion: Folkmotion) -> dict[str, Any]:
    """Whether there are names to check, something to check them against, and how it went."""
    ctx = here()
    ordered, checked = staff.last_check(ctx, folkmotion)
    return {
        "unverified": folkmotion.count_unverified,
        "extract": current_extract(ctx),
        "is_ordered": ordered is not None,
        "result": tally(checked.data) if checked else "",
        "at": checked.at if checked else None,
        "counts": bool(folkmotion.rules.get("ef.unverified_counts")),
        "is_handed_over": folkmotion.handling is not Handling.NONE,
    }
