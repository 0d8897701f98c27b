"""The moderators' pages for appeals: what waits, how long, and who may judge it."""

from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, url_for

from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.moderation.actions import appeal as actions
from dialog.moderation.forms import JudgeForm
from dialog.moderation.models import Appeal
from dialog.moderation.queries import decisions as queries
from dialog.moderation.rules import MEASURE_NAMES, AlreadyJudged, Result, days_over
from dialog.moderation.subjects import Subject, known, title_of
from dialog.moderation.views import bp
from dialog.moderation.views.rows import Row, late
from dialog.moderation.views.statements import described
from dialog.process.models import Process
from dialog.process.rules import last_day
from dialog.web.errors import roll_back
from dialog.web.request import access, allow, here

Answer = Any


@bp.get("/arbetsyta/omprovningar")
def appeals() -> str:
    """What waits for another look, the most overdue first."""
    allow()
    rows, has_nobody = waiting_rows()
    return render_template("moderation/appeals.html", rows=rows, has_nobody=has_nobody)


def waiting_rows(most: int = queries.MOST_SHOWN) -> tuple[list[Row], bool]:
    """Appeals as rows of a list, and whether there is one that nobody can judge."""
    waiting = queries.waiting_appeals(here(), most)
    if not waiting:
        return [], False
    moderators = queries.moderators(here())
    has_nobody = any(not queries.judges(each, moderators) for each in waiting)
    things = queries.things_of(here(), [each.decision for each in waiting])
    return [_row(each, things[each.decision_id], moderators) for each in waiting], has_nobody


@bp.route("/arbetsyta/omprovningar/<int:id>", methods=["GET", "POST"])
def judge(id: int) -> Answer:
    """The decision, the text, what the author says; and the answer."""
    asked, form = access(Appeal, id), JudgeForm()
    if not form.validate_on_submit():
        return _page(asked, form, 422 if form.errors else 200)
    try:
        result = Result(form.result.data)
        actions.judge(here(), asked, result=result, answer=form.answer.data or "")
    except AlreadyJudged as refusal:
        roll_back()
        flash(str(refusal), "warning")
        return _page(asked, form, HTTPStatus.CONFLICT)
    flash(_("Omprövningen är avgjord. Den som begärde den får veta det nu."), "success")
    return redirect(url_for(".appeals"), 303)


def _page(asked: Appeal, form: JudgeForm, status: int) -> Answer:
    thing = queries.thing_of(here(), asked.decision)
    parts = [part for part in known(thing).parts(thing) if part[1]]
    html = render_template(
        "moderation/judge.html", form=form, parts=parts, **described(asked.decision)
    )
    return html, status


def _row(asked: Appeal, thing: Subject, moderators: set[int]) -> Row:
    """An appeal: its age, its target time, and whether the reader may judge it."""
    ctx, decision = here(), asked.decision
    able = queries.judges(asked, moderators)
    may = ctx.actor.id in able
    words = {"day": format_date(asked.appealed_at), "measure": MEASURE_NAMES[decision.measure]}
    row = Row(
        title_of(thing),
        thing.language,
        url_for(".judge", id=asked.id) if may else _case_of(thing),
        _("%(measure)s. Omprövning begärd %(day)s.") % words,
    )
    due, over = format_date(last_day(asked.due_at)), days_over(asked.due_at, ctx.now)
    ahead = (_("Senast %(day)s") % {"day": due}, "neutral")
    row.tags.append((late(over), "danger") if over else ahead)
    if not able:
        row.tags.append((_("Ingen kan pröva den"), "danger"))
    elif not may:
        row.tags.append((_("En kollega ska pröva den"), "info"))
    return row


def _case_of(thing: Subject) -> str:
    """Where those who may not judge it find it all the same."""
    if isinstance(thing, Process):
        return url_for(f"{thing.kind}.handle", id=thing.id)
    return url_for(".contribution", id=thing.id)
