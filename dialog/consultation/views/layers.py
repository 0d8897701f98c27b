"""Where officials put layers on a map, and see what came of it."""

import json
from http import HTTPStatus
from typing import Any

from flask import Response, abort, flash, redirect, render_template, url_for
from werkzeug import Response as BaseResponse

from dialog.consultation.actions import layers as actions
from dialog.consultation.actions.layers import MOST_LAYERS
from dialog.consultation.forms.place import LayerForm
from dialog.consultation.models import MapLayer, Part
from dialog.consultation.queries import places as queries
from dialog.consultation.queries.public import find_part
from dialog.consultation.rules import PROPOSED
from dialog.consultation.rules.place import LOOK_NAMES, LayerLook, shapes_of
from dialog.consultation.views import bp
from dialog.consultation.views.mapped import shown
from dialog.consultation.views.places import GEOJSON
from dialog.core.errors import Faulty
from dialog.core.geojson import LARGEST
from dialog.core.i18n import gettext as _
from dialog.web.forms import blame
from dialog.web.request import allow, here, large

# A pasted text grows when it is sent: most marks of GeoJSON take three bytes each.
ROOM = 3 * LARGEST
MOST_NAMES = 200


@bp.route("/arbetsyta/medborgardialoger/<int:id>/del/<int:part>/kartlager", methods=["GET", "POST"])
@large(ROOM)
def add_layer(id: int, part: int) -> str | BaseResponse | tuple[str, int]:
    """The layers of a map, how they look, and a form for one more."""
    found, form = _mapped(id, part), LayerForm()
    if form.validate_on_submit():
        try:
            look = LayerLook(form.look.data)
            actions.add_layer(here(), found, form.name.data, form.text(), look)
        except Faulty as fault:
            blame(form, fault)
        else:
            flash(_("Lagret är tillagt."), "success")
            return redirect(url_for(".add_layer", id=id, part=part), 303)
    on_map = shown(found, layer_address=_own_address)
    page = render_template(
        "consultation/layers.html",
        part=found,
        consultation=found.stage.consultation,
        form=form,
        map=on_map,
        layers=[(layer, LOOK_NAMES[layer.look], *_names(layer)) for layer in on_map.layers],
        is_full=len(on_map.layers) >= MOST_LAYERS,
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


@bp.get("/arbetsyta/medborgardialoger/<int:id>/del/<int:part>/kartlager/<int:layer>.json")
def own_layer(id: int, part: int, layer: int) -> Response:
    """One layer, also before the consultation is published."""
    return Response(_layer(id, part, layer).content, mimetype=GEOJSON)


@bp.post("/arbetsyta/medborgardialoger/<int:id>/del/<int:part>/kartlager/<int:layer>/ta-bort")
def remove_layer(id: int, part: int, layer: int) -> BaseResponse:
    """Take a layer off the map."""
    actions.remove_layer(here(), _layer(id, part, layer))
    flash(_("Lagret syns inte längre."), "success")
    return redirect(url_for(".add_layer", id=id, part=part), 303)


def _mapped(id: int, part: int) -> Part:
    """A part with a map, published or not; else 404."""
    found = find_part(here(), id, part)
    if found is None or found.kind not in PROPOSED or not shapes_of(found.content()):
        abort(404)
    allow(found.stage.consultation)
    return found


def _layer(id: int, part: int, layer: int) -> MapLayer:
    return queries.layer(here(), _mapped(id, part), layer) or abort(404)


def _own_address(part: Part, layer: MapLayer) -> str:
    return url_for(".own_layer", id=part.consultation_id, part=part.id, layer=layer.id)


def _names(layer: MapLayer) -> tuple[list[str], int]:
    """What the features of a layer are called, the first of them, and how many more there are."""
    features: list[dict[str, Any]] = json.loads(layer.content)["features"]
    names = sorted({each["properties"]["name"] for each in features if each["properties"]})
    return names[:MOST_NAMES], max(0, len(names) - MOST_NAMES)
