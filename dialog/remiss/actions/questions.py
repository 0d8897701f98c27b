"""The questions about the whole and about its sections: added, worded, ordered, removed or closed."""

from collections.abc import Sequence

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.shapes import dump
from dialog.core.text import tidy
from dialog.feedback.records import ensure_no_number
from dialog.remiss.models import Remiss
from dialog.remiss.queries import publishing as queries
from dialog.remiss.queries.document import find_section
from dialog.remiss.rules import arranging
from dialog.remiss.rules.content import WHOLE, Question, about
from dialog.remiss.rules.golive import Settled, ensure_running


def add_question(ctx: Context, remiss: Remiss, section: str, text: str) -> None:
    """Ask one more, of a section or of the whole. Raises Faulty."""
    ctx.require("remiss.add_question", remiss)
    ctx.lock(remiss)
    ensure_running(remiss.publication, remiss.handling)
    _ensure_sound(ctx, remiss, section, text)
    _keep(remiss, arranging.with_question(remiss.all_questions(), section, tidy(text)))
    ctx.record("remiss.add_question", remiss, section=section)


def edit_question(ctx: Context, remiss: Remiss, key: str, section: str, text: str) -> None:
    """Word it better. Once somebody has answered it, it stays as it was. Raises Settled and Faulty."""
    ctx.require("remiss.edit_question", remiss)
    ctx.lock(remiss)
    ensure_running(remiss.publication, remiss.handling)
    if queries.is_answered(ctx, remiss, key):
        words = _l("Någon har svarat på frågan. Stäng den och lägg till en ny i stället.")
        raise Settled(words)
    _ensure_sound(ctx, remiss, section, text)
    _keep(remiss, arranging.reworded(remiss.all_questions(), key, section, tidy(text)))
    ctx.record("remiss.edit_question", remiss, key=key, section=section)


def move_question(ctx: Context, remiss: Remiss, key: str, *, up: bool) -> None:
    """Let it change places with the one before it, or after it, about the same section."""
    ctx.require("remiss.move_question", remiss)
    ctx.lock(remiss)
    ensure_running(remiss.publication, remiss.handling)
    known = remiss.all_questions()
    likes = list(about(known, arranging.find(known, key).section))
    _keep(remiss, arranging.moved(known, key, likes, up=up))
    ctx.record("remiss.move_question", remiss, key=key)


def remove_question(ctx: Context, remiss: Remiss, key: str) -> None:
    """Ask it no more. What somebody has answered is closed, so that one can read what was asked."""
    ctx.require("remiss.remove_question", remiss)
    ctx.lock(remiss)
    ensure_running(remiss.publication, remiss.handling)
    is_answered = queries.is_answered(ctx, remiss, key)
    known = remiss.all_questions()
    _keep(remiss, arranging.without_question(known, key, is_answered=is_answered))
    ctx.record("remiss.remove_question", remiss, key=key, is_closed=is_answered)


def _keep(remiss: Remiss, questions: Sequence[Question]) -> None:
    remiss.questions = [dump(each) for each in questions]


def _ensure_sound(ctx: Context, remiss: Remiss, section: str, text: str) -> None:
    ensure_no_number(text=text)
    if section == WHOLE:
        return
    version = queries.current(ctx, remiss)
    if version is None or find_section(ctx, version, section) is None:
        raise Faulty(_l("Välj ett avsnitt i dokumentet."), "section")
