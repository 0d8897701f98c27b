"""The assessment table: every point, with filters, and counts for each section beside."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, request, url_for

from dialog.core.i18n import format_number
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.moderation.views.desk import HEAPS, Heap, ways
from dialog.moderation.views.rows import Row
from dialog.process.queries.paging import read_cursor
from dialog.remiss.forms.assessing import (
    ANYBODY,
    FILTERS,
    ME,
    NO,
    NO_POSITION,
    NOBODY,
    UNTAGGED,
    WHOLE_DOCUMENT,
    YES,
    read_wanted,
)
from dialog.remiss.models import Remiss
from dialog.remiss.queries import assessment
from dialog.remiss.queries import points as queries
from dialog.remiss.queries.assigned import mine, today
from dialog.remiss.queries.responses import count_unread
from dialog.remiss.queries.table import table
from dialog.remiss.rules import SENDER_NAMES
from dialog.remiss.rules.content import WHOLE
from dialog.remiss.views import bp
from dialog.remiss.views.staff import PAGES
from dialog.web.request import access, here

LONGEST_EXCERPT = 320
ORDERS = [
    ("nyast", _l("Nyast först")),
    ("aldst", _l("Äldst först")),
    ("frist", _l("Den som ska vara klar först")),
]
THE_WHOLE = _l("Hela förslaget")
GONE = _l("Avsnitt som har tagits bort")
PAGES.append(("remiss.assess", _l("Bedömning")))


@bp.get("/arbetsyta/remisser/<int:id>/bedomning")
def assess(id: int) -> str:
    """Points by filter, a page at a time, and how far each section has come."""
    remiss = access(Remiss, id)
    ctx = here()
    kept = {name: request.args[name] for name in FILTERS[:-2] if request.args.get(name)}
    wanted = read_wanted(request.args, ctx.actor.id)
    cursors = read_cursor(request.args.get("efter", "")), read_cursor(request.args.get("fore", ""))
    found = table(ctx, remiss, wanted, cursors, today(ctx))
    places = assessment.places(ctx, remiss)
    standings = assessment.standings(ctx, remiss)
    people = queries.colleagues(ctx)
    return render_template(
        "remiss/assess.html",
        remiss=remiss,
        lines=found.page.rows,
        kept=kept,
        query=request.query_string.decode(),
        filters=_filters(remiss, places, found.tags, people),
        orders=ORDERS,
        sections=_sections(places, standings),
        headings=headings(places),
        positions=labels(remiss),
        people=people,
        points=sum(each.points for each in standings.values()),
        unreplied=sum(each.unreplied for each in standings.values()),
        unread=count_unread(ctx, remiss),
        today=today(ctx),
        excerpt=LONGEST_EXCERPT,
        **ways(found.page, id=id, **kept),
    )


def headings(places: Mapping[str, assessment.Place]) -> dict[str, str]:
    """What each section is called, by key; the whole too."""
    return {WHOLE: str(THE_WHOLE)} | {key: plain(each.heading) for key, each in places.items()}


def labels(remiss: Remiss) -> dict[str, tuple[str, str]]:
    """Each position with its label and its tone, by key."""
    return {each.key: (each.label, each.tone.value) for each in remiss.all_positions()}


def section_choices(places: Mapping[str, assessment.Place]) -> list[tuple[str, str]]:
    """Every section as a choice; the whole is WHOLE_DOCUMENT."""
    found = [(WHOLE_DOCUMENT, str(THE_WHOLE))]
    return found + [(key, _indented(each)) for key, each in places.items()]


def _indented(place: assessment.Place) -> str:
    gone = f" ({_('borttaget')})" if place.is_gone else ""
    return "\u2003" * (place.level - 1) + plain(place.heading) + gone


def _sections(
    places: Mapping[str, assessment.Place], standings: Mapping[str, assessment.Standing]
) -> list[dict[str, Any]]:
    """Every section that has points, or that asks for views, in order."""
    nothing = assessment.Standing()
    rows = [(WHOLE, str(THE_WHOLE), nothing)]
    rows += [
        (key, plain(each.heading), nothing)
        for key, each in places.items()
        if key in standings or (each.takes_views and not each.is_gone)
    ]
    return [
        {
            "key": key or WHOLE_DOCUMENT,
            "heading": heading,
            "standing": standings.get(key, standing),
        }
        for key, heading, standing in rows
    ]


def _filters(
    remiss: Remiss,
    places: Mapping[str, assessment.Place],
    tags: Sequence[Any],
    people: Mapping[int, str],
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What can be chosen: the name in the address, the label, and the choices."""
    positions = [(key, label) for key, (label, _tone) in labels(remiss).items()]
    who = [(ME, _("Mig")), (NOBODY, _("Ingen")), (ANYBODY, _("Någon"))]
    who += [(str(person), name) for person, name in people.items()]
    return [
        ("avsnitt", _("Avsnitt"), section_choices(places)),
        ("stallning", _("Ställning"), [*positions, (NO_POSITION, _("Ingen ställning"))]),
        ("svar", _("Kommunens svar"), [(NO, _("Utan svar")), (YES, _("Med svar"))]),
        ("tilldelad", _("Tilldelad"), who),
        ("tagg", _("Tagg"), [*((str(each.id), each.name) for each in tags), (UNTAGGED, _("Utan taggar"))]),
        ("avsandare", _("Avsändare"), [(each.value, str(name)) for each, name in SENDER_NAMES.items()]),
        ("forsenad", _("Klart senast"), [(YES, _("Dagen har passerat"))]),
        ("sen", _("Kom in"), [(YES, _("För sent")), (NO, _("I tid"))]),
    ]  # fmt: skip


def _heap() -> Heap | None:
    """On the desk: the points that the actor has to look at, remiss by remiss."""
    rows = []
    for each in mine(here()):
        remiss = each.remiss
        meta = _("%(n)s synpunkter väntar på dig") % {"n": format_number(each.points)}
        href = url_for("remiss.assess", id=remiss.id, tilldelad=ME, svar=NO, ordning="frist")
        row = Row(plain(remiss.title), remiss.language, href, meta)
        if each.overdue:
            late = _("%(n)s försenade") % {"n": format_number(each.overdue)}
            row.tags.append((late, "danger"))
        rows.append(row)
    return Heap(_("Synpunkter på remisser"), rows) if rows else None


HEAPS["remiss.assess"] = _heap
