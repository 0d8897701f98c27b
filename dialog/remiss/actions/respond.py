"""Sending in an answer. It is never overwritten, and never refused because it is late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from babel.support import LazyProxy
from sqlalchemy import func, select

from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty, NotFound
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.keys import seal
from dialog.process.models import Attachment
from dialog.process.queries.keys import process_key
from dialog.process.rules import Channel
from dialog.process.rules.own_words import likeness
from dialog.registry.models import Receipt
from dialog.registry.records import Wording, note_arrival, receive
from dialog.remiss import rules
from dialog.remiss.models import (
    Addressee,
    Point,
    Remiss,
    RemissVersion,
    Response,
    ResponseFile,
    Section,
    Statement,
)
from dialog.remiss.queries.drafts import forget_draft, sent_before
from dialog.remiss.rules import FileUse, Sender
from dialog.remiss.rules.drafting import Owner
from dialog.remiss.rules.response import CONTACT, Opinion, View, as_data


@dataclass(frozen=True)
class Sending:
    """An answer as it is sent: to which version, what it says, by whom, and which files go with it.

    `parts` is the whole answer as pairs of label and words, as the sender saw it: the receipt shows
    that. `contact` is JSON with how to reach the sender, sealed before it is stored. `organisation`,
    `signatory` and `decision_reference` where an organisation answers. `sender_name` is who a private
    person is, for the register (OSL 5:2), and `shown_name` what they let others see. `entered_by` and
    `arrived_on` where staff enter what came on paper. `once`: the same one sent twice makes one answer.
    """

    version: RemissVersion
    opinion: Opinion
    parts: Sequence[tuple[str, str]]
    sender: Sender = Sender.PERSON
    files: Mapping[Attachment, FileUse] = field(default_factory=dict)
    contact: str = ""
    sender_name: str = ""
    shown_name: str = ""
    organisation: str = ""
    signatory: str = ""
    decision_reference: str = ""
    language: str = "sv"
    channel: Channel = Channel.WEB
    entered_by: int | None = None
    arrived_on: date | None = None
    once: str | None = None


class NotInvited(DomainError):
    """This remiss is answered by those who were invited."""


def respond(ctx: Context, remiss: Remiss, owner: Owner, sending: Sending) -> Receipt:
    """Take an answer: the first one of its owner, or one that completes an earlier one.

    It becomes an official record with a receipt and a line for the register (TF 2 kap., OSL 5:1–2).
    One that comes after the last day is marked late, not refused. Raises NotOpen, NotInvited, Faulty.
    """
    ctx.require("remiss.respond", remiss)
    ctx.lock(remiss)
    if (earlier := sent_before(ctx, remiss, sending.once)) is not None:
        return earlier
    addressee = _addressee(ctx, remiss, owner)
    _ensure_taken(ctx, remiss, sending, addressee)
    response = _row(ctx, remiss, owner, sending)
    response.number = _next_number(ctx, remiss, owner)
    extended = addressee.extended_to if addressee else None
    response.is_late = rules.is_late(remiss.closes_at, extended, _arrived(ctx, sending))
    wording = Wording(
        sending.parts,
        body=sending.opinion.overall.words,
        data=as_data(sending.opinion),
    )
    receipt = receive(ctx, "remiss.respond", response, wording)
    _add_statements(ctx, response, sending)
    for attachment, use in sending.files.items():
        row = ResponseFile(response_id=response.id, attachment_id=attachment.id, use=use)
        ctx.session.add(row)
    if addressee is not None:
        addressee.answered_at = addressee.answered_at or ctx.now
        addressee.declined_at = None
    if sending.entered_by is None:
        forget_draft(ctx, remiss, owner.key)
    sender = sending.organisation or sending.sender_name
    entry = note_arrival(ctx, remiss, concerns=_concerns(response), sender=sender)
    entry.arrived_on = sending.arrived_on or entry.arrived_on
    ctx.record(
        "remiss.respond",
        response,
        attributed=False,
        number=response.number,
        is_late=response.is_late,
    )
    return receipt


def _arrived(ctx: Context, sending: Sending) -> datetime:
    """When it arrived: now, or at the beginning of the day on which the paper came."""
    if sending.arrived_on is None:
        return ctx.now
    return datetime.combine(sending.arrived_on, time.min, ZONE)


def _addressee(ctx: Context, remiss: Remiss, owner: Owner) -> Addressee | None:
    if owner.addressee is None:
        return None
    addressee = ctx.session.get(Addressee, owner.addressee)
    if addressee is None or addressee.remiss_id != remiss.id or addressee.removed_at is not None:
        raise NotFound(_l("Organisationen hör inte till den här remissen."))
    return addressee


def _ensure_taken(
    ctx: Context, remiss: Remiss, sending: Sending, addressee: Addressee | None
) -> None:
    if not rules.takes_answers(remiss.publication, remiss.opens_at, ctx.now):
        raise rules.NotOpen(_l("Det går inte att svara på remissen nu."))
    is_invited = addressee is not None and addressee.is_invited
    if not remiss.is_open_to_all and not is_invited and sending.entered_by is None:
        raise NotInvited(_l("Bara de som har fått remissen kan svara här. Kontakta kommunen."))
    if sending.version.remiss_id != remiss.id or sending.version.frozen_at is None:
        raise ValueError("nobody has seen that version of this remiss")
    if sending.opinion.is_empty() and not sending.files:
        raise Faulty(_l("Skriv vad du tycker, eller skicka med ett dokument."), "words")


def _row(ctx: Context, remiss: Remiss, owner: Owner, sending: Sending) -> Response:
    contact = sending.contact.encode()
    return Response(
        process=remiss,
        remiss_id=remiss.id,
        version_id=sending.version.id,
        owner=owner.key,
        once=sending.once,
        participant_key=owner.key,
        author_id=owner.person_id,
        author_name=sending.shown_name if remiss.shows_private_names else "",
        sender=sending.sender,
        addressee_id=owner.addressee,
        organisation=sending.organisation,
        signatory=sending.signatory,
        decision_reference=sending.decision_reference,
        sealed_contact=seal(process_key(ctx, remiss), contact, CONTACT) if contact else None,
        position=sending.opinion.overall.position,
        language=sending.language,
        channel=sending.channel,
        entered_by=sending.entered_by,
        arrived_on=sending.arrived_on,
        received_at=ctx.now,
        changed_at=ctx.now,
        texts=[],
    )


def _next_number(ctx: Context, remiss: Remiss, owner: Owner) -> int:
    """The remiss is locked, so two windows of one owner get numbers of their own."""
    stmt = select(func.count(Response.id)).where(
        Response.remiss_id == remiss.id, Response.owner == owner.key
    )
    return (ctx.session.scalar(stmt) or 0) + 1


def _add_statements(ctx: Context, response: Response, sending: Sending) -> None:
    """Every view as a row of its own; what has words becomes a point to assess."""
    known = set(
        ctx.session.scalars(select(Section.key).where(Section.version_id == sending.version.id))
    )
    for key, view in sending.opinion.said().items():
        if key and key not in known:
            raise Faulty(_l("Ett avsnitt finns inte i dokumentet. Ladda om sidan."), "words")
        _add_view(ctx, response, key, view)


def _add_view(ctx: Context, response: Response, key: str, view: View) -> None:
    main = Statement(section=key, position=view.position, words=view.words, proposal=view.proposal)
    answers = [
        Statement(section=key, question=question, words=words)
        for question, words in view.answers.items()
        if words.strip()
    ]
    for statement in (main, *answers):
        statement.remiss_id, statement.response_id = response.remiss_id, response.id
        ctx.session.add(statement)
        ctx.session.flush()
        whole = "\n\n".join(each for each in (statement.words, statement.proposal) if each)
        if whole:
            point = Point(
                remiss_id=response.remiss_id,
                statement_id=statement.id,
                section=key,
                words=whole,
                likeness=likeness(whole),
            )
            ctx.session.add(point)


def _concerns(response: Response) -> LazyProxy:
    return _l("Komplettering av remissvar") if response.number > 1 else _l("Remissvar")
