"""Rows that the tests of lists and news share."""

from datetime import timedelta
from typing import Any

from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.folkmotion.models import Folkmotion
from dialog.process.rules import Handling
from dialog.process.search import index
from tests import make
from tests.make import NOW

DAY = timedelta(days=1)
HOSTILE = '<script>alert("1")</script> & 🚲 \u202eemit'
LISTS = ["/dialoger", "/folkmotioner"]
PUBLIC = ["/", *LISTS, "/flode.atom", "/folkmotioner/flode.atom"]


def happened(ctx: Context, folkmotion: Folkmotion, verb: str, **more: Any) -> None:
    ctx.session.add(
        Event(
            at=more.pop("at", NOW),
            name=f"folkmotion.{verb}",
            actor_id=None,
            subject_type="folkmotion",
            subject_id=folkmotion.id,
            data=more,
        )
    )
    ctx.session.commit()


def many(ctx: Context, keys: Keyring, number: int) -> None:
    for each in range(number):
        row = make.folkmotion(
            ctx.session,
            keys,
            title=f"Fler bänkar {each}",
            tags=["bänk", f"plats{each % 9}"],
            area="natur",
            handling=list(Handling)[each % 6],
            answer_due_at=NOW - DAY if each % 2 else None,
            decided_at=NOW - DAY if each % 3 == 0 else None,
        )
        index(ctx, row, (row.title, 3))
        happened(ctx, row, "publish")
