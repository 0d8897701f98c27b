"""Remisser as rows, for tests that are not about how they are made."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.core.shapes import dump
from dialog.process.models import Attachment, ContributionText, Scan
from dialog.process.rules import Level, Publication
from dialog.remiss.models import (
    Addressee,
    Point,
    Remiss,
    RemissVersion,
    Response,
    ResponseFile,
    Section,
)
from dialog.remiss.models import Statement as Said
from dialog.remiss.rules import FileUse, Sender, Showing
from dialog.remiss.rules.content import WHOLE, Block, BlockKind, Body, usual_positions
from dialog.remiss.rules.response import Opinion, View, as_data

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
# level, number, title, text
SECTIONS = (
    (1, "", "Förord", "Kommunen vill veta vad du tycker."),
    (1, "1", "Cykelvägar", "Vi bygger två nya cykelvägar."),
    (2, "1.1", "Längs ån", "Den ena går längs ån."),
    (1, "2", "Kollektivtrafik", "Bussarna går oftare."),
)


def remiss(session: TenantSession, keys: Keyring, **given: Any) -> Remiss:
    """A remiss that is published and open, with a document of four sections (s1 to s4); commits."""
    values = {
        "title": "Trafikplan för Ekby",
        "summary": "Ett förslag om hur vi ska resa i Ekby.",
        "concerns": "Alla som bor och rör sig i Ekby.",
        "asks_for": "Vad tycker du om cykelvägarna och bussarna?",
        "decided_by": "Tekniska nämnden",
        "decision_when": "I mars 2027",
        "feedback_how": "Vi skriver här vad det blev av svaren.",
        "feedback_on": date(2027, 4, 1),
        "contact_name": "Trafikenheten",
        "contact_email": "trafik@ekby.example",
        "level": Level.CONSULTATION,
        "showing": Showing.AFTER,
        "positions": usual_positions(),
        "author_id": None,
        "created_at": NOW - 20 * DAY,
        "submitted_at": NOW - 10 * DAY,
        "published_at": NOW - 10 * DAY,
        "opens_at": NOW - 10 * DAY,
        "closes_at": NOW + 80 * DAY,
        "publication": Publication.PUBLISHED,
        "wrapped_key": keys.new_data_key(f"process:{session.municipality_id}"),
    }
    row = Remiss(**(values | given))
    session.add(row)
    session.flush()
    add_version(session, row)
    session.commit()
    return row


def add_version(session: TenantSession, row: Remiss, *, frozen: bool = True) -> RemissVersion:
    """One more version of the document, with the same sections as always; not committed.

    A frozen one replaces the one that was shown.
    """
    known = session.scalars(select(RemissVersion).where(RemissVersion.remiss_id == row.id)).all()
    for each in known:
        if frozen:
            each.replaced_at = each.replaced_at or NOW - DAY
    session.flush()
    version = RemissVersion(
        remiss_id=row.id,
        number=len(known) + 1,
        title=row.title,
        made_at=NOW - 12 * DAY,
        frozen_at=NOW - 10 * DAY if frozen else None,
    )
    session.add(version)
    session.flush()
    for position, (level, number, title, text) in enumerate(SECTIONS, 1):
        body = Body((Block(BlockKind.PARAGRAPH, text),))
        section = Section(
            version_id=version.id,
            key=f"s{position}",
            position=position,
            level=level,
            number=number,
            title=title,
            content=dump(body),
            takes_views=position > 1,
        )
        session.add(section)
    session.flush()
    return version


def add_addressee(session: TenantSession, row: Remiss, name: str, **given: Any) -> Addressee:
    """An organisation that has been invited; not committed."""
    values = {
        "email": "info@forening.example",
        "added_at": NOW - 10 * DAY,
        "invited_at": NOW - 10 * DAY,
    }
    addressee = Addressee(remiss_id=row.id, name=name, **(values | given))
    session.add(addressee)
    session.flush()
    return addressee


def add_response(
    session: TenantSession, row: Remiss, views: dict[str, View], **given: Any
) -> Response:
    """An answer that has been sent in, with its statements and points; not committed.

    `views` by key of the section; "" is the overall view.
    """
    shown = RemissVersion.remiss_id == row.id, RemissVersion.replaced_at.is_(None)
    version = session.scalars(select(RemissVersion).where(*shown)).one()
    number = len(session.scalars(select(Response.id).where(Response.remiss_id == row.id)).all()) + 1
    opinion = Opinion(views)
    values = {
        "version_id": version.id,
        "owner": f"owner-{number}",
        "participant_key": f"owner-{number}",
        "number": 1,
        "sender": Sender.PERSON,
        "position": opinion.overall.position,
        "body": opinion.overall.words,
        "receipt_number": f"REMISS-{row.id}-{number}",
        "received_at": NOW - DAY,
        "changed_at": NOW - DAY,
    }
    parts = [[key or "Helheten", view.words] for key, view in opinion.said().items()]
    text = ContributionText(
        number=1,
        body=opinion.overall.words,
        parts=parts,
        data=as_data(opinion),
        hash="0" * 64,
        received_at=NOW - DAY,
    )
    response = Response(process=row, remiss_id=row.id, texts=[text], **(values | given))
    session.add(response)
    session.flush()
    for key, view in opinion.said().items():
        _add_statement(session, response, key, view)
    session.flush()
    return response


def _add_statement(session: TenantSession, response: Response, key: str, view: View) -> None:
    said = {"section": key or WHOLE, "position": view.position, "words": view.words}
    row = Said(
        remiss_id=response.remiss_id, response_id=response.id, proposal=view.proposal, **said
    )
    session.add(row)
    session.flush()
    if view.words:
        point = Point(
            remiss_id=response.remiss_id,
            statement_id=row.id,
            section=key,
            words=view.words,
            likeness=view.words.lower(),
        )
        session.add(point)


def add_file(session: TenantSession, response: Response, use: str, **given: Any) -> ResponseFile:
    """A clean PDF that came with an answer; there are no bytes in the store. Not committed."""
    values = {
        "process_id": response.process_id,
        "name": f"{use}.pdf",
        "media_type": "application/pdf",
        "size": 1200,
        "digest": f"{use:x<12}{response.id:052}"[:64],
        "uploaded_at": NOW - DAY,
        "scan": Scan.CLEAN,
    }
    attachment = Attachment(**(values | given))
    session.add(attachment)
    session.flush()
    file = ResponseFile(response_id=response.id, attachment_id=attachment.id, use=FileUse(use))
    session.add(file)
    session.flush()
    return file
