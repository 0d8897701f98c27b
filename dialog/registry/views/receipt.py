"""The receipt: what was received, when, with which exact text. It names nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, abort, make_response, render_template

from dialog.core.context import Context
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
    found = queries.receipt_with_text(here(), number.upper())
    received = Received(*(found or abort(404)))
    variables: dict[str, Any] = vars(received) | {
        "explanation": KINDS[received.receipt.kind](here(), received),
        "parts": received.parts,
        "language": (received.contribution or received.process).language,
        "is_hidden": received.is_hidden,
    }
    response = make_response(render_template("registry/receipt.html", **variables))
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
