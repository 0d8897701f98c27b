"""Every consultation for those who run them, and the ways to begin a new one or throw one away."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from dialog.consultation.actions import setup as actions
from dialog.consultation.forms.setup import CreateForm
from dialog.consultation.forms.stages import ConfirmForm
from dialog.consultation.models import Consultation
from dialog.consultation.queries import staff as queries
from dialog.consultation.rules import BLUEPRINT_NAMES, Blueprint
from dialog.consultation.views import bp
from dialog.consultation.views.staff import do
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback.views import drafting
from dialog.identity.kept import send
from dialog.moderation.views.desk import HEAPS, TOOLS, Heap, ways
from dialog.moderation.views.rows import Row, run
from dialog.process.queries.paging import read_cursor
from dialog.web.request import access, allow, here

LONGEST_SEARCH = 100
STATES = [
    ("utkast", _l("Utkast")),
    ("planerade", _l("Planerad publicering")),
    ("kommande", _l("Öppnar snart")),
    ("oppna", _l("Öppna")),
    ("vantar", _l("Väntar på återkoppling")),
    ("klara", _l("Återkoppling publicerad")),
    ("stoppade", _l("Stoppade")),
]
TOOLS.insert(
    1,
    (
        "consultation.manage",
        _l("Medborgardialoger"),
        _l("Skapa och publicera medborgardialoger, och berätta vad det blev av dem."),
    ),
)


@bp.get("/arbetsyta/medborgardialoger")
def manage() -> str:
    """Every consultation with where it stands, and the way to a new one."""
    allow()
    ctx = here()
    state = request.args.get("urval", "")
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    where = read_cursor(request.args.get("efter", "")), read_cursor(request.args.get("fore", ""))
    page = queries.listing(ctx, state, words, where)
    return render_template(
        "consultation/manage.html",
        rows=[_row(each) for each in page.rows],
        states=STATES,
        state=state,
        words=words,
        **ways(page, urval=state, q=words),
    )


def _row(consultation: Consultation) -> Row:
    return run(consultation, here().now, str(BLUEPRINT_NAMES[consultation.blueprint]))


def _heap() -> Heap | None:
    """On the desk: what was to be published but was not ready."""
    found = queries.missed(here())
    if not found:
        return None
    rows = [_row(each) for each in found]
    return Heap(_("Medborgardialoger som inte kunde publiceras"), rows)


HEAPS["consultation.schedule"] = _heap


@bp.route("/arbetsyta/medborgardialoger/ny", methods=["GET", "POST"])
def create() -> Any:
    """Choose how to ask, and begin."""
    allow()
    form, begun = CreateForm(), []

    def begin() -> None:
        kind = Blueprint(form.blueprint.data)
        begun.append(actions.create(here(), kind, form.title.data or ""))

    sent = send(form, begin)
    if sent.is_done:
        flash(_("Utkastet är skapat. Fyll i resten i den ordning du vill."), "success")
        return redirect(url_for(".describe", id=begun[0].id, page="what"), 303)
    return render_template("consultation/create.html", form=form), sent.status


@bp.route("/arbetsyta/medborgardialoger/<int:id>/kopiera", methods=["GET", "POST"])
def clone(id: int) -> Any:
    """Begin a new one as a copy."""
    consultation, copies = access(Consultation, id), []
    return do(
        consultation,
        ConfirmForm(),
        lambda: copies.append(actions.clone(here(), consultation)),
        heading=_("Gör en kopia"),
        lead=_(
            "Texter, steg och frågor följer med. Datum, svar och diarienummer gör det inte. "
            "Kopian blir ett utkast."
        ),
        button=_("Gör en kopia"),
        saved=_("Kopian är ett utkast. Ge den en egen rubrik."),
        onward=lambda: redirect(url_for(".describe", id=copies[0].id, page="what"), 303),
    )


@bp.route("/arbetsyta/medborgardialoger/<int:id>/ta-bort", methods=["GET", "POST"])
def withdraw(id: int) -> Any:
    """Throw a draft away."""
    consultation = access(Consultation, id)
    onward = redirect(url_for(".manage"), 303)
    return drafting.withdraw(do, consultation, actions.withdraw, lambda: onward)
