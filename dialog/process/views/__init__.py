"""Pages. A view gets a row, checks a form, calls one action, and answers."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from dialog.core.text import plain
from dialog.process.search import warm_up

bp = Blueprint("process", __name__)
bp.add_app_template_filter(plain)


@bp.record_once
def start(state: BlueprintSetupState) -> None:
    """When the web starts, read the dictionary of Swedish, so that the first search is quick."""
    if not state.app.testing:
        warm_up()
