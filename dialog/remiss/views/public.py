"""Pages that anyone may read, the same for everyone."""

from flask import Response, abort, render_template, url_for

from dialog.core.text import plain
from dialog.process import queries
from dialog.process.views.cards import window_words
from dialog.process.views.feed import feed_of
from dialog.process.views.listing import list_variables
from dialog.remiss.models import Remiss
from dialog.remiss.queries import document
from dialog.remiss.views import bp
from dialog.web.request import allow, here, public_page


@bp.get("/remisser")
@public_page
def index() -> str:
    """Every public remiss, with search and filters."""
    allow()
    return render_template("remiss/index.html", v=list_variables(Remiss))


@bp.get("/remisser/flode.atom")
@public_page
def feed() -> Response:
    """What has happened to remisser lately, for news readers."""
    allow()
    return feed_of(queries.news(here(), "remiss"), url_for("remiss.index", _external=True))


@bp.get("/remisser/<int:id>")
@public_page
def show(id: int) -> str:
    """What is proposed, what the municipality wants to know, and the document's contents."""
    ctx = here()
    remiss = ctx.session.get(Remiss, id)
    if remiss is None or not remiss.is_public():
        abort(404)
    allow(remiss)
    return render_template(
        "remiss/show.html",
        remiss=remiss,
        title=plain(remiss.title),
        window=remiss.window(ctx.now).value,
        window_words=window_words(remiss, ctx.now),
        sections=document.contents(ctx, remiss),
    )
