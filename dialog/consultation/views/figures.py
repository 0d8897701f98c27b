"""How many people live where: the figures in use, and a form for new ones."""

import io
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from dialog.consultation.actions import figures as actions
from dialog.consultation.forms.results import FiguresForm
from dialog.consultation.queries.figures import imports
from dialog.consultation.rules.figures import BadFigures
from dialog.consultation.rules.groups import AGES
from dialog.consultation.views import bp
from dialog.core.errors import Faulty
from dialog.core.i18n import format_number
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.moderation.views.desk import TOOLS
from dialog.web.forms import blame
from dialog.web.request import allow, here, large

LARGEST_FILE = 1_200_000
MOST_SHOWN = 50
WRONG = HTTPStatus.UNPROCESSABLE_ENTITY

TOOLS.append(
    ("consultation.import_figures", _l("Befolkning"), _l("Hur många som bor i varje område."))
)


@bp.route("/arbetsyta/befolkning", methods=["GET", "POST"])
@large(LARGEST_FILE)
def import_figures() -> Any:
    """Import figures from a file. When a line is wrong nothing is imported, and every wrong line told."""
    allow()
    form, bad = FiguresForm(), []
    if form.validate_on_submit():
        try:
            number = actions.import_figures(here(), _lines(form), form.as_of.data)
        except BadFigures as error:
            bad = list(error.lines)
            form.file.errors = [str(error)]
        except Faulty as fault:
            blame(form, fault)
        else:
            flash(_("%(n)s rader är inlästa.") % {"n": format_number(number)}, "success")
            return redirect(url_for(".import_figures"), HTTPStatus.SEE_OTHER)
    page = render_template(
        "consultation/figures.html",
        form=form,
        bad_lines=bad,
        most=MOST_SHOWN,
        imports=imports(here().session),
        groups=", ".join(AGES),
    )
    return (page, WRONG) if request.method == "POST" else page


def _lines(form: FiguresForm) -> io.StringIO:
    """The lines of the file, in the two encodings that spreadsheets write."""
    data = form.file.data.stream.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return io.StringIO(text, newline="")
