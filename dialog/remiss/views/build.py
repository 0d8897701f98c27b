"""The page of one remiss for those who run it: what it says, what is missing, what to do."""

from typing import Any

from flask import redirect, render_template, url_for

from dialog.core.policy import can
from dialog.process.views.cards import days_late
from dialog.remiss.models import Remiss
from dialog.remiss.views import bp
from dialog.remiss.views.staff import PAGES
from dialog.web.request import access, here


@bp.get("/arbetsyta/remisser/<int:id>")
def build(id: int) -> str:
    """Everything about one remiss, on one page."""
    remiss = access(Remiss, id)
    return render_template("remiss/build.html", **overview(remiss))


def overview(remiss: Remiss) -> dict[str, Any]:
    """The variables of build.html."""
    ctx = here()
    return {
        "remiss": remiss,
        "window": remiss.window(ctx.now).value,
        "late": days_late(remiss, ctx.now),
        "pages": [
            (words, url_for(endpoint, id=remiss.id))
            for endpoint, words in PAGES
            if can(ctx.actor, endpoint, remiss)
        ],
    }


@bp.get("/arbetsyta/remisser/<int:id>/handlaggning")
def handle(id: int) -> Any:
    """Where lists of cases of every kind lead: the same overview."""
    remiss = access(Remiss, id)
    return redirect(url_for(".build", id=remiss.id), 303)
