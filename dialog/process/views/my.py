"""My pages: everything of one's own, in one place."""

from flask import render_template

from dialog.process.views import bp
from dialog.process.views.panels import PANELS
from dialog.web.request import allow, here


@bp.get("/mina-sidor")
def my_pages() -> str:
    """What I have begun, what I stand behind, what I have signed."""
    allow()
    panels = [panel for build in PANELS if (panel := build(here()))]
    return render_template("process/my_pages.html", panels=panels)
