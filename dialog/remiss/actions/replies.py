"""What the municipality replies to points and groups, and what staff say to one another about them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.own_words import own_words, unformatted
from dialog.remiss.models import Note, Point, Remiss, Reply
from dialog.remiss.queries import points as queries
from dialog.remiss.queries.assessment import replies_to
from dialog.remiss.queries.replies import correct, target_of
from dialog.remiss.rules.assessing import (
    LONGEST_NOTE,
    LONGEST_REPLY,
    Answer,
    ensure_not_concluded,
    ensure_same_reply,
)


def reply(ctx: Context, remiss: Remiss, ids: Iterable[int], answer: Answer) -> int:
    """Reply to points: to one, or to many at once. Return to how many the reply is new.

    A point in a group is answered with its whole group, unless it has a reply of its own. Where many
    are answered at once, those that have a reply keep it. One alone is corrected: what was said
    before is kept. It is public when the compilation is, so personal numbers are refused.
    Raises Faulty, Concluded, and RepliedMeanwhile where somebody else has replied to that one.
    """
    ctx.require("remiss.reply", remiss)
    ctx.lock(remiss)
    ensure_not_concluded(remiss.concluded_at)
    words = own_words(answer.words, "words", LONGEST_REPLY)
    if not words:
        raise Faulty(_l("Skriv vad kommunen svarar."), "words")
    answer = replace(answer, words=words)
    points = queries.by_ids(ctx, remiss, ids)
    known = replies_to(ctx, points)
    targets = {target_of(each, known.get(each.id)): each for each in points}
    if len(targets) == 1:
        answered = _one(ctx, points[0], known.get(points[0].id), answer)
    else:
        answered = _many(ctx, list(targets.values()), known, answer)
    for point in answered:
        ctx.record("remiss.reply", point, effect=answer.effect.value)
    return len(answered)


def note_point(ctx: Context, remiss: Remiss, point: Point, words: str) -> Note:
    """Say something to colleagues about a point. It is never shown to anyone else. Raises Faulty."""
    ctx.require("remiss.note_point", remiss)
    words = unformatted(words)
    if not words:
        raise Faulty(_l("Skriv något."), "words")
    if len(words) > LONGEST_NOTE:
        raise Faulty(_l("Anteckningen är för lång. Skriv högst 4 000 tecken."), "words")
    note = Note(point_id=point.id, words=words, by=ctx.actor.id, at=ctx.now)
    ctx.session.add(note)
    ctx.record("remiss.note_point", point)
    return note


def _one(ctx: Context, point: Point, holds: Reply | None, answer: Answer) -> list[Point]:
    if holds is None:
        ensure_same_reply(None, answer)
        _add(ctx, point, answer)
        return [point]
    if (holds.effect, holds.words) == (answer.effect, answer.words):
        return []  # two who write the same do not quarrel
    ensure_same_reply(holds, answer)
    correct(ctx, holds, answer)
    return [point]


def _many(
    ctx: Context, points: Sequence[Point], known: Mapping[int, Reply], answer: Answer
) -> list[Point]:
    lacking = [each for each in points if each.id not in known]
    for point in lacking:
        _add(ctx, point, answer)
    return lacking


def _add(ctx: Context, point: Point, answer: Answer) -> None:
    point_id, group_id = target_of(point, None)
    ctx.session.add(
        Reply(
            remiss_id=point.remiss_id,
            point_id=point_id,
            group_id=group_id,
            effect=answer.effect,
            words=answer.words,
            by=ctx.actor.id,
            at=ctx.now,
        )
    )
