"""The results of a consultation as anybody may read them, and what that page shares with that of staff."""

from typing import Any

from flask import abort, render_template, request

from dialog.consultation.forms.results import group_value, read_look
from dialog.consultation.models import Consultation
from dialog.consultation.queries.counted import Counted, counted
from dialog.consultation.queries.report import (
    DIMENSION_NAMES,
    NOT_SAID,
    Report,
    group_names,
    report,
)
from dialog.consultation.rules.groups import UNKNOWN
from dialog.consultation.rules.lens import Look, Why
from dialog.consultation.rules.tallying import Dimension
from dialog.consultation.views import bp
from dialog.core.i18n import format_datetime, format_number, ngettext
from dialog.core.i18n import gettext as _
from dialog.web.request import allow, here, public_page

NOT_YET = 404


@bp.get("/medborgardialoger/<int:id>/resultat")
@public_page
def results(id: int) -> Any:
    """What people answered, what the municipality says of it, and who took part."""
    consultation = here().session.get(Consultation, id)
    if consultation is None or not consultation.is_public():
        abort(404)
    allow(consultation)
    if consultation.results_public_at is None:
        return render_template(
            "consultation/results_later.html", consultation=consultation
        ), NOT_YET
    return render_template("consultation/results.html", **told(consultation, is_public=True))


def told(consultation: Consultation, *, is_public: bool) -> dict[str, Any]:
    """The variables of a page of results, for what its address asks to look at."""
    asked = read_look(request.args)
    found = counted(here(), consultation, asked)
    if asked.group not in {"", *found.by_group(asked.dimension)}:
        asked = Look(asked.stage)
    whole = report(found, asked, is_public=is_public)
    return {
        "consultation": consultation,
        "report": whole,
        "people": _people(whole),
        "offered": _offered(found),
        "chosen": {"stage": asked.stage, "group": group_value(asked.dimension, asked.group)},
        "looked_at": _looked_at(found, asked),
        "words": words(is_public=is_public),
        "turnout": _turnout(found.took_part()),
        "counted": _counted_at(found),
    }


def words(*, is_public: bool) -> dict[str, Any]:
    """What the page says where it shows no number, and why."""
    fewest = _("Tal från 1 till 4 visas inte. Fler tal kan döljas så att de inte går att räkna ut.")
    own = _("Du ser alla tal som de är. När du väljer en grupp döljs små tal, även för dig.")
    return {
        "small": fewest if is_public else own,
        "hidden": _("Något tal är litet. Därför visas inte alla tal."),
        "in_words": _("De svarade med egna ord."),
        "why": {
            Why.NOBODY.value: _("Ingen har svarat på frågan."),
            Why.FEW.value: _("För få har svarat för att svaren ska kunna visas."),
            Why.SPLIT.value: _(
                "Några svar är så få att frågan inte visas för en grupp i taget. Välj alla som svarat "
                "för att se den."
            ),
        },
    }


def _turnout(number: int) -> str:
    return ngettext("%(n)s har deltagit.", "%(n)s har deltagit.", number) % {
        "n": format_number(number)
    }


def _counted_at(found: Counted) -> str:
    if found.counted_at is None:
        return _("Svaren är inte räknade än.")
    return _("Räknat %(at)s.") % {"at": format_datetime(found.counted_at)}


def _looked_at(found: Counted, look: Look) -> str:
    """Whose answers are shown, in words; "" when it is everybody's."""
    if not look.is_of_group:
        return ""
    names = group_names(found, look.dimension) | {UNKNOWN: NOT_SAID}
    facts = {"what": DIMENSION_NAMES[look.dimension], "who": names.get(look.group, look.group)}
    return _("Du ser svaren från en grupp. %(what)s: %(who)s.") % facts


def _offered(found: Counted) -> dict[str, Any]:
    """What can be chosen. Of a single group there is nothing to choose."""
    groups = []
    for dimension, name in DIMENSION_NAMES.items():
        there = found.by_group(dimension)
        names = group_names(found, dimension) | {UNKNOWN: NOT_SAID}
        options = [
            (group_value(dimension, group), label)
            for group, label in names.items()
            if group in there
        ]
        if len(options) > 1:
            groups.append((name, options))
    return {"stages": found.all_stages, "groups": groups}


def _people(whole: Report) -> dict[str, Any]:
    figures = whole.counted.figures
    return {
        "ages": whole.ages if _says_something(whole, Dimension.AGE) else (),
        "areas": whole.areas if _says_something(whole, Dimension.AREA) else (),
        "channels": whole.channels if len(whole.channels) > 1 else (),
        "figures_as_of": figures[0].as_of if figures else None,
    }


def _says_something(whole: Report, dimension: Dimension) -> bool:
    """Whether anybody has said to which group they belong."""
    return bool({*whole.counted.by_group(dimension)} - {UNKNOWN})
