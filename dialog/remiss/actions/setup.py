"""Setting up: begin a remiss, and describe it."""

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.process.rules import Level, Publication
from dialog.remiss.models import Remiss
from dialog.remiss.rules.content import usual_positions
from dialog.tenancy.queries import rules_now


def create(ctx: Context, title: str) -> Remiss:
    """Begin a draft with the usual positions, and with what the municipality's rules say."""
    ctx.require("remiss.create")
    if not tidy(title):
        raise Faulty(_l("Skriv en rubrik."), "title")
    remiss = _draft(ctx, title)
    remiss.positions = usual_positions()
    ctx.record("remiss.create", remiss)
    return remiss


def _draft(ctx: Context, title: str) -> Remiss:
    rules = rules_now(ctx)
    remiss = Remiss(
        title=tidy(title),
        level=Level.CONSULTATION,
        author_id=ctx.actor.id,
        created_at=ctx.now,
        publication=Publication.DRAFT,
        is_open_to_all=bool(rules["remiss.open_to_all"]),
        shows_private_names=bool(rules["remiss.publish_private_names"]),
    )
    ctx.session.add(remiss)
    ctx.session.flush()
    return remiss
