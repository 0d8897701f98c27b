"""Reports: anyone tells what is wrong, a moderator decides, and every reporter can see what came of it."""

import secrets
from dataclasses import dataclass
from typing import cast

from dialog.core.context import Context
from dialog.core.db import Base
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.identity import limits
from dialog.identity.queries import hide
from dialog.identity.rules import holds_personal_number, network_of, token_hash
from dialog.moderation.models import Report, ReportCase, ReportOutcome
from dialog.moderation.queries.reports import (
    SEAL,
    Reported,
    open_case,
)
from dialog.moderation.reasons import reasons_for
from dialog.moderation.rules import (
    LONGEST_REPORT,
    MOST_REPORTS,
    AlreadyReviewed,
    MoreReports,
    NotShown,
    TooManyReports,
    ensure_free,
    is_urgent,
)
from dialog.moderation.subjects import Subject, type_of
from dialog.process.rules import review_due_at
from dialog.tenancy.queries import rules_now


@dataclass(frozen=True)
class Notice:
    """What a reader says. The address is only counted (identity.limits)."""

    category: str
    text: str
    address: str


def report(ctx: Context, thing: Subject, notice: Notice) -> str:
    """Tell the municipality what is wrong with a public text; returns the token of the private link.

    Nothing is hidden by it, however many report. Raises TooManyReports, NotShown and Faulty.
    """
    ctx.require("moderation.report", thing)
    network = network_of(notice.address)
    if limits.sent(ctx, "report", network) >= MOST_REPORTS:
        raise TooManyReports(
            _l(
                "Många anmälningar har kommit från det här nätverket. Vänta en timme och försök igen."
            )
        )
    _ensure_sound(ctx, thing, notice)
    _lock(ctx, thing)  # others may report it, or a moderator hide it, at the same moment
    if not thing.is_public():
        raise NotShown(_l("Texten visas inte längre. Därför behöver du inte anmäla den."))
    case, token = _case(ctx, thing), secrets.token_urlsafe(32)
    case.count += 1
    case.is_urgent = case.is_urgent or is_urgent(notice.category)
    row = Report(
        case=case,
        category=notice.category,
        sealed_text=hide(ctx, tidy(notice.text), SEAL),
        token_hash=token_hash(token),
        received_at=ctx.now,
    )
    ctx.session.add(row)
    limits.count(ctx, "report", network)
    ctx.record("moderation.report", case, attributed=False, category=notice.category)
    return token


def claim_reports(ctx: Context, reported: Reported, *, take_over: bool = False) -> None:
    """Take the edit lock of the reports about one thing. Raises LockedByOther and AlreadyReviewed."""
    ctx.require("moderation.claim_reports", reported.thing)
    case = reported.case
    ctx.lock(case)
    _ensure_open(case)
    if not take_over:
        ensure_free(ctx.actor.id, case.locked_by, case.locked_at, ctx.now)
    case.locked_by, case.locked_at = ctx.actor.id, ctx.now
    case.taken_up_at = case.taken_up_at or ctx.now
    ctx.record("moderation.claim_reports", case, taken_over=take_over)


def release_reports(ctx: Context, reported: Reported) -> None:
    """Let go of one's own lock. Raises LockedByOther when someone else holds it."""
    ctx.require("moderation.release_reports", reported.thing)
    case = reported.case
    ctx.lock(case)
    ensure_free(ctx.actor.id, case.locked_by, case.locked_at, ctx.now)
    case.locked_by = case.locked_at = None
    ctx.record("moderation.release_reports", case)


def dismiss_reports(ctx: Context, reported: Reported, *, seen: int, explanation: str) -> None:
    """Decide that nothing is done, and say why. `seen`: how many reports the moderator has read about.

    Raises AlreadyReviewed, LockedByOther, MoreReports, and Faulty without words.
    """
    ctx.require("moderation.dismiss_reports", reported.thing)
    case = reported.case
    _lock(ctx, reported.thing)  # in the order of `report`
    ctx.lock(case)
    _ensure_open(case)
    ensure_free(ctx.actor.id, case.locked_by, case.locked_at, ctx.now)
    if case.count != seen:
        raise MoreReports(_l("Det har kommit fler anmälningar. Läs dem innan du beslutar."))
    if not tidy(explanation):
        raise Faulty(_l("Förklara för den som har anmält varför."), "explanation")
    _close(ctx, case, ReportOutcome.NO_ACTION)
    case.explanation = tidy(explanation)
    ctx.record("moderation.dismiss_reports", case, count=case.count)


def settle_reports(ctx: Context, thing: Subject, *, reason: str) -> None:
    """Close every report about a thing that a moderator has just acted on, with the same reason.

    Called by moderation.decide, so that whatever acts on a text answers the reports about it too. The
    action holds the lock of the thing.
    """
    ctx.require("moderation.settle_reports", thing)
    case = open_case(ctx, thing)
    if case is None:
        return
    ctx.lock(case)
    _close(ctx, case, ReportOutcome.ACTED)
    case.reason = reason
    ctx.record("moderation.settle_reports", case, count=case.count, reason=reason)


def _lock(ctx: Context, thing: Subject) -> None:
    ctx.lock(cast("Base", thing))  # a Subject is a row, which a Protocol cannot say


def _ensure_sound(ctx: Context, thing: Subject, notice: Notice) -> None:
    if notice.category not in reasons_for(type_of(thing), rules_now(ctx)["ef.refuse_reasons"]):
        raise Faulty(_l("Välj ett skäl ur listan."), "category")
    if len(notice.text) > LONGEST_REPORT:
        raise Faulty(_l("Texten är för lång."), "text")
    if holds_personal_number(notice.text):
        raise Faulty(_l("Personnummer får inte stå i texten. Ta bort numret."), "text")


def _case(ctx: Context, thing: Subject) -> ReportCase:
    """Where reports about the thing are gathered. Whoever calls holds the lock of the thing."""
    if found := open_case(ctx, thing):
        ctx.lock(found)
        return found
    days = rules_now(ctx)["moderation.review_within"]
    case = ReportCase(
        subject_type=type_of(thing),
        subject_id=thing.id,
        is_urgent=False,
        count=0,
        opened_at=ctx.now,
        due_at=review_due_at(ctx.now, days),
    )
    ctx.session.add(case)
    return case


def _ensure_open(case: ReportCase) -> None:
    if case.closed_at is not None:
        raise AlreadyReviewed(_l("Anmälningarna är redan besvarade. Se beslutet nedan."))


def _close(ctx: Context, case: ReportCase, outcome: ReportOutcome) -> None:
    case.closed_at, case.outcome = ctx.now, outcome
    case.locked_by = case.locked_at = None
