"""Running a remiss: stop it, number it, plan the way to the decision, tell what came of it."""

from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback.views import running
from dialog.feedback.views.running import Way
from dialog.process.forms.setup import ExtendForm
from dialog.process.rules.moments import closing
from dialog.remiss.actions import run as actions
from dialog.remiss.models import Remiss
from dialog.remiss.views import bp
from dialog.remiss.views.staff import Answer, to_do
from dialog.web.request import access, here

WAY = Way(actions, to_do, stop=_l("Stoppa remissen"))


@bp.route("/arbetsyta/remisser/<int:id>/forlang", methods=["GET", "POST"])
def extend(id: int) -> Answer:
    """Give everybody more time."""
    remiss, form = access(Remiss, id), ExtendForm()
    last = remiss.last_day()
    words = _(
        "Sista dag för svar är nu %(day)s. Ny sista dag gäller alla. Den syns på sidan, och alla "
        "som har fått remissen eller följer den får ett brev."
    )
    return to_do(
        remiss,
        form,
        lambda: actions.extend(here(), remiss, closing(form.closes_on.data, None) or here().now),
        heading=_("Förläng tiden"),
        lead=words % {"day": format_date(last) if last else ""},
        button=_("Förläng"),
    )


@bp.route("/arbetsyta/remisser/<int:id>/stoppa", methods=["GET", "POST"])
def stop(id: int) -> Answer:
    """End it before its time."""
    return running.stop(WAY, access(Remiss, id))


@bp.route("/arbetsyta/remisser/<int:id>/diarienummer", methods=["GET", "POST"])
def register(id: int) -> Answer:
    """Give the case its number."""
    return running.register(WAY, access(Remiss, id))


@bp.route("/arbetsyta/remisser/<int:id>/handlaggning/steg", methods=["GET", "POST"])
def prepare(id: int) -> Answer:
    """Plan a step on the way to the decision."""
    return running.prepare(WAY, access(Remiss, id))


@bp.route("/arbetsyta/remisser/<int:id>/handlaggning/delmal", methods=["GET", "POST"])
def implement(id: int) -> Answer:
    """Plan a milestone of what is being carried out."""
    return running.implement(WAY, access(Remiss, id))


@bp.route(
    "/arbetsyta/remisser/<int:id>/handlaggning/steg/<int:step>/klart", methods=["GET", "POST"]
)
def finish_step(id: int, step: int) -> Answer:
    """Say that a planned step has been done."""
    return running.finish_step(WAY, access(Remiss, id), step)


@bp.route("/arbetsyta/remisser/<int:id>/aterkoppling", methods=["GET", "POST"])
def answer(id: int) -> Answer:
    """Tell everyone what came of it."""
    return running.answer(WAY, access(Remiss, id))


@bp.route("/arbetsyta/remisser/<int:id>/avsluta", methods=["GET", "POST"])
def complete(id: int) -> Answer:
    """Close the case."""
    return running.complete(WAY, access(Remiss, id))
