"""The register of organisations that remisser are sent to."""

from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.kept import send
from dialog.moderation.views.desk import TOOLS
from dialog.remiss.actions import organisations as actions
from dialog.remiss.forms.addressees import LinesForm, OrganisationForm
from dialog.remiss.models import Organisation
from dialog.remiss.queries.addressees import organisations as found
from dialog.remiss.rules.addressees import SORTS, read_cards
from dialog.remiss.views import bp
from dialog.web.request import access, allow, here

LONGEST_SEARCH = 100
TOOLS.append(
    (
        "remiss.organisations",
        _l("Organisationer"),
        _l("Registret över dem som kommunen skickar remisser till."),
    )
)


@bp.get("/arbetsyta/organisationer")
def organisations() -> str:
    """Everybody in the register, and the ways to add more."""
    allow()
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    retired = request.args.get("urval") == "borttagna"
    return render_template(
        "remiss/organisations.html",
        found=found(here(), words, retired=retired),
        sorts=SORTS,
        words=words,
        retired=retired,
    )


def _page(form: Any, act: Any, **words: Any) -> Any:
    sent = send(form, act)
    if sent.is_done:
        flash(words["saved"]() if callable(words["saved"]) else words["saved"], "success")
        return redirect(url_for(".organisations"), 303)
    page = render_template(
        "remiss/organisation_form.html", form=form, refusal=sent.refusal, **words
    )
    return page, sent.status


@bp.route("/arbetsyta/organisationer/ny", methods=["GET", "POST"])
def add_organisation() -> Any:
    """One more."""
    allow()
    form = OrganisationForm()
    return _page(
        form,
        lambda: actions.add_organisation(here(), form.card()),
        heading=_("Lägg till en organisation"),
        button=_("Lägg till"),
        saved=_("Organisationen finns nu i registret."),
    )


@bp.route("/arbetsyta/organisationer/flera", methods=["GET", "POST"])
def import_organisations() -> Any:
    """Many at once, from a sheet."""
    allow()
    form, told = LinesForm(), []

    def act() -> None:
        cards = list(read_cards(form.lines.data or ""))
        told.append(actions.import_organisations(here(), cards))

    def words() -> str:
        new, changed = told[0]
        return _("%(new)d nya och %(changed)d ändrade.") % {"new": new, "changed": changed}

    return _page(
        form,
        act,
        heading=_("Lägg till flera organisationer"),
        button=_("Lägg till"),
        saved=words,
    )


@bp.route("/arbetsyta/organisationer/<int:id>", methods=["GET", "POST"])
def edit_organisation(id: int) -> Any:
    """Change what the register holds."""
    row = access(Organisation, id)
    form = OrganisationForm(obj=row)
    return _page(
        form,
        lambda: actions.edit_organisation(here(), row, form.card()),
        heading=_("Ändra organisationen"),
        button=_("Spara"),
        saved=_("Sparat."),
        organisation=row,
    )


@bp.post("/arbetsyta/organisationer/<int:id>/ta-bort")
def retire_organisation(id: int) -> Any:
    """Offer it no longer."""
    actions.retire_organisation(here(), access(Organisation, id))
    flash(_("Organisationen föreslås inte längre. Du hittar den bland de borttagna."), "success")
    return redirect(url_for(".organisations"), HTTPStatus.SEE_OTHER)


@bp.post("/arbetsyta/organisationer/<int:id>/lagg-tillbaka")
def restore_organisation(id: int) -> Any:
    """Offer it again."""
    actions.restore_organisation(here(), access(Organisation, id))
    flash(_("Organisationen finns i registret igen."), "success")
    return redirect(url_for(".organisations"), HTTPStatus.SEE_OTHER)
