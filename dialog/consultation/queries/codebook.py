"""The codebook of a consultation, and how many texts have each tag."""

from collections.abc import Sequence

from sqlalchemy import distinct, func, select

from dialog.consultation.models import Code, CodesShown, Coding, Consultation, FreeText, Part
from dialog.consultation.rules.coding import Tagged
from dialog.core.context import Context

Place = tuple[int, str]  # id of the part, and key of the question
NOTHING = Tagged(0, {})


def codes(ctx: Context, consultation: Consultation) -> Sequence[Code]:
    """Every tag, those in use first. One statement."""
    stmt = select(Code).where(Code.consultation_id == consultation.id)
    return ctx.session.scalars(stmt.order_by(Code.is_retired, Code.name, Code.id)).all()


def tagged(ctx: Context, consultation: Consultation) -> dict[Place, Tagged]:
    """How the texts of each question are tagged; what has no tag is not there. Two statements."""
    place = (FreeText.part_id, FreeText.question)
    joined = (
        select(*place)
        .join(Coding, Coding.free_text_id == FreeText.id)
        .join(Part, Part.id == FreeText.part_id)
        .where(Part.consultation_id == consultation.id)
    )
    stmt = joined.add_columns(Coding.code_id, func.count()).group_by(*place, Coding.code_id)
    numbers: dict[Place, dict[int, int]] = {}
    for part, question, code, number in ctx.session.execute(stmt):
        numbers.setdefault((part, question), {})[code] = number
    if not numbers:
        return {}
    whole = joined.add_columns(func.count(distinct(FreeText.id))).group_by(*place)
    return {
        (part, question): Tagged(texts, numbers[part, question])
        for part, question, texts in ctx.session.execute(whole)
    }


def codes_shown(ctx: Context, ids: Sequence[int]) -> set[Place]:
    """The questions of these parts whose tags are in the public results: id of the part, and key."""
    stmt = select(CodesShown.part_id, CodesShown.question).where(CodesShown.part_id.in_(ids))
    return {(part, question) for part, question in ctx.session.execute(stmt)}


def together(found: dict[Place, Tagged]) -> Tagged:
    """The same for all questions at once."""
    numbers: dict[int, int] = {}
    for each in found.values():
        for code, number in each.numbers.items():
            numbers[code] = numbers.get(code, 0) + number
    return Tagged(sum(each.texts for each in found.values()), numbers)


def number_of(ctx: Context, code: Code) -> int:
    """How many texts have the tag."""
    stmt = select(func.count(Coding.id)).where(Coding.code_id == code.id)
    return ctx.session.scalar(stmt) or 0
