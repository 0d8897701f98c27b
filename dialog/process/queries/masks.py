"""What is hidden in texts: which passages, and what is shown in their stead."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from dialog.core.context import Context
from dialog.core.i18n import SOURCE, speaking
from dialog.process.models import Contribution, Mask, Process
from dialog.process.models.process import TEXT_PARTS
from dialog.process.rules.masking import Passage, found_again, shown
from dialog.process.search import make_findable

Thing = Process | Contribution
PARTS = {Process: TEXT_PARTS, Contribution: ("title", "body")}


def newest(thing: Thing) -> Any:
    """The version of its text that was received last; None when none was."""
    texts: Sequence[Any] = thing.texts
    return next((each for each in reversed(texts) if each.received_at is not None), None)


def parts_of(thing: Thing) -> dict[str, str]:
    """The words of the newest received version, by part, without what is empty."""
    text = newest(thing)
    words = {name: getattr(text, name) for name in _names(thing)} if text is not None else {}
    return {name: each for name, each in words.items() if each}


def active_masks(ctx: Context, thing: Thing) -> Sequence[Mask]:
    """What is hidden in the newest received version. One statement."""
    return _masks(ctx, thing, newest(thing).number)


def passages(masks: Iterable[Mask]) -> dict[str, list[Passage]]:
    """The hidden passages by part."""
    found: dict[str, list[Passage]] = {}
    for mask in masks:
        found.setdefault(mask.part, []).append(Passage(mask.start, mask.end_at, mask.why))
    return found


def show_anew(ctx: Context, thing: Thing) -> None:
    """Let lists, pages, search and exports show the newest received text without what is hidden."""
    ctx.session.flush()
    hidden = passages(active_masks(ctx, thing))
    with speaking(SOURCE):  # what is stored is in the language of the municipality
        words = {
            name: shown(getattr(newest(thing), name), hidden.get(name, ()))
            for name in _names(thing)
        }
    thing.title = words["title"]
    if isinstance(thing, Contribution):
        thing.body, thing.changed_at = words["body"], ctx.now
        return
    thing.summary = words["summary"]
    thing.masked = {name: words[name] for name in hidden}
    if thing.is_public():
        make_findable(ctx, thing)


def carry_over(ctx: Context, thing: Thing) -> None:
    """After a new version was received: hide again what was hidden, where the same words stand there.

    What was hidden in the version before and does not stand there any longer is not hidden.
    """
    text = newest(thing)
    before = next((each for each in thing.texts if each.number == text.number - 1), None)
    if before is None or not (masks := _masks(ctx, thing, before.number)):
        return
    for mask in masks:
        passage = getattr(before, mask.part)[mask.start : mask.end_at]
        for part, words in parts_of(thing).items():
            for start, end in found_again(passage, words):
                ctx.session.add(_copy(mask, text.number, part, start, end))
    show_anew(ctx, thing)


def lift(ctx: Context, thing: Thing, decision_id: int) -> bool:
    """Show again what a decision had hidden. False when nothing of it is hidden any longer."""
    stmt = select(Mask).where(Mask.decision_id == decision_id, Mask.lifted_at.is_(None))
    masks = ctx.session.scalars(stmt).all()
    for mask in masks:
        mask.lifted_at = ctx.now
    is_there = isinstance(thing, Process) or thing.withdrawn_at is None
    if is_there and masks:  # of what was taken back nothing is shown
        show_anew(ctx, thing)
    return any(mask.text_number == newest(thing).number for mask in masks)


def hidden_by(ctx: Context, thing: Thing, decision_id: int) -> list[str]:
    """The words that a decision has hidden, in the version that it was about. One statement."""
    stmt = select(Mask).where(Mask.decision_id == decision_id)
    masks = ctx.session.scalars(stmt.order_by(Mask.text_number, Mask.id)).all()
    texts = {each.number: each for each in thing.texts}
    first = [each for each in masks if each.text_number == masks[0].text_number]
    found = [
        getattr(texts[each.text_number], each.part)[each.start : each.end_at] for each in first
    ]
    return list(dict.fromkeys(found))


def _names(thing: Thing) -> tuple[str, ...]:
    return PARTS[Process if isinstance(thing, Process) else Contribution]


def _masks(ctx: Context, thing: Thing, number: int) -> Sequence[Mask]:
    stmt = select(Mask).where(*_is_of(thing), Mask.text_number == number, Mask.lifted_at.is_(None))
    return ctx.session.scalars(stmt.order_by(Mask.part, Mask.start, Mask.id)).all()


def _is_of(thing: Thing) -> tuple[ColumnElement[bool], ...]:
    if isinstance(thing, Process):
        return Mask.process_id == thing.id, Mask.contribution_id.is_(None)
    return (Mask.contribution_id == thing.id,)


def _copy(mask: Mask, number: int, part: str, start: int, end: int) -> Mask:
    return Mask(
        process_id=mask.process_id,
        contribution_id=mask.contribution_id,
        decision_id=mask.decision_id,
        text_number=number,
        part=part,
        start=start,
        end_at=end,
        why=mask.why,
    )
