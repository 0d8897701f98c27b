"""The steps of a consultation: added, written, ordered, removed, and extended once they have opened."""

from datetime import datetime
from typing import Any

from dialog.consultation.models import Consultation, Stage
from dialog.consultation.queries import publishing as queries
from dialog.consultation.queries import staff
from dialog.consultation.rules import golive
from dialog.consultation.rules.stages import (
    Settled,
    Terms,
    ensure_later,
    ensure_may_change,
    ensure_sound,
    has_opened,
)
from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import format_date
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.identity.rules import holds_personal_number
from dialog.process.rules import Handling, Publication, given_back, last_day
from dialog.process.search import make_findable

OVER = {Publication.STOPPED, Publication.WITHDRAWN}


def add_stage(ctx: Context, consultation: Consultation, terms: Terms) -> Stage:
    """Add a step at the end. One that is added after publication is shown when it has dates."""
    ctx.require("consultation.add_stage", consultation)
    ctx.lock(consultation)
    _ensure_running(consultation)
    ensure_sound(terms)
    _ensure_no_number(terms)
    if consultation.is_public() and terms.opens_at:
        raise Faulty(_l("Lägg till delar i steget först. Välj sedan när det öppnar."), "opens_on")
    number = max((each.number for each in consultation.stages), default=0) + 1
    stage = Stage(consultation_id=consultation.id, number=number, **_columns(terms))
    ctx.session.add(stage)
    ctx.session.flush()
    ctx.session.expire(consultation, ["stages"])
    ctx.record("consultation.add_stage", consultation, stage=stage.id)
    return stage


def edit_stage(ctx: Context, stage: Stage, terms: Terms) -> None:
    """Change a step, as far as rules.stages lets it. Raises Faulty, Settled and NotReady."""
    ctx.require("consultation.edit_stage", stage.consultation)
    consultation = stage.consultation
    ctx.lock(consultation)
    ctx.lock(stage)
    _ensure_running(consultation)
    ensure_sound(terms)
    _ensure_no_number(terms)
    before = queries.terms_of(stage)
    ensure_may_change(consultation.publication, before, terms, ctx.now)
    _ensure_before_feedback(consultation, terms.closes_at)
    if consultation.is_public() and terms.opens_at and not before.opens_at:
        _ensure_complete(ctx, stage)
    new = _columns(terms)
    changed = sorted(name for name, value in new.items() if value != getattr(stage, name))
    for name in changed:
        setattr(stage, name, new[name])
    _keep_in_step(ctx, consultation)
    ctx.record("consultation.edit_stage", consultation, stage=stage.id, changed=changed)


def extend(ctx: Context, stage: Stage, closes_at: datetime) -> None:
    """Let people take part for longer. The page says so, with both days."""
    ctx.require("consultation.extend", stage.consultation)
    consultation = stage.consultation
    ctx.lock(consultation)
    ctx.lock(stage)
    _ensure_running(consultation)
    ensure_later(stage.closes_at, closes_at, ctx.now)
    _ensure_before_feedback(consultation, closes_at)
    before = stage.last_day()
    stage.closes_at = closes_at
    _keep_in_step(ctx, consultation)
    ctx.record(
        "consultation.extend",
        consultation,
        stage=stage.id,
        before=before.isoformat() if before else None,
        until=last_day(closes_at).isoformat(),
    )


def remove_stage(ctx: Context, stage: Stage) -> None:
    """Take a step away, unless somebody has taken part in it or could have."""
    ctx.require("consultation.remove_stage", stage.consultation)
    consultation = stage.consultation
    ctx.lock(consultation)
    _ensure_running(consultation)
    if has_opened(consultation.publication, stage.opens_at, ctx.now):
        raise Settled(_l("Steget har öppnat. Det går inte att ta bort."))
    if staff.has_contributions(ctx, stage):
        raise Settled(_l("Någon har deltagit i steget. Det går inte att ta bort."))
    is_dated = [each for each in consultation.stages if each.opens_at and each.id != stage.id]
    if consultation.is_public() and not is_dated:
        raise Settled(_l("En publicerad medborgardialog måste ha minst ett steg med datum."))
    stage.is_removed = True
    ctx.session.flush()
    ctx.session.expire(consultation, ["stages"])
    _keep_in_step(ctx, consultation)
    ctx.record("consultation.remove_stage", consultation, stage=stage.id)


def move_stage(ctx: Context, stage: Stage, *, up: bool) -> None:
    """Let a step change places with the one before it, or after it. At the end nothing happens."""
    ctx.require("consultation.move_stage", stage.consultation)
    consultation = stage.consultation
    ctx.lock(consultation)
    order = list(consultation.stages)
    here = order.index(stage)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    for number, each in enumerate(order, 1):
        each.number = number
    ctx.session.flush()
    ctx.session.expire(consultation, ["stages"])
    ctx.record("consultation.move_stage", consultation, stage=stage.id, number=stage.number)


def give_back_time(
    ctx: Context, consultation: Consultation, since: datetime, until: datetime
) -> None:
    """Nobody could write between the two moments: every step that was open closes as much later."""
    ctx.require("consultation.give_back_time", consultation)
    ctx.lock(consultation)
    for stage in consultation.stages:
        if stage.opens_at is not None and stage.opens_at < until:
            began = max(since, stage.opens_at)
            stage.closes_at = given_back(stage.closes_at, began, until)
    _keep_in_step(ctx, consultation)
    ctx.record("consultation.give_back_time", consultation, since=since.isoformat())


def _columns(terms: Terms) -> dict[str, Any]:
    return {**vars(terms), "title": tidy(terms.title), "intro": tidy(terms.intro)}


def _ensure_running(consultation: Consultation) -> None:
    if consultation.publication in OVER or consultation.handling is not Handling.NONE:
        raise DomainError(_l("Medborgardialogen är avslutad. Stegen går inte att ändra."))


def _ensure_no_number(terms: Terms) -> None:
    for name in ("title", "intro"):
        if holds_personal_number(getattr(terms, name)):
            raise Faulty(_l("Personnummer får inte stå i texten. Ta bort numret."), name)


def _ensure_before_feedback(consultation: Consultation, closes_at: datetime | None) -> None:
    promised = consultation.feedback_on
    if closes_at and golive.is_feedback_before_end(promised, last_day(closes_at)):
        words = _l(
            "Kommunen har lovat att berätta vad det blev av det senast den %(day)s. Ändra den "
            "dagen först, eller välj en tidigare dag."
        )
        raise Faulty(words % {"day": format_date(promised)} if promised else words, "closes_on")


def _ensure_complete(ctx: Context, stage: Stage) -> None:
    lacking = golive.missing_parts(stage.id, has_parts=bool(stage.parts))
    golive.ensure_ready(lacking + queries.missing_in_parts(ctx, stage.parts))


def _keep_in_step(ctx: Context, consultation: Consultation) -> None:
    """What is public follows its steps: its first and last moment, its record, and search."""
    ctx.session.flush()
    if consultation.is_public():
        queries.follow_stages(ctx, consultation)
        queries.keep_text(ctx, consultation)
        make_findable(ctx, consultation)
