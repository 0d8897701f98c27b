"""The texts that every municipality's site must have, and what is filled into them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from dialog.core.i18n import SOURCE, format_date
from dialog.core.i18n import gettext as _
from dialog.tenancy.models import Municipality

TEXTS = Path(__file__).parent / "texts"
PAGES = ("om", "tillganglighet", "personuppgifter", "regler")
SHIPPED = datetime(2026, 11, 22, tzinfo=UTC)  # when the default texts were last changed


@cache
def default_text(name: str, language: str) -> str:
    """The text that comes with the program, as Markdown with placeholders."""
    path = TEXTS / f"{name}.{language}.md"
    return (path if path.exists() else TEXTS / f"{name}.{SOURCE}.md").read_text("utf-8")


def placeholders(
    here: Municipality, rules: Mapping[str, Any], written: datetime | None
) -> dict[str, str]:
    """What may stand in braces in a text, and what it becomes here."""
    unknown = _("(inte angivet)")
    assessed = rules["a11y.assessed_on"]
    return {
        "municipality": here.name,
        "contact_email": here.contact_email,
        "contact_phone": here.contact_phone or unknown,
        "dpo_email": rules["privacy.dpo_email"] or unknown,
        "service_decision": rules["privacy.service_decision_dnr"] or unknown,
        "dpia": rules["privacy.dpia_id"] or unknown,
        "complaint_url": rules["a11y.complaint_url"],
        "date": format_date(written or SHIPPED),
        "assessed": format_date(date.fromisoformat(assessed)) if assessed else unknown,
    }


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled. Braces that are none of ours stay as they are."""
    out = []
    for literal, name in _parts(text):
        out.append(literal)
        if name is not None:
            out.append(values.get(name, f"{{{name}}}"))
    return "".join(out)


def _parts(text: str) -> list[tuple[str, str | None]]:
    try:
        return [(literal, name) for literal, name, _format, _conversion in Formatter().parse(text)]
    except ValueError:  # a lonely brace in a text that someone has written
        return [(text, None)]
