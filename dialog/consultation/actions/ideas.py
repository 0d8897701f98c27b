"""Ideas, with a place or without: any number from each participant, changed or taken back by them."""

import secrets
from dataclasses import dataclass
from typing import Any

from dialog.consultation import rules
from dialog.consultation.models import Idea, Part, Stage
from dialog.consultation.queries.participation import note_participation
from dialog.consultation.queries.writing import review_due
from dialog.consultation.rules import writing
from dialog.consultation.rules.admission import Participant, ensure_admitted
from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.process.models import Attachment
from dialog.process.rules import Publication
from dialog.registry.models import Receipt
from dialog.registry.records import Wording, receive

SHUFFLE = 2**31  # places in the random order
NEEDED = {"title": _l("Skriv en rubrik.")}


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
    image_alt: str = ""
    author_name: str = ""  # what the person chose to show
    language: str = "sv"


def propose(ctx: Context, part: Part, who: Participant, new: NewIdea) -> Receipt:
    """Send in an idea. Others see it at once, or when a moderator has read it, as the step says.

    Raises NotOpen, NotAdmitted, Faulty, and identity.limits.TooManySent.
    """
    ctx.require("consultation.propose", part.stage.consultation)
    stage, consultation = part.stage, part.stage.consultation
    _ensure_taken(ctx, stage, who, new)
    waits = stage.is_reviewed_first
    idea = Idea(
        process=consultation,
        part_id=part.id,
        participant_key=who.key,
        author_id=who.person_id,
        shuffle=secrets.randbelow(SHUFFLE),
        publication=Publication.SUBMITTED if waits else Publication.PUBLISHED,
        received_at=ctx.now,
        review_due_at=review_due(ctx) if waits else None,
    )
    receipt = _write(ctx, "consultation.propose", idea, new)
    note_participation(ctx, consultation, who)
    ctx.record("consultation.propose", idea, attributed=False, part=part.id)
    return receipt


def edit_idea(ctx: Context, idea: Idea, who: Participant, new: NewIdea) -> Receipt:
    """Write one's own idea anew. A moderator reads it again where one reads first, or sent it back.

    What was received before stays as an older version. Raises NotOpen, NotAdmitted, NotYours,
    NotChangeable, Faulty and TooManySent.
    """
    ctx.require("consultation.edit_idea", idea.part.stage.consultation)
    stage = idea.part.stage
    ctx.lock(idea)  # a moderator may decide at the same moment
    writing.ensure_own(idea, who.key)
    writing.ensure_changeable(idea)
    _ensure_taken(ctx, stage, who, new)
    receipt = _write(ctx, "consultation.edit_idea", idea, new)
    if writing.send_again(idea, is_reviewed_first=stage.is_reviewed_first):
        idea.review_due_at = review_due(ctx)
    note_participation(ctx, stage.consultation, who)
    ctx.record("consultation.edit_idea", idea, attributed=False, text=len(idea.texts))
    return receipt


def withdraw_idea(ctx: Context, idea: Idea, who: Participant) -> None:
    """Take back one's own idea while the step is open. Nothing says any longer who wrote it.

    Raises NotOpen, NotYours and NotChangeable.
    """
    ctx.require("consultation.withdraw_idea", idea.part.stage.consultation)
    stage = idea.part.stage
    ctx.lock(idea)
    writing.ensure_own(idea, who.key)
    writing.ensure_changeable(idea)
    rules.ensure_open(stage.consultation.publication, stage.opens_at, stage.closes_at, ctx.now)
    writing.take_back(idea, ctx.now)
    idea.place, idea.geometry, idea.image_id, idea.image_alt = "", None, None, ""
    ctx.record("consultation.withdraw_idea", idea, attributed=False)


def _ensure_taken(ctx: Context, stage: Stage, who: Participant, new: NewIdea) -> None:
    publication = stage.consultation.publication
    rules.ensure_open(publication, stage.opens_at, stage.closes_at, ctx.now)
    ensure_admitted(stage.demand(), who)
    texts = {
        name: getattr(new, name) for name in ("title", "body", "place", "author_name", "image_alt")
    }
    writing.ensure_sound(texts, NEEDED)


def _write(ctx: Context, kind: str, idea: Idea, new: NewIdea) -> Receipt:
    """What is shown, and the version of what was received."""
    place = tidy(new.place)
    idea.author_name, idea.language = tidy(new.author_name), new.language
    idea.category, idea.place = new.category, place
    idea.geometry, idea.is_outside = new.geometry, new.is_outside
    idea.image_id = new.image.id if new.image else None
    idea.image_alt = tidy(new.image_alt) if new.image else ""
    idea.changed_at = ctx.now
    wording = Wording(
        new.parts,
        title=tidy(new.title),
        body=tidy(new.body),
        data={"category": new.category, "place": place, "geometry": new.geometry},
    )
    return receive(ctx, kind, idea, wording)
