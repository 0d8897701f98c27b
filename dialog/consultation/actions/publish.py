"""Publication: now, or by the worker at a day and time that the official chose."""

from datetime import datetime

from dialog.consultation.models import Consultation
from dialog.consultation.queries import publishing as queries
from dialog.consultation.queries.public import outline
from dialog.consultation.rules import PUBLICATION, golive
from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import Publication, end_of_day
from dialog.process.rules.golive import ensure_draft, ensure_plannable
from dialog.process.search import make_findable
from dialog.registry.records import note_made


def publish(ctx: Context, consultation: Consultation) -> None:
    """Let people read it, and take part when its steps open. Raises NotReady with all that is missing.

    From now on what people have seen stays: parts are kept in versions, and the text as a record.
    """
    ctx.require("consultation.publish", consultation)
    ctx.lock(consultation)
    reading = outline(ctx, consultation)
    if consultation.publication is Publication.DRAFT:
        golive.ensure_ready(queries.missing(ctx, reading))
    PUBLICATION.apply(consultation, "publish")
    for part in reading.all_parts():
        part.version.frozen_at = part.version.frozen_at or ctx.now
    queries.follow_stages(ctx, consultation)
    consultation.publish_at = None
    consultation.published_at = consultation.submitted_at = ctx.now
    if consultation.feedback_on:
        consultation.answer_due_at = end_of_day(consultation.feedback_on)
    consultation.wrapped_key = ctx.keys.new_data_key(f"process:{consultation.municipality_id}")
    text = queries.keep_text(ctx, consultation)
    make_findable(ctx, consultation)
    note_made(ctx, consultation, concerns=_l("Publicerad medborgardialog"))
    ctx.record("consultation.publish", consultation, text=text.number)


def schedule(ctx: Context, consultation: Consultation, at: datetime) -> None:
    """Let the worker publish it at that moment, if it is ready then."""
    ctx.require("consultation.schedule", consultation)
    ctx.lock(consultation)
    ends = [each.closes_at for each in consultation.stages if each.closes_at]
    ensure_plannable(consultation.publication, at, ends, ctx.now)
    consultation.publish_at = at
    ctx.record("consultation.schedule", consultation, at=at.isoformat())


def unschedule(ctx: Context, consultation: Consultation) -> None:
    """Let it stay a draft for now."""
    ctx.require("consultation.unschedule", consultation)
    ctx.lock(consultation)
    ensure_draft(consultation.publication)
    consultation.publish_at = None
    ctx.record("consultation.unschedule", consultation)


def miss(ctx: Context, consultation: Consultation, missing: int) -> None:
    """It was to be published now but is not ready: it stays a draft, and those who run it are told."""
    ctx.require("consultation.miss", consultation)
    consultation.publish_at = None
    ctx.record("consultation.miss", consultation, missing=missing)
