"""Places that people have told about: on a map, and the same as a list for whoever uses no map."""

from typing import Any

from flask import Response, abort, jsonify, render_template, request, url_for

from dialog.consultation import rules
from dialog.consultation.models import Part
from dialog.consultation.queries import places as queries
from dialog.consultation.queries.places import MOST_ON_A_MAP, Wanted
from dialog.consultation.queries.public import Reading, find_part
from dialog.consultation.rules import PROPOSED, PartKind
from dialog.consultation.rules.place import in_words, shapes_of
from dialog.consultation.views import bp
from dialog.consultation.views.mapped import shown
from dialog.consultation.views.parts import prepares
from dialog.process.queries.paging import Page, read_cursor
from dialog.web.request import allow, here, public_page

GEOJSON = "application/geo+json"
LONGEST_KEY = 40


@prepares(PartKind.MAP)
def how_many(reading: Reading, parts: list[Part]) -> dict[int, dict[str, Any]]:
    """How many places each map has. One statement for all of them."""
    found = queries.totals(here(), parts)
    return {part.id: {"number": found.get(part.id, 0)} for part in parts}


@bp.get("/medborgardialoger/<int:id>/karta/<int:part>")
@public_page
def places(id: int, part: int) -> str:
    """The map, and everything on it as a list."""
    found, ctx, wanted = _mapped(id, part), here(), _wanted()
    page = queries.listing(ctx, found, wanted)
    stage = found.stage
    publication = stage.consultation.publication
    ideas = url_for(".marked", id=id, part=part, kategori=wanted.category or None)
    content = found.content()
    return render_template(
        "consultation/places.html",
        part=found,
        content=content,
        consultation=stage.consultation,
        categories={each.key: each.label for each in content.categories},
        wanted=wanted,
        ideas=page.rows,
        number=queries.total(ctx, found, wanted.category),
        most=MOST_ON_A_MAP,
        is_open=rules.is_open(publication, stage.opens_at, stage.closes_at, ctx.now),
        map=shown(found, ideas=ideas),
        in_words=in_words,
        **_ways(page, id=id, part=part, kategori=wanted.category),
    )


@bp.get("/medborgardialoger/<int:id>/karta/<int:part>/ideer.json")
@public_page
def marked(id: int, part: int) -> Response:
    """What the map shows, for its script and for whoever wants the data."""
    found = _mapped(id, part)
    features = queries.marked(here(), found, _wanted().category)
    for feature in features:
        feature["properties"]["href"] = url_for(".idea", id=id, idea=feature["id"])
    response = jsonify(type="FeatureCollection", features=features)
    response.mimetype = GEOJSON
    return response


@bp.get("/medborgardialoger/<int:id>/karta/<int:part>/lager/<int:layer>.json")
@public_page
def layer(id: int, part: int, layer: int) -> Response:
    """One layer. Its address holds a digest of what is in it, so browsers may keep it."""
    found = queries.layer(here(), _mapped(id, part), layer)
    if found is None or not found.digest.startswith(request.args.get("v", "?")):
        abort(404)
    return Response(found.content, mimetype=GEOJSON)


def _mapped(id: int, part: int) -> Part:
    """A part that asks for places, if the consultation is shown; else 404."""
    found = find_part(here(), id, part)
    if found is None or not found.stage.consultation.is_public():
        abort(404)
    if found.kind not in PROPOSED or not shapes_of(found.content()):
        abort(404)
    allow(found.stage.consultation)
    return found


def _wanted() -> Wanted:
    return Wanted(
        category=request.args.get("kategori", "")[:LONGEST_KEY],
        after=read_cursor(request.args.get("efter", "")),
        before=read_cursor(request.args.get("fore", "")),
    )


def _ways(page: Page, **given: Any) -> dict[str, str | None]:
    kept = {name: value for name, value in given.items() if value}
    return {
        "previous": url_for(".places", **kept, fore=str(page.previous)) if page.previous else None,
        "next": url_for(".places", **kept, efter=str(page.next)) if page.next else None,
    }
