"""Entering answers from paper, calls and meetings: one page for each, by keyboard, one after another."""

import secrets
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import abort, flash, redirect, render_template, request, url_for

from dialog.consultation import rules
from dialog.consultation.actions import enter as actions
from dialog.consultation.forms.entry import BatchForm, EntryForm
from dialog.consultation.models import Answer, Consultation, Part
from dialog.consultation.queries import entries as queries
from dialog.consultation.queries import public
from dialog.consultation.rules.entry import ENTERED_FOR, NumberTaken, next_number
from dialog.consultation.views import bp
from dialog.consultation.views.entering import (
    CHANGE,
    Batch,
    Paper,
    batch_asked,
    is_enterable_now,
    paper_in_hand,
    part_to_enter,
)
from dialog.consultation.views.filling import AGE, AREA
from dialog.core.errors import Faulty
from dialog.core.i18n import ZONE
from dialog.core.i18n import gettext as _
from dialog.identity.kept import forget_kept
from dialog.process.rules import CHANNEL_NAMES
from dialog.registry.models import Receipt
from dialog.web.errors import roll_back
from dialog.web.forms import blame
from dialog.web.request import access, here

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@bp.get("/arbetsyta/medborgardialoger/<int:id>/papper")
def enter(id: int) -> Any:
    """To the one part that people answer, or a list of them."""
    consultation = access(Consultation, id)
    reading = public.outline(here(), consultation)
    parts = [part for part in reading.all_parts() if part.kind in rules.ANSWERED]
    if len(parts) == 1:
        return redirect(url_for(".enter_response", id=id, part=parts[0].id), 303)
    return render_template("consultation/enter.html", consultation=consultation, parts=parts)


@bp.route("/arbetsyta/medborgardialoger/<int:id>/papper/<int:part>", methods=["GET", "POST"])
def enter_response(id: int, part: int) -> Any:
    """Which pile it is; then one form for each answer in it."""
    row = part_to_enter(id, part)
    if not is_enterable_now(row):
        return _not_now(row)
    asked, batch = batch_asked(row)
    if batch is None:
        return _batch_page(asked, row)
    paper = paper_in_hand(row, batch)
    form = _form(paper)
    if form.validate_on_submit() and not paper.judged.faults:
        receipt = _enter(form, paper)
        if receipt is not None:
            return _saved(receipt, row, batch)
    if not form.is_submitted():
        form.number.data = form.number.data or next_number(queries.latest_number(here(), row))
        form.once.data = form.once.data or secrets.token_urlsafe()
    return _form_page(form, paper, None)


def _enter(form: EntryForm, paper: Paper) -> Receipt | None:
    """The receipt, or None with what was wrong said by its field."""
    entry = paper.entry(form.number.data or "")
    try:
        return actions.enter_response(here(), paper.part, entry, once=form.once.data or "")
    except Faulty as fault:
        _blame(form, fault)
        return None


def _blame(form: EntryForm, fault: Faulty) -> None:
    roll_back()
    blame(form, fault)
    form.taken = fault.answer if isinstance(fault, NumberTaken) else None


def _saved(receipt: Receipt, part: Part, batch: Batch) -> Any:
    forget_kept()
    answer = here().session.get_one(Answer, receipt.contribution_id)
    told = {"number": answer.entry_number or "–", "receipt": receipt.number}
    flash(_("Sparat: nr %(number)s, kvitto %(receipt)s.") % told, "success")
    address = url_for(".enter_response", id=part.consultation_id, part=part.id)
    return redirect(f"{address}?{urlencode(batch.in_address())}", 303)


@bp.route(
    "/arbetsyta/medborgardialoger/<int:id>/papper/<int:part>/<int:entry>/ratta",
    methods=["GET", "POST"],
)
def correct_entry(id: int, part: int, entry: int) -> Any:
    """The same form with what was entered, to be mended."""
    row = part_to_enter(id, part)
    answer = entered(row, entry)
    if not is_enterable_now(row) or answer.withdrawn_at is not None:
        return _not_now(row)
    arrived = answer.arrived_on or answer.received_at.astimezone(ZONE).date()
    asked, batch = batch_asked(row, Batch(answer.channel, arrived, answer.version))
    if batch is None:
        return _batch_page(asked, row)
    paper = paper_in_hand(row, batch, answer)
    form = _form(paper)
    back = url_for(".entry", id=id, part=part, entry=entry)
    if form.validate_on_submit() and not paper.judged.faults:
        try:
            actions.correct_entry(here(), answer, paper.entry(form.number.data or ""))
        except Faulty as fault:
            _blame(form, fault)
        else:
            forget_kept()
            flash(_("Rättat."), "success")
            return redirect(back, 303)
    if not form.is_submitted():
        form.number.data = form.number.data or answer.entry_number
    return _form_page(form, paper, answer)


def entered(part: Part, entry: int) -> Answer:
    """The answer that the address is about. One that somebody sent themselves is none of staff's."""
    return queries.find_entry(here(), part, entry) or abort(404)


def _form(paper: Paper) -> EntryForm:
    typed = {AGE: paper.typed.one(AGE), AREA: paper.typed.one(AREA)}
    form: EntryForm = EntryForm(**typed)
    form.offer(paper.areas, asks_age=paper.asks_age)
    return form


def _form_page(form: EntryForm, paper: Paper, answer: Answer | None) -> Any:
    faults = paper.judged.faults if form.is_submitted() else {}
    part = paper.part
    if not form.is_submitted():
        form.number.render_kw = {"autofocus": True}  # hands never leave the keyboard
    page = _page(
        "consultation/enter_response.html",
        part,
        form=form,
        paper=paper,
        faults=faults,
        answer=answer,
        channel=CHANNEL_NAMES[paper.batch.channel],
        change=f"?{urlencode(paper.batch.in_address() | {CHANGE: 1})}",
        taken=url_for(".entry", id=part.consultation_id, part=part.id, entry=form.taken)
        if form.taken
        else "",
    )
    return page, UNPROCESSABLE if faults or form.errors else HTTPStatus.OK


def _batch_page(form: BatchForm, part: Part) -> Any:
    page = _page("consultation/enter_batch.html", part, form=form)
    return page, UNPROCESSABLE if form.errors else HTTPStatus.OK


def _not_now(part: Part) -> Any:
    window = part.stage.window(here().now).value
    last = part.stage.closes_at + ENTERED_FOR if part.stage.closes_at else None
    page = _page("consultation/enter_closed.html", part, window=window, last=last)
    return page, HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK


def _page(template: str, part: Part, **more: Any) -> str:
    consultation = part.stage.consultation
    return render_template(template, part=part, stage=part.stage, consultation=consultation, **more)
