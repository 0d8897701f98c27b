"""Pages of the moderator: one page with everything, and one address for each decision."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from dialog.core.errors import Faulty
from dialog.core.i18n import format_date, format_datetime
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.workflow import IllegalMove
from dialog.folkmotion import rules
from dialog.folkmotion.actions import review as actions
from dialog.folkmotion.forms.review import PublishForm, RefuseForm, SendBackForm
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.queries import staff as queries
from dialog.folkmotion.views import bp
from dialog.folkmotion.views.history import history_rows
from dialog.identity.kept import forget_kept
from dialog.moderation.actions.lock import claim
from dialog.moderation.queries.piles import edit_lock
from dialog.moderation.reasons import REASONS
from dialog.moderation.rules import (
    AlreadyReviewed,
    LockedByOther,
    changes,
    days_over,
    may_only_hide,
    reasons_now,
)
from dialog.moderation.subjects import Remedy, can_hide_part, hides_parts, offer
from dialog.moderation.views.rows import late
from dialog.process.models import ProcessText
from dialog.process.rules import AREA_NAMES, Publication, last_day
from dialog.tenancy.queries import rules_now
from dialog.web.errors import roll_back
from dialog.web.forms import blame
from dialog.web.request import access, here

offer("folkmotion", Remedy(_l("Stoppa eller dölj"), "folkmotion.review", "folkmotion.stop"))

hides_parts("folkmotion")

TAKE_OVER = "ta-over"
REFUSALS = (LockedByOther, AlreadyReviewed, IllegalMove, rules.NotReady)
Answer = Any


@bp.get("/arbetsyta/folkmotioner/<int:id>/granskning")
def review(id: int) -> Answer:
    """The text, what has changed in it, what is like it, and the decisions."""
    return _page(access(Folkmotion, id))


@bp.route("/arbetsyta/folkmotioner/<int:id>/granskning/publicera", methods=["GET", "POST"])
def publish(id: int) -> Answer:
    """Let people sign, now or from a later day."""
    folkmotion, form = access(Folkmotion, id), PublishForm(prefix="publish-")
    return _decide(
        folkmotion,
        {"publish": form},
        lambda: actions.publish(
            here(),
            folkmotion,
            opens_on=form.opens_on.data,
            is_minority_matter=bool(form.is_minority_matter.data),
        ),
        _("Folkmotionen är publicerad."),
    )


@bp.route("/arbetsyta/folkmotioner/<int:id>/granskning/skicka-tillbaka", methods=["GET", "POST"])
def send_back(id: int) -> Answer:
    """Ask the author to change the text."""
    folkmotion, form = access(Folkmotion, id), SendBackForm(prefix="send_back-")
    return _decide(
        folkmotion,
        {"send_back": form},
        lambda: actions.send_back(here(), folkmotion, comment=form.comment.data or ""),
        _("Förslaget är tillbaka hos förslagsställaren."),
    )


@bp.route("/arbetsyta/folkmotioner/<int:id>/granskning/avvisa", methods=["GET", "POST"])
def reject(id: int) -> Answer:
    """Refuse with a reason from the catalogue."""
    folkmotion, form = access(Folkmotion, id), _reject_form()
    return _decide(
        folkmotion,
        {"reject": form},
        lambda: actions.reject(
            here(), folkmotion, reason=form.reason.data, comment=form.comment.data or ""
        ),
        _("Förslaget är avvisat."),
    )


@bp.route("/arbetsyta/folkmotioner/<int:id>/granskning/stoppa", methods=["GET", "POST"])
def stop(id: int) -> Answer:
    """End a published folkmotion before its time, or hide its text."""
    folkmotion = access(Folkmotion, id)
    form = _stop_form(folkmotion)
    return _decide(
        folkmotion,
        {"stop": form},
        lambda: actions.stop(
            here(), folkmotion, reason=form.reason.data, comment=form.comment.data or ""
        ),
        _("Folkmotionen är stoppad."),
    )


def _reasons() -> list[str]:
    return reasons_now(rules_now(here())["ef.refuse_reasons"], REASONS)


def _reject_form() -> RefuseForm:
    form = RefuseForm(prefix="reject-")
    form.offer(_reasons())
    return form


def _stop_form(folkmotion: Folkmotion) -> RefuseForm:
    form, keys = RefuseForm(prefix="stop-"), _reasons()
    if may_only_hide(folkmotion.publication, folkmotion.handling):
        keys = [key for key in keys if REASONS[key].hides]
    form.offer(keys)
    return form


def _decide(
    folkmotion: Folkmotion, form: dict[str, Any], act: Callable[[], None], done: str
) -> Answer:
    """Check the form, act, and go on with the queue. What was typed stays when the answer is no."""
    sent = next(iter(form.values()))
    if not sent.validate_on_submit():
        return _page(folkmotion, form)
    try:
        if TAKE_OVER in request.form:
            claim(here(), folkmotion, take_over=True)
        act()
    except Faulty as fault:
        roll_back()
        blame(sent, fault)
        return _page(folkmotion, form)
    except REFUSALS as refusal:
        roll_back()
        return _page(folkmotion, form, refusal)
    forget_kept()
    flash(done, "success")
    return redirect(url_for("moderation.queue", _anchor="koen"), 303)


def _page(
    folkmotion: Folkmotion, sent: dict[str, Any] | None = None, refusal: Exception | None = None
) -> tuple[str, int]:
    ctx, sent = here(), sent or {}
    current = rules_now(ctx)
    is_waiting = folkmotion.publication is Publication.SUBMITTED
    html = render_template(
        "folkmotion/review.html",
        folkmotion=folkmotion,
        facts=_facts(folkmotion),
        refusal=refusal,
        lost_lock=isinstance(refusal, LockedByOther),
        sent=sent,
        forms={name: sent.get(name, form) for name, form in _forms(folkmotion).items()},
        is_waiting=is_waiting,
        can_hide_part=can_hide_part(folkmotion),
        reason_rows=[(REASONS[key].title, REASONS[key].explanation) for key in _reasons()],
        reason=REASONS.get(folkmotion.refusal),
        history=history_rows(queries.history(ctx, folkmotion)),
        letters=queries.letters_to_author(ctx, folkmotion),
        alike=queries.alike(ctx, folkmotion, current["ef.duplicate_block_months"]),
        current=current,
        threshold=queries.threshold_now(ctx, current)[0],
        lock=edit_lock(here(), folkmotion),
        **_texts(folkmotion),
    )
    return html, _status(sent, refusal)


def _status(sent: dict[str, Any], refusal: Exception | None) -> int:
    if refusal is not None:
        return HTTPStatus.CONFLICT
    is_wrong = any(form.errors for form in sent.values())
    return HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK


def _forms(folkmotion: Folkmotion) -> dict[str, Any]:
    if folkmotion.is_public():
        return {"stop": _stop_form(folkmotion)}
    if folkmotion.publication is not Publication.SUBMITTED:
        return {}
    return {
        "publish": PublishForm(prefix="publish-"),
        "send_back": SendBackForm(prefix="send_back-"),
        "reject": _reject_form(),
    }


def _facts(folkmotion: Folkmotion) -> list[tuple[str, Any]]:
    sent, due = folkmotion.submitted_at, folkmotion.review_due_at
    is_waiting = folkmotion.publication is Publication.SUBMITTED
    names = [each.shown_name or _("Visar inte sitt namn") for each in folkmotion.co_proposers]
    facts = [
        (_("Förslagsställare"), folkmotion.author_name or _("Visar inte sitt namn")),
        (_("Medförslagsställare"), ", ".join(names)),
        (_("Ämne"), AREA_NAMES.get(folkmotion.area, folkmotion.area)),
        (_("Nyckelord"), ", ".join(folkmotion.tags)),
        (_("Inskickad"), format_datetime(sent) if sent else ""),
        (_("Granskas senast"), _due(due) if due and is_waiting else ""),
    ]
    return [(term, value) for term, value in facts if value]


def _due(due_at: datetime) -> str:
    day, over = format_date(last_day(due_at)), days_over(due_at, here().now)
    return f"{day}, {late(over)}" if over else day


def _texts(folkmotion: Folkmotion) -> dict[str, Any]:
    """The text as it was received last, and word by word what is new since the version before."""
    received = queries.received_texts(folkmotion)
    text, before = received[-1], received[-2] if len(received) > 1 else None
    return {"text": text, "before": before, "diffs": _diffs(before, text) if before else []}


def _diffs(before: ProcessText, text: ProcessText) -> list[tuple[str, list[tuple[str, str]]]]:
    parts = (
        (_("Rubrik"), before.title, text.title),
        (_("Sammanfattning"), before.summary, text.summary),
        (_("Förslag"), before.body, text.body),
        (_("Skäl"), before.reasons, text.reasons),
    )
    return [(name, changes(old, new)) for name, old, new in parts if old != new]
