"""A passage of a text is hidden from everybody but staff; the rest of the text stays where it stands.

The text as it was received is never changed: it is an official record (TF 2 kap.).
"""

from dataclasses import dataclass

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import SOURCE, speaking
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.moderation.actions.decide import decide_about
from dialog.moderation.actions.people import Grounds
from dialog.moderation.actions.reports import settle_reports
from dialog.moderation.models import Decision
from dialog.moderation.reasons import Reason, hiding_reasons
from dialog.moderation.rules import Measure, NotShown, TextChanged
from dialog.moderation.subjects import can_hide_part, process_of, type_of
from dialog.process.models import Contribution, Mask, Process
from dialog.process.queries import masks as queries
from dialog.process.rules.masking import Extent, spans
from dialog.tenancy.queries import rules_now

Thing = Process | Contribution


@dataclass(frozen=True)
class Wish:
    """Which words of which part. `seen`: the version of the text that was read."""

    part: str
    passage: str
    seen: int
    extent: Extent = Extent.ONCE


def hide_part(ctx: Context, thing: Thing, wish: Wish, why: Grounds) -> int:
    """Hide a passage, and say why in its place. Return in how many places it stood.

    Its author is told at once and can ask for another look; every report about the text is answered.
    Raises NotShown, TextChanged, and Faulty with the field.
    """
    ctx.require("moderation.hide_part", thing)
    ctx.lock(thing)
    if not can_hide_part(thing):
        raise NotShown(_l("Texten visas inte längre. Därför går det inte att dölja en del av den."))
    if queries.newest(thing).number != wish.seen:
        raise TextChanged(_l("Texten har ändrats. Läs den igen innan du beslutar."))
    reason = _reason(ctx, thing, why.reason)
    places = _places(ctx, thing, wish)
    if not (words := tidy(why.comment)):
        raise Faulty(_l("Förklara för den som har skrivit texten."), "comment")
    decision = decide_about(ctx, thing, Measure.HIDE_PART, ground=why.reason, words=words)
    with speaking(SOURCE):
        title = str(reason.title)
    for start, end in places:
        ctx.session.add(_mask(thing, decision, wish, (start, end), title))
    queries.show_anew(ctx, thing)
    settle_reports(ctx, thing, reason=why.reason)
    ctx.record(
        "moderation.hide_part",
        thing,
        decision=decision.id,
        reason=why.reason,
        places=len(places),
        text=wish.seen,
    )
    return len(places)


def _reason(ctx: Context, thing: Thing, key: str) -> Reason:
    reasons = hiding_reasons(type_of(thing), rules_now(ctx)["ef.refuse_reasons"])
    if key not in reasons:
        raise Faulty(_l("Välj ett skäl ur listan."), "reason")
    return reasons[key]


def _places(ctx: Context, thing: Thing, wish: Wish) -> list[tuple[int, int]]:
    """Where the words stand that are not hidden already."""
    parts = queries.parts_of(thing)
    if wish.part not in parts:
        raise Faulty(_l("Välj en del av texten."), "part")
    known = {
        (mask.start, mask.end_at)
        for mask in queries.active_masks(ctx, thing)
        if mask.part == wish.part
    }
    found = [
        each for each in spans(parts[wish.part], wish.passage, wish.extent) if each not in known
    ]
    if not found:
        raise Faulty(_l("Det är redan dolt."), "passage")
    return found


def _mask(thing: Thing, decision: Decision, wish: Wish, place: tuple[int, int], why: str) -> Mask:
    return Mask(
        process_id=process_of(thing).id,
        contribution_id=thing.id if isinstance(thing, Contribution) else None,
        decision_id=decision.id,
        text_number=wish.seen,
        part=wish.part,
        start=place[0],
        end_at=place[1],
        why=why,
    )
