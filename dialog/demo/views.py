"""Pages of the demo alone: what was sent, and every component of the interface."""

from pathlib import Path

from flask import Blueprint, abort, current_app, render_template, request, url_for

from dialog.config import Config
from dialog.demo import mailbox as box
from dialog.tenancy.queries import municipality
from dialog.web.request import allow, here
from dialog.web.stil import sample

bp = Blueprint("demo", __name__)


def _folder() -> Path:
    slug = municipality(here().session).slug
    config: Config = current_app.extensions["dialog"]
    return config.data_dir / "mail" / slug


@bp.get("/demo/brevlada")
def mailbox() -> str:
    """The letters of this municipality, newest first."""
    allow()
    found, rest = box.letters(_folder(), request.args.get("fore", "")[:200])
    further = url_for(".mailbox", fore=rest) if rest else None
    return render_template("demo/mailbox.html", letters=found, further=further)


@bp.get("/demo/brevlada/<name>")
def letter(name: str) -> str:
    """One letter as it was sent."""
    allow()
    found = box.letter(_folder(), name) or abort(404)
    return render_template("demo/letter.html", letter=found)


@bp.get("/stil")
def style() -> str:
    """One of every component, for those who build pages."""
    allow()
    return render_template("stil.html", **sample())
