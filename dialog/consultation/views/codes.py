"""Pages of the official for codes of invitation. A code is shown once, when it is made."""

from http import HTTPStatus

from flask import Response, abort, flash, redirect, render_template, request, url_for
from werkzeug import Response as AnyResponse
from wtforms.fields.choices import SelectChoice

from dialog.consultation.actions import codes as actions
from dialog.consultation.forms.doors import BatchForm, CodesFile
from dialog.consultation.models import Consultation, Stage
from dialog.consultation.queries.codes import batches
from dialog.consultation.rules.admission import Who
from dialog.consultation.rules.codes import MOST_IN_A_BATCH, read_code
from dialog.consultation.views import bp
from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.core.i18n import ngettext
from dialog.identity.kept import forget_kept
from dialog.registry.rules import spreadsheet
from dialog.web.errors import roll_back
from dialog.web.forms import blame
from dialog.web.request import access, here

Answer = str | tuple[str, int] | AnyResponse


@bp.route("/arbetsyta/medborgardialoger/<int:id>/koder", methods=["GET", "POST"])
def make_codes(id: int) -> Answer:
    """How many codes there are and how many have been used; making more of them."""
    consultation = access(Consultation, id)
    stages = {stage.id: stage for stage in consultation.stages if stage.who is Who.INVITED}
    form: BatchForm = BatchForm()
    form.stage.choices = [SelectChoice(each.id, each.title) for each in stages.values()]
    if stages and form.validate_on_submit():
        try:
            stage, batch = stages[form.stage.data], form.batch.data or ""
            codes = actions.make_codes(here(), stage, batch, form.number.data or 0)
        except Faulty as fault:
            roll_back()
            blame(form, fault)
        else:
            forget_kept()
            return _shown_once(stage, codes, batch)
    page = render_template(
        "consultation/codes.html",
        consultation=consultation,
        form=form,
        has_stages=bool(stages),
        batches=batches(here(), consultation),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _shown_once(stage: Stage, codes: list[str], batch: str) -> str:
    return render_template(
        "consultation/new_codes.html",
        consultation=stage.consultation,
        stage=stage,
        batch=batch,
        codes=codes,
        form=CodesFile(formdata=None, codes="\n".join(codes)),
        address=_address(stage.consultation),
    )


def _address(consultation: Consultation) -> str:
    return url_for(".use_code", id=consultation.id, _external=True)


@bp.post("/arbetsyta/medborgardialoger/<int:id>/koder/fil")
def codes_file(id: int) -> Response:
    """The codes that were just shown, as a sheet. They come from the page: nobody else has them."""
    consultation = access(Consultation, id)
    lines = (CodesFile().codes.data or "").split()
    if not 1 <= len(lines) <= MOST_IN_A_BATCH or not all(map(read_code, lines)):
        abort(400)
    rows = [(_("Kod"), _("Adress")), *((code, _address(consultation)) for code in lines)]
    response = Response(spreadsheet(rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename=koder-{id}.csv"
    return response


@bp.route("/arbetsyta/medborgardialoger/<int:id>/koder/stoppa", methods=["GET", "POST"])
def revoke_codes(id: int) -> Answer:
    """Take back the codes of a batch that nobody has used, after a question."""
    consultation = access(Consultation, id)
    given = request.values
    found = next(
        (
            each
            for each in batches(here(), consultation)
            if (str(each.stage.id), each.name) == (given.get("steg"), given.get("namn"))
        ),
        None,
    ) or abort(404)
    if request.method == "POST":
        number = actions.revoke_codes(here(), found.stage, found.name)
        words = ngettext(
            "%(number)d kod gäller inte längre.", "%(number)d koder gäller inte längre.", number
        )
        flash(words % {"number": number}, "success")
        return redirect(url_for(".make_codes", id=id), 303)
    return render_template("consultation/revoke_codes.html", consultation=consultation, batch=found)
