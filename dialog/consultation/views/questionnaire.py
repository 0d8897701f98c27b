"""A questionnaire on the page that anyone may read: how long it is, what one needs, where it begins."""

from typing import Any

from flask import url_for

from dialog.consultation.models import Part, Stage
from dialog.consultation.queries.public import Reading
from dialog.consultation.rules import PartKind
from dialog.consultation.rules.admission import Who
from dialog.consultation.rules.questions import minutes
from dialog.consultation.views.parts import leads_in, prepares
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.web.request import here

NEEDED: dict[Who, Any] = {
    Who.ANYONE: _l("Du behöver inte logga in."),
    Who.EMAIL: _l("Du behöver bekräfta din e-postadress."),
    Who.EID: _l("Du behöver logga in med e-legitimation."),
    Who.RESIDENTS: _l("Du behöver logga in med e-legitimation och vara folkbokförd i kommunen."),
    Who.INVITED: _l("Du behöver koden ur din inbjudan."),
}


@leads_in(PartKind.QUESTIONNAIRE)
def way_in(part: Part) -> tuple[str, str]:
    """To its first page, or to where one was."""
    return part.title, url_for("consultation.respond", id=part.consultation_id, part=part.id)


@prepares(PartKind.QUESTIONNAIRE)
def prepare(reading: Reading, parts: list[Part]) -> dict[int, dict[str, Any]]:
    """Numbers and words; no statement."""
    return {part.id: _facts(reading, part) for part in parts}


def _facts(reading: Reading, part: Part) -> dict[str, Any]:
    stage = next(each for each in reading.stages if each.id == part.stage_id)
    content = part.content()
    published = reading.consultation.results_public_at
    results = f"/medborgardialoger/{reading.consultation.id}/resultat"
    return {
        "questions": len(content.questions()),
        "minutes": minutes(content),
        "needed": needed(stage),
        "window": stage.window(here().now).value,
        "respond": way_in(part)[1],
        "results": results if published is not None and published <= here().now else "",
    }


def needed(stage: Stage) -> list[str]:
    """What one needs to take part in the step, in words."""
    demand = stage.demand()
    who = Who.EID if demand.who is Who.ANYONE and demand.needs_login else demand.who
    words = [str(NEEDED[who]), _ages(demand.age_from, demand.age_to)]
    if stage.is_anonymous:
        words.append(_("Ditt svar är anonymt, även för kommunen."))
    return [each for each in words if each]


def _ages(age_from: int | None, age_to: int | None) -> str:
    ages = {"low": age_from, "high": age_to}
    if age_from is not None and age_to is not None:
        return _("Steget är för dig som är %(low)d–%(high)d år.") % ages
    if age_from is not None:
        return _("Steget är för dig som har fyllt %(low)d år.") % ages
    if age_to is not None:
        return _("Steget är för dig som är högst %(high)d år.") % ages
    return ""
