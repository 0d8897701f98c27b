"""The positions that people can take: added, renamed, ordered, removed before anybody has answered."""

from collections.abc import Sequence

from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.shapes import dump
from dialog.core.text import tidy
from dialog.feedback.records import ensure_no_number
from dialog.process.rules import Publication
from dialog.remiss.models import Remiss
from dialog.remiss.rules import arranging
from dialog.remiss.rules.content import Position, Tone
from dialog.remiss.rules.golive import Settled, ensure_running


def add_position(ctx: Context, remiss: Remiss, label: str, tone: Tone) -> None:
    """One more to choose. Raises Faulty and Settled."""
    ctx.require("remiss.add_position", remiss)
    ctx.lock(remiss)
    _ensure_draft(remiss)
    ensure_no_number(label=label)
    _keep(remiss, arranging.with_position(remiss.all_positions(), tidy(label), tone))
    ctx.record("remiss.add_position", remiss)


def edit_position(ctx: Context, remiss: Remiss, key: str, label: str, tone: Tone) -> None:
    """Call it something else. After publication its tone stays, since people have chosen by it."""
    ctx.require("remiss.edit_position", remiss)
    ctx.lock(remiss)
    ensure_running(remiss.publication, remiss.handling)
    ensure_no_number(label=label)
    known = remiss.all_positions()
    if tone is not arranging.find(known, key).tone:
        _ensure_draft(remiss)
    _keep(remiss, arranging.renamed(known, key, tidy(label), tone))
    ctx.record("remiss.edit_position", remiss, key=key)


def move_position(ctx: Context, remiss: Remiss, key: str, *, up: bool) -> None:
    """Let it change places with the one before it, or after it. At the end nothing happens."""
    ctx.require("remiss.move_position", remiss)
    ctx.lock(remiss)
    _ensure_draft(remiss)
    known = remiss.all_positions()
    _keep(remiss, arranging.moved(known, key, known, up=up))
    ctx.record("remiss.move_position", remiss, key=key)


def remove_position(ctx: Context, remiss: Remiss, key: str) -> None:
    """Take it away; two at least stay."""
    ctx.require("remiss.remove_position", remiss)
    ctx.lock(remiss)
    _ensure_draft(remiss)
    _keep(remiss, arranging.without_position(remiss.all_positions(), key))
    ctx.record("remiss.remove_position", remiss, key=key)


def _keep(remiss: Remiss, positions: Sequence[Position]) -> None:
    remiss.positions = [dump(each) for each in positions]


def _ensure_draft(remiss: Remiss) -> None:
    if remiss.publication is not Publication.DRAFT:
        raise Settled(_l("Remissen är publicerad. Nu går det bara att ändra vad valen heter."))
