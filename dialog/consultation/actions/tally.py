"""Counting answers, done by the worker in one transaction: readers see the old counts or the new ones.

An answer that has changed is taken out of the counts as it stood and put in as it is now, so that
the work of a minute is that of the minute's answers. At night all is counted anew and compared.
Answers are only read: on PostgreSQL sending one waits for nothing. SQLite has one writer at a time, so
there a turn takes only so many answers, and the count at night of a very large part is felt.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, select, update

from dialog.consultation.models import (
    Consultation,
    Counted,
    Counting,
    FreeText,
    Part,
    Tally,
    Turnout,
)
from dialog.consultation.queries import tally as queries
from dialog.consultation.queries.tally import Found
from dialog.consultation.rules import ANSWERED
from dialog.consultation.rules.tallying import (
    LAG,
    Count,
    Dimension,
    Place,
    Tallies,
    counts,
    words,
)
from dialog.core.context import Context
from dialog.core.db import add_many
from dialog.process.rules import Publication
from dialog.process.rules.own_words import likeness

MOST = 5_000  # answers in one turn: on SQLite those who send wait while the worker writes
CHUNK = 500


def count_part(ctx: Context, part: Part) -> None:
    """Count what has changed in a part since the last time: at most so much that the rest of us can go on."""
    ctx.require("consultation.count_part", part.stage.consultation)
    counting = _counting(ctx, part)
    if part.kind in ANSWERED:
        changed = _count_changed(ctx, part, counting)
    else:
        now = queries.ideas_and_comments(ctx.session, part)
        changed = _replace(ctx, part, now, queries.tallies(ctx.session, part))
    counting.counted_at = ctx.now
    if changed:
        consultation = part.stage.consultation
        ctx.record("consultation.count_part", consultation, part=part.id, answers=counting.answers)


def recount_part(ctx: Context, part: Part) -> None:
    """Count everything anew, and leave a record if what had been counted was wrong."""
    ctx.require("consultation.recount_part", part.stage.consultation)
    count_part(ctx, part)  # what is new is no mistake
    counting = _counting(ctx, part)
    if part.kind not in ANSWERED or counting.is_behind:
        return
    fresh = Tallies()
    for batch in queries.all_answers(ctx.session, part):
        texts = queries.versions(ctx.session, [found.id for found in batch])
        numbers = {found.id: _number(found, texts.get(found.id, {})) for found in batch}
        for found in batch:
            if numbers[found.id]:
                fresh.add(found.group, texts[found.id][numbers[found.id]])
        moved = [f for f in batch if (f.counted, f.counted_as) != (numbers[f.id], f.group)]
        _note(ctx, moved, numbers)
        _keep_words(ctx, part, batch, _newest(texts, numbers))
    if wrong := _replace(ctx, part, fresh.places(), queries.tallies(ctx.session, part)):
        counting.answers = queries.answers_in(fresh.places())
        consultation = part.stage.consultation
        ctx.record("consultation.recount_part", consultation, part=part.id, wrong=wrong)


def count_participants(ctx: Context, consultation: Consultation) -> None:
    """Count those who have taken part, each person once, for cards and for comparison."""
    ctx.require("consultation.count_participants", consultation)
    now = queries.turnout(ctx.session, consultation)
    ctx.session.execute(delete(Turnout).where(Turnout.consultation_id == consultation.id))
    rows = [
        {
            "consultation_id": consultation.id,
            "dimension": dimension,
            "group_key": group,
            "number": number,
        }
        for (dimension, group), number in now.items()
    ]
    add_many(ctx.session, Turnout, rows)
    whole = now.get((Dimension.ALL, ""), 0)
    before, consultation.count_valid = consultation.count_valid, whole
    consultation.counted_at = ctx.now
    if whole != before:
        ctx.record("consultation.count_participants", consultation, number=whole)


def _counting(ctx: Context, part: Part) -> Counting:
    found = ctx.session.scalar(select(Counting).where(Counting.part_id == part.id))
    if found is None:
        found = Counting(part_id=part.id, counted_at=ctx.now, answers=0)
        ctx.session.add(found)
        ctx.session.flush()
    ctx.lock(found)
    return found


def _count_changed(ctx: Context, part: Part, counting: Counting) -> int:
    since = counting.counted_until - LAG if counting.counted_until else None
    change, done, last = Tallies(), 0, ctx.now
    counting.is_behind = False
    for batch in queries.to_count(ctx.session, part, since):
        if done >= MOST:
            counting.is_behind = True
            break
        _change(ctx, part, batch, change)
        done, last = done + len(batch), batch[-1].changed_at
    counting.counted_until = last if counting.is_behind else ctx.now
    if not done:
        return 0
    before = queries.tallies(ctx.session, part)
    now = _sum({place: count for place, (_, count) in before.items()}, change.places())
    counting.answers = queries.answers_in(now)
    _replace(ctx, part, now, before)
    return done


def _change(ctx: Context, part: Part, batch: list[Found], change: Tallies) -> None:
    """Take these answers out of the counts as they stood, and put them in as they are now."""
    texts = queries.versions(ctx.session, [found.id for found in batch])
    numbers = {found.id: _number(found, texts.get(found.id, {})) for found in batch}
    for found in batch:
        if found.counted:
            change.add(found.counted_as, texts[found.id][found.counted], -1)
        if number := numbers[found.id]:
            change.add(found.group, texts[found.id][number])
    _note(ctx, batch, numbers)
    _keep_words(ctx, part, batch, _newest(texts, numbers))


def _number(found: Found, texts: dict[int, Any]) -> int:
    """Which version counts; 0 for none."""
    return max(texts, default=0) if counts(found.publication) else 0


def _newest(texts: dict[int, Any], numbers: dict[int, int]) -> dict[int, Any]:
    """The data of the versions that count, by id of the answer."""
    return {answer: texts[answer][number] for answer, number in numbers.items() if number}


def _note(ctx: Context, batch: Iterable[Found], numbers: dict[int, int]) -> None:
    """Remember as what each answer stands in the counts."""
    batch = list(batch)
    known = [found.id for found in batch if found.is_known]
    if known:
        ctx.session.execute(delete(Counted).where(Counted.answer_id.in_(known)))
    rows = [
        {
            "answer_id": found.id,
            "number": numbers[found.id],
            "seen_at": found.changed_at,
            "channel": found.channel,
            "area": found.group.area,
            "age_group": found.group.age,
        }
        for found in batch
    ]
    add_many(ctx.session, Counted, rows)


def _sum(one: dict[Place, Count], other: dict[Place, Count]) -> dict[Place, Count]:
    both = {place: Count(count.number, count.total) for place, count in one.items()}
    for place, count in other.items():
        both.setdefault(place, Count()).add(count.number, count.total)
    return both


def _replace(
    ctx: Context, part: Part, now: dict[Place, Count], before: dict[Place, tuple[int, Count]]
) -> int:
    """Write the counts that differ. Return how many did."""
    now = {place: count for place, count in now.items() if count != Count()}
    gone = [row_id for place, (row_id, count) in before.items() if now.get(place) != count]
    for start in range(0, len(gone), CHUNK):
        ctx.session.execute(delete(Tally).where(Tally.id.in_(gone[start : start + CHUNK])))
    new = [
        place for place, count in now.items() if place not in before or before[place][1] != count
    ]
    rows = [
        {
            "part_id": part.id,
            "question": question,
            "row": row,
            "choice": choice,
            "dimension": dimension,
            "group_key": group,
            "number": now[(question, row, choice), dimension, group].number,
            "total": now[(question, row, choice), dimension, group].total,
        }
        for (question, row, choice), dimension, group in new
    ]
    add_many(ctx.session, Tally, rows)
    return len(gone) + len(new)


def _keep_words(ctx: Context, part: Part, batch: list[Found], data: dict[int, Any]) -> None:
    """Let the texts in own words be those of the newest versions. One that stays keeps its tags.

    Tags belong to the words: a text whose words have changed is a new one, and read anew.
    """
    wanted = _words(part, batch, data)
    found = queries.free_texts(ctx.session, [each.id for each in batch])
    kept = {
        place: row
        for place, row in found.items()
        if place in wanted and row[1]["likeness"] == wanted[place]["likeness"]
    }
    gone = [row_id for place, (row_id, _) in found.items() if place not in kept]
    for start in range(0, len(gone), CHUNK):
        ctx.session.execute(delete(FreeText).where(FreeText.id.in_(gone[start : start + CHUNK])))
    for place, (row_id, values) in kept.items():
        if values != wanted[place]:
            ctx.session.execute(update(FreeText).where(FreeText.id == row_id).values(wanted[place]))
    names = ("answer_id", "question", "row")
    rows = [
        dict(zip(names, place, strict=True)) | {"part_id": part.id} | values
        for place, values in wanted.items()
        if place not in kept
    ]
    add_many(ctx.session, FreeText, rows)


def _words(
    part: Part, batch: list[Found], data: dict[int, Any]
) -> dict[tuple[int, str, str], dict[str, Any]]:
    """Every text in own words by answer, question and row. What a moderator has hidden is not read."""
    return {
        (found.id, question, row): {
            "words": text,
            "likeness": likeness(text),
            "channel": found.channel,
            "area": found.group.area,
            "age_group": found.group.age,
        }
        for found in batch
        if found.id in data and found.publication is not Publication.HIDDEN
        for (question, row), text in words(data[found.id]).items()
    }
