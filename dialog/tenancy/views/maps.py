"""The background of maps: the administrator's page, and the border that anyone may read."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from werkzeug import Response as BaseResponse

from dialog.core.errors import Faulty
from dialog.core.geojson import LARGEST
from dialog.core.i18n import gettext as _
from dialog.tenancy import actions
from dialog.tenancy.forms import BaseMapForm
from dialog.tenancy.maps import MapService, MapSettings
from dialog.tenancy.models import BaseMap
from dialog.tenancy.queries import base_map as find_base_map
from dialog.tenancy.queries import bounds as find_bounds
from dialog.tenancy.views import bp
from dialog.web.forms import blame
from dialog.web.request import allow, here, large, public_page

WRONG = 422
ROOM_FOR_THE_REST = 50_000  # bytes of a request beside the file
FIELDS = ("url", "layer", "matrix_set", "crs", "attribution")


@bp.get("/arbetsyta/karta")
def base_map() -> str:
    """What lies beneath maps today."""
    allow()
    row = find_base_map(here().session)
    values = {name: getattr(row, name) for name in FIELDS} if row else {}
    form = BaseMapForm(data=values | {"service": row.service.value if row else "none"})
    return _page(form, row)


@bp.post("/arbetsyta/karta")
@large(LARGEST + ROOM_FOR_THE_REST)
def set_base_map() -> BaseResponse | tuple[str, int]:
    """Change it."""
    allow()
    form, ctx = BaseMapForm(), here()
    if form.validate_on_submit():
        try:
            actions.set_base_map(ctx, _settings(form), _border(form))
        except Faulty as fault:
            blame(form, fault)
        else:
            flash(_("Kartan är ändrad."), "success")
            return redirect(url_for(".base_map"), 303)
    return _page(form, find_base_map(ctx.session)), WRONG


def _page(form: BaseMapForm, row: BaseMap | None) -> str:
    return render_template("tenancy/base_map.html", form=form, row=row)


def _settings(form: BaseMapForm) -> MapSettings:
    values = {name: getattr(form, name).data or "" for name in FIELDS}
    return MapSettings(service=MapService(form.service.data), **values)


def _border(form: BaseMapForm) -> str | None:
    """The file's text, "" when the border is to be forgotten, None when it stays as it is."""
    if form.bounds.data:
        return str(form.bounds.data.read().decode(errors="replace")) or " "
    return "" if form.forgets_bounds.data else None


@bp.get("/kommungrans.json")
@public_page
def bounds() -> Response:
    """The municipality's border."""
    allow()
    document = find_bounds(here().session)
    if not document or "v" not in request.args:
        abort(404)
    return Response(document, mimetype="application/geo+json")
