"""What has been begun: saved by itself, and gone on with in another browser."""

from typing import Any

from flask import Response, abort, jsonify, redirect, render_template, request, url_for

from dialog.consultation.forms.respond import QuestionPageForm
from dialog.consultation.models import Consultation
from dialog.consultation.queries import drafts, participants
from dialog.consultation.views import bp
from dialog.consultation.views.closed import CLOSED, entered
from dialog.consultation.views.filling import Filling, typed_in
from dialog.core.i18n import format_time
from dialog.core.i18n import gettext as _
from dialog.process.views.browsers import give_token, my_token
from dialog.web.forms import Form
from dialog.web.request import access, here

LONGEST_TOKEN = 100


@bp.route("/medborgardialoger/<int:id>/svara/<int:part>/sparat", methods=["GET", "POST"])
def save_draft(id: int, part: int) -> Any:
    """Save the page as it stands, for the script that does so by itself; or say that it has been saved."""
    filling = entered(id, part)
    is_saving = request.method == "POST"
    if isinstance(filling, Response):
        too_late = jsonify(error=_("Det går inte att svara nu. Ladda om sidan."))
        return (too_late, filling.status_code) if is_saving else filling
    return _save(filling) if is_saving else _saved(filling)


def _save(filling: Filling) -> Any:
    form = QuestionPageForm()
    seen = drafts.version_seen(here(), filling.part, form.version_number() or 0)
    if seen is None or form.is_robot():
        abort(400)
    if not filling.is_begun and filling.answer is None:
        filling = filling.with_version(seen)
    if seen.id != filling.version.id:
        return jsonify(error=_("Frågorna har ändrats. Ladda om sidan.")), CLOSED
    place = filling.place(request.args.get("sida", ""))
    filling = filling.with_typed(typed_in(request.form).over(filling.emptied(place)))
    filling.save(place)
    return jsonify(saved=format_time(here().now))


def _saved(filling: Filling) -> Any:
    part = filling.part
    back = url_for(".respond", id=part.consultation_id, part=part.id)
    if not filling.is_begun:
        return redirect(back, 303)
    token = my_token(part.stage.consultation)
    link = url_for(".continue_draft", id=part.consultation_id, token=token, _external=True)
    return render_template(
        "consultation/saved.html",
        part=part,
        stage=part.stage,
        consultation=part.stage.consultation,
        back=back,
        link=link if token else "",
    )


@bp.route("/medborgardialoger/<int:id>/fortsatt/<token>", methods=["GET", "POST"])
def continue_draft(id: int, token: str) -> Any:
    """A private link: let this browser go on with what another one began. Nothing happens before the button."""
    consultation = access(Consultation, id)
    if len(token) > LONGEST_TOKEN or not participants.is_known(here(), consultation, token):
        page = render_template("consultation/continue_gone.html", consultation=consultation)
        return page, 404
    form = Form()
    if form.validate_on_submit():
        give_token(consultation, token)
        return redirect(url_for(".answer_here", id=id), 303)
    response = Response(
        render_template("consultation/continue_draft.html", consultation=consultation, form=form)
    )
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
