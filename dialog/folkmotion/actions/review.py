"""What a moderator does: publish, send back, reject, stop. Under an edit lock."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from babel.support import LazyProxy

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.folkmotion import rules
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.queries.staff import threshold_now
from dialog.moderation.actions.decide import decide
from dialog.moderation.reasons import NEEDS_CHANGE, REASONS
from dialog.moderation.rules import (
    AlreadyReviewed,
    ensure_free,
    ensure_waiting,
    may_only_hide,
    reasons_now,
)
from dialog.process.rules import PUBLICATION, Publication
from dialog.process.search import index, make_findable
from dialog.registry.records import file_document, note_sent
from dialog.tenancy.queries import rules_now

LONGEST_WAIT = timedelta(days=365)  # between publication and the first day of the collection


class NoReason(Faulty):
    """A refusal without a reason from the catalogue, or without words to the author."""


def publish(
    ctx: Context,
    folkmotion: Folkmotion,
    *,
    opens_on: date | None = None,
    is_minority_matter: bool = False,
) -> None:
    """Let people sign, from now or from a later day. Threshold, clocks and rules are frozen now."""
    ctx.require("folkmotion.publish", folkmotion)
    _take_up(ctx, folkmotion)
    PUBLICATION.apply(folkmotion, "publish")
    current = rules_now(ctx)
    folkmotion.rules = {key: value for key, value in current.items() if key.startswith("ef.")}
    folkmotion.minority_matter = is_minority_matter and current["ef.minority_exempt"]
    _freeze_threshold(ctx, folkmotion, current)
    folkmotion.published_at = ctx.now
    folkmotion.opens_at = opens_at = _opens_at(ctx.now, opens_on)
    folkmotion.closes_at = rules.closes_at(opens_at, current["ef.collection_days"])
    folkmotion.wrapped_key = ctx.keys.new_data_key(f"process:{folkmotion.municipality_id}")
    folkmotion.refusal = folkmotion.refusal_text = ""
    _release(folkmotion)
    make_findable(ctx, folkmotion)
    ctx.record("folkmotion.publish", folkmotion, text=folkmotion.texts[-1].number)


def _opens_at(now: datetime, day: date | None) -> datetime:
    today = now.astimezone(ZONE).date()
    if day and not today <= day <= today + LONGEST_WAIT:
        raise Faulty(_l("Välj en dag från i dag och högst ett år framåt."), "opens_on")
    return max(now, datetime.combine(day, time(), ZONE)) if day else now


def _freeze_threshold(ctx: Context, folkmotion: Folkmotion, current: Mapping[str, Any]) -> None:
    """What the threshold is, and what it rests on: the rule and the number of residents."""
    needed, folkmotion.threshold_basis = threshold_now(ctx, current)
    if folkmotion.minority_matter:
        needed = None  # no names are needed, by the municipality's own rule
    elif needed is None:
        raise rules.NotReady(
            _l(
                "Gränsen är en andel av invånarna, men antalet invånare saknas. Be administratören fylla i det."
            )
        )
    folkmotion.threshold = needed


def send_back(ctx: Context, folkmotion: Folkmotion, *, comment: str) -> None:
    """Ask the author to change the text, and say what."""
    ctx.require("folkmotion.send_back", folkmotion)
    _take_up(ctx, folkmotion)
    if not tidy(comment):
        raise NoReason(_l("Skriv vad förslagsställaren behöver ändra."), "comment")
    before = folkmotion.publication
    PUBLICATION.apply(folkmotion, "send_back")
    folkmotion.refusal_text = tidy(comment)
    decide(ctx, folkmotion, before=before, ground=NEEDS_CHANGE, words=tidy(comment))
    _release(folkmotion)
    _keep_words(ctx, folkmotion, "send_back", _l("Förslag tillbaka för ändring"))
    ctx.record("folkmotion.send_back", folkmotion)


def reject(ctx: Context, folkmotion: Folkmotion, *, reason: str, comment: str) -> None:
    """Refuse, with a reason from the catalogue. Libellous and unlawful texts are hidden, others stay public."""
    ctx.require("folkmotion.reject", folkmotion)
    _take_up(ctx, folkmotion)
    _ensure_reason(ctx, reason, comment)
    before = folkmotion.publication
    PUBLICATION.apply(folkmotion, "hide" if REASONS[reason].hides else "reject")
    folkmotion.refusal, folkmotion.refusal_text = reason, tidy(comment)
    decide(ctx, folkmotion, before=before, ground=reason, words=tidy(comment))
    if folkmotion.is_public():
        folkmotion.published_at = ctx.now
        make_findable(ctx, folkmotion)
    _release(folkmotion)
    _keep_words(ctx, folkmotion, "reject", _l("Avvisat förslag"))
    ctx.record("folkmotion.reject", folkmotion, reason=reason)


def stop(ctx: Context, folkmotion: Folkmotion, *, reason: str, comment: str) -> None:
    """End a published folkmotion before its time, or hide a public text, openly and with a reason."""
    ctx.require("folkmotion.stop", folkmotion)
    ctx.lock(folkmotion)
    if not folkmotion.is_public():
        raise AlreadyReviewed(_l("Folkmotionen visas inte längre. Se läget nedan."))
    _ensure_reason(ctx, reason, comment)
    if not REASONS[reason].hides and may_only_hide(folkmotion.publication, folkmotion.handling):
        raise NoReason(
            _l("Nu går det bara att dölja texten. Välj ett skäl som döljer den."), "reason"
        )
    before = folkmotion.publication
    PUBLICATION.apply(folkmotion, "hide" if REASONS[reason].hides else "stop")
    folkmotion.refusal, folkmotion.refusal_text = reason, tidy(comment)
    decide(ctx, folkmotion, before=before, ground=reason, words=tidy(comment))
    if folkmotion.publication is Publication.HIDDEN:
        index(ctx, folkmotion)  # what is hidden is not found either
    _keep_words(ctx, folkmotion, "stop", _l("Stoppad folkmotion"))
    ctx.record("folkmotion.stop", folkmotion, reason=reason)


def _take_up(ctx: Context, folkmotion: Folkmotion) -> None:
    """Two moderators may decide at the same moment: the second one sees what the first one did."""
    ctx.lock(folkmotion)
    ensure_waiting(folkmotion.publication)
    ensure_free(ctx.actor.id, folkmotion.locked_by, folkmotion.locked_at, ctx.now)


def _ensure_reason(ctx: Context, reason: str, comment: str) -> None:
    if reason not in reasons_now(rules_now(ctx)["ef.refuse_reasons"], REASONS):
        raise NoReason(_l("Välj ett skäl ur listan."), "reason")
    if not tidy(comment):
        raise NoReason(_l("Förklara för förslagsställaren varför."), "comment")


def _keep_words(ctx: Context, folkmotion: Folkmotion, kind: str, concerns: LazyProxy) -> None:
    """What the municipality wrote to the author is an official record too (OSL 5:1)."""
    content = {
        "text_number": folkmotion.texts[-1].number,
        "text_hash": folkmotion.texts[-1].hash,
        "reason": folkmotion.refusal,
        "comment": folkmotion.refusal_text,
    }
    file_document(ctx, folkmotion, kind, content)
    note_sent(ctx, folkmotion, concerns=concerns)


def _release(folkmotion: Folkmotion) -> None:
    folkmotion.locked_by = folkmotion.locked_at = None
