"""The author's own pages: what was decided and why, and how to have somebody else look again."""

from typing import Any

from flask import flash, redirect, render_template, url_for

from dialog.core.context import Context
from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.moderation.actions import appeal as actions
from dialog.moderation.forms import AppealForm
from dialog.moderation.models import Decision
from dialog.moderation.queries import decisions as queries
from dialog.moderation.reasons import reason_of
from dialog.moderation.rules import (
    MEASURE_NAMES,
    RESULT_NAMES,
    AlreadyAppealed,
    Measure,
    ensure_in_time,
)
from dialog.moderation.subjects import Subject, title_of
from dialog.moderation.views import bp
from dialog.moderation.views.places import own_address_of
from dialog.process.queries.masks import hidden_by
from dialog.process.rules import last_day
from dialog.process.views.panels import Panel, Row, panel
from dialog.registry.views.receipt import Explanation, Received, explains
from dialog.web.errors import roll_back
from dialog.web.request import access, here

Answer = Any


@bp.get("/mina-sidor/beslut/<int:id>")
def statement(id: int) -> str:
    """The statement of reasons: what, when, why, by which rule, and what one can do about it."""
    decision = access(Decision, id)
    return render_template("moderation/statement.html", **described(decision))


@bp.route("/mina-sidor/beslut/<int:id>/omprovning", methods=["GET", "POST"])
def appeal(id: int) -> Answer:
    """Ask for another look, once."""
    decision, form = access(Decision, id), AppealForm()
    page = url_for(".statement", id=id)
    if decision.appeal is not None:
        return redirect(page, 303)
    ensure_in_time(decision.appeal_until, here().now)
    if not form.validate_on_submit():
        html = render_template("moderation/appeal.html", form=form, **described(decision))
        return html, 422 if form.errors else 200
    try:
        asked = actions.appeal(here(), decision, text=form.text.data or "")
    except AlreadyAppealed:  # in another window
        roll_back()
        return redirect(page, 303)
    flash(_("Kommunen har fått din begäran om omprövning. Det här är ditt kvitto."), "success")
    return redirect(url_for("registry.receipt", number=asked.receipt_number), 303)


def described(decision: Decision) -> dict[str, Any]:
    """A decision as its pages need it."""
    asked, thing = decision.appeal, queries.thing_of(here(), decision)
    return {
        "decision": decision,
        "title": title_of(thing),
        "language": thing.language,
        "reason": reason_of(decision.ground, decision.subject_type),
        "measure": MEASURE_NAMES[decision.measure],
        "hidden": hidden_by(here(), thing, decision.id)
        if decision.measure is Measure.HIDE_PART
        else [],
        "appeal_day": last_day(decision.appeal_until),
        "may_appeal": asked is None and here().now < decision.appeal_until,
        "asked": asked,
        "due_day": last_day(asked.due_at) if asked else None,
        "result": RESULT_NAMES[asked.result] if asked and asked.result else "",
        "text_href": own_address_of(thing),
        "appeal_href": url_for("moderation.appeal", id=decision.id),
        "statement_href": url_for("moderation.statement", id=decision.id),
        "back": (_("Mina sidor"), url_for("process.my_pages")),
    }


@panel
def decided(ctx: Context) -> Panel | None:
    """Decisions against what I have written. Most people never see this heading."""
    decisions = queries.about_me(ctx)
    things = queries.things_of(ctx, decisions)
    rows = [_row(each, things[each.id]) for each in decisions]
    return Panel(_("Beslut om mina texter"), rows, "") if rows else None


def _row(decision: Decision, thing: Subject) -> Row:
    facts = [_("Beslutat %(day)s") % {"day": format_date(decision.decided_at)}]
    asked, following = decision.appeal, ""
    if asked and asked.result:
        facts.append(str(RESULT_NAMES[asked.result]))
    elif asked:
        day = format_date(last_day(asked.due_at))
        following = _("Kommunen prövar din begäran om omprövning senast %(day)s.") % {"day": day}
    elif here().now < decision.appeal_until:
        day = format_date(last_day(decision.appeal_until))
        following = _("Du kan begära omprövning senast %(day)s.") % {"day": day}
    return Row(
        title=f"{MEASURE_NAMES[decision.measure]}: {title_of(thing)}",
        href=url_for("moderation.statement", id=decision.id),
        language=thing.language,
        next=following,
        facts=facts,
    )


@explains("moderation.own_appeal")
def asked_in_own_browser(ctx: Context, received: Received) -> Explanation:
    """The same of somebody who had not logged in."""
    return Explanation(
        what=_("Kvitto på en begäran om omprövning"),
        change=_("Begäran kan inte ändras. Kontakta kommunen om du vill ta tillbaka den."),
        hear=_(
            "En annan person än den som fattade beslutet prövar det. Svaret kommer bredvid det du har "
            "skrivit, i samma webbläsare."
        ),
    )


@explains("moderation.appeal")
def asked_again(ctx: Context, received: Received) -> Explanation:
    """A request for another look."""
    return Explanation(
        what=_("Kvitto på en begäran om omprövning"),
        change=_("Begäran kan inte ändras. Kontakta kommunen om du vill ta tillbaka den."),
        hear=_(
            "En annan person än den som fattade beslutet prövar det. Svaret kommer på Mina sidor."
        ),
    )
