"""Layers that officials put on a map: streets, water, borders, from GeoJSON."""

import hashlib
from typing import Any

from dialog.consultation.models import MapLayer, Part
from dialog.consultation.queries.places import layers
from dialog.consultation.rules.place import LayerLook, shapes_of
from dialog.core import geojson
from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy

MOST_LAYERS = 20


def add_layer(ctx: Context, part: Part, name: str, document: str, look: LayerLook) -> MapLayer:
    """Put a layer on the map of a part, seen by everyone at once. Raises Faulty."""
    ctx.require("consultation.add_layer", part.stage.consultation)
    if not shapes_of(part.content()):
        raise TypeError(f"a part of kind {part.kind} has no map")
    if not tidy(name):
        raise Faulty(_l("Skriv vad lagret visar."), "name")
    ctx.lock(part)  # two at once may not become too many
    if len(layers(ctx, part)) >= MOST_LAYERS:
        raise Faulty(_l("Kartan har redan så många lager den kan ha. Ta bort ett först."))
    try:
        features = geojson.read_features(document)
    except geojson.WrongGeoJSON as fault:
        raise Faulty(str(fault), "document") from None
    content = geojson.collection(features)
    layer = MapLayer(
        part_id=part.id,
        name=tidy(name),
        look=look,
        content=content,
        digest=hashlib.sha256(content.encode()).hexdigest(),
        features=len(features),
        added_at=ctx.now,
    )
    ctx.session.add(layer)
    ctx.session.flush()
    facts: dict[str, Any] = {"part": part.id, "layer": layer.id, "features": layer.features}
    ctx.record("consultation.add_layer", part.stage.consultation, **facts)
    return layer


def remove_layer(ctx: Context, layer: MapLayer) -> None:
    """Show the layer no more. It is kept, for what people drew they drew on top of it."""
    ctx.require("consultation.remove_layer", layer.part.stage.consultation)
    layer.is_removed = True
    ctx.record("consultation.remove_layer", layer.part.stage.consultation, layer=layer.id)
