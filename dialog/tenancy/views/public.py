"""What anyone may ask a municipality for: its texts, looks and language, and whether all is well."""

from flask import Response, abort, current_app, redirect, render_template, request, url_for
from werkzeug import Response as BaseResponse

from dialog.core import i18n
from dialog.core.i18n import current_locale, format_date
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import markdown
from dialog.tenancy import health
from dialog.tenancy.pages import default_text, fill, placeholders
from dialog.tenancy.queries import municipality, page_text, rules_now
from dialog.tenancy.theme import stylesheet
from dialog.tenancy.views import bp
from dialog.web.request import LANGUAGE_COOKIE, allow, here, public_page, tenant_free

TITLES = {
    "om": _l("Om folkmotioner"),
    "tillganglighet": _l("Tillgänglighetsredogörelse"),
    "personuppgifter": _l("Så behandlar vi personuppgifter"),
    "regler": _l("Regler för förslag"),
}
A_YEAR = 365 * 24 * 3600


@bp.get("/om")
@public_page
def about() -> str:
    """What this is and who is responsible."""
    allow()
    return _show("om")


@bp.get("/om/<any(tillganglighet, personuppgifter, regler):name>")
@public_page
def page(name: str) -> str:
    """A page that the law or fairness asks for, with the municipality's own words if it has any."""
    allow()
    return _show(name)


def _show(name: str) -> str:
    ctx = here()
    language = current_locale()
    own = page_text(ctx.session, name, language)
    body = own.body if own else default_text(name, language)
    written = own.written_at if own else None
    values = placeholders(municipality(ctx.session), rules_now(ctx), written)
    html = markdown(fill(body, values), heading_shift=0)
    return render_template(
        "tenancy/page.html",
        title=str(TITLES[name]),
        body=html,
        trail=[] if name == "om" else [(str(TITLES["om"]), url_for("tenancy.about"))],
        updated=format_date(written) if written else None,
    )


@bp.get("/theme.css")
@public_page
def theme() -> Response:
    """The municipality's colours."""
    allow()
    css = stylesheet(municipality(here().session).colour)
    return Response(css, mimetype="text/css")


@bp.get("/logo")
@public_page
def logo() -> Response:
    """The municipality's logo, as we drew it anew at upload."""
    allow()
    data = municipality(here().session).logo
    if data is None:
        abort(404)
    return Response(data, mimetype="image/png")


@bp.get("/sprak/<code>")
def language(code: str) -> BaseResponse:
    """Choose a language and go back to the page. Remembered in a cookie that says nothing else."""
    allow()
    if code not in i18n.LANGUAGES:
        abort(404)
    target = request.args.get("till", "/")
    is_local = target.startswith("/") and not target.startswith(("//", "/\\"))
    is_plain = all(" " < character != "\\" for character in target)
    response = redirect(target if is_local and is_plain else "/", 303)
    response.set_cookie(
        LANGUAGE_COOKIE,
        code,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )
    return response


@bp.get("/healthz")
@tenant_free
def alive() -> Response:
    """Whether the program runs."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@tenant_free
def ready() -> Response:
    """Whether it can do its work: database there, schema right, keys open."""
    faults = health.faults(current_app.extensions["engine"], current_app.extensions["keys"])
    if faults:
        return Response("\n".join(faults) + "\n", 503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")
