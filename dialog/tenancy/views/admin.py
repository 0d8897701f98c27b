"""The administrator's pages: local rules, readiness, looks, departments and page texts."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug import Response

from dialog.core.errors import DomainError
from dialog.core.i18n import LANGUAGES, format_number
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.tenancy import actions, golive
from dialog.tenancy.actions import Version
from dialog.tenancy.catalogue import CHOICES, GO_LIVE, RULES
from dialog.tenancy.forms import DepartmentForm, LooksForm, PageForm, rule_form
from dialog.tenancy.models import Department
from dialog.tenancy.pages import PAGES, default_text
from dialog.tenancy.queries import departments as find_departments
from dialog.tenancy.queries import municipality, page_text, rule_history, rules_now
from dialog.tenancy.views import bp
from dialog.tenancy.views.public import TITLES
from dialog.web.request import access, allow, here, large

GROUPS = (
    ("ef.", _l("Folkmotioner")),
    ("moderation.", _l("Granskning")),
    ("privacy.", _l("Personuppgifter")),
    ("a11y.", _l("Tillgänglighet")),
)
WRONG = 422
LARGEST_LOGO = 5_000_000  # bytes


@bp.get("/arbetsyta/regler")
def rules() -> str:
    """Every local rule and its value today."""
    allow()
    current = rules_now(here())
    groups = [
        (
            title,
            [
                (key, kind, show(key, current[key]))
                for key, kind in RULES.items()
                if key.startswith(prefix)
            ],
        )
        for prefix, title in GROUPS
    ]
    return render_template("tenancy/rules.html", groups=groups)


def show(key: str, value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if isinstance(value, dict):
        unit = _("underskrifter") if value["mode"] == "count" else _("procent av de folkbokförda")
        return f"{format_number(value['value'])} {unit}"
    if isinstance(value, list):
        return "; ".join(str(CHOICES[key].get(each, each)) for each in value)
    if isinstance(value, int):
        return format_number(value)
    return str(CHOICES.get(key, {}).get(value, value)) if value != "" else _("(inte angivet)")


@bp.route("/arbetsyta/regler/<key>", methods=["GET", "POST"])
def set_rule(key: str) -> str | Response | tuple[str, int]:
    """One rule: its versions, and a form for the next one."""
    allow()
    if key not in RULES:
        abort(404)
    ctx = here()
    form, read = rule_form(key, rules_now(ctx)[key])
    status = WRONG if request.method == "POST" else 200
    if form.validate_on_submit():
        try:
            actions.set_rule(ctx, _version(key, form, read(form)))
        except DomainError as error:
            form.form_errors.append(str(error))
        else:
            flash(
                _("Regeln är sparad. Folkmotioner som redan pågår behåller sina regler."), "success"
            )
            return redirect(url_for(".rules"), 303)
    history = [(rule, show(key, rule.value)) for rule in rule_history(ctx.session, key)]
    page = render_template(
        "tenancy/rule.html", key=key, kind=RULES[key], form=form, history=history
    )
    return page, status


def _version(key: str, form: Any, value: Any) -> Version:
    return Version(
        key=key,
        value=value,
        valid_from=form.valid_from.data,
        decided_by=form.decided_by.data,
        case_number=form.case_number.data,
        legal_ref=form.legal_ref.data or "",
    )


@bp.get("/arbetsyta/startklar")
def go_live() -> str:
    """What must be decided before the service may go live, and what is missing."""
    allow()
    ctx = here()
    missing = golive.missing(ctx.session, ctx.now)
    rows = [(RULES[key].title, key, key not in missing) for key in GO_LIVE]
    return render_template("tenancy/go_live.html", rows=rows, missing=missing)


@bp.get("/arbetsyta/forvaltningar")
def departments() -> str:
    """Departments and committees."""
    allow()
    rows = find_departments(here().session)
    return render_template("tenancy/departments.html", rows=rows, form=DepartmentForm())


@bp.post("/arbetsyta/forvaltningar")
def add_department() -> Response | tuple[str, int]:
    """Add one."""
    allow()
    form = DepartmentForm()
    if not form.validate_on_submit():
        rows = find_departments(here().session)
        return render_template("tenancy/departments.html", rows=rows, form=form), WRONG
    actions.add_department(here(), form.name.data, is_committee=form.is_committee.data)
    flash(_("Tillagd."), "success")
    return redirect(url_for(".departments"), 303)


@bp.post("/arbetsyta/forvaltningar/<int:id>/stang")
def close_department(id: int) -> Response:
    """Let it no longer be chosen."""
    actions.close_department(here(), access(Department, id))
    flash(_("Den går inte längre att välja. Ärenden som har den behåller den."), "success")
    return redirect(url_for(".departments"), 303)


@bp.get("/arbetsyta/utseende")
def looks() -> str:
    """Colour and logo."""
    allow()
    form = LooksForm(data={"colour": municipality(here().session).colour})
    return render_template("tenancy/looks.html", form=form)


@bp.post("/arbetsyta/utseende")
@large(LARGEST_LOGO)
def set_looks() -> Response | tuple[str, int]:
    """Change them."""
    allow()
    form = LooksForm()
    if form.validate_on_submit():
        uploaded = form.logo.data.read() if form.logo.data else b""
        try:
            actions.set_looks(here(), colour=form.colour.data, logo=uploaded or None)
        except ValueError as error:
            form.colour.errors = [str(error)]
        except DomainError as error:
            form.logo.errors = [str(error)]
        else:
            flash(_("Utseendet är ändrat."), "success")
            return redirect(url_for(".looks"), 303)
    return render_template("tenancy/looks.html", form=form), WRONG


@bp.get("/arbetsyta/sidor")
def pages() -> str:
    """The texts that can be edited."""
    allow()
    session = here().session
    rows = [
        (TITLES[name], name, code, language, page_text(session, name, code))
        for name in PAGES
        for code, language in LANGUAGES.items()
    ]
    return render_template("tenancy/pages.html", rows=rows)


@bp.route("/arbetsyta/sidor/<name>/<code>", methods=["GET", "POST"])
def write_page(name: str, code: str) -> str | Response | tuple[str, int]:
    """Write a new version of a text. The earlier ones are kept."""
    allow()
    if name not in PAGES or code not in LANGUAGES:
        abort(404)
    ctx = here()
    own = page_text(ctx.session, name, code)
    form = PageForm(data={"body": own.body if own else default_text(name, code), "language": code})
    if form.validate_on_submit():
        actions.write_page(ctx, name, code, form.body.data)
        flash(_("Sidan är sparad."), "success")
        return redirect(url_for(".pages"), 303)
    page = render_template(
        "tenancy/write_page.html", form=form, name=name, title=TITLES[name], code=code
    )
    return page, WRONG if request.method == "POST" else 200
