"""The receipt: what was received, when, with which exact text. It names nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Response, abort, make_response, render_template

from dialog.core.context import Context
from dialog.core.paper import NoTextEngine, pdf
from dialog.process.models import Contribution, ContributionText, Process, ProcessText
from dialog.registry import queries
from dialog.registry.models import Receipt
from dialog.registry.views import bp
from dialog.web.request import allow, here


@dataclass(frozen=True)
class Received:
    """A receipt with what it is about."""

    receipt: Receipt
    process: Process
    text: ProcessText | ContributionText

    @property
    def own_text(self) -> ProcessText:
        """The process's own text. Raises TypeError when the receipt is about something within it."""
        if not isinstance(self.text, ProcessText):
            raise TypeError(self.receipt.kind)
        return self.text

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What was received, as labels and words."""
        return self.text.labelled()

    @property
    def contribution(self) -> Contribution | None:
        """The contribution that it is a receipt of, where it is not of the process itself."""
        return self.text.contribution if isinstance(self.text, ContributionText) else None

    @property
    def is_hidden(self) -> bool:
        """Whether the municipality does not show the text any more."""
        is_within = self.contribution is not None and self.contribution.is_hidden()
        return is_within or self.process.is_hidden()


@dataclass(frozen=True)
class Explanation:
    """What a type of process says about a receipt of its own."""

    what: str  # of what it is a receipt; the heading
    change: str  # how to change it or take it back
    hear: str  # when one will hear
    href: str = ""  # where the process can be read
    link: str = ""  # the words of the link that leads there
    change_href: str = ""
    change_link: str = ""
    hashed: str = ""  # exactly what the SHA-256 was computed from, where it is kept
    withdrawn_at: datetime | None = None
    withdrawn: str = ""  # what was taken back, in words


Explain = Callable[[Context, Received], Explanation]
KINDS: dict[str, Explain] = {}


def explains(kind: str) -> Callable[[Explain], Explain]:
    """Let the function explain receipts of this kind, for example "folkmotion.sign"."""

    def subscribe(explain: Explain) -> Explain:
        KINDS[kind] = explain
        return explain

    return subscribe


@bp.get("/kvitto/<number>")
def receipt(number: str) -> Response:
    """Whoever has the number may see it, and search engines may not."""
    allow()
    return _unlisted(render_template("registry/receipt.html", **_variables(number)))


@bp.get("/kvitto/<number>.pdf")
def receipt_pdf(number: str) -> Response:
    """The same as a document to keep."""
    allow()
    variables = _variables(number)
    try:
        content = pdf(render_template("registry/receipt_document.html", **variables))
    except NoTextEngine:
        page = render_template("registry/no_document.html", receipt=variables["receipt"])
        return _unlisted(page, HTTPStatus.NOT_IMPLEMENTED)
    response = _unlisted(content)
    response.mimetype = "application/pdf"
    name = f"kvitto-{variables['receipt'].number}.pdf"
    response.headers["Content-Disposition"] = f"inline; filename={name}"
    return response


def _variables(number: str) -> dict[str, Any]:
    found = queries.receipt_with_text(here(), number.upper())
    received = Received(*(found or abort(404)))
    return vars(received) | {
        "explanation": KINDS[received.receipt.kind](here(), received),
        "parts": received.parts,
        "language": (received.contribution or received.process).language,
        "is_hidden": received.is_hidden,
    }


def _unlisted(content: str | bytes, status: int = HTTPStatus.OK) -> Response:
    """Search engines may not keep it."""
    response = make_response(content, status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
