"""An answer that has been sent: change it, or take it back."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for

from dialog.consultation.actions import respond as actions
from dialog.consultation.queries import drafts
from dialog.consultation.views import bp
from dialog.consultation.views.closed import entered
from dialog.consultation.views.respond import address
from dialog.core.i18n import gettext as _
from dialog.web.forms import Form
from dialog.web.request import here


@bp.route("/medborgardialoger/<int:id>/svara/<int:part>/andra", methods=["GET", "POST"])
def change_response(id: int, part: int) -> Any:
    """Begin to change what was sent. The answer that was sent counts until the new one is sent."""
    filling = entered(id, part)
    if isinstance(filling, Response):
        return filling
    if request.method == "POST" and filling.answer is not None and not filling.is_begun:
        filling.save(filling.places[0])
        return redirect(address(filling, filling.places[0]), 303)
    return redirect(address(filling), 303)


@bp.route("/medborgardialoger/<int:id>/svara/<int:part>/ta-tillbaka", methods=["GET", "POST"])
def withdraw_response(id: int, part: int) -> Any:
    """Take the answer back, after one question."""
    filling = entered(id, part)
    if isinstance(filling, Response):
        return filling
    answer, row = filling.answer or abort(404), filling.part
    form = Form()
    if form.validate_on_submit():
        actions.withdraw_response(here(), answer, filling.who)
        drafts.forget_draft(here(), row, filling.who.key)
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
