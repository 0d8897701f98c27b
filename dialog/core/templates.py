"""What every template may use, with or without a request."""

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from dialog.core import i18n, resources, text

FILTERS: dict[str, Any] = {
    "date": i18n.format_date,
    "datetime": i18n.format_datetime,
    "clock": i18n.format_time,
    "number": i18n.format_number,
    "share": i18n.format_share,
    "markdown": text.markdown,
    "plain": text.plain,
}
GLOBALS: dict[str, Any] = {
    "format_date": i18n.format_date,
    "format_datetime": i18n.format_datetime,
    "format_number": i18n.format_number,
}


def prepare(environment: Environment) -> None:
    """Let templates speak the language of the moment, and fail on what nobody has given them."""
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= FILTERS
    environment.globals |= GLOBALS


@cache
def environment() -> Environment:
    """The same templates as the pages', for documents that the worker makes."""
    found = Environment(
        loader=FileSystemLoader(resources.root() / "templates"),
        autoescape=select_autoescape(["html"]),
    )
    prepare(found)
    return found
