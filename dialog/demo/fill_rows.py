"""The rows of one made-up contribution, for `dialog demo fill`: in each table one, all as it would be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dialog.consultation.models import Answer, Comment, Idea
from dialog.consultation.rules.admission import Basis
from dialog.core.canonical import digest
from dialog.core.i18n import ZONE
from dialog.process.rules import Channel, end_of_day

Kinds = Answer | Idea | Comment
VERBS = {Answer: "respond", Idea: "propose", Comment: "comment"}


@dataclass(frozen=True)
class Sent:
    """What one contribution is before it has a number: its words, and what its own table holds."""

    parts: list[list[str]]
    data: dict[str, Any]
    own: dict[str, Any]
    title: str = ""
    body: str = ""
    name: str = ""
    channel: Channel = Channel.WEB
    age: str = ""
    area: str = ""


Row = tuple[Sent, str, str, datetime]


def contribution(process_id: int, model: type[Kinds], row: Row) -> dict[str, Any]:
    """Of the table that all contributions share."""
    sent, key, receipt_number, at = row
    return {
        "kind": str(model.__mapper__.polymorphic_identity),
        "process_id": process_id,
        "title": sent.title,
        "body": sent.body,
        "participant_key": key,
        "author_name": sent.name,
        "channel": sent.channel,
        "receipt_number": receipt_number,
        "received_at": at,
        "changed_at": at,
    }


def own(model: type[Kinds], number: int, row: Row) -> dict[str, Any]:
    """Of the table of its kind."""
    once = {"once": row[1]} if model is Answer else {}
    return {"id": number} | row[0].own | once


def text(number: int, row: Row) -> dict[str, Any]:
    """What was received, with the hash of it."""
    sent, at = row[0], row[3]
    return {
        "contribution_id": number,
        "number": 1,
        "title": sent.title,
        "body": sent.body,
        "parts": sent.parts,
        "data": sent.data,
        "hash": digest(sent.parts),
        "received_at": at,
    }


def receipt(process_id: int, model: type[Kinds], number: int, row: Row) -> dict[str, Any]:
    """Its receipt."""
    return {
        "number": row[2],
        "kind": f"consultation.{VERBS[model]}",
        "process_id": process_id,
        "contribution_id": number,
        "text_number": 1,
        "statement": "",
        "record_hash": digest(row[0].parts),
        "at": row[3],
    }


def event(model: type[Kinds], number: int, row: Row) -> dict[str, Any]:
    """Its trace in the journal: nobody's name."""
    return {
        "at": row[3],
        "name": f"consultation.{VERBS[model]}",
        "actor_id": None,
        "subject_type": model.__tablename__,
        "subject_id": number,
        "data": {"part": row[0].own["part_id"]},
    }


def participation(process_id: int, row: Row) -> dict[str, Any]:
    """That whoever sent it took part, with what they told of themselves."""
    sent = row[0]
    told = {"channel": sent.channel, "age_group": sent.age, "area": sent.area}
    return visit(process_id, row[1], row[3]) | told


def visit(process_id: int, key: str, at: datetime) -> dict[str, Any]:
    """That somebody took part; the day, no closer."""
    return {
        "consultation_id": process_id,
        "participant_key": key,
        "basis": Basis.OPEN,
        "channel": Channel.WEB,
        "first_on": end_of_day(at.astimezone(ZONE).date()),
    }
