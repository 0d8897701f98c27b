"""What a page tells its map: where to begin, what lies beneath, which layers, what can be drawn."""

from dataclasses import dataclass, field
from typing import Any

from flask import url_for

from dialog.consultation.models import MapLayer, Part
from dialog.consultation.queries import places as queries
from dialog.consultation.rules.content import MapContent, Shape
from dialog.core.i18n import gettext as _
from dialog.tenancy.maps import SWEREF, MapService, address, origin
from dialog.tenancy.models import BaseMap
from dialog.tenancy.queries import base_map
from dialog.web.headers import show_images_from
from dialog.web.request import here


@dataclass(frozen=True)
class MapShown:
    """Variables for the macros of _ui/map.html. `settings` and `words` become attributes for map.js."""

    settings: dict[str, Any]
    shapes: tuple[Shape, ...] = ()  # what can be drawn
    layers: list[MapLayer] = field(default_factory=list)

    @property
    def words(self) -> dict[str, str]:
        """Everything that the scripts say."""
        return {
            "zoomIn": _("Zooma in"),
            "zoomOut": _("Zooma ut"),
            "here": _("Korset är på latitud {lat}, longitud {lon}."),
            "nothing": _("Det finns inget förslag vid korset."),
            "failed": _("En del av kartan gick inte att hämta. Försök igen om en stund."),
            "point": _("Punkten är satt på latitud {lat}, longitud {lon}."),
            "corner": _("Hörn {n} är satt på latitud {lat}, longitud {lon}."),
            "undone": _("Det senaste hörnet är borttaget. {n} är kvar."),
            "removed": _("Det du ritade är borttaget."),
            "fewline": _("En linje behöver minst två hörn."),
            "fewarea": _("En yta behöver minst tre hörn."),
            "done": _("Klart. Det du ritade skickas med när du skickar in."),
            "full": _("Fler hörn får inte plats."),
            "again": _("Välj Ta bort om du vill rita om."),
        }


def shown(part: Part, **given: Any) -> MapShown:
    """The map of a part. `draws`: what can be drawn; `ideas`: address of ideas to show; `shape`: one shape.

    The page may then show pictures from the municipality's map service. Two statements.
    """
    row = base_map(here().session)
    show_images_from(origin(row))
    content = part.content()
    layers = list(queries.layers(here(), part))
    address_of = given.get("layer_address") or layer_address
    settings = {
        "base": _base(row),
        "border": url_for("tenancy.bounds", v=row.bounds_digest[:12])
        if row and row.bounds_digest
        else None,
        "layers": [
            {"url": address_of(part, layer), "name": layer.name, "look": layer.look.value}
            for layer in layers
        ],
        "ideas": given.get("ideas"),
        "shape": given.get("shape"),
        "centre": getattr(content, "centre", None),
        "zoom": content.zoom if isinstance(content, MapContent) else None,
    }
    return MapShown(settings, tuple(given.get("draws") or ()), layers)


def layer_address(part: Part, layer: MapLayer) -> str:
    """Where anyone gets the layer. It changes with what the layer holds, so that it can be kept."""
    return url_for(
        "consultation.layer",
        id=part.consultation_id,
        part=part.id,
        layer=layer.id,
        v=layer.digest[:12],
    )


def _base(row: BaseMap | None) -> dict[str, Any] | None:
    if row is None or row.service is MapService.NONE:
        return None
    return {
        "service": row.service.value,
        "url": address(row),
        "layer": row.layer,
        "isSweref": row.crs == SWEREF,
        "attribution": row.attribution,
    }
