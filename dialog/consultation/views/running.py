"""Running a consultation: stop it, number it, plan the way to the decision, tell what came of it."""

from dialog.consultation.actions import run as actions
from dialog.consultation.models import Consultation
from dialog.consultation.views import bp
from dialog.consultation.views.staff import Answer, do
from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback.views import running
from dialog.feedback.views.running import Way
from dialog.web.request import access

WAY = Way(actions, do, stop=_l("Stoppa medborgardialogen"))


@bp.route("/arbetsyta/medborgardialoger/<int:id>/stoppa", methods=["GET", "POST"])
def stop(id: int) -> Answer:
    """End it before its time."""
    return running.stop(WAY, access(Consultation, id))


@bp.route("/arbetsyta/medborgardialoger/<int:id>/diarienummer", methods=["GET", "POST"])
def register(id: int) -> Answer:
    """Give the case its number."""
    return running.register(WAY, access(Consultation, id))


@bp.route("/arbetsyta/medborgardialoger/<int:id>/handlaggning/steg", methods=["GET", "POST"])
def prepare(id: int) -> Answer:
    """Plan a step on the way to the decision."""
    return running.prepare(WAY, access(Consultation, id))


@bp.route("/arbetsyta/medborgardialoger/<int:id>/handlaggning/delmal", methods=["GET", "POST"])
def implement(id: int) -> Answer:
    """Plan a milestone of what is being carried out."""
    return running.implement(WAY, access(Consultation, id))


@bp.route(
    "/arbetsyta/medborgardialoger/<int:id>/handlaggning/steg/<int:step>/klart",
    methods=["GET", "POST"],
)
def finish_step(id: int, step: int) -> Answer:
    """Say that a planned step has been done."""
    return running.finish_step(WAY, access(Consultation, id), step)


@bp.route("/arbetsyta/medborgardialoger/<int:id>/aterkoppling", methods=["GET", "POST"])
def answer(id: int) -> Answer:
    """Tell everyone what came of it."""
    return running.answer(WAY, access(Consultation, id))


@bp.route("/arbetsyta/medborgardialoger/<int:id>/avsluta", methods=["GET", "POST"])
def complete(id: int) -> Answer:
    """Close the case."""
    return running.complete(WAY, access(Consultation, id))
