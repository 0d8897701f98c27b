"""The administrator's pages about people: roles and the population register."""

import io

from flask import flash, redirect, render_template, url_for
from werkzeug import Response

from dialog.core.errors import DomainError
from dialog.core.i18n import gettext as _
from dialog.core.policy import Identity, Role
from dialog.identity.actions import population as load
from dialog.identity.actions import roles
from dialog.identity.forms.people import ROLE_NAMES, GrantForm, PopulationForm, RolesForm
from dialog.identity.models import Person
from dialog.identity.queries import current_extract, reveal, staff
from dialog.identity.views import bp
from dialog.web.request import access, allow, here, large

WRONG = 422
LARGEST_FILE = 60_000_000  # bytes; some three million lines


@bp.get("/arbetsyta/personer")
def people() -> str:
    """Everyone who has a role."""
    allow()
    return _people(GrantForm())


def _people(form: GrantForm) -> str:
    ctx = here()
    rows = [
        (
            person.id,
            reveal(ctx, person.sealed_name, "name") or _("(har inte loggat in än)"),
            [ROLE_NAMES[Role(role)] for role in person.roles],
            person.identity is Identity.EMPLOYEE,
        )
        for person in staff(ctx)
    ]
    return render_template("identity/people.html", rows=rows, form=form)


@bp.post("/arbetsyta/personer")
def grant() -> Response | tuple[str, int]:
    """Give roles to somebody by personal number."""
    allow()
    form = GrantForm()
    if form.validate_on_submit():
        number = form.number.data.replace("-", "").replace(" ", "")
        chosen = [Role(role) for role in form.roles.data]
        try:
            roles.grant(here(), number, chosen, name=form.name.data or "")
        except roles.WrongNumber as error:
            form.number.errors = [str(error)]
        except DomainError as error:
            form.roles.errors = [str(error)]
        else:
            flash(
                _("Rollerna är sparade. De gäller från nästa sida som personen öppnar."), "success"
            )
            return redirect(url_for(".people"), 303)
    return _people(form), WRONG


@bp.route("/arbetsyta/personer/<int:id>", methods=["GET", "POST"])
def set_roles(id: int) -> str | Response | tuple[str, int]:
    """One person's roles."""
    person = access(Person, id)
    form = RolesForm(data={"roles": person.roles})
    is_wrong = False
    if form.validate_on_submit():
        try:
            roles.set_roles(here(), person, [Role(role) for role in form.roles.data])
        except DomainError as error:
            form.roles.errors = [str(error)]
            is_wrong = True
        else:
            flash(
                _("Rollerna är sparade. De gäller från nästa sida som personen öppnar."), "success"
            )
            return redirect(url_for(".people"), 303)
    name = reveal(here(), person.sealed_name, "name") or _("(har inte loggat in än)")
    page = render_template("identity/roles.html", form=form, name=name)
    return (page, WRONG) if is_wrong else page


@bp.get("/arbetsyta/folkbokforing")
def population() -> str:
    """The extract in use, and a form for a new one."""
    allow()
    return _population(PopulationForm())


def _population(form: PopulationForm, report: load.Report | None = None) -> str:
    return render_template(
        "identity/population.html",
        form=form,
        extract=current_extract(here()),
        report=report,
        most=load.MOST_BAD_LINES_SHOWN,
    )


@bp.post("/arbetsyta/folkbokforing")
@large(LARGEST_FILE)
def import_population() -> str | tuple[str, int]:
    """Load a new extract. The file is read line by line and not kept."""
    allow()
    form = PopulationForm()
    if not form.validate_on_submit():
        return _population(form), WRONG
    lines = io.TextIOWrapper(form.file.data.stream, encoding="utf-8-sig", errors="replace")
    try:
        report = load.import_population(here(), lines, form.as_of.data)
    except DomainError as error:
        form.file.errors = [str(error)]
        return _population(form), WRONG
    return _population(PopulationForm(formdata=None), report)
