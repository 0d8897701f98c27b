"""Setting up: begin a consultation from a blueprint or from an earlier one, describe it, throw it away."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dialog.consultation.models import Consultation, Part, PartVersion, Stage
from dialog.consultation.queries import publishing as queries
from dialog.consultation.queries.writing import reads_first
from dialog.consultation.rules import PUBLICATION, Blueprint
from dialog.consultation.rules.blueprints import SKETCHES, StagePlan
from dialog.consultation.rules.content import SHAPES, TextContent
from dialog.consultation.rules.golive import FACTS, PAGES
from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.shapes import dump
from dialog.core.text import tidy
from dialog.process.models import Attachment
from dialog.process.queries import facts
from dialog.process.queries.attachments import by_ids
from dialog.process.rules import Level, Publication, end_of_day
from dialog.process.rules.golive import ensure_kept
from dialog.process.search import make_findable

FACT_NAMES = frozenset(name for names in PAGES.values() for name in names)
NOT_CLONED = {"case_number", "decision_when", "feedback_on"}  # true of the earlier one alone
OF_A_FILE = (
    "name",
    "media_type",
    "size",
    "digest",
    "width",
    "height",
    "scan",
    "scanned_at",
)


def create(ctx: Context, blueprint: Blueprint, title: str) -> Consultation:
    """Begin a draft with the steps and parts of a blueprint."""
    ctx.require("consultation.create")
    if not tidy(title):
        raise Faulty(_l("Skriv en rubrik."), "title")
    consultation = _draft(ctx, blueprint, title)
    is_first = reads_first(ctx)  # the municipality's rule; each step may say its own
    _lay_out(
        ctx,
        consultation,
        [_reviewed(plan, is_first=is_first) for plan in SKETCHES[blueprint].stages],
    )
    ctx.record("consultation.create", consultation, blueprint=blueprint.value)
    return consultation


def clone(ctx: Context, consultation: Consultation) -> Consultation:
    """Begin a draft as a copy of an earlier one, without its dates, answers and case number.

    Questions keep their keys, so that results can be compared. Files get rows of their own, for the
    same stored bytes.
    """
    ctx.require("consultation.clone", consultation)
    title = _l("%(title)s (kopia)") % {"title": consultation.title}
    copy = _draft(ctx, consultation.blueprint, title)
    for name in FACT_NAMES - NOT_CLONED - {"title"}:
        setattr(copy, name, getattr(consultation, name))
    copy.tags = list(consultation.tags)
    copy.has_chosen_level = consultation.has_chosen_level
    plans = list(queries.plans(ctx, consultation))
    _lay_out(ctx, copy, _with_own_files(ctx, copy, plans))
    ctx.record("consultation.clone", copy, original=consultation.id)
    return copy


def _reviewed(plan: StagePlan, *, is_first: bool) -> StagePlan:
    return replace(plan, terms=replace(plan.terms, is_reviewed_first=is_first))


def _with_own_files(ctx: Context, copy: Consultation, plans: list[StagePlan]) -> list[StagePlan]:
    texts = [c for plan in plans for _title, c in plan.parts if isinstance(c, TextContent)]
    known = by_ids(ctx, {medium.attachment for text in texts for medium in text.media})
    own = {number: _same_file(ctx, copy, row) for number, row in known.items()}

    def adopt(content: Any) -> Any:
        if not isinstance(content, TextContent):
            return content
        media = [m for m in content.media if m.attachment in own]
        return replace(
            content, media=tuple(replace(m, attachment=own[m.attachment].id) for m in media)
        )

    return [
        replace(plan, parts=tuple((title, adopt(content)) for title, content in plan.parts))
        for plan in plans
    ]


def _same_file(ctx: Context, copy: Consultation, row: Attachment) -> Attachment:
    columns = {name: getattr(row, name) for name in OF_A_FILE}
    mine = Attachment(process_id=copy.id, author_id=ctx.actor.id, uploaded_at=ctx.now, **columns)
    ctx.session.add(mine)
    ctx.session.flush()
    return mine


def _draft(ctx: Context, blueprint: Blueprint, title: str) -> Consultation:
    consultation = Consultation(
        blueprint=blueprint,
        title=tidy(title),
        level=Level.CONSULTATION,
        author_id=ctx.actor.id,
        created_at=ctx.now,
        publication=Publication.DRAFT,
    )
    ctx.session.add(consultation)
    ctx.session.flush()
    return consultation


def _lay_out(ctx: Context, consultation: Consultation, plans: Iterable[StagePlan]) -> None:
    for number, plan in enumerate(plans, 1):
        terms = {**vars(plan.terms), "opens_at": None, "closes_at": None}
        stage = Stage(consultation_id=consultation.id, number=number, **terms)
        ctx.session.add(stage)
        ctx.session.flush()
        for place, (title, content) in enumerate(plan.parts, 1):
            kind = next(kind for kind, shape in SHAPES.items() if isinstance(content, shape))
            part = Part(stage_id=stage.id, consultation_id=consultation.id, kind=kind, number=place)
            first = PartVersion(number=1, title=title, content=dump(content), written_at=ctx.now)
            part.versions.append(first)
            ctx.session.add(part)
    ctx.session.flush()


def describe(ctx: Context, consultation: Consultation, changes: Mapping[str, Any]) -> None:
    """Change some of the facts (rules.golive.PAGES). A draft may lack any of them but its title.

    Once it is published what must be said can be changed, not taken away. Raises Faulty.
    """
    ctx.require("consultation.describe", consultation)
    ctx.lock(consultation)
    given = facts.tidied(changes, FACT_NAMES)
    facts.ensure_sound(ctx, given, queries.last_day(ctx, consultation))
    ensure_kept(consultation, given, FACTS, is_public=consultation.is_public())
    changed = sorted(name for name, new in given.items() if new != getattr(consultation, name))
    is_first_choice = bool(given.get("level")) and not consultation.has_chosen_level
    for name in changed:
        setattr(consultation, name, given[name])
    consultation.has_chosen_level |= "level" in given
    if not changed and not is_first_choice:
        return
    if consultation.is_public():
        if consultation.feedback_on:
            consultation.answer_due_at = end_of_day(consultation.feedback_on)
        queries.keep_text(ctx, consultation)
        make_findable(ctx, consultation)
    ctx.record("consultation.describe", consultation, changed=changed)


def withdraw(ctx: Context, consultation: Consultation) -> None:
    """Throw a draft away. What has been published stays for ever."""
    ctx.require("consultation.withdraw", consultation)
    ctx.lock(consultation)
    PUBLICATION.apply(consultation, "withdraw")
    consultation.publish_at = None
    ctx.record("consultation.withdraw", consultation)
