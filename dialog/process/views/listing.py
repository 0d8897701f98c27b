"""What every list of processes shows: filter, cards, and the way to the next page."""

from typing import Any

from flask import request, url_for

from dialog.process import forms
from dialog.process.models import Process
from dialog.process.queries import kinds
from dialog.process.queries.listing import choices, listing
from dialog.process.queries.paging import Cursor
from dialog.process.rules import AREA_NAMES
from dialog.process.views.cards import card
from dialog.web.request import here


def list_variables(model: type[Process]) -> dict[str, Any]:
    """The variables of a list's template."""
    ctx = here()
    asked = forms.read(request.args)
    found = listing(ctx, model, asked.filter)
    offered = choices(ctx, model)
    tags = {*offered.tags, *([asked.filter.tag] if asked.filter.tag else [])}
    return {
        "asked": asked,
        "found": found,
        "cards": [card(process, ctx.now) for process in found.page.rows],
        "previous": _address(asked, fore=found.page.previous),
        "next": _address(asked, efter=found.page.next),
        "kinds": [(kind, cls.kind_name) for kind, cls in kinds().items()],
        "windows": forms.window_choices(model),
        "handlings": forms.HANDLING_CHOICES,
        "sortings": _sortings(asked, model),
        "counts_names": model.counts_names,
        "areas": [(area, AREA_NAMES.get(area, area)) for area in offered.areas],
        "tags": [(tag, tag) for tag in sorted(tags)],
    }


def _address(asked: forms.Asked, **more: Cursor | None) -> str | None:
    """The same list from another place; None when there is no such place."""
    given = {name: str(value) for name, value in more.items() if value is not None}
    parameters: dict[str, Any] = asked.given | given
    return url_for(request.endpoint or "", **parameters) if given else None


def _sortings(asked: forms.Asked, model: type[Process]) -> list[tuple[str, Any]]:
    """The orders to choose from; the first is the one that is used when nobody has chosen."""
    first, *others = forms.sorting_choices(model)
    if asked.filter.words:
        return [("", forms.BEST_MATCH), first, *others]
    return [("", first[1]), *others]
