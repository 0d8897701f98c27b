"""The answers as staff see them while they come in, and publishing the results."""

from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, url_for

from dialog.consultation.actions import results as actions
from dialog.consultation.forms.results import ResultsForm
from dialog.consultation.models import Consultation
from dialog.consultation.views import bp
from dialog.consultation.views.results import told
from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.moderation.rules import StillWaits
from dialog.process.rules import Window
from dialog.web.forms import blame
from dialog.web.request import access, here

SEE_OTHER = HTTPStatus.SEE_OTHER
WRONG = HTTPStatus.UNPROCESSABLE_ENTITY


@bp.get("/arbetsyta/medborgardialoger/<int:id>/svar")
def answers(id: int) -> str:
    """Every number as it is; by group, small ones are hidden for staff too."""
    consultation = access(Consultation, id)
    return render_template("consultation/answers.html", **told(consultation, is_public=False))


@bp.route("/arbetsyta/medborgardialoger/<int:id>/svar/publicera", methods=["GET", "POST"])
def publish_results(id: int) -> Any:
    """Write what the results say, and let everybody see them."""
    consultation = access(Consultation, id)
    form = ResultsForm(words=consultation.results_words)
    is_wrong = False
    if form.is_submitted():
        is_wrong = not form.validate()
        if not is_wrong:
            try:
                actions.publish_results(here(), consultation, form.words.data or "")
            except Faulty as fault:
                blame(form, fault)
                is_wrong = True
            except StillWaits as refusal:
                form.words.errors = [*form.words.errors, str(refusal)]
                is_wrong = True
            else:
                flash(_("Resultatet är publicerat."), "success")
                return redirect(url_for(".answers", id=id), SEE_OTHER)
    page = render_template(
        "consultation/publish_results.html",
        consultation=consultation,
        form=form,
        is_open=consultation.window(here().now) is Window.OPEN,
    )
    return (page, WRONG) if is_wrong else page


@bp.post("/arbetsyta/medborgardialoger/<int:id>/svar/dolj")
def unpublish_results(id: int) -> Any:
    """Take the results away from the public."""
    actions.unpublish_results(here(), access(Consultation, id))
    flash(_("Resultatet visas inte längre för alla."), "success")
    return redirect(url_for(".answers", id=id), SEE_OTHER)
