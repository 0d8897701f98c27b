"""Reporting a text and following the report. Nobody needs to log in, or to say who they are."""

from http import HTTPStatus
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug import Response

from dialog.core.errors import Faulty
from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.identity.kept import forget_kept
from dialog.moderation import subjects
from dialog.moderation.actions import reports as actions
from dialog.moderation.forms import ReportForm
from dialog.moderation.queries import reports as queries
from dialog.moderation.reasons import reason_of, reasons_for
from dialog.moderation.rules import NotShown, TooManyReports
from dialog.moderation.views import bp
from dialog.moderation.views.places import address_of
from dialog.process.rules import last_day
from dialog.tenancy.queries import rules_now
from dialog.web.errors import roll_back
from dialog.web.forms import blame
from dialog.web.request import allow, here

Answer = str | tuple[str, int] | Response


@bp.route("/anmal/<type>/<int:id>", methods=["GET", "POST"])
def report(type: str, id: int) -> Answer:
    """Say what is wrong with a public text. Sending leads to the private link."""
    thing = subjects.find(here(), type, id) or abort(404)
    allow(thing)
    form = ReportForm()
    reasons = reasons_for(type, rules_now(here())["ef.refuse_reasons"])
    form.offer(reasons)
    refusal: Exception | None = None if thing.is_public() else NotShown()
    if thing.is_public() and form.validate_on_submit():
        notice = actions.Notice(form.category.data, form.text.data or "", request.remote_addr or "")
        try:
            token = actions.report(here(), thing, notice)
        except Faulty as fault:
            roll_back()
            blame(form, fault)
        except (TooManyReports, NotShown) as error:
            roll_back()
            refusal = error
        else:
            forget_kept()
            flash(_("Tack. Vi har tagit emot din anmälan."), "success")
            return redirect(url_for("moderation.follow_report", token=token), 303)
    html = render_template(
        "moderation/report.html",
        thing=thing,
        title=subjects.title_of(thing),
        href=address_of(thing),
        form=form,
        refusal=refusal,
        is_shown=thing.is_public(),
        reason_rows=[(each.title, each.explanation) for each in reasons.values()],
    )
    return html, _status(form, refusal)


@bp.get("/anmalan/<token>")
def follow_report(token: str) -> str:
    """How it goes with a report, for whoever has its link."""
    allow()
    found = queries.by_token(here(), token) or abort(404)
    case = found.case
    thing = queries.with_things(here(), [case])[0].thing
    is_shown = thing.is_public() and subjects.process_of(thing).is_public()
    due = last_day(case.due_at)
    return render_template(
        "moderation/followed_report.html",
        report=found,
        case=case,
        thing=thing if is_shown else None,  # what is hidden has no title either
        title=subjects.title_of(thing),
        href=address_of(thing),
        category=reason_of(found.category, case.subject_type),
        reason=reason_of(case.reason, case.subject_type) if case.reason else None,
        due=format_date(due),
        address=request.base_url,
    )


def _status(form: Any, refusal: Exception | None) -> int:
    if isinstance(refusal, TooManyReports):
        return HTTPStatus.TOO_MANY_REQUESTS
    if refusal is not None:
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
