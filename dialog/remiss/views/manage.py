"""Every remiss for those who run them, and the way to begin a new one."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback.views import drafting
from dialog.identity.kept import send
from dialog.moderation.views.desk import HEAPS, TOOLS, Heap, ways
from dialog.moderation.views.rows import run
from dialog.process.forms.setup import ConfirmForm
from dialog.process.queries.paging import read_cursor
from dialog.process.queries.running import missed
from dialog.remiss.actions import setup as actions
from dialog.remiss.forms.setup import CreateForm
from dialog.remiss.models import Remiss
from dialog.remiss.queries import staff as queries
from dialog.remiss.views import bp
from dialog.remiss.views.staff import to_do
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
    2,
    (
        "remiss.manage",
        _l("Remisser"),
        _l("Skicka ut förslag på remiss, ta emot svar och sammanställ dem."),
    ),
)


@bp.get("/arbetsyta/remisser")
def manage() -> str:
    """Every remiss with where it stands, and the way to a new one."""
    allow()
    ctx = here()
    state = request.args.get("urval", "")
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    where = read_cursor(request.args.get("efter", "")), read_cursor(request.args.get("fore", ""))
    page = queries.listing(ctx, state, words, where)
    return render_template(
        "remiss/manage.html",
        rows=[run(each, ctx.now) for each in page.rows],
        states=STATES,
        state=state,
        words=words,
        **ways(page, urval=state, q=words),
    )


@bp.route("/arbetsyta/remisser/ny", methods=["GET", "POST"])
def create() -> Any:
    """Begin a draft."""
    allow()
    form, begun = CreateForm(), []
    sent = send(form, lambda: begun.append(actions.create(here(), form.title.data or "")))
    if sent.is_done:
        flash(_("Utkastet är skapat. Fyll i resten i den ordning du vill."), "success")
        return redirect(url_for(".build", id=begun[0].id), 303)
    return render_template("remiss/create.html", form=form), sent.status


def _heap() -> Heap | None:
    """On the desk: what was to be published but was not ready."""
    found = missed(here(), Remiss)
    if not found:
        return None
    return Heap(_("Remisser som inte kunde publiceras"), [run(each, here().now) for each in found])


HEAPS["remiss.schedule"] = _heap


@bp.route("/arbetsyta/remisser/<int:id>/kopiera", methods=["GET", "POST"])
def clone(id: int) -> Any:
    """Begin a new one as a copy."""
    remiss, copies = access(Remiss, id), []
    return to_do(
        remiss,
        ConfirmForm(),
        lambda: copies.append(actions.clone(here(), remiss)),
        heading=_("Gör en kopia"),
        lead=_(
            "Uppgifter, ställningstaganden, frågor och dokumentet följer med. Datum, svar, "
            "remissinstanser och diarienummer gör det inte. Kopian blir ett utkast."
        ),
        button=_("Gör en kopia"),
        saved=_("Kopian är ett utkast. Ge den en egen rubrik."),
        onward=lambda: redirect(url_for(".describe", id=copies[0].id, page="what"), 303),
    )


@bp.route("/arbetsyta/remisser/<int:id>/ta-bort", methods=["GET", "POST"])
def withdraw(id: int) -> Any:
    """Throw a draft away."""
    remiss = access(Remiss, id)
    onward = redirect(url_for(".manage"), 303)
    return drafting.withdraw(to_do, remiss, actions.withdraw, lambda: onward)
