"""The page of one remiss for those who run it: what it says, what is missing, what to do."""

from typing import Any

from flask import redirect, render_template, url_for

from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.policy import can
from dialog.process.queries import running
from dialog.process.rules import HANDLING, Handling, Publication
from dialog.process.rules.golive import Missing
from dialog.process.views.cards import days_late
from dialog.process.views.history import history_rows
from dialog.remiss.models import Remiss
from dialog.remiss.queries import publishing, staff
from dialog.remiss.rules import PUBLICATION
from dialog.remiss.views import bp
from dialog.remiss.views.facts import TIME, href_of, summaries
from dialog.remiss.views.staff import PAGES
from dialog.web.request import access, here

# The pages of one remiss in the order in which officials need them.
WORK = (
    "remiss.document",
    "remiss.positions",
    "remiss.questions",
    "remiss.addressees",
    "remiss.responses",
    "remiss.assess",
    "remiss.compilation",
)
MOVES = ("prepare", "answer", "implement", "complete")
# By the verb of the event, beside those of process.views.history.
WORDS: dict[str, Any] = {
    "set_dates": _l("Tiden valdes"),
    "extend": _l("Tiden förlängdes"),
    "close": _l("Tiden för att svara tog slut"),
    "release_version": _l("En ny version av dokumentet publicerades"),
}


@bp.get("/arbetsyta/remisser/<int:id>")
def build(id: int) -> str:
    """Everything about one remiss, on one page."""
    remiss = access(Remiss, id)
    return render_template("remiss/build.html", **overview(remiss))


def overview(remiss: Remiss) -> dict[str, Any]:
    """The variables of build.html."""
    ctx = here()
    is_draft = remiss.publication is Publication.DRAFT
    is_out = remiss.publication is Publication.PUBLISHED and remiss.handling is Handling.NONE
    return {
        "remiss": remiss,
        "is_draft": is_draft,
        "missing": tasks(remiss, publishing.missing(ctx, remiss) if is_draft else []),
        "has_missed": is_draft and bool(running.missed(ctx, Remiss, remiss)),
        "facts": summaries(remiss),
        "positions": remiss.all_positions(),
        "questions": [each for each in remiss.all_questions() if not each.is_closed],
        "window": remiss.window(ctx.now).value,
        "late": days_late(remiss, ctx.now),
        "steps": running.steps(ctx, remiss),
        "today": ctx.now.astimezone(ZONE).date(),
        "outcome": remiss.outcome,
        "allows": {move: HANDLING.allows(remiss.handling, move) for move in MOVES},
        "may_extend": is_out,
        "may_stop": PUBLICATION.allows(remiss.publication, "stop") and remiss.decided_at is None,
        "history": history_rows(staff.history(ctx, remiss), WORDS),
        "pages": [
            (words, url_for(endpoint, id=remiss.id))
            for endpoint, words in sorted(PAGES, key=_place)
            if can(ctx.actor, endpoint, remiss)
        ],
    }


def _place(page: tuple[str, Any]) -> int:
    """In the order of the work; what is not named there comes last."""
    endpoint, _words = page
    return WORK.index(endpoint) if endpoint in WORK else len(WORK)


def tasks(remiss: Remiss, missing: list[Missing]) -> list[tuple[str, str]]:
    """What is missing, in words, and where one does it."""
    return [(str(each.words), _where(remiss, each.place)) for each in missing]


def _where(remiss: Remiss, place: str) -> str:
    what, _colon, page = place.partition(":")
    if what == "facts":
        return href_of(remiss, page)
    if what == "time":
        return href_of(remiss, TIME)
    # The pages of the document and of the positions bear the name of what is missing.
    return url_for(f"remiss.{what}", id=remiss.id)


@bp.get("/arbetsyta/remisser/<int:id>/handlaggning")
def handle(id: int) -> Any:
    """Where lists of cases of every kind lead: the same overview."""
    remiss = access(Remiss, id)
    return redirect(url_for(".build", id=remiss.id), 303)
