"""What an administrator does with the municipality: rules, texts, looks, departments."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialog.core import geojson
from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.picture import NotAPicture, TooManyPixels, redrawn
from dialog.core.text import tidy
from dialog.tenancy.catalogue import RULES
from dialog.tenancy.maps import MapSettings, ensure_sound
from dialog.tenancy.models import BaseMap, Department, LocalRule, PageText
from dialog.tenancy.pages import PAGES
from dialog.tenancy.queries import base_map, municipality
from dialog.tenancy.theme import stylesheet

LOGO_HEIGHT = 128  # pixels; shown at half of it
LOGO_WIDTH = 640


class WrongRule(DomainError):
    """No such rule, or a value that it cannot have."""


class WrongImage(DomainError):
    """Not a picture that can be used as a logo."""


@dataclass(frozen=True)
class Version:
    """One version of a local rule, with who decided it."""

    key: str
    value: Any
    valid_from: date
    decided_by: str
    case_number: str
    legal_ref: str = ""
    valid_to: date | None = None


def set_rule(ctx: Context, version: Version) -> LocalRule:
    """Add a version of a local rule. Earlier versions stay, and running processes keep theirs."""
    ctx.require("tenancy.set_rule")
    kind = RULES.get(version.key)
    if kind is None:
        raise WrongRule(_l("Det finns ingen sådan regel."))
    if not kind.accepts(version.value):
        raise WrongRule(_l("Regeln kan inte ha det värdet."))
    if not (tidy(version.decided_by) and tidy(version.case_number)):
        raise WrongRule(_l("Skriv vem som har beslutat och ärendets nummer."))
    if version.valid_to is not None and version.valid_to < version.valid_from:
        raise WrongRule(_l("Regeln kan inte sluta gälla innan den börjar."))
    rule = LocalRule(
        key=version.key,
        value=version.value,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        decided_by=tidy(version.decided_by),
        case_number=tidy(version.case_number),
        legal_ref=tidy(version.legal_ref) or kind.legal_ref,
        recorded_at=ctx.now,
    )
    ctx.session.add(rule)
    ctx.record("tenancy.set_rule", rule, key=rule.key)
    return rule


def write_page(ctx: Context, page: str, language: str, body: str) -> PageText:
    """Save a new version of one of the municipality's page texts."""
    ctx.require("tenancy.write_page")
    if page not in PAGES or not tidy(body):
        raise WrongRule(_l("Sidan kan inte vara tom."))
    text = PageText(page=page, language=language, body=tidy(body), written_at=ctx.now)
    ctx.session.add(text)
    ctx.record("tenancy.write_page", text, page=page, language=language)
    return text


def set_looks(ctx: Context, *, colour: str, logo: bytes | None = None) -> None:
    """Change the colour, and the logo when one is given. Raises WrongImage or ValueError."""
    ctx.require("tenancy.set_looks")
    stylesheet(colour)  # raises ValueError on a wrong colour
    here = municipality(ctx.session)
    here.colour = colour
    if logo is not None:
        here.logo = _clean_logo(logo)
        here.logo_hash = hashlib.sha256(here.logo).hexdigest()[:12]
    ctx.record("tenancy.set_looks", here, colour=colour, has_new_logo=logo is not None)


def _clean_logo(data: bytes) -> bytes:
    """The picture drawn anew, in a size that suits the header."""
    try:
        return redrawn(data, LOGO_WIDTH, LOGO_HEIGHT)
    except TooManyPixels:
        raise WrongImage(_l("Bilden har för många bildpunkter.")) from None
    except NotAPicture:
        raise WrongImage(
            _l("Bilden går inte att läsa. Välj en fil i PNG, JPEG eller WebP.")
        ) from None


def set_base_map(ctx: Context, settings: MapSettings, bounds: str | None = None) -> BaseMap:
    """Choose the background of maps, and the border when one is given ("" forgets it).

    Raises Faulty next to what is wrong.
    """
    ctx.require("tenancy.set_base_map")
    ensure_sound(settings)
    found = base_map(ctx.session)
    row = found or BaseMap(service=settings.service)
    for name, value in vars(settings).items():
        setattr(row, name, value)
    if bounds is not None:
        row.bounds = _border(bounds) if bounds else ""
        row.bounds_digest = hashlib.sha256(row.bounds.encode()).hexdigest() if bounds else ""
    ctx.session.add(row)
    ctx.record("tenancy.set_base_map", row, service=row.service, has_new_bounds=bounds is not None)
    return row


def _border(document: str) -> str:
    try:
        return geojson.collection(geojson.read_features(document, geojson.AREAS))
    except geojson.WrongGeoJSON as fault:
        raise Faulty(str(fault), "bounds") from None


def add_department(ctx: Context, name: str, *, is_committee: bool = False) -> Department:
    """Add a department or a committee."""
    ctx.require("tenancy.add_department")
    if not tidy(name):
        raise WrongRule(_l("Skriv vad den heter."))
    department = Department(name=tidy(name), is_committee=is_committee)
    ctx.session.add(department)
    ctx.record("tenancy.add_department", department)
    return department


def close_department(ctx: Context, department: Department) -> None:
    """Let a department no longer be chosen. Cases that have it keep it."""
    ctx.require("tenancy.close_department", department)
    department.is_active = False
    ctx.record("tenancy.close_department", department)
