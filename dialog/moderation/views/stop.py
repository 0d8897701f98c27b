"""The page of the stop switch."""

from typing import Any

from flask import flash, redirect, render_template, url_for

from dialog.core.i18n import gettext as _
from dialog.core.i18n import ngettext
from dialog.identity.kept import send
from dialog.moderation.actions import stop as actions
from dialog.moderation.forms import ResumeForm, StopWritingForm
from dialog.moderation.queries.stop import lost_time
from dialog.moderation.views import bp
from dialog.tenancy.queries import writing_stopped_at
from dialog.web.request import allow, here


@bp.get("/arbetsyta/stopp")
def writing() -> str:
    """Whether the public can write, and the way to stop it or to let it go on."""
    allow()
    return _page()


@bp.route("/arbetsyta/stopp/stoppa", methods=["GET", "POST"])
def stop_writing() -> Any:
    """Let nobody but staff write."""
    allow()
    form = StopWritingForm()
    sent = send(form, lambda: actions.stop_writing(here(), words=form.words.data or ""))
    if sent.is_done:
        flash(_("Nu kan bara de som arbetar på kommunen skriva."), "success")
        return redirect(url_for(".writing"), 303)
    return _page(form, sent.refusal), sent.status


@bp.route("/arbetsyta/stopp/satt-igang", methods=["GET", "POST"])
def resume_writing() -> Any:
    """Let everybody write again."""
    allow()
    form, given = ResumeForm(), []
    sent = send(form, lambda: given.append(actions.resume_writing(here())))
    if sent.is_done:
        words = ngettext(
            "Alla kan skriva igen. %(n)d ärende har fått lika mycket tid till som stoppet varade.",
            "Alla kan skriva igen. %(n)d ärenden har fått lika mycket tid till som stoppet varade.",
            given[0],
        )
        flash(words % {"n": given[0]}, "success")
        return redirect(url_for(".writing"), 303)
    return _page(refusal=sent.refusal), sent.status


def _page(form: StopWritingForm | None = None, refusal: str = "") -> str:
    ctx = here()
    since = writing_stopped_at(ctx)
    return render_template(
        "moderation/stop.html",
        since=since,
        form=form or StopWritingForm(),
        resume=ResumeForm(),
        refusal=refusal,
        lost=len(lost_time(ctx, since or ctx.now)),
    )
