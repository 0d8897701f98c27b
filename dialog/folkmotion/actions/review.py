"""What a moderator does: publish, send back, reject, stop. Under an edit lock."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from dialog.core.context import Context
from dialog.core.errors import DomainError
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.folkmotion import rules
from dialog.folkmotion.models import Folkmotion
from dialog.identity.queries import current_extract
from dialog.moderation.reasons import REASONS
from dialog.moderation.rules import ensure_free
from dialog.process.rules import PUBLICATION
from dialog.process.search import index
from dialog.tenancy.queries import rules_now


class NoReason(DomainError):
    """A refusal without a reason from the catalogue, or without words to the author."""


def publish(ctx: Context, folkmotion: Folkmotion, *, opens_on: date | None = None) -> None:
    """Let people sign, from now or from a later day. Threshold, clocks and rules are frozen now."""
    ctx.require("folkmotion.publish", folkmotion)
    _ensure_mine(ctx, folkmotion)
    PUBLICATION.apply(folkmotion, "publish")
    current = rules_now(ctx)
    folkmotion.rules = {key: value for key, value in current.items() if key.startswith("ef.")}
    folkmotion.threshold_basis = basis = _basis(ctx, current)
    folkmotion.threshold = rules.threshold(current["ef.threshold"], basis["population"])
    folkmotion.published_at = ctx.now
    folkmotion.opens_at = opens_at = _opens_at(ctx.now, opens_on)
    folkmotion.closes_at = rules.closes_at(opens_at, current["ef.collection_days"])
    folkmotion.wrapped_key = ctx.keys.new_data_key(f"process:{folkmotion.municipality_id}")
    _release(folkmotion)
    text = folkmotion.texts[-1]
    index(ctx, folkmotion, (text.title, 3), (text.summary, 2), (f"{text.body} {text.reasons}", 1))
    ctx.record("folkmotion.publish", folkmotion, text=text.number)


def _opens_at(now: datetime, day: date | None) -> datetime:
    return max(now, datetime.combine(day, time(), ZONE)) if day else now


def _basis(ctx: Context, current: Mapping[str, Any]) -> dict[str, Any]:
    """What the threshold rests on: the rule, and the number of residents it was computed from."""
    rule, extract = current["ef.threshold"], current_extract(ctx)
    population = extract.people if extract else current["ef.population"]
    if rule["mode"] == "percent_population" and not population:
        raise rules.NotReady(
            _l(
                "Gränsen är en andel av invånarna, men antalet invånare saknas. Be administratören fylla i det."
            )
        )
    as_of = extract.as_of.isoformat() if extract else None
    return {**rule, "population": population, "as_of": as_of}


def send_back(ctx: Context, folkmotion: Folkmotion, *, comment: str) -> None:
    """Ask the author to change the text, and say what."""
    ctx.require("folkmotion.send_back", folkmotion)
    _ensure_mine(ctx, folkmotion)
    if not tidy(comment):
        raise NoReason(_l("Skriv vad förslagsställaren behöver ändra."))
    PUBLICATION.apply(folkmotion, "send_back")
    folkmotion.refusal_text = tidy(comment)
    _release(folkmotion)
    ctx.record("folkmotion.send_back", folkmotion)


def reject(ctx: Context, folkmotion: Folkmotion, *, reason: str, comment: str) -> None:
    """Refuse, with a reason from the catalogue. Libellous and unlawful texts are hidden, others stay public."""
    ctx.require("folkmotion.reject", folkmotion)
    _ensure_mine(ctx, folkmotion)
    _ensure_reason(ctx, reason, comment)
    PUBLICATION.apply(folkmotion, "hide" if REASONS[reason].hides else "reject")
    folkmotion.refusal, folkmotion.refusal_text = reason, tidy(comment)
    folkmotion.published_at = ctx.now
    _release(folkmotion)
    ctx.record("folkmotion.reject", folkmotion, reason=reason)


def stop(ctx: Context, folkmotion: Folkmotion, *, reason: str, comment: str) -> None:
    """End a published folkmotion before its time, openly and with a reason."""
    ctx.require("folkmotion.stop", folkmotion)
    _ensure_reason(ctx, reason, comment)
    PUBLICATION.apply(folkmotion, "hide" if REASONS[reason].hides else "stop")
    folkmotion.refusal, folkmotion.refusal_text = reason, tidy(comment)
    _release(folkmotion)
    ctx.record("folkmotion.stop", folkmotion, reason=reason)


def _ensure_reason(ctx: Context, reason: str, comment: str) -> None:
    published = rules_now(ctx)["ef.refuse_reasons"]
    if reason not in REASONS or not (reason in published or reason.startswith("bbs_")):
        raise NoReason(_l("Välj ett skäl ur listan."))
    if not tidy(comment):
        raise NoReason(_l("Förklara för förslagsställaren varför."))


def _release(folkmotion: Folkmotion) -> None:
    folkmotion.locked_by = folkmotion.locked_at = None


def _ensure_mine(ctx: Context, folkmotion: Folkmotion) -> None:
    ensure_free(ctx.actor.id, folkmotion.locked_by, folkmotion.locked_at, ctx.now)
