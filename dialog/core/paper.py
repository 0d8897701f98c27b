"""Documents as PDF that screen readers can read (PDF/UA). Nothing is fetched but our own static files."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from dialog.core import resources, templates

OWN = "http://own.invalid"  # where the document's relative addresses lead: to our static files
STATIC = "/static/"
KINDS = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png"}


class NoTextEngine(Exception):
    """Pango, which draws the text, is not installed on this machine."""


def pdf(html: str) -> bytes:
    """The page as a tagged PDF. Raises NoTextEngine."""
    weasyprint, fetch = _engine()
    document = weasyprint.HTML(string=html, base_url=f"{OWN}/", url_fetcher=fetch)
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


def render(template: str, **variables: Any) -> str:
    """A document's page, for whoever makes one without a request."""
    page = templates.environment().get_template(template)
    return page.render(static_url=lambda path: f"{STATIC}{path}", **variables)


def static_file(url: str) -> Path:
    """The static file of ours that the address names. Raises ValueError for any other address."""
    parts = urlsplit(url)
    folder = (resources.root() / "static").resolve()
    if f"{parts.scheme}://{parts.netloc}" != OWN or not parts.path.startswith(STATIC):
        raise ValueError(f"documents fetch nothing from {parts.netloc or parts.scheme}")
    path = (folder / unquote(parts.path.removeprefix(STATIC))).resolve()
    if not path.is_relative_to(folder) or path.suffix not in KINDS:
        raise ValueError("documents use style sheets, fonts and pictures of our own")
    return path


@cache
def _engine() -> tuple[Any, Any]:
    """WeasyPrint, loaded when it is first needed: it is large, and needs Pango."""
    try:
        import weasyprint  # noqa: PLC0415
        from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise NoTextEngine from error

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            path = static_file(url)
            kind = {"Content-Type": KINDS[path.suffix]}
            return URLFetcherResponse(url, path.read_bytes(), kind)

    return weasyprint, OwnFiles()
