"""Who cannot write for a while, and whether the actor is one of them."""

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from dialog.core import policy
from dialog.core.context import GATES, Context
from dialog.core.i18n import format_date
from dialog.core.i18n import lazy_gettext as _l
from dialog.moderation.models import Block, Decision
from dialog.moderation.rules import Blocked
from dialog.process.models import Process
from dialog.process.queries.paging import Cursor, Order, Page, fetch
from dialog.process.rules import last_day

ON_A_PAGE = 25


def block_in_force(ctx: Context, person_id: int | None, process_id: int | None) -> Block | None:
    """The block that keeps a person from writing in a process, or everywhere (None). One statement."""
    stmt = select(Block).where(
        Block.person_id == person_id, Block.until > ctx.now, Block.lifted_at.is_(None)
    )
    where = or_(Block.process_id.is_(None), Block.process_id == process_id)
    newest = stmt.where(where).order_by(Block.until.desc())
    return ctx.session.scalar(newest.limit(1))


def in_force(ctx: Context, where: tuple[Cursor | None, Cursor | None] = (None, None)) -> Page:
    """Every block in force, the one that ends first first, with the decision. One statement."""
    stmt = select(Block).where(Block.until > ctx.now, Block.lifted_at.is_(None))
    whole = joinedload(Block.decision).joinedload(Decision.process)
    order = Order(Block.until, Block.id, descending=False, is_moment=True)
    return fetch(ctx.session, stmt.options(whole), order, ON_A_PAGE, where)


def ensure_not_blocked(ctx: Context, permission: str, subject: object) -> None:
    """Raise Blocked where the actor cannot put words before others here. One statement at most."""
    if ctx.actor.id is None or permission not in policy.PUBLIC_TEXTS:
        return
    process_id = subject.id if isinstance(subject, Process) else None
    block = block_in_force(ctx, ctx.actor.id, process_id)
    if block is not None:
        words = _l(
            "Du får inte skriva här till och med den %(day)s. Skälen står i beslutet på Mina sidor. "
            "Där kan du också begära omprövning."
        )
        raise Blocked(words % {"day": format_date(last_day(block.until))})


GATES.append(ensure_not_blocked)
