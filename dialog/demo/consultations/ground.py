"""What a municipality needs before its first consultation: its border, and figures of its people."""

import json
from collections.abc import Iterator

from dialog.consultation.actions.figures import import_figures
from dialog.consultation.rules.place import LayerLook
from dialog.core.policy import Role
from dialog.demo.content.load import load_map, load_population
from dialog.demo.stage import Scene, Stage
from dialog.demo.town import Town
from dialog.tenancy.actions import set_base_map
from dialog.tenancy.maps import MapSettings

DAYS_AGO = 400
FIGURES_DAYS_AGO = 260
# What each kind of thing on the map is called as a layer, and how it is drawn.
LAYERS = {
    "water": ("Sjöar och vattendrag", LayerLook.WATER),
    "park": ("Parker", LayerLook.GREEN),
    "road": ("Gator och vägar", LayerLook.WAY),
    "rail": ("Järnväg", LayerLook.WAY),
}


def ground(stage: Stage, town: Town) -> Scene:
    """An administrator says where the municipality is, and imports how many live in it."""
    slug, admin = town.facts.key, town.staff[Role.ADMIN]
    if border := document(slug, "border"):
        ctx = yield stage.at(DAYS_AGO, 10), admin
        set_base_map(ctx, MapSettings(), border)
    if lines := load_population(slug):
        ctx = yield stage.at(FIGURES_DAYS_AGO, 10), admin
        import_figures(ctx, lines, stage.day(FIGURES_DAYS_AGO).replace(day=1))


def layers(slug: str) -> Iterator[tuple[str, str, LayerLook]]:
    """Name, document and look of each layer of the map."""
    for kind, (name, look) in LAYERS.items():
        if found := document(slug, kind):
            yield name, found, look


def document(slug: str, kind: str) -> str:
    """The things of one kind as a GeoJSON document; "" when there are none."""
    features = [each for each in load_map(slug) if each["properties"]["kind"] == kind]
    found = {"type": "FeatureCollection", "features": features}
    return json.dumps(found, ensure_ascii=False) if features else ""
