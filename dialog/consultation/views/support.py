"""Support of an idea or a comment: a page with one button, which also answers a script on the idea's page."""

from typing import Any

from flask import Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf

from dialog.consultation.actions import support as actions
from dialog.consultation.forms.taking_part import TakingPart
from dialog.consultation.models import Comment, Idea
from dialog.consultation.queries import writing as queries
from dialog.consultation.rules.admission import Participant
from dialog.consultation.rules.writing import AlreadyThere, is_own
from dialog.consultation.views import bp
from dialog.consultation.views.taking_part import participant
from dialog.consultation.views.writing import Answer, entered, is_stage_open
from dialog.core.i18n import gettext as _
from dialog.process.views.browsers import is_known as is_known_here
from dialog.web.errors import roll_back
from dialog.web.forms import Form
from dialog.web.request import allow, here


@bp.route("/medborgardialoger/<int:id>/stod/<int:thing>", methods=["GET", "POST"])
def support(id: int, thing: int) -> Answer:
    """Stand behind what somebody else has written, or see that one does."""
    found = _find(id, thing)
    who = entered(found.part.stage)
    if isinstance(who, Response):
        return who
    form: TakingPart = TakingPart()
    if form.validate_on_submit() and not form.is_robot():
        try:
            actions.support(here(), found, who)
        except AlreadyThere:  # twice is the same as once
            roll_back()
        else:
            flash(_("Tack! Ditt stöd är mottaget. Det räknas inom ungefär en minut."), "success")
        return _done(found)
    return _page(found, who, form)


@bp.post("/medborgardialoger/<int:id>/stod/<int:thing>/ta-tillbaka")
def unsupport(id: int, thing: int) -> Answer:
    """Take one's support back."""
    found = _find(id, thing)
    who = entered(found.part.stage)
    if isinstance(who, Response):
        return who
    actions.unsupport(here(), found, who)
    flash(_("Ditt stöd är tillbakataget."), "success")
    return _done(found)


@bp.get("/medborgardialoger/<int:id>/stod/<int:thing>.json")
def support_state(id: int, thing: int) -> Response:
    """Whether whoever asks supports it, and what a script needs to send. Told to nobody else."""
    found = _find(id, thing)
    stage = found.part.stage
    consultation = stage.consultation
    is_known = is_known_here(consultation)
    who = participant(consultation, stage) if is_known else None
    return jsonify(
        supports=who is not None and queries.supports(here(), found, who.key),
        own=who is not None and is_own(found, who.key),
        can_send=is_stage_open(stage) and (is_known or not stage.demand().needs_login),
        token=generate_csrf(),
    )


def _find(id: int, number: int) -> Idea | Comment:
    """An idea or a comment that is shown, where support is taken; else 404."""
    ctx = here()
    found = (
        queries.one(ctx, Idea, id, number) or queries.one(ctx, Comment, id, number) or abort(404)
    )
    if not found.is_public() or not getattr(found.part.content(), "takes_support", True):
        abort(404)
    allow(found.part.stage.consultation)
    return found


def _done(found: Idea | Comment) -> Answer:
    if request.accept_mimetypes.best == "application/json":
        return jsonify(ok=True)
    return redirect(url_for(".support", id=found.process_id, thing=found.id), 303)


def _page(found: Idea | Comment, who: Participant, form: Form) -> Any:
    return render_template(
        "consultation/support.html",
        form=form,
        thing=found,
        consultation=found.part.stage.consultation,
        is_mine=is_own(found, who.key),
        supports=queries.supports(here(), found, who.key),
    )
