"""Ideas, with a place or without: any number from each participant."""

import secrets
from dataclasses import dataclass
from typing import Any

from dialog.consultation import rules
from dialog.consultation.models import Idea, Part
from dialog.consultation.queries.participation import note_participation
from dialog.consultation.rules.admission import Participant, ensure_admitted
from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.identity.rules import holds_personal_number
from dialog.process.models import Attachment
from dialog.process.rules import Publication, review_due_at
from dialog.registry.models import Receipt
from dialog.registry.records import Wording, receive
from dialog.tenancy.queries import rules_now

SHUFFLE = 2**31  # places in the random order


@dataclass(frozen=True)
class NewIdea:
    """What somebody proposes. `parts` are the labels and words as the person saw them, for the receipt."""

    title: str
    body: str
    parts: tuple[tuple[str, str], ...]
    category: str = ""
    place: str = ""
    geometry: dict[str, Any] | None = None
    is_outside: bool = False
    image: Attachment | None = None
    author_name: str = ""  # what the person chose to show
    language: str = "sv"


def propose(ctx: Context, part: Part, who: Participant, new: NewIdea) -> Receipt:
    """Send in an idea. Others see it at once, or when a moderator has read it, as the step says.

    Raises NotOpen, NotAdmitted and Faulty.
    """
    ctx.require("consultation.propose", part.stage.consultation)
    stage, consultation = part.stage, part.stage.consultation
    rules.ensure_open(consultation.publication, stage.opens_at, stage.closes_at, ctx.now)
    ensure_admitted(stage.demand(), who)
    _ensure_sound(new)
    waits = stage.is_reviewed_first
    idea = Idea(
        process=consultation,
        part_id=part.id,
        participant_key=who.key,
        author_id=who.person_id,
        author_name=tidy(new.author_name),
        language=new.language,
        category=new.category,
        place=tidy(new.place),
        geometry=new.geometry,
        is_outside=new.is_outside,
        image_id=new.image.id if new.image else None,
        shuffle=secrets.randbelow(SHUFFLE),
        publication=Publication.SUBMITTED if waits else Publication.PUBLISHED,
        received_at=ctx.now,
        changed_at=ctx.now,
        review_due_at=review_due_at(ctx.now, rules_now(ctx)["moderation.review_within"])
        if waits
        else None,
    )
    wording = Wording(
        new.parts,
        title=tidy(new.title),
        body=tidy(new.body),
        data={"category": new.category, "place": tidy(new.place), "geometry": new.geometry},
    )
    receipt = receive(ctx, "consultation.propose", idea, wording)
    note_participation(ctx, consultation, who)
    ctx.record("consultation.propose", idea, attributed=False, part=part.id)
    return receipt


def _ensure_sound(new: NewIdea) -> None:
    if not tidy(new.title):
        raise Faulty(_l("Skriv en rubrik."), "title")
    for name in ("title", "body", "place", "author_name"):
        if holds_personal_number(getattr(new, name)):
            raise Faulty(_l("Personnummer får inte stå i texten. Ta bort numret."), name)
