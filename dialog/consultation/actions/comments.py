"""Comments on ideas, and posts in a discussion: in two levels, by anybody, or in a role."""

from dataclasses import dataclass

from dialog.consultation import rules
from dialog.consultation.models import Comment, Idea, Part, Stage
from dialog.consultation.queries.participation import note_participation
from dialog.consultation.queries.writing import review_due
from dialog.consultation.rules import writing
from dialog.consultation.rules.admission import Basis, Participant, ensure_admitted
from dialog.consultation.rules.writing import SPEAKING_ROLES, NotChangeable
from dialog.core.context import Context
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.process.rules import Publication
from dialog.registry.models import Receipt
from dialog.registry.records import Wording, receive

NEEDED = {"body": _l("Skriv din kommentar.")}


@dataclass(frozen=True)
class NewComment:
    """What somebody writes. `answers` is the comment that they answer; `label` is what the form called it."""

    body: str
    label: str
    author_name: str = ""
    language: str = "sv"
    role: str = ""  # core.policy.Role, where they speak for the municipality
    answers: Comment | None = None


def comment(ctx: Context, place: Part | Idea, who: Participant, new: NewComment) -> Receipt:
    """Write in a discussion, or about an idea. An answer to an answer stands beside it, not below.

    Raises NotOpen, NotAdmitted, NotChangeable (what they answer is not shown), NotPermitted (not
    their role) and Faulty.
    """
    ctx.require("consultation.comment", _part(place).stage.consultation)
    part, idea = _part(place), place if isinstance(place, Idea) else None
    stage, consultation = part.stage, part.stage.consultation
    _ensure_taken(ctx, stage, who, new)
    _ensure_shown(idea, new.answers)
    waits = stage.is_reviewed_first and not new.role
    row = Comment(
        process=consultation,
        part_id=part.id,
        idea_id=idea.id if idea else None,
        parent_id=_parent_id(new.answers),
        participant_key=who.key,
        author_id=who.person_id,
        role=new.role,
        publication=Publication.SUBMITTED if waits else Publication.PUBLISHED,
        received_at=ctx.now,
        review_due_at=review_due(ctx) if waits else None,
    )
    receipt = _write(ctx, "consultation.comment", row, new)
    if not new.role:
        note_participation(ctx, consultation, who)
    ctx.record("consultation.comment", row, attributed=False, part=part.id)
    return receipt


def edit_comment(ctx: Context, row: Comment, who: Participant, new: NewComment) -> Receipt:
    """Write one's own comment anew. The role that it was written in stays.

    Raises NotOpen, NotAdmitted, NotYours, NotChangeable, NotPermitted and Faulty.
    """
    ctx.require("consultation.edit_comment", row.part.stage.consultation)
    stage = row.part.stage
    ctx.lock(row)
    writing.ensure_own(row, who.key)
    writing.ensure_changeable(row)
    _ensure_taken(ctx, stage, who, new)
    receipt = _write(ctx, "consultation.edit_comment", row, new)
    if writing.send_again(row, is_reviewed_first=stage.is_reviewed_first and not row.role):
        row.review_due_at = review_due(ctx)
    if not row.role:
        note_participation(ctx, stage.consultation, who)
    ctx.record("consultation.edit_comment", row, attributed=False, text=len(row.texts))
    return receipt


def withdraw_comment(ctx: Context, row: Comment, who: Participant) -> None:
    """Take back one's own comment while the step is open. Answers to it stay.

    Raises NotOpen, NotYours and NotChangeable.
    """
    ctx.require("consultation.withdraw_comment", row.part.stage.consultation)
    stage = row.part.stage
    ctx.lock(row)
    writing.ensure_own(row, who.key)
    writing.ensure_changeable(row)
    rules.ensure_open(stage.consultation.publication, stage.opens_at, stage.closes_at, ctx.now)
    writing.take_back(row, ctx.now)
    ctx.record("consultation.withdraw_comment", row, attributed=False)


def _part(place: Part | Idea) -> Part:
    return place if isinstance(place, Part) else place.part


def _ensure_taken(ctx: Context, stage: Stage, who: Participant, new: NewComment) -> None:
    publication = stage.consultation.publication
    rules.ensure_open(publication, stage.opens_at, stage.closes_at, ctx.now)
    if new.role:
        may = new.role in SPEAKING_ROLES and new.role in ctx.actor.roles
        if not may or who.person_id != ctx.actor.id:
            raise NotPermitted("consultation.comment")
    else:
        if who.basis is Basis.STAFF:  # let in for the role alone
            raise Faulty(_l("Välj vilken roll du skriver i."), "role")
        ensure_admitted(stage.demand(), who)
    writing.ensure_sound({"body": new.body, "author_name": new.author_name}, NEEDED)


def _ensure_shown(idea: Idea | None, answers: Comment | None) -> None:
    if any(each is not None and not each.is_public() for each in (idea, answers)):
        raise NotChangeable(_l("Det som du vill svara på visas inte längre."))


def _parent_id(answers: Comment | None) -> int | None:
    """There are two levels: whatever answers an answer stands beside it."""
    return (answers.parent_id or answers.id) if answers else None


def _write(ctx: Context, kind: str, row: Comment, new: NewComment) -> Receipt:
    row.author_name, row.language, row.changed_at = tidy(new.author_name), new.language, ctx.now
    body = tidy(new.body)
    return receive(ctx, kind, row, Wording([(new.label, body)], body=body))
