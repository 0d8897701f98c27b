"""What publication needs to know: what is missing, the last day, the words to keep, the plans to copy."""

from collections.abc import Iterator, Sequence
from datetime import date

from dialog.consultation.models import Consultation, Part, Stage
from dialog.consultation.queries.public import Reading, outline
from dialog.consultation.rules import PartKind, golive, record
from dialog.consultation.rules.blueprints import StagePlan
from dialog.consultation.rules.golive import Missing
from dialog.consultation.rules.stages import Terms
from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.models import ProcessText
from dialog.process.queries.attachments import by_ids
from dialog.process.queries.record import as_text, keep_said
from dialog.process.rules import last_day as day_before

PROMISE = (
    ("concerns", _l("Vem berörs?")),
    ("can_affect", _l("Det här kan du påverka")),
    ("cannot_affect", _l("Det här går inte att påverka")),
    ("decided_by", _l("Vem beslutar?")),
    ("decision_when", _l("När fattas beslutet?")),
    ("feedback_how", _l("Så får du veta vad det blev av det")),
)


def missing(ctx: Context, reading: Reading) -> list[Missing]:
    """What must be done before it can be published. One statement more where texts hold files."""
    consultation = reading.consultation
    lacking = golive.missing_facts(consultation)
    steps = [(stage.id, stage, bool(reading.parts.get(stage.id))) for stage in reading.stages]
    lacking += golive.missing_steps(steps, ctx.now)
    if golive.is_feedback_before_end(consultation.feedback_on, _last_day(reading.stages)):
        lacking.append(Missing("facts:decision", golive.FEEDBACK_TOO_EARLY))
    return lacking + missing_in_parts(ctx, reading.all_parts())


def missing_in_parts(ctx: Context, parts: Sequence[Part]) -> list[Missing]:
    """What the parts lack before people may see them."""
    pictures = _pictures(ctx, parts)
    return [
        each
        for part in parts
        for each in golive.missing_in_part(part.id, part.kind, part.title, part.content(), pictures)
    ]


def _pictures(ctx: Context, parts: Sequence[Part]) -> set[int]:
    """The files in the texts that are pictures. One statement at most."""
    files = {
        each.attachment
        for part in parts
        if part.kind is PartKind.TEXT
        for each in part.content().media
    }
    if not files:
        return set()
    return {number for number, row in by_ids(ctx, files).items() if row.is_picture}


def last_day(ctx: Context, consultation: Consultation) -> date | None:
    """The last day of the last step; None when no step has dates. Two statements."""
    return _last_day(outline(ctx, consultation).stages)


def _last_day(stages: Sequence[Stage]) -> date | None:
    ends = [stage.closes_at for stage in stages if stage.closes_at]
    return day_before(max(ends)) if ends else None


def follow_stages(ctx: Context, consultation: Consultation) -> None:
    """Let the whole open with its first step and close with its last one."""
    stages = outline(ctx, consultation).stages
    starts = [stage.opens_at for stage in stages if stage.opens_at]
    ends = [stage.closes_at for stage in stages if stage.closes_at]
    if starts and ends:
        consultation.opens_at, consultation.closes_at = min(starts), max(ends)


def plans(ctx: Context, consultation: Consultation) -> Iterator[StagePlan]:
    """The steps and parts as they are now, to begin another consultation with. Two statements."""
    reading = outline(ctx, consultation)
    for stage in reading.stages:
        parts = [(part.title, part.content()) for part in reading.parts.get(stage.id, [])]
        yield StagePlan(terms_of(stage), tuple(parts))


def terms_of(stage: Stage) -> Terms:
    """What the step is now."""
    return Terms(**{name: getattr(stage, name) for name in Terms.__dataclass_fields__})


def keep_text(ctx: Context, consultation: Consultation) -> ProcessText:
    """Keep what the consultation says now as a version that never changes. The same twice is kept once."""
    reading = outline(ctx, consultation)
    promise = [(label, getattr(consultation, name)) for name, label in PROMISE]
    body = as_text(promise, _texts(reading))
    return keep_said(ctx, consultation, consultation.title, consultation.summary, body)


def _texts(reading: Reading) -> Iterator[str]:
    for stage in reading.stages:
        yield stage.title
        yield stage.intro
        for part in reading.parts.get(stage.id, []):
            yield part.title
            yield from record.words_of(part.content())
