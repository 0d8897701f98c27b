"""Consultations as rows, for tests that are not about how they are made."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from dialog.consultation.models import Consultation, Part, PartVersion, Stage
from dialog.consultation.rules import Blueprint
from dialog.consultation.rules.content import SHAPES
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.core.shapes import dump
from dialog.process.rules import Level, Publication

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def consultation(session: TenantSession, keys: Keyring, **given: Any) -> Consultation:
    """A consultation that is published and open, with one step and no parts yet; commits."""
    stage = {name: given.pop(name) for name in STAGE if name in given}
    values = {
        "blueprint": Blueprint.SURVEY,
        "title": "Hur ska Stadsparken bli?",
        "summary": "Vi rustar upp Stadsparken. Säg vad du vill göra där.",
        "concerns": "Alla som använder parken.",
        "can_affect": "Vad som finns i parken.",
        "cannot_affect": "Var parken ligger och vad den får kosta.",
        "decided_by": "Tekniska nämnden",
        "decision_when": "I mars 2027",
        "feedback_how": "Vi skriver här vad det blev av svaren.",
        "feedback_on": date(2027, 4, 1),
        "contact_name": "Parkenheten",
        "contact_email": "park@ekby.example",
        "level": Level.DIALOGUE,
        "has_chosen_level": True,
        "author_id": None,
        "created_at": NOW - 20 * DAY,
        "submitted_at": NOW - 10 * DAY,
        "published_at": NOW - 10 * DAY,
        "opens_at": NOW - 10 * DAY,
        "closes_at": NOW + 20 * DAY,
        "publication": Publication.PUBLISHED,
        "wrapped_key": keys.new_data_key(f"process:{session.municipality_id}"),
    }
    row = Consultation(**(values | given))
    session.add(row)
    session.flush()
    add_stage(session, row, **stage)
    session.commit()
    return row


STAGE = ("who", "level_of_login", "age_from", "age_to", "is_anonymous", "is_reviewed_first")


def add_stage(session: TenantSession, row: Consultation, **given: Any) -> Stage:
    """One more step, as long as the consultation itself; not committed."""
    if "level_of_login" in given:
        given["level"] = given.pop("level_of_login")
    number = len(row.stages) + 1
    values = {
        "number": number,
        "title": f"Steg {number}",
        "opens_at": row.opens_at,
        "closes_at": row.closes_at,
    }
    stage = Stage(consultation_id=row.id, **(values | given))
    session.add(stage)
    session.flush()
    session.refresh(row, ["stages"])
    return stage


def add_part(
    session: TenantSession,
    row: Consultation,
    content: Any,
    *,
    title: str = "En del",
    stage: Stage | None = None,
) -> Part:
    """One more part at the end of a step, the first one unless another is given; commits."""
    stage = stage or row.stages[0]
    kind = next(kind for kind, shape in SHAPES.items() if isinstance(content, shape))
    part = Part(stage_id=stage.id, consultation_id=row.id, kind=kind, number=len(stage.parts) + 1)
    session.add(part)
    session.flush()
    add_version(session, part, content, title=title)
    session.commit()
    session.refresh(stage, ["parts"])
    return part


def add_version(session: TenantSession, part: Part, content: Any, *, title: str) -> PartVersion:
    """A newer version of a part; not committed."""
    older = list(part.versions)
    for each in older:
        each.replaced_at = each.replaced_at or NOW - DAY
    session.flush()
    version = PartVersion(
        part_id=part.id,
        number=len(older) + 1,
        title=title,
        content=dump(content),
        written_at=NOW - 10 * DAY,
        frozen_at=NOW - 10 * DAY,
    )
    session.add(version)
    session.flush()
    session.expire(part, ["version", "versions"])
    return version
