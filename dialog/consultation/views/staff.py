"""What the pages of those who run consultations share: one form page, ways to pages of others, and words."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for

from dialog.consultation.models import Consultation
from dialog.core.i18n import gettext as _
from dialog.identity.kept import send
from dialog.web.forms import Form

Answer = Any


def to_overview(consultation: Consultation, anchor: str | None = None) -> Answer:
    """Back to the page of the whole consultation."""
    return redirect(url_for("consultation.build", id=consultation.id, _anchor=anchor), 303)


def do(consultation: Consultation, form: Form, act: Callable[[], object], **words: Any) -> Answer:
    """Show a form on a page of its own, or check it, act, and go back to the overview.

    `words`: heading, button, and where there are any lead, saved (what is said afterwards), color,
    template and what the template needs.
    """
    sent = send(form, act)
    if sent.is_done:
        flash(words.get("saved") or _("Sparat."), "success")
        return words["onward"]() if "onward" in words else to_overview(consultation)
    given = {"lead": "", "color": None, "unfinished": [], **words}
    page = given.pop("template", "consultation/staff_form.html")
    html = render_template(
        page, consultation=consultation, form=form, refusal=sent.refusal, **given
    )
    return html, sent.status
