"""Receipts, register entries and documents: made inside the action that they are about."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from babel.support import LazyProxy
from sqlalchemy import select

from dialog.core.canonical import digest
from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import SOURCE, ZONE, speaking
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.process.models import Contribution, ContributionText, Process
from dialog.process.queries.masks import carry_over
from dialog.process.rules.own_words import likeness
from dialog.registry.models import Document, Receipt, RegisterEntry

# No letters or digits that people mix up (0 O, 1 I L).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
NUMBER_LENGTH = 16  # 31**16 is about 2**79: nobody finds one by guessing
GROUP = 4


def new_receipt_number() -> str:
    """A random number such as "7K3M-9QXA-22HD-VWPR"."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(NUMBER_LENGTH))
    return "-".join(letters[i : i + GROUP] for i in range(0, NUMBER_LENGTH, GROUP))


@dataclass(frozen=True)
class Received:
    """What a receipt is about: which version of the text, the statement made, and the record's SHA-256.

    `contribution_id` where the text is a contribution to the process, and not the process's own.
    """

    text_number: int
    record_hash: str
    statement: str = ""
    contribution_id: int | None = None


def issue_receipt(ctx: Context, kind: str, process: Process, received: Received) -> Receipt:
    """A receipt for something that was just received."""
    receipt = Receipt(
        number=new_receipt_number(),
        kind=kind,
        process_id=process.id,
        contribution_id=received.contribution_id,
        text_number=received.text_number,
        statement=received.statement,
        record_hash=received.record_hash,
        at=ctx.now,
    )
    ctx.session.add(receipt)
    return receipt


@dataclass(frozen=True)
class Wording:
    """What a person sent: for people as labels and words, for machines as data."""

    parts: Sequence[tuple[str, str]]
    title: str = ""
    body: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def receive(ctx: Context, kind: str, contribution: Contribution, wording: Wording) -> Receipt:
    """Keep a new version of a contribution exactly as it was received, and give a receipt for it.

    What is shown follows: title and body of the contribution become those of the version, without
    words that were hidden in the version before.
    """
    ctx.session.add(contribution)
    ctx.session.flush()
    parts = [[label, words] for label, words in wording.parts]
    text = ContributionText(
        number=len(contribution.texts) + 1,
        title=wording.title,
        body=wording.body,
        parts=parts,
        data=dict(wording.data),
        hash=digest(parts),
        received_at=ctx.now,
    )
    contribution.texts.append(text)
    contribution.title, contribution.body = wording.title, wording.body
    words = f"{wording.title}\n{wording.body}"
    contribution.likeness = likeness(words) if words.strip() else ""
    contribution.changed_at = ctx.now
    contribution.edited_at = ctx.now if text.number > 1 else None
    received = Received(text.number, text.hash, contribution_id=contribution.id)
    receipt = issue_receipt(ctx, kind, contribution.process, received)
    contribution.receipt_number = receipt.number
    if text.number > 1:
        carry_over(ctx, contribution)
    return receipt


def note_arrival(
    ctx: Context, process: Process, *, concerns: LazyProxy, sender: str | None = None
) -> RegisterEntry:
    """Tell the register that a document has arrived (OSL 5:1, 5:2). The author sent it, or `sender`."""
    counterpart = process.author_name if sender is None else sender
    return _note(ctx, process, "in", counterpart, concerns)


def note_made(ctx: Context, process: Process, *, concerns: LazyProxy) -> RegisterEntry:
    """Tell the register that the municipality has made a document (OSL 5:1, 5:2)."""
    return _note(ctx, process, "made", "", concerns)


def note_sent(ctx: Context, process: Process, *, concerns: LazyProxy) -> RegisterEntry:
    """Tell the register that a document has been sent to the author (OSL 5:1, 5:2)."""
    return _note(ctx, process, "out", process.author_name, concerns)


def _note(
    ctx: Context, process: Process, direction: str, counterpart: str, concerns: LazyProxy
) -> RegisterEntry:
    with speaking(SOURCE):  # the register is in Swedish, whatever language the person reads
        words = str(concerns)
    entry = RegisterEntry(
        process_id=process.id,
        case_number=process.case_number,
        arrived_on=ctx.now.astimezone(ZONE).date(),
        direction=direction,
        counterpart=counterpart,
        concerns=f"{words}: {process.title}",
        at=ctx.now,
    )
    ctx.session.add(entry)
    return entry


def give_case_number(ctx: Context, process: Process, case_number: str) -> str:
    """Give the case its number in the register, or correct it, there and on what it has been told."""
    number, before = tidy(case_number), process.case_number
    if not number:
        raise Faulty(_l("Skriv ärendets diarienummer."), "case_number")
    process.case_number = number
    stmt = select(RegisterEntry).where(RegisterEntry.process_id == process.id)
    for entry in ctx.session.scalars(stmt):
        if entry.case_number in {"", before}:
            entry.case_number = number
    return number


def file_document(ctx: Context, process: Process, kind: str, content: dict[str, Any]) -> Document:
    """Keep a document as it is now, with the SHA-256 of its content."""
    document = Document(
        process_id=process.id,
        kind=kind,
        content=content,
        hash=digest(content),
        at=ctx.now,
    )
    ctx.session.add(document)
    return document
