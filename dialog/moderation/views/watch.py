"""The watch list: what is new in everything that people write in, and the way to say that one has looked."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from werkzeug import Response

from dialog.core.i18n import format_datetime, format_number, ngettext
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.moderation.actions import watch as actions
from dialog.moderation.queries import watch as queries
from dialog.moderation.queries.watch import Watched
from dialog.moderation.views import bp
from dialog.moderation.views.rows import Row
from dialog.process.models import Process
from dialog.web.request import access, allow, here

MOST_SHOWN = 100  # those that nobody has looked at for longest; looking brings the others


@bp.get("/arbetsyta/uppsikt")
def watch() -> str:
    """Every process that people write in, with what there is to look at and when somebody last did."""
    allow()
    ctx = here()
    found = queries.watched(ctx)
    return render_template(
        "moderation/watch.html",
        listed=[(each, _row(each)) for each in found[:MOST_SHOWN]],
        more=len(found) - MOST_SHOWN,
        sums=queries.sums(found),
        shown_at=ctx.now.isoformat(),
    )


@bp.route("/arbetsyta/uppsikt/<int:id>/tittat", methods=["GET", "POST"])
def look(id: int) -> Response:
    """Say that one has looked at what was shown. GET: back again after a lost login."""
    process = access(Process, id)
    if request.method == "POST" and (up_to := _shown_at()):
        actions.look(here(), process, up_to=up_to)
        flash(_("Det är noterat att du har tittat på %(title)s.") % {"title": process.title})
    return redirect(url_for(".watch"), 303)


@bp.route("/arbetsyta/uppsikt/tittat", methods=["GET", "POST"])
def look_at_all() -> Response:
    """Say that one has looked at everything that was shown."""
    allow()
    if request.method == "POST" and (up_to := _shown_at()):
        number = actions.look_at_all(here(), up_to=up_to)
        words = ngettext(
            "Det är noterat att du har tittat på %(n)s dialog.",
            "Det är noterat att du har tittat på %(n)s dialoger.",
            number,
        )
        flash(words % {"n": format_number(number)}, "success")
    return redirect(url_for(".watch"), 303)


def _shown_at() -> datetime | None:
    """When the page was made that somebody has looked at; None, and a warning, where it does not say."""
    try:
        moment = datetime.fromisoformat(request.form.get("up_to", ""))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        flash(
            _("Det gick inte att se vad du har tittat på. Titta igen och försök på nytt."),
            "warning",
        )
        return None
    return moment


def _row(each: Watched) -> Row:
    process = each.process
    row = Row(
        plain(process.title),
        process.language,
        url_for(f"{process.kind}.show", id=process.id),
        _looked(each),
    )
    row.tags = [(words % {"n": format_number(n)}, color) for n, words, color in _tags(each) if n]
    return row


def _tags(each: Watched) -> list[tuple[int, str, str]]:
    return [
        (each.new, _("%(n)s nya sedan dess") if each.look else _("%(n)s nya"), "info"),
        (each.waiting, _("%(n)s väntar"), "neutral"),
        (each.late, _("%(n)s försenade"), "danger"),
        (
            each.reports,
            ngettext("%(n)s anmäld text", "%(n)s anmälda texter", each.reports),
            "warning",
        ),
    ]


def _looked(each: Watched) -> str:
    if each.look is None:
        return _("Ingen har tittat än.")
    facts = {"at": format_datetime(each.look.at), "name": each.who or _("en kollega")}
    return _("Senast %(at)s, av %(name)s.") % facts
