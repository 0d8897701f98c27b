"""The hand-over document: as data, as PDF, and as a page to print. It names nobody who has signed."""

from collections.abc import Mapping
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from flask import Response, abort, jsonify, render_template

from dialog.core.i18n import SOURCE, ZONE, format_date, format_datetime, format_number, speaking
from dialog.core.i18n import gettext as _
from dialog.core.paper import NoTextEngine, pdf
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.queries import staff as queries
from dialog.folkmotion.views import bp
from dialog.process.rules import AREA_NAMES, last_day
from dialog.registry.models import Document
from dialog.tenancy.catalogue import RULES
from dialog.web.request import access, here

TELLING = (
    "ef.who_may_start",
    "ef.who_may_support",
    "ef.collection_days",
    "ef.co_proposers",
    "ef.votes_against_allowed",
    "ef.unverified_counts",
    "ef.identity_level",
    "ef.answer_within_months",
)
Rows = list[tuple[str, str]]


@bp.get("/arbetsyta/folkmotioner/<int:id>/overlamning.<any(pdf, json, html):form>")
def document(id: int, form: str) -> Any:
    """The document that was handed over, as it was then."""
    folkmotion = access(Folkmotion, id)
    filed = queries.hand_over_document(here(), folkmotion) or abort(404)
    if form == "json":
        return jsonify(
            kind=filed.kind, made_at=filed.at.isoformat(), sha256=filed.hash, content=filed.content
        )
    if form == "html":
        return _paper(folkmotion, filed, on_screen=True)
    try:
        content = pdf(_paper(folkmotion, filed))
    except NoTextEngine:
        page = render_template("folkmotion/document_missing.html", folkmotion=folkmotion)
        return page, HTTPStatus.NOT_IMPLEMENTED
    answer = Response(content, mimetype="application/pdf")
    name = f"overlamning-{folkmotion.id}.pdf"
    answer.headers["Content-Disposition"] = f"inline; filename={name}"
    return answer


def _paper(folkmotion: Folkmotion, filed: Document, *, on_screen: bool = False) -> str:
    """An official record is in Swedish, whatever language the reader has chosen."""
    with speaking(SOURCE):
        return render_template(
            "folkmotion/document.html",
            folkmotion=folkmotion,
            content=filed.content,
            hash=filed.hash,
            on_screen=on_screen,
            facts=_facts(filed.content),
            numbers=_numbers(filed.content),
            rules=_rules(filed.content["rules"]),
        )


def _facts(content: Mapping[str, Any]) -> Rows:
    closes = _moment(content["closes_at"])
    facts = [
        (_("Förslagsställare"), content["author"] or _("Visar inte sitt namn")),
        (_("Medförslagsställare"), ", ".join(content["co_proposers"])),
        (_("Ämne"), str(AREA_NAMES.get(content["area"], content["area"]))),
        (_("Publicerad"), _day(content["published_at"])),
        (_("Insamlingens sista dag"), format_date(last_day(closes)) if closes else ""),
        (_("Överlämnad"), _day(content["handed_over_at"])),
    ]
    return [(term, value) for term, value in facts if value]


def _numbers(content: Mapping[str, Any]) -> Rows:
    needed = content["threshold"]
    counted = _moment(content["counted_at"])
    rows = [
        (_("Giltiga underskrifter"), format_number(content["valid"])),
        (_("Inte kontrollerade"), format_number(content["unverified"])),
        (_("Emot"), format_number(content["against"]) if content["against"] else ""),
        (_("Gräns"), format_number(needed) if needed else _("Inga underskrifter behövs")),
        (_("Gränsen bygger på"), _basis(content["threshold_basis"])),
        (_("Räknat"), format_datetime(counted) if counted else ""),
    ]
    return [(term, value) for term, value in rows if value]


def _basis(basis: Mapping[str, Any] | None) -> str:
    if not basis or basis.get("mode") != "percent_population":
        return _("Ett antal som kommunen har bestämt")
    words = {"share": basis["value"], "people": format_number(basis["population"])}
    text = _("%(share)s procent av %(people)s folkbokförda") % words
    if basis.get("as_of"):
        text += " " + _("den %(day)s") % {"day": format_date(date.fromisoformat(basis["as_of"]))}
    return text


def _rules(rules: Mapping[str, Any]) -> Rows:
    """The local rules that tell what the names mean. The others are in the JSON."""
    return [(str(RULES[key].title), _words(rules[key])) for key in TELLING if key in rules]


def _words(value: object) -> str:
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    words = {
        "residents": _("Folkbokförda i kommunen"),
        "anyone": _("Alla"),
        "loa3": "3",
        "loa4": "4",
    }
    return words.get(str(value), str(value))


def _day(value: str | None) -> str:
    moment = _moment(value)
    return format_date(moment.astimezone(ZONE)) if moment else ""


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
