"""The codebook: tags are added, named anew, retired, merged, and given to texts. What is used is never lost."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.sql import Select

from dialog.consultation.models import Code, CodesShown, Coding, Consultation, FreeText, Part
from dialog.consultation.rules.coding import LONGEST_MEANING, LONGEST_NAME, MOST_CODES, Change
from dialog.core.context import Context
from dialog.core.db import add_many
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain, tidy

IN_BULK = {"synchronize_session": False}


def add_code(ctx: Context, consultation: Consultation, name: str, meaning: str) -> Code:
    """Put a tag into the codebook. Raises Faulty."""
    ctx.require("consultation.add_code", consultation)
    ctx.lock(consultation)
    name, meaning = _checked(ctx, consultation.id, name, meaning)
    code = Code(consultation_id=consultation.id, name=name, meaning=meaning)
    ctx.session.add(code)
    ctx.session.flush()
    ctx.record("consultation.add_code", consultation, code=code.id)
    return code


def edit_code(ctx: Context, code: Code, name: str, meaning: str) -> None:
    """Name a tag anew, or say anew when it is used. Its texts keep it. Raises Faulty."""
    ctx.require("consultation.edit_code", code.consultation)
    ctx.lock(code.consultation)
    code.name, code.meaning = _checked(ctx, code.consultation_id, name, meaning, code)
    ctx.record("consultation.edit_code", code.consultation, code=code.id)


def retire_code(ctx: Context, code: Code) -> None:
    """Use a tag no more. Texts that have it keep it, and it is counted."""
    ctx.require("consultation.retire_code", code.consultation)
    code.is_retired = True
    ctx.record("consultation.retire_code", code.consultation, code=code.id)


def restore_code(ctx: Context, code: Code) -> None:
    """Use a retired tag again."""
    ctx.require("consultation.restore_code", code.consultation)
    code.is_retired = False
    ctx.record("consultation.restore_code", code.consultation, code=code.id)


def merge_codes(ctx: Context, code: Code, into: Code | None) -> None:
    """Let the texts of a tag have another one instead, and take it out of the codebook. Raises Faulty."""
    ctx.require("consultation.merge_codes", code.consultation)
    ctx.lock(code.consultation)
    if into is None or into.id == code.id or into.consultation_id != code.consultation_id:
        raise Faulty(_l("Välj en annan tagg i samma kodbok."), "into")
    has_both = select(Coding.free_text_id).where(Coding.code_id == into.id)
    ctx.session.execute(
        delete(Coding).where(Coding.code_id == code.id, Coding.free_text_id.in_(has_both)),
        execution_options=IN_BULK,
    )
    ctx.session.execute(
        update(Coding).where(Coding.code_id == code.id).values(code_id=into.id),
        execution_options=IN_BULK,
    )
    ctx.session.flush()
    ctx.record("consultation.merge_codes", code.consultation, code=code.id, into=into.id)
    ctx.session.delete(code)


def code_texts(ctx: Context, part: Part, question: str, changes: Iterable[Change]) -> int:
    """Give tags to texts of a question, or take them away; equal texts together. Return how many texts.

    Only what was touched changes, so that two people can tag at the same time. Tags or texts that
    are gone meanwhile are passed over.
    """
    ctx.require("consultation.code_texts", part.stage.consultation)
    consultation = part.stage.consultation
    ctx.lock(consultation)
    known = set(ctx.session.scalars(select(Code.id).where(Code.consultation_id == consultation.id)))
    touched = 0
    for change in changes:
        texts = _alike(part, question, change.text)
        _take(ctx, texts, change.remove)
        _give(ctx, texts, change.add & known)
        touched += ctx.session.scalar(select(func.count()).select_from(texts.subquery())) or 0
    if touched:
        ctx.record("consultation.code_texts", consultation, part=part.id, texts=touched)
    return touched


def show_codes(ctx: Context, part: Part, question: str, *, is_shown: bool) -> None:
    """Show the numbers of a question's tags in the public results, or show them no more."""
    ctx.require("consultation.show_codes", part.stage.consultation)
    ctx.lock(part.stage.consultation)
    ctx.session.execute(
        delete(CodesShown).where(CodesShown.part_id == part.id, CodesShown.question == question)
    )
    if is_shown:
        ctx.session.add(CodesShown(part_id=part.id, question=question))
    facts: dict[str, Any] = {"part": part.id, "question": question, "is_shown": is_shown}
    ctx.record("consultation.show_codes", part.stage.consultation, **facts)


def _checked(
    ctx: Context, consultation_id: int, name: str, meaning: str, code: Code | None = None
) -> tuple[str, str]:
    name, meaning = " ".join(plain(tidy(name)).split()), tidy(meaning)
    if not name:
        raise Faulty(_l("Skriv vad taggen heter."), "name")
    if len(name) > LONGEST_NAME:
        raise Faulty(_l("Namnet är för långt. Skriv högst 60 tecken."), "name")
    if len(meaning) > LONGEST_MEANING:
        raise Faulty(_l("Texten är för lång. Skriv högst 500 tecken."), "meaning")
    stmt = select(Code.id, Code.name).where(Code.consultation_id == consultation_id)
    others = {row.id: row.name.casefold() for row in ctx.session.execute(stmt)}
    own = others.pop(code.id, None) if code else None
    if name.casefold() in others.values():
        raise Faulty(_l("Det finns redan en tagg som heter så."), "name")
    if own is None and len(others) >= MOST_CODES:
        raise Faulty(_l("Kodboken är full. Slå ihop några taggar först."), "name")
    return name, meaning


def _alike(part: Part, question: str, text: int) -> Select[int]:
    """Ids of the texts that say the same as this one."""
    place = (FreeText.part_id == part.id, FreeText.question == question)
    likeness = select(FreeText.likeness).where(FreeText.id == text, *place).scalar_subquery()
    return select(FreeText.id).where(*place, FreeText.likeness == likeness)


def _take(ctx: Context, texts: Select[int], codes: frozenset[int]) -> None:
    if codes:
        ctx.session.execute(
            delete(Coding).where(Coding.free_text_id.in_(texts), Coding.code_id.in_(codes)),
            execution_options=IN_BULK,
        )


def _give(ctx: Context, texts: Select[int], codes: frozenset[int]) -> None:
    for code in sorted(codes):
        there = select(Coding.free_text_id).where(Coding.code_id == code)
        lacking = texts.where(FreeText.id.not_in(there))
        rows = [
            {"free_text_id": text, "code_id": code, "by": ctx.actor.id, "at": ctx.now}
            for text in ctx.session.scalars(lacking)
        ]
        add_many(ctx.session, Coding, rows)
