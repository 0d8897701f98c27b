"""Answering: one answer from each participant, which they can change and take back until the step closes.

None of these knows where the answer came from: staff enter what came on paper through the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError

from dialog.consultation import rules
from dialog.consultation.models import Answer, Part, PartVersion, Stage
from dialog.consultation.queries.answers import my_answer, newest_receipt
from dialog.consultation.queries.participation import forget_participation, note_participation
from dialog.consultation.rules import answered, wording
from dialog.consultation.rules.admission import Basis, Participant, ensure_admitted
from dialog.consultation.rules.entry import ensure_enterable
from dialog.core.context import Context
from dialog.core.errors import NotFound
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.process.rules import CONTRIBUTION
from dialog.registry.models import Receipt
from dialog.registry.records import Wording, receive


@dataclass(frozen=True)
class Sent:
    """An answer to one version of a part: to a questionnaire the answers by key of the question,
    to a prioritisation its points or picks (rules.answered).

    `entered_by` and what follows where staff enter what came on paper or by telephone.
    """

    version: PartVersion
    answers: Mapping[str, Any]
    language: str = "sv"
    entered_by: int | None = None
    entry_number: str = ""
    arrived_on: date | None = None


def respond(ctx: Context, part: Part, who: Participant, sent: Sent) -> Receipt:
    """Send in an answer. Whoever has already sent one gets the receipt of that one.

    Raises NotOpen, NotAdmitted and Faulty.
    """
    ctx.require("consultation.respond", part.stage.consultation)
    _ensure_may(ctx, part, who)
    words = _wording(part, who, sent)
    answer = Answer(
        process=part.stage.consultation,
        part_id=part.id,
        version_id=sent.version.id,
        once=who.key,
        participant_key=who.key,
        author_id=who.person_id,
        channel=who.channel,
        language=sent.language,
        entered_by=sent.entered_by,
        entry_number=tidy(sent.entry_number),
        arrived_on=sent.arrived_on,
        received_at=ctx.now,
        changed_at=ctx.now,
        texts=[],
    )
    try:
        with ctx.session.begin_nested():
            receipt = receive(ctx, "consultation.respond", answer, words)
            ctx.record("consultation.respond", answer, attributed=False, part=part.id)
    except IntegrityError:  # the same person, earlier or at the same moment in another window
        earlier = my_answer(ctx, part, who.key)
        if earlier is None:
            raise
        return newest_receipt(ctx, earlier)
    note_participation(ctx, part.stage.consultation, who)
    return receipt


def change_response(ctx: Context, answer: Answer, who: Participant, sent: Sent) -> Receipt:
    """Send in other answers instead. What was received first stays; the new version is what counts.

    Sending the same twice gives the same receipt. Raises NotOpen, NotAdmitted, NotFound and Faulty.
    """
    ctx.require("consultation.change_response", answer.part.stage.consultation)
    ctx.lock(answer)
    _ensure_own(answer, who)
    _ensure_may(ctx, answer.part, who)
    words = _wording(answer.part, who, sent)
    ctx.session.expire(answer, ["texts"])  # another window may have added one meanwhile
    newest = answer.texts[-1]
    is_same = newest.data == dict(words.data) and newest.labelled() == list(words.parts)
    if is_same and answer.version_id == sent.version.id:
        return newest_receipt(ctx, answer)
    answer.version_id, answer.language = sent.version.id, sent.language
    receipt = receive(ctx, "consultation.change_response", answer, words)
    note_participation(ctx, answer.part.stage.consultation, who)
    ctx.record("consultation.change_response", answer, attributed=False, part=answer.part_id)
    return receipt


def withdraw_response(ctx: Context, answer: Answer, who: Participant) -> None:
    """Take the answer back while the step is open. What remains tells nothing of the person.

    Raises NotOpen, NotFound and IllegalMove.
    """
    ctx.require("consultation.withdraw_response", answer.part.stage.consultation)
    ctx.lock(answer)
    _ensure_own(answer, who)
    stage = answer.part.stage
    _ensure_open(ctx, stage, who)
    CONTRIBUTION.apply(answer, "withdraw")
    answer.once, answer.participant_key = answer.receipt_number, ""
    answer.author_id, answer.author_name = None, ""
    answer.withdrawn_at = answer.changed_at = ctx.now
    forget_participation(ctx, stage.consultation, who.key)
    ctx.record("consultation.withdraw_response", answer, attributed=False, part=answer.part_id)


def _ensure_may(ctx: Context, part: Part, who: Participant) -> None:
    _ensure_open(ctx, part.stage, who)
    ensure_admitted(part.stage.demand(), who)


def _ensure_open(ctx: Context, stage: Stage, who: Participant) -> None:
    """Staff may enter for some days longer what arrived in time."""
    ensure = ensure_enterable if who.basis is Basis.STAFF else rules.ensure_open
    ensure(stage.consultation.publication, stage.opens_at, stage.closes_at, ctx.now)


def _ensure_own(answer: Answer, who: Participant) -> None:
    if answer.once != who.key:
        raise NotFound(_l("Det finns inget svar från dig här."))


def _wording(part: Part, who: Participant, sent: Sent) -> Wording:
    if sent.version.part_id != part.id:
        raise ValueError("that version is of another part")
    kind, content = answered.of(part.kind), sent.version.read(part.kind)
    if who.basis is Basis.STAFF:
        content = answered.unforced(content)
    data = kind.sound(content, sent.answers)
    labelled = kind.labelled(content, data)
    told = wording.background(who.told_group, who.told_area)
    if told:
        data["background"] = {"age_group": who.told_group, "area": who.told_area}
    return Wording((*labelled, *told), data=data)
