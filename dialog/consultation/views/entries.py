"""What staff have entered: the list, one of them, and taking one back."""

from typing import Any

from flask import redirect, render_template, request, url_for

from dialog.consultation.actions import enter as actions
from dialog.consultation.models import Answer
from dialog.consultation.queries import entries as queries
from dialog.consultation.views import bp
from dialog.consultation.views.enter import entered
from dialog.consultation.views.entering import is_enterable_now, part_to_enter
from dialog.consultation.views.staff import do
from dialog.core.i18n import gettext as _
from dialog.process.queries.paging import read_cursor
from dialog.process.rules import CHANNEL_NAMES
from dialog.web.forms import Form
from dialog.web.request import here


@bp.get("/arbetsyta/medborgardialoger/<int:id>/papper/<int:part>/lista")
def entries(id: int, part: int) -> str:
    """Everything that has been entered, the latest first, and how many answers came which way."""
    row = part_to_enter(id, part)
    after, before = (read_cursor(request.args.get(name, "")) for name in ("efter", "fore"))
    page = queries.entries(here(), row, (after, before))
    counts = queries.counts(here(), row)
    here_again = url_for(".entries", id=id, part=part)
    return render_template(
        "consultation/entries.html",
        part=row,
        consultation=row.stage.consultation,
        rows=page.rows,
        people=queries.entered_by(here(), page.rows),
        channels=CHANNEL_NAMES,
        counts=[(CHANNEL_NAMES[each], counts[each]) for each in CHANNEL_NAMES if each in counts],
        can_enter=is_enterable_now(row),
        previous=f"{here_again}?fore={page.previous}" if page.previous else None,
        next=f"{here_again}?efter={page.next}" if page.next else None,
    )


@bp.get("/arbetsyta/medborgardialoger/<int:id>/papper/<int:part>/<int:entry>")
def entry(id: int, part: int, entry: int) -> str:
    """One of them, as it counts now."""
    row = part_to_enter(id, part)
    answer = entered(row, entry)
    return render_template(
        "consultation/entry.html",
        part=row,
        consultation=row.stage.consultation,
        answer=answer,
        name=_name(answer),
        labelled=answer.texts[-1].labelled(),
        channel=CHANNEL_NAMES[answer.channel],
        who=queries.entered_by(here(), [answer]).get(answer.entered_by or 0, ""),
        can_mend=is_enterable_now(row) and answer.withdrawn_at is None,
    )


@bp.route(
    "/arbetsyta/medborgardialoger/<int:id>/papper/<int:part>/<int:entry>/ta-bort",
    methods=["GET", "POST"],
)
def withdraw_entry(id: int, part: int, entry: int) -> Any:
    """Take back what was entered by mistake, after a question."""
    row = part_to_enter(id, part)
    answer = entered(row, entry)
    return do(
        row.stage.consultation,
        Form(),
        lambda: actions.withdraw_entry(here(), answer),
        heading=_("Ta bort det inskrivna svaret"),
        button=_("Ta bort svaret"),
        color="danger",
        lead=_("%s räknas inte längre, och numret kan användas igen.") % _name(answer),
        saved=_("Svaret är borttaget och räknas inte."),
        onward=lambda: redirect(url_for(".entries", id=id, part=part), 303),
    )


def _name(answer: Answer) -> str:
    """What one calls it."""
    return _("Nr %s") % answer.entry_number if answer.entry_number else _("Svar utan nummer")
