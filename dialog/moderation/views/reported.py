"""What has been reported: the queue, one thing with all reports about it, and the decision."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug import Response

from dialog.core import policy
from dialog.core.i18n import format_datetime, format_number
from dialog.core.i18n import gettext as _
from dialog.identity.kept import forget_kept
from dialog.moderation import subjects
from dialog.moderation.actions import reports as actions
from dialog.moderation.forms import DismissForm
from dialog.moderation.queries import reports as queries
from dialog.moderation.queries.piles import edit_lock
from dialog.moderation.queries.reports import Reported
from dialog.moderation.reasons import reason_of
from dialog.moderation.rules import (
    AlreadyReviewed,
    LockedByOther,
    MoreReports,
)
from dialog.moderation.views import bp, rows
from dialog.moderation.views.desk import report_rows, ways, where
from dialog.moderation.views.places import address_of
from dialog.web.errors import roll_back
from dialog.web.request import allow, here

CRIMES = "brott"
TAKE_OVER = "ta-over"
REFUSALS = (LockedByOther, AlreadyReviewed, MoreReports)


@bp.get("/arbetsyta/anmalningar")
def reports() -> str:
    """What waits: what may be a crime first, then the most overdue. Each thing stands once."""
    allow()
    ctx, only_crimes = here(), request.args.get("urval") == CRIMES
    totals = queries.totals(ctx)
    crimes = queries.waiting(ctx, urgent=True, where=where() if only_crimes else (None, None))
    others = None if only_crimes else queries.waiting(ctx, urgent=False, where=where())
    page = crimes if others is None else others
    shown = report_rows(crimes.rows, others.rows if others else ())
    return render_template(
        "moderation/reports.html",
        crimes=shown[0],
        others=shown[1] if others else None,
        more_crimes=not only_crimes and crimes.next is not None,
        totals=totals,
        **ways(page, urval=CRIMES if only_crimes else ""),
    )


@bp.get("/arbetsyta/anmalningar/<int:id>")
def reported(id: int) -> str | tuple[str, int]:
    """One thing, the whole text, everything that has been said about it, and what can be done."""
    return _page(_find(id))


@bp.route("/arbetsyta/anmalningar/<int:id>/ta", methods=["GET", "POST"])
def claim_reports(id: int) -> Response:
    """Begin to look at it, or take over from a colleague. GET: back again after a lost login."""
    about, take_over = _find(id), TAKE_OVER in request.form
    return _lock(
        about,
        lambda: actions.claim_reports(here(), about, take_over=take_over),
        _("Du granskar nu anmälningarna."),
    )


@bp.route("/arbetsyta/anmalningar/<int:id>/slapp", methods=["GET", "POST"])
def release_reports(id: int) -> Response:
    """Let a colleague take it instead."""
    about = _find(id)
    return _lock(
        about,
        lambda: actions.release_reports(here(), about),
        _("Anmälningarna är lediga för andra att granska."),
    )


@bp.route("/arbetsyta/anmalningar/<int:id>/ingen-atgard", methods=["GET", "POST"])
def dismiss_reports(id: int) -> str | tuple[str, int] | Response:
    """Decide that nothing is done, and say why."""
    about, form = _find(id), DismissForm()
    if not form.validate_on_submit():
        return _page(about, form)
    try:
        actions.dismiss_reports(
            here(), about, seen=form.seen.data or 0, explanation=form.explanation.data or ""
        )
    except REFUSALS as refusal:
        roll_back()
        return _page(about, form, refusal)
    forget_kept()
    flash(_("Beslutet är sparat. Alla som har anmält kan läsa det."), "success")
    return redirect(url_for("moderation.reports", _anchor="koen"), 303)


def _find(id: int) -> Reported:
    """The case, if the actor may see it: own municipality (404), permitted (403)."""
    found = queries.reported(here(), id) or abort(404)
    allow(found.thing)
    return found


def _lock(about: Reported, act: Callable[[], None], done: str) -> Response:
    if request.method == "POST":
        try:
            act()
            flash(done, "success")
        except (LockedByOther, AlreadyReviewed) as refusal:
            roll_back()
            flash(str(refusal), "warning")
    return redirect(url_for("moderation.reported", id=about.case.id), 303)


def _page(
    about: Reported, sent: DismissForm | None = None, refusal: Exception | None = None
) -> tuple[str, int]:
    ctx, case, thing = here(), about.case, about.thing
    form = sent or DismissForm()
    form.seen.data, form.seen.raw_data = case.count, None  # what the page shows is what is seen
    page = queries.reports(ctx, case, where())
    html = render_template(
        "moderation/reported.html",
        case=case,
        thing=thing,
        form=form,
        refusal=refusal,
        is_sent=sent is not None,
        parts=[part for part in subjects.SUBJECTS[case.subject_type].parts(thing) if part[1]],
        title=subjects.title_of(thing),
        href=address_of(thing) if thing.is_public() else "",
        reports=[_said(each, case.subject_type) for each in page.rows],
        categories=[
            (reason_of(key, case.subject_type).title, format_number(number))
            for key, number in queries.by_category(ctx, case).items()
        ],
        remedies=_remedies(thing),
        reason=reason_of(case.reason, case.subject_type) if case.reason else None,
        row=rows.reported(about, ctx.now, {}),
        lock=edit_lock(here(), case),
        **ways(page, id=case.id),
    )
    return html, _status(form, refusal)


def _said(report: Any, type: str) -> tuple[str, str, str]:
    reason = reason_of(report.category, type)
    return str(reason.title), format_datetime(report.received_at), queries.text_of(here(), report)


def _remedies(thing: Any) -> list[tuple[str, str]]:
    """What else can be done about the thing, on pages of its own type."""
    return [
        (str(each.title), url_for(each.endpoint, **each.arguments(thing)))
        for each in subjects.remedies_for(thing)
        if thing.is_public()
        and each.endpoint in current_app.view_functions
        and policy.can(here().actor, each.permission, thing)
    ]


def _status(form: DismissForm, refusal: Exception | None) -> int:
    if refusal is not None:
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
