"""Co-proposers: the author's invitation, and the page that it leads to."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for

from dialog.core.errors import DomainError
from dialog.core.i18n import gettext as _
from dialog.folkmotion.actions import propose as actions
from dialog.folkmotion.forms import propose as forms
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.queries import propose as queries
from dialog.folkmotion.views import bp
from dialog.identity.kept import forget_kept, was_kept
from dialog.process.rules import EDITABLE
from dialog.tenancy.queries import rules_now
from dialog.web.request import access, allow, here

REFUSED, UNFINISHED = 409, 422


@bp.get("/folkmotioner/<int:id>/bjud-in")
def invite(id: int) -> str:
    """The private link to share, who has joined, and how many are missing."""
    folkmotion = access(Folkmotion, id)
    needed = rules_now(here())["ef.co_proposers"]
    return render_template(
        "folkmotion/invite.html",
        folkmotion=folkmotion,
        needed=needed,
        lacking=max(0, needed - len(folkmotion.co_proposers)),
        is_editable=folkmotion.publication in EDITABLE,
        address=url_for(".join", token=folkmotion.invitation, _external=True),
    )


@bp.route("/folkmotioner/inbjudan/<token>", methods=["GET", "POST"])
def join(token: str) -> Any:
    """Read the text, choose how to be shown, and stand behind it."""
    allow()
    ctx = here()
    folkmotion = queries.by_invitation(ctx, token) or abort(404)
    if folkmotion.author_id == ctx.actor.id:
        return redirect(url_for(".invite", id=folkmotion.id), 303)
    joined = next((c for c in folkmotion.co_proposers if c.person_id == ctx.actor.id), None)
    reason = None if joined else _obstacle(folkmotion)
    form = forms.Joining()
    form.offer(ctx.actor.name, is_allowed=rules_now(ctx)["privacy.public_names"])
    if not reason and form.validate_on_submit():
        actions.join(ctx, folkmotion, shown_name=form.chosen_name(ctx.actor.name))
        forget_kept()
        flash(_("Du är nu medförslagsställare. Tack!"), "success")
        return redirect(url_for(".join", token=token), 303)
    status = REFUSED if reason else UNFINISHED if form.errors else 200
    page = render_template(
        "folkmotion/join.html",
        folkmotion=folkmotion,
        text=folkmotion.shown(folkmotion.texts[-1]),
        form=form,
        joined=joined,
        reason=reason,
        restored=was_kept(form),
    )
    return page, status


def _obstacle(folkmotion: Folkmotion) -> DomainError | None:
    """Why the person cannot join; None when they can."""
    try:
        queries.ensure_may_join(here(), folkmotion)
    except DomainError as error:
        return error
    return None
