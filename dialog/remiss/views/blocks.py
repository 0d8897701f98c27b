"""The text of one section of the document that is worked on, block by block."""

from typing import Any

from flask import abort, flash, redirect, request

from dialog.core.errors import DomainError
from dialog.core.i18n import gettext as _
from dialog.identity.kept import send
from dialog.remiss.actions import blocks as actions
from dialog.remiss.actions.blocks import Spot
from dialog.remiss.forms.document import BlockForm
from dialog.remiss.models import Remiss
from dialog.remiss.rules import editing
from dialog.remiss.rules.block_text import as_typed
from dialog.remiss.rules.content import Block, BlockKind
from dialog.remiss.rules.editing import ChangedMeanwhile, Entry, Gone
from dialog.remiss.views import bp
from dialog.remiss.views.review import ONE
from dialog.remiss.views.sections import BOTH
from dialog.remiss.views.working import (
    SEE_OTHER,
    Work,
    back_to_review,
    conflict,
    gone,
    section_href,
    show,
    the_work,
    work_on,
)
from dialog.web.request import access, here

BLOCK = f"{ONE}/stycke/<int:number>"


@bp.route(BLOCK, methods=BOTH)
def edit_block(id: int, key: str, number: int) -> Any:
    """Other words, or another kind of text."""
    work = the_work(id)
    try:
        entry = work.find(key)
    except Gone as fault:
        return gone(id, fault)
    block = _block(entry, number)
    if block is None and request.method == "GET":
        abort(404)
    form = BlockForm(
        kind=block.kind.value if block else BlockKind.PARAGRAPH.value,
        text=as_typed(block) if block else "",
        has_head=block.has_head if block else False,
        seen=editing.block_mark(block) if block else "",
    )

    def act() -> None:
        spot = Spot(key, number, str(form.seen.data or ""))
        actions.edit_block(here(), work.remiss, spot, form.blocks())

    sent = send(form, act)
    if sent.is_done:
        return _to_text(work.remiss, key, _("Texten är sparad."), number)
    found = the_work(id)
    theirs = as_typed(block) if block else ""
    mark = editing.block_mark(block) if block else ""
    return show(
        "block",
        found,
        sent,
        form=form,
        heading=_("Ändra texten"),
        title=found.title(key),
        conflict=conflict(form, mark, theirs, form.text.data or ""),
        back=section_href(found, key, f"stycke-{number}"),
    )


def _block(entry: Entry, number: int) -> Block | None:
    """The block that the form is about, also where others have come or gone before it."""
    blocks = entry.heading.body.blocks
    try:
        return blocks[editing.find_block(entry, number, request.form.get("seen", ""))]
    except ChangedMeanwhile:
        return blocks[number] if number < len(blocks) else None


@bp.route(f"{ONE}/skriv", methods=BOTH)
def add_block(id: int, key: str) -> Any:
    """More text, last in the section."""
    work = the_work(id)
    try:
        number = len(work.find(key).heading.body.blocks)
    except Gone as fault:
        return gone(id, fault)
    form = BlockForm(kind=BlockKind.PARAGRAPH.value)
    sent = send(form, lambda: actions.add_block(here(), work.remiss, key, form.blocks()))
    if sent.is_done:
        return _to_text(work.remiss, key, _("Texten är tillagd."), number)
    return show(
        "block",
        work,
        sent,
        form=form,
        heading=_("Skriv mer text"),
        title=work.title(key),
        conflict=[],
        back=section_href(work, key, "text"),
    )


@bp.post(f"{BLOCK}/ta-bort")
def remove_block(id: int, key: str, number: int) -> Any:
    """Take it out of the text, at once: it is short, and the original is kept."""
    remiss = access(Remiss, id)
    spot = Spot(key, number, request.form.get("seen", ""))
    try:
        actions.remove_block(here(), remiss, spot)
    except DomainError as fault:
        flash(str(fault), "warning")
        return back_to_review(remiss, key)
    return _to_text(remiss, key, _("Stycket är borttaget."), max(0, number - 1))


def _to_text(remiss: Remiss, key: str, words: str, number: int) -> Any:
    flash(words, "success")
    work: Work | None = work_on(remiss)
    if work is None:
        return back_to_review(remiss)
    return redirect(section_href(work, key, f"stycke-{number}"), SEE_OTHER)
