"""Following any kind of process: with one click, or by an address that is confirmed by a letter."""

from http import HTTPStatus
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug import Response

from dialog.core.i18n import current_locale
from dialog.core.i18n import gettext as _
from dialog.identity.kept import forget_kept
from dialog.identity.limits import TooManySent
from dialog.identity.queries import person_by_key
from dialog.notification import addresses
from dialog.notification.actions import follow as actions
from dialog.notification.addresses import Asked, LinkTooOld
from dialog.notification.forms import FollowForm
from dialog.notification.queries import followers
from dialog.notification.views import bp
from dialog.process.models import Process
from dialog.web.errors import roll_back
from dialog.web.request import allow, here

Answer = str | tuple[str, int] | Response


@bp.route("/folj/<int:process>", methods=["GET", "POST"])
def follow(process: int) -> Answer:
    """One click for those who have logged in; an address for everybody else."""
    row = _process(process)
    allow(row)
    form: FollowForm = FollowForm()
    if here().actor.id is not None:
        return _click(row, form)
    refusal: TooManySent | None = None
    if form.is_submitted() and form.is_robot():
        return _sent(row)
    if form.validate_on_submit():
        try:
            actions.ask_to_follow(here(), row, _asked(row, form))
        except TooManySent as error:
            roll_back()
            refusal = error
        else:
            forget_kept()
            return _sent(row)
    return _page(row, form, refusal=refusal), _status(form, refusal)


def _click(row: Process, form: FollowForm) -> Answer:
    if request.method == "POST":
        actions.follow(here(), row)
        flash(_("Nu följer du det här."), "success")
        return redirect(url_for(".follow", process=row.id), 303)
    return _page(row, form)


def _asked(row: Process, form: FollowForm) -> Asked:
    path = url_for(".follow", process=row.id) + "/bekrafta/"
    return Asked(
        email=form.email.data or "",
        path=path,
        locale=current_locale(),
        network=request.remote_addr or "",
        wants_letters=True,
    )


def _sent(row: Process) -> Response:
    return redirect(url_for(".follow", process=row.id, skickat="ja"), 303)


def _page(row: Process, form: FollowForm, **more: Any) -> str:
    ctx = here()
    mine = followers.mine(ctx, row)
    me = person_by_key(ctx, ctx.actor.key) if ctx.actor.id is not None else None
    variables: dict[str, Any] = {"refusal": None} | more
    return render_template(
        "notification/follow.html",
        process=row,
        form=form,
        is_following=mine is not None and mine.wants_letters,
        has_address=me is not None and me.sealed_email is not None and me.wants_letters,
        is_sent="skickat" in request.args and not form.is_submitted(),
        back=url_for(f"{row.kind}.show", id=row.id),
        **variables,
    )


def _status(form: FollowForm, refusal: TooManySent | None) -> int:
    if refusal is not None:
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


@bp.route("/folj/<int:process>/sluta", methods=["GET", "POST"])
def unfollow(process: int) -> Answer:
    """Stop following, for those who have logged in."""
    row = _process(process)
    allow(row)
    if request.method == "POST":
        actions.unfollow(here(), row)
        flash(_("Du följer inte det här längre."), "success")
    return redirect(url_for(".follow", process=row.id), 303)


@bp.route("/folj/<int:process>/bekrafta/<token>", methods=["GET", "POST"])
def confirm_follow(process: int, token: str) -> Answer:
    """The link in the letter. Looking changes nothing, since mail scanners look; the button does."""
    row = _process(process)
    allow(row)
    try:
        check = addresses.find(here(), row, "notification.ask_to_follow", token)
    except LinkTooOld:
        page = render_template("notification/link_too_old.html", process=row)
        return page, HTTPStatus.NOT_FOUND
    is_done = request.method == "POST"
    if is_done:
        actions.confirm_follow(here(), row, check)
    back = url_for(f"{row.kind}.show", id=row.id)
    return render_template(
        "notification/confirm_follow.html", process=row, is_done=is_done, back=back
    )


def _process(number: int) -> Process:
    process: Process = followers.followable(here(), number) or abort(404)
    return process
