"""Entering answers that came on paper, by telephone or at a meeting, and mending what was entered wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError

from dialog.consultation.actions.respond import (
    Sent,
    change_response,
    respond,
    withdraw_response,
)
from dialog.consultation.models import Answer, Part, PartVersion
from dialog.consultation.queries import entries as queries
from dialog.consultation.queries.answers import my_answer, newest_receipt
from dialog.consultation.rules import entry as rules
from dialog.consultation.rules.admission import Basis, Participant
from dialog.core.context import Context
from dialog.core.errors import NotFound
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import Channel
from dialog.registry.models import Receipt


@dataclass(frozen=True)
class Entry:
    """What stands on one paper, or was said in one call, as somebody entered it.

    `answers` as in Sent. `number` is what the official wrote on the paper.
    """

    version: PartVersion
    answers: Mapping[str, Any]
    channel: Channel
    arrived_on: date
    number: str = ""
    told_group: str = ""
    told_area: str = ""


def enter_response(ctx: Context, part: Part, entry: Entry, *, once: str) -> Receipt:
    """Enter one answer. The same form (`once`) sent twice makes one, and gives its receipt.

    Raises NotOpen, Faulty, and NumberTaken for a number that another answer has.
    """
    ctx.require("consultation.enter_response", part.stage.consultation)
    key = queries.entry_key(ctx, part.stage.consultation, once)
    if (earlier := my_answer(ctx, part, key)) is not None:
        return newest_receipt(ctx, earlier)
    number = _number(ctx, part, entry)
    try:
        receipt = respond(ctx, part, _participant(key, entry), _sent(ctx, entry, number))
    except IntegrityError:  # a colleague took the number at the same moment
        taken = queries.by_number(ctx, part, number)
        if taken is None:
            raise
        raise rules.NumberTaken(number, taken.id) from None
    answer = ctx.session.get_one(Answer, receipt.contribution_id)
    ctx.record("consultation.enter_response", answer, **_facts(part, entry, number))
    return receipt


def correct_entry(ctx: Context, answer: Answer, entry: Entry) -> Receipt:
    """Enter other answers, another number or channel instead. What was entered first stays in versions.

    Raises NotOpen, Faulty, NumberTaken, and NotFound for what staff did not enter.
    """
    ctx.require("consultation.correct_entry", answer.part.stage.consultation)
    _ensure_entered(answer)
    number = _number(ctx, answer.part, entry, answer)
    receipt = change_response(
        ctx, answer, _participant(answer.once, entry), _sent(ctx, entry, number)
    )
    answer.channel, answer.arrived_on, answer.entry_number = (
        entry.channel,
        entry.arrived_on,
        number,
    )
    answer.changed_at = ctx.now
    ctx.record("consultation.correct_entry", answer, **_facts(answer.part, entry, number))
    return receipt


def withdraw_entry(ctx: Context, answer: Answer) -> None:
    """It was entered by mistake: it counts no more, and its number can be used again.

    Raises NotOpen, IllegalMove, and NotFound for what staff did not enter.
    """
    ctx.require("consultation.withdraw_entry", answer.part.stage.consultation)
    _ensure_entered(answer)
    number = answer.entry_number
    withdraw_response(ctx, answer, Participant(answer.once, Basis.STAFF, channel=answer.channel))
    answer.entry_number = ""
    ctx.record("consultation.withdraw_entry", answer, part=answer.part_id, number=number)


def _ensure_entered(answer: Answer) -> None:
    """What people sent themselves is theirs: no official changes or takes back a word of it."""
    if answer.entered_by is None:
        raise NotFound(_l("Det svaret har personen själv skickat."))


def _number(ctx: Context, part: Part, entry: Entry, own: Answer | None = None) -> str:
    stage = part.stage
    rules.ensure_in_time(stage.opens_at, stage.closes_at, entry.arrived_on, ctx.now)
    number = rules.entry_number(entry.number, entry.channel)
    taken = queries.by_number(ctx, part, number) if number else None
    if taken is not None and taken is not own:
        raise rules.NumberTaken(number, taken.id)
    return number


def _participant(key: str, entry: Entry) -> Participant:
    return Participant(
        key,
        Basis.STAFF,
        channel=entry.channel,
        told_group=entry.told_group,
        told_area=entry.told_area,
    )


def _sent(ctx: Context, entry: Entry, number: str) -> Sent:
    return Sent(
        entry.version,
        entry.answers,
        entered_by=ctx.actor.id,
        entry_number=number,
        arrived_on=entry.arrived_on,
    )


def _facts(part: Part, entry: Entry, number: str) -> dict[str, Any]:
    return {"part": part.id, "channel": entry.channel.value, "number": number}
