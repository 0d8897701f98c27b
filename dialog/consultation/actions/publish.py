"""Publication: now, or by the worker at a day and time that the official chose."""

from datetime import datetime, timedelta

from dialog.consultation.models import Consultation
from dialog.consultation.queries import publishing as queries
from dialog.consultation.queries.public import outline
from dialog.consultation.rules import PUBLICATION, golive
from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import Publication, end_of_day
from dialog.process.search import make_findable
from dialog.registry.records import note_made

LONGEST_WAIT = timedelta(days=365)


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
    _ensure_draft(consultation)
    if not ctx.now < at <= ctx.now + LONGEST_WAIT:
        raise Faulty(_l("Välj en tid som inte har varit, högst ett år framåt."), "on")
    if any(each.closes_at and each.closes_at <= at for each in consultation.stages):
        raise Faulty(_l("Ett steg stänger innan dess. Välj en tidigare tid."), "on")
    consultation.publish_at = at
    ctx.record("consultation.schedule", consultation, at=at.isoformat())


def unschedule(ctx: Context, consultation: Consultation) -> None:
    """Let it stay a draft for now."""
    ctx.require("consultation.unschedule", consultation)
    ctx.lock(consultation)
    _ensure_draft(consultation)
    consultation.publish_at = None
    ctx.record("consultation.unschedule", consultation)


def miss(ctx: Context, consultation: Consultation, missing: int) -> None:
    """It was to be published now but is not ready: it stays a draft, and those who run it are told."""
    ctx.require("consultation.miss", consultation)
    consultation.publish_at = None
    ctx.record("consultation.miss", consultation, missing=missing)


def _ensure_draft(consultation: Consultation) -> None:
    if consultation.publication is not Publication.DRAFT:
        raise DomainError(_l("Medborgardialogen är redan publicerad eller borttagen."))
