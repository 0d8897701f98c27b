"""What people have written within processes: the queues, one text, and the moderator's decision about it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, url_for

from dialog.core.errors import Faulty
from dialog.core.i18n import format_date, format_datetime
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.core.workflow import IllegalMove
from dialog.identity.kept import forget_kept
from dialog.moderation import subjects
from dialog.moderation.actions import contributions as actions
from dialog.moderation.actions.suggesting import clear_suggestions as clear
from dialog.moderation.forms import HideForm, ReturnForm, ShowForm
from dialog.moderation.queries import alike, suggesting
from dialog.moderation.queries import contributions as queries
from dialog.moderation.queries.piles import ON_THE_DESK
from dialog.moderation.reasons import reason_of, reasons_for
from dialog.moderation.rules import AlreadyReviewed, NeverChanges, TextChanged, changes
from dialog.moderation.rules.suggesting import NothingSuggested
from dialog.moderation.subjects import Remedy
from dialog.moderation.views import bp, rows
from dialog.moderation.views.around import around
from dialog.moderation.views.clues import clue, suggested_rows
from dialog.moderation.views.desk import ways, where
from dialog.moderation.views.places import address_of
from dialog.process.models import Contribution, ContributionText
from dialog.process.rules import CONTRIBUTION, last_day
from dialog.web.errors import roll_back
from dialog.web.forms import blame
from dialog.web.request import access, allow, here

TYPE = "contribution"
REFUSALS = (AlreadyReviewed, NeverChanges, NothingSuggested, TextChanged, IllegalMove)
Answer = Any

subjects.offer(
    TYPE,
    Remedy(_l("Dölj eller skicka tillbaka"), "moderation.contribution", "moderation.contribution"),
    is_first=True,
)


@bp.get("/arbetsyta/granskning/inlagg")
def contributions() -> str:
    """Everything within processes that waits for a moderator, the most overdue first."""
    allow()
    ctx = here()
    page = queries.queue(ctx, where())
    same = alike.numbers(ctx, page.rows)
    return render_template(
        "moderation/contributions.html",
        rows=[rows.written(each, ctx.now, same.get(each.id, 1)) for each in page.rows],
        suggested=suggested_rows(suggesting.page(ctx, size=ON_THE_DESK)),
        waiting=queries.waiting(ctx),
        **ways(page),
    )


@bp.get("/arbetsyta/granskning/inlagg/att-titta-pa")
def suggested() -> str:
    """Everything published that a filter points at, the oldest first."""
    allow()
    page = suggesting.page(here(), where())
    return render_template(
        "moderation/suggested.html",
        rows=suggested_rows(page),
        waiting=queries.waiting(here()),
        **ways(page),
    )


@bp.get("/arbetsyta/granskning/inlagg/<int:id>")
def contribution(id: int) -> Answer:
    """The whole text, what has changed in it, and the decisions."""
    return _page(access(Contribution, id))


@bp.route("/arbetsyta/granskning/inlagg/<int:id>/publicera", methods=["GET", "POST"])
def publish_contribution(id: int) -> Answer:
    """Let everybody read it."""
    thing, form = access(Contribution, id), ShowForm(prefix="publish-")
    return _decide(
        thing,
        {"publish": form},
        lambda seen: actions.publish_contribution(here(), thing, seen=seen),
        _("Texten är publicerad."),
    )


@bp.route("/arbetsyta/granskning/inlagg/<int:id>/skicka-tillbaka", methods=["GET", "POST"])
def return_contribution(id: int) -> Answer:
    """Ask the author to change it."""
    thing, form = access(Contribution, id), ReturnForm(prefix="return-")
    return _decide(
        thing,
        {"send_back": form},
        lambda seen: actions.return_contribution(
            here(), thing, seen=seen, comment=form.comment.data or ""
        ),
        _("Texten är tillbaka hos den som har skrivit den."),
    )


@bp.route("/arbetsyta/granskning/inlagg/<int:id>/dolj", methods=["GET", "POST"])
def hide_contribution(id: int) -> Answer:
    """Hide it, with a reason."""
    thing, form = access(Contribution, id), _hide_form()
    return _decide(
        thing,
        {"hide": form},
        lambda seen: actions.hide_contribution(
            here(), thing, seen=seen, reason=form.reason.data, comment=form.comment.data or ""
        ),
        _("Texten är dold."),
    )


@bp.route("/arbetsyta/granskning/inlagg/<int:id>/inget-fel", methods=["GET", "POST"])
def clear_suggestions(id: int) -> Answer:
    """Say that nothing is wrong with it."""
    thing, form = access(Contribution, id), ShowForm(prefix="clear-")
    return _decide(
        thing,
        {"fine": form},
        lambda seen: clear(here(), thing, seen=seen),
        _("Tack. Texten är kvar, och den står inte längre bland dem att titta på."),
    )


def _hide_form() -> HideForm:
    form = HideForm(prefix="hide-")
    form.offer(reasons_for(TYPE, ()))
    return form


def _decide(
    thing: Contribution, form: dict[str, Any], act: Callable[[int], None], done: str
) -> Answer:
    """Check the form, act, and go on with the queue. What was typed stays when the answer is no."""
    sent = next(iter(form.values()))
    if not sent.validate_on_submit():
        return _page(thing, form)
    try:
        act(sent.seen.data or 0)
    except Faulty as fault:
        roll_back()
        blame(sent, fault)
        return _page(thing, form)
    except REFUSALS as refusal:
        roll_back()
        return _page(thing, form, refusal)
    forget_kept()
    flash(done, "success")
    return redirect(url_for(".contributions", _anchor="koen"), 303)


def _page(
    thing: Contribution, sent: dict[str, Any] | None = None, refusal: Exception | None = None
) -> Answer:
    sent, text = sent or {}, thing.texts[-1]
    found = suggesting.clues(here(), [thing])[thing.id] if thing.is_public() else []
    forms = {name: sent.get(name, form) for name, form in _forms(thing).items()}
    if found:
        forms["fine"] = sent.get("fine") or ShowForm(prefix="clear-")
    for form in forms.values():
        form.seen.data, form.seen.raw_data = (
            text.number,
            None,
        )  # what the page shows is what is seen
    reasons = reasons_for(TYPE, ())
    html = render_template(
        "moderation/contribution.html",
        thing=thing,
        title=subjects.title_of(thing),
        href=address_of(thing) if thing.is_public() and thing.process.is_public() else "",
        parts=text.labelled(),
        diffs=_diffs(thing.texts),
        facts=_facts(thing, text),
        forms=forms,
        clues=[clue(each) for each in found],
        can_hide_part=subjects.can_hide_part(thing),
        sent=sent,
        refusal=refusal,
        reason=reason_of(thing.refusal, TYPE) if thing.refusal else None,
        reason_rows=[(each.title, each.explanation) for each in reasons.values()],
        **around(thing),
    )
    return html, _status(sent, refusal)


def _forms(thing: Contribution) -> dict[str, Any]:
    made: dict[str, tuple[str, Callable[[], Any]]] = {
        "publish": ("publish", lambda: ShowForm(prefix="publish-")),
        "send_back": ("send_back", lambda: ReturnForm(prefix="return-")),
        "hide": ("hide", _hide_form),
    }
    return {
        name: make()
        for name, (move, make) in made.items()
        if CONTRIBUTION.allows(thing.publication, move)
        and (name != "send_back" or subjects.can_change(thing))
    }


def _facts(thing: Contribution, text: ContributionText) -> list[tuple[str, Any]]:
    due = thing.review_due_at
    facts = [
        (_("Hör till"), plain(thing.process.title)),
        (_("Visat namn"), plain(thing.author_name) or _("Visar inget namn")),
        (_("Inskickad"), format_datetime(text.received_at)),
        (_("Version"), str(text.number)),
        (_("Granskas senast"), format_date(last_day(due)) if due else ""),
    ]
    return [(term, value) for term, value in facts if value]


def _diffs(texts: list[ContributionText]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Word by word what is new since the version before, part by part."""
    if len(texts) == 1:
        return []
    before, now = (dict(text.labelled()) for text in texts[-2:])
    labels = [*now, *(label for label in before if label not in now)]
    pairs = ((label, before.get(label, ""), now.get(label, "")) for label in labels)
    return [(label, changes(old, new)) for label, old, new in pairs if old != new]


def _status(sent: dict[str, Any], refusal: Exception | None) -> int:
    if refusal is not None:
        return HTTPStatus.CONFLICT
    is_wrong = any(form.errors for form in sent.values())
    return HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
