"""What must be kept although the answer is a refusal: a short transaction of its own."""

from collections.abc import Callable
from typing import Any

from flask import current_app

from dialog.core.context import Context
from dialog.core.worker import Desk
from dialog.web.errors import roll_back
from dialog.web.request import here


def keep_apart(act: Callable[[Context], Any]) -> None:
    """Undo what the request had begun to change, and keep what `act` does."""
    ctx = here()
    roll_back()  # what waits for this request's transaction must not wait for ours
    desk = Desk(current_app.extensions["engine"], ctx.keys, ctx.now)
    with desk.context(ctx.session.municipality_id) as apart:
        act(apart)
