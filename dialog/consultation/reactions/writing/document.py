"""The answers as JSON for other programs; its shape is documented in docs/interfaces.md."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from dialog.consultation.models import Comment, Idea
from dialog.consultation.queries.whole import Sent, Whole
from dialog.consultation.reactions.writing.tables import day_of, name_of, small_print
from dialog.consultation.rules.tallying import Dimension

KIND, SHAPE = "dialog.consultation", 1  # the shape's number grows when it changes
PIECES = 500  # that are written at once


def write_json(whole: Whole, file: BinaryIO) -> Iterator[int]:
    """One object; its lists are written piece by piece."""
    head = _head(whole)
    file.write((_dump(head)[:-1] + ',"answers":[').encode())
    done = 0
    for batch in whole.batches():
        piece = ",\n".join(_dump(_answer(sent)) for sent in batch)
        file.write((",\n" * bool(done) + piece).encode())
        done += len(batch)
        yield done
    for name, rows in (
        ("ideas", map(_idea, whole.ideas())),
        ("comments", map(_comment, whole.comments())),
        ("counts", _counts(whole)),
    ):
        file.write(f'],"{name}":['.encode())
        _write(file, rows)
    file.write(b"]}\n")
    yield done


def _write(file: BinaryIO, rows: Iterable[Any]) -> None:
    rows, before = iter(rows), ""
    while piece := [_dump(row) for row in islice(rows, PIECES)]:
        file.write((before + ",\n".join(piece)).encode())
        before = ",\n"


def _dump(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False)


def _head(whole: Whole) -> dict[str, Any]:
    consultation = whole.consultation
    return {
        "kind": KIND,
        "shape": SHAPE,
        "made_at": whole.ctx.now.isoformat(),
        "notes": small_print(),
        "consultation": {
            "id": consultation.id,
            "title": consultation.title,
            "opens_at": consultation.opens_at and consultation.opens_at.isoformat(),
            "closes_at": consultation.closes_at and consultation.closes_at.isoformat(),
        },
        "parts": [
            {
                "id": part.id,
                "stage": part.stage.title,
                "is_anonymous": part.stage.is_anonymous,
                "kind": part.kind.value,
                "is_removed": part.is_removed,
                "versions": [
                    {
                        "number": version.number,
                        "title": version.title,
                        "written_at": version.written_at.isoformat(),
                        "content": version.content,
                    }
                    for version in whole.counted.versions.get(part.id, [])
                ],
            }
            for part in whole.parts
        ],
    }


def _answer(sent: Sent) -> dict[str, Any]:
    return {
        "row": sent.row,
        "part": sent.part,
        "version": sent.version,
        "channel": sent.channel.value,
        "received_on": sent.received_on and sent.received_on.isoformat(),
        "area": sent.area,
        "age_group": sent.age_group,
        "data": sent.data if sent.has_words else _without_words(sent.data),
    }


def _without_words(data: dict[str, Any]) -> dict[str, Any]:
    answers = {
        question: {name: value for name, value in given.items() if name != "words"}
        for question, given in data.get("answers", {}).items()
    }
    return data | {"answers": answers} if answers else data


def _idea(idea: Idea) -> dict[str, Any]:
    return {
        "id": idea.id,
        "part": idea.part_id,
        "category": idea.category,
        "title": idea.title,
        "body": idea.body,
        "name": name_of(idea),
        "place": idea.place,
        "geometry": idea.geometry,
        "is_outside": idea.is_outside,
        "support": idea.count_support,
        "comments": idea.count_comments,
        "received_on": day_of(idea) or None,
    }


def _comment(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.id,
        "part": comment.part_id,
        "idea": comment.idea_id,
        "answers": comment.parent_id,
        "body": comment.body,
        "name": name_of(comment),
        "role": comment.role,
        "support": comment.count_support,
        "received_on": day_of(comment) or None,
    }


def _counts(whole: Whole) -> Iterator[dict[str, Any]]:
    """What was counted of everybody, under the keys of the questions, see rules.tallying."""
    for part in whole.parts:
        everybody = whole.counted.counts.get(part.id, {}).get((Dimension.ALL, ""), {})
        for (question, row, choice), count in sorted(everybody.items()):
            yield {
                "part": part.id,
                "question": question,
                "row": row,
                "choice": choice,
                "number": count.number,
                "points": count.total,
            }
