"""Publication: now, or by the worker at a day and time that the official chose."""

from datetime import datetime

from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import Publication, end_of_day
from dialog.process.rules.golive import ensure_draft, ensure_plannable, ensure_ready
from dialog.registry.records import note_made
from dialog.remiss.models import Remiss
from dialog.remiss.queries import publishing as queries
from dialog.remiss.queries.document import version_in_work
from dialog.remiss.rules import PUBLICATION
from dialog.tenancy.queries import rules_now


def publish(ctx: Context, remiss: Remiss) -> None:
    """Let people read it, and answer when it opens. Raises NotReady with all that is missing.

    From now on the document's version never changes, and the remiss keeps the rules of today.
    """
    ctx.require("remiss.publish", remiss)
    ctx.lock(remiss)
    if remiss.publication is Publication.DRAFT:
        ensure_ready(queries.missing(ctx, remiss))
    PUBLICATION.apply(remiss, "publish")
    version = version_in_work(ctx, remiss)
    if version is None:
        raise LookupError("a remiss that is ready has a document")
    version.frozen_at = ctx.now
    remiss.rules = {k: v for k, v in rules_now(ctx).items() if k.startswith("remiss.")}
    remiss.publish_at = None
    remiss.published_at = remiss.submitted_at = ctx.now
    remiss.opens_at = max(remiss.opens_at or ctx.now, ctx.now)
    if remiss.feedback_on:
        remiss.answer_due_at = end_of_day(remiss.feedback_on)
    remiss.wrapped_key = ctx.keys.new_data_key(f"process:{remiss.municipality_id}")
    ctx.session.flush()
    text = queries.keep_text(ctx, remiss)
    note_made(ctx, remiss, concerns=_l("Publicerad remiss"))
    ctx.record("remiss.publish", remiss, text=text.number, version=version.number)


def schedule(ctx: Context, remiss: Remiss, at: datetime) -> None:
    """Let the worker publish it at that moment, if it is ready then."""
    ctx.require("remiss.schedule", remiss)
    ctx.lock(remiss)
    ends = [remiss.closes_at] if remiss.closes_at else []
    ensure_plannable(remiss.publication, at, ends, ctx.now)
    remiss.publish_at = at
    ctx.record("remiss.schedule", remiss, at=at.isoformat())


def unschedule(ctx: Context, remiss: Remiss) -> None:
    """Let it stay a draft for now."""
    ctx.require("remiss.unschedule", remiss)
    ctx.lock(remiss)
    ensure_draft(remiss.publication)
    remiss.publish_at = None
    ctx.record("remiss.unschedule", remiss)


def miss(ctx: Context, remiss: Remiss, missing: int) -> None:
    """It was to be published now but is not ready: it stays a draft, and those who run it are told."""
    ctx.require("remiss.miss", remiss)
    remiss.publish_at = None
    ctx.record("remiss.miss", remiss, missing=missing)
