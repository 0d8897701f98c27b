"""The start page, the list of everything, and the news: the same for everyone."""

from datetime import date, datetime

from flask import Response, render_template, url_for

from dialog.process import queries
from dialog.process.models import Process
from dialog.process.rules import last_day
from dialog.process.views import bp
from dialog.process.views.cards import Card, card, days_late
from dialog.process.views.feed import feed_of
from dialog.process.views.listing import list_variables
from dialog.web.request import allow, here, public_page

MOST_OPEN, MOST_ANSWERED, MOST_LATE = 6, 3, 5


@bp.get("/")
@public_page
def home() -> str:
    """What one can do here, what is open, what has been answered, and what is late."""
    allow()
    ctx = here()
    late = queries.late_answers(ctx, MOST_LATE + 1)
    return render_template(
        "process/home.html",
        open_now=[card(each, ctx.now) for each in queries.closing_soon(ctx, MOST_OPEN)],
        answered=[card(each, ctx.now) for each in queries.recently_answered(ctx, MOST_ANSWERED)],
        late=[_late(each, ctx.now) for each in late[:MOST_LATE]],
        has_more_late=len(late) > MOST_LATE,
    )


def _late(process: Process, now: datetime) -> tuple[Card, date | None, str]:
    due = process.answer_due_at
    return card(process, now), last_day(due) if due else None, days_late(process, now)


@bp.get("/dialoger")
@public_page
def index() -> str:
    """Every process of every kind."""
    allow()
    ways = [
        (cls.kind_name, url_for(f"{kind}.index"), cls.kind_about)
        for kind, cls in queries.kinds().items()
    ]
    return render_template("process/index.html", ways=ways, v=list_variables(Process))


@bp.get("/flode.atom")
@public_page
def feed() -> Response:
    """What has happened lately, for news readers."""
    allow()
    return feed_of(queries.news(here()), url_for("process.index", _external=True))
