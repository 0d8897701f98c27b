"""An answer that has been sent: change it, or take it back."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for

from dialog.consultation.actions import respond as actions
from dialog.consultation.queries import drafts
from dialog.consultation.views import bp
from dialog.consultation.views.closed import closed_page
from dialog.consultation.views.filling import filling_of, part_here
from dialog.consultation.views.respond import address, is_open_now
from dialog.consultation.views.taking_part import admitted
from dialog.core.i18n import gettext as _
from dialog.web.forms import Form
from dialog.web.request import here


@bp.route("/medborgardialoger/<int:id>/svara/<int:part>/andra", methods=["GET", "POST"])
def change_response(id: int, part: int) -> Any:
    """Begin to change what was sent. The answer that was sent counts until the new one is sent."""
    row = part_here(id, part)
    if not is_open_now(row):
        return closed_page(row)
    who = admitted(row.stage)
    if isinstance(who, Response):
        return who
    filling = filling_of(row, who)
    if request.method == "POST" and filling.answer is not None and not filling.is_begun:
        filling.save(filling.places[0])
        return redirect(address(filling, filling.places[0]), 303)
    return redirect(address(filling), 303)


@bp.route("/medborgardialoger/<int:id>/svara/<int:part>/ta-tillbaka", methods=["GET", "POST"])
def withdraw_response(id: int, part: int) -> Any:
    """Take the answer back, after one question."""
    row = part_here(id, part)
    if not is_open_now(row):
        return closed_page(row)
    who = admitted(row.stage)
    if isinstance(who, Response):
        return who
    filling = filling_of(row, who)
    answer = filling.answer or abort(404)
    form = Form()
    if form.validate_on_submit():
        actions.withdraw_response(here(), answer, who)
        drafts.forget_draft(here(), row, who.key)
        flash(_("Du har tagit tillbaka ditt svar. Det räknas inte längre."), "success")
        return redirect(url_for(".answer_here", id=id), 303)
    return render_template(
        "consultation/withdraw_response.html",
        part=row,
        stage=row.stage,
        consultation=row.stage.consultation,
        answer=answer,
        form=form,
        back=address(filling),
    )
