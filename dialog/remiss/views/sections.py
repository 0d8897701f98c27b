"""One section of the document that is worked on: what it is called, joined, split, removed, and a new one."""

from typing import Any

from flask import flash, redirect, request, url_for
from wtforms.fields.choices import SelectChoice

from dialog.core.i18n import gettext as _
from dialog.identity.kept import send
from dialog.remiss.actions import sections as actions
from dialog.remiss.actions.sections import Joining, Naming, Place, Removal
from dialog.remiss.forms.document import (
    JoinForm,
    NewSectionForm,
    RemoveForm,
    SectionForm,
    SplitForm,
)
from dialog.remiss.rules import editing
from dialog.remiss.rules.content import Block, Body
from dialog.remiss.rules.editing import Cut, Gone
from dialog.remiss.views import bp
from dialog.remiss.views.review import ONE, PLACE
from dialog.remiss.views.working import (
    SEE_OTHER,
    back_to_review,
    conflict,
    gone,
    review_href,
    section_href,
    show,
    the_work,
)
from dialog.web.request import here

BOTH = ["GET", "POST"]
CHOICE_WORDS = 24


@bp.route(ONE, methods=BOTH)
def edit_section(id: int, key: str) -> Any:
    """What it is called, and everything else about it."""
    work = the_work(id)
    try:
        entry = work.find(key)
    except Gone as fault:
        return gone(id, fault)
    heading = entry.heading
    form = SectionForm(
        number=heading.number,
        title=heading.title,
        takes_views=entry.takes_views,
        seen=entry.mark(),
    )
    sent = send(
        form, lambda: actions.edit_section(here(), work.remiss, key, _naming(form), _seen(form))
    )
    if sent.is_done:
        flash(_("Avsnittet är sparat."), "success")
        return back_to_review(work.remiss, key)
    work = the_work(id)
    entry = work.find(key)
    typed = f"{form.number.data or ''} {form.title.data or ''}".strip()
    return show(
        "section",
        work,
        sent,
        form=form,
        key=key,
        title=work.title(key),
        at=work.at(key),
        number=len(work.entries),
        conflict=conflict(form, entry.mark(), work.title(key), typed),
        pieces=[_piece(block) for block in entry.heading.body.blocks],
        notes=entry.heading.body.notes,
        back=review_href(work, key),
        before=section_href(work, work.entries[work.at(key) - 1].key) if work.at(key) else "",
        after=_after(work, key),
    )


def _after(work: Any, key: str) -> str:
    at = work.at(key) + 1
    return section_href(work, work.entries[at].key) if at < len(work.entries) else ""


def _piece(block: Block) -> tuple[Body, str]:
    """A block as it is shown by itself, and its mark."""
    return Body((block,)), editing.block_mark(block)


def _naming(form: SectionForm) -> Naming:
    return Naming(form.number.data or "", form.title.data or "", bool(form.takes_views.data))


def _seen(form: Any) -> str:
    return str(form.seen.data or "")


@bp.route(f"{ONE}/sla-ihop", methods=BOTH)
def join_section(id: int, key: str) -> Any:
    """Make it the end of the section before."""
    work = the_work(id)
    try:
        at = work.at(key)
    except Gone as fault:
        return gone(id, fault)
    before = work.entries[at - 1] if at else None
    form = JoinForm(
        seen=work.entries[at].mark(), seen_before=before.mark() if before is not None else ""
    )
    joined: list[str] = []

    def act() -> None:
        keep = bool(form.keep_title.data)
        joining = Joining(key, keep, _seen(form), str(form.seen_before.data or ""))
        joined.append(actions.join_section(here(), work.remiss, joining))

    sent = send(form, act)
    if sent.is_done:
        flash(_("Avsnitten är ihopslagna."), "success")
        return back_to_review(work.remiss, joined[0])
    return show(
        "join",
        work,
        sent,
        form=form,
        title=work.title(key),
        before=work.title(before.key) if before is not None else "",
        back=review_href(work, key),
    )


@bp.route(f"{ONE}/dela", methods=BOTH)
def split_section(id: int, key: str) -> Any:
    """Let a new section begin at one of its blocks."""
    work = the_work(id)
    try:
        entry = work.find(key)
    except Gone as fault:
        return gone(id, fault)
    form = SplitForm(seen=entry.mark())
    blocks = entry.heading.body.blocks
    form.at.choices = [SelectChoice(n, _choice(block)) for n, block in enumerate(blocks)]
    new: list[str] = []

    def act() -> None:
        at = form.at.data if isinstance(form.at.data, int) else -1
        cut = Cut(at, form.number.data or "", form.title.data or "")
        new.append(actions.split_section(here(), work.remiss, key, cut, _seen(form)))

    sent = send(form, act)
    if sent.is_done:
        flash(_("Avsnittet är uppdelat."), "success")
        return back_to_review(work.remiss, new[0])
    return show("split", work, sent, form=form, title=work.title(key), back=section_href(work, key))


def _choice(block: Block) -> str:
    words = block.words().split()
    return " ".join(words[:CHOICE_WORDS]) + (" …" if len(words) > CHOICE_WORDS else "")


@bp.route(f"{ONE}/ta-bort", methods=BOTH)
def remove_section(id: int, key: str) -> Any:
    """Take it out of the document."""
    work = the_work(id)
    try:
        at = work.at(key)
    except Gone as fault:
        return gone(id, fault)
    below = editing.end_of(work.entries, at) - at - 1
    form = RemoveForm(seen=work.entries[at].mark(), below=str(below))

    def act() -> None:
        count = int(form.below.data) if str(form.below.data).isdecimal() else -1
        removal = Removal(key, _seen(form), bool(form.with_below.data), count)
        actions.remove_section(here(), work.remiss, removal)

    sent = send(form, act)
    if sent.is_done:
        flash(_("Avsnittet är borttaget."), "success")
        return back_to_review(work.remiss, work.entries[at - 1].key if at else "")
    return show(
        "remove",
        work,
        sent,
        form=form,
        title=work.title(key),
        entry=work.entries[at],
        below=[work.title(each.key) for each in work.entries[at + 1 : at + 1 + below]],
        back=review_href(work, key),
    )


@bp.route(f"{PLACE}/nytt-avsnitt", methods=BOTH)
def add_section(id: int) -> Any:
    """A section that is written by hand, after the one in the address (efter), or first."""
    work = the_work(id)
    after = request.args.get("efter", "")
    known = {entry.key: entry for entry in work.entries}
    level = known[after].level if after in known else 1
    form = NewSectionForm(level=level, takes_views=True)
    new: list[str] = []

    def act() -> None:
        place = Place(after, form.level.data)
        new.append(actions.add_section(here(), work.remiss, place, _naming(form)))

    try:
        sent = send(form, act)
    except Gone as fault:
        return gone(id, fault)
    if sent.is_done:
        flash(_("Avsnittet är tillagt. Skriv texten här."), "success")
        href = url_for(".edit_section", id=id, key=new[0], _anchor="text")
        return redirect(href, SEE_OTHER)
    return show(
        "add_section",
        work,
        sent,
        form=form,
        after=work.title(after) if after in known else "",
        back=review_href(work, after),
    )
