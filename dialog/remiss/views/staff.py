"""What the pages of those who run remisser share: one form page, and the pages of one remiss."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for

from dialog.core.i18n import gettext as _
from dialog.identity.kept import send
from dialog.remiss.models import Remiss
from dialog.web.forms import Form

Answer = Any

# The pages of one remiss, in order: the endpoint, which takes the id, and what it is called.
PAGES: list[tuple[str, Any]] = []


def do(remiss: Remiss, form: Form, act: Callable[[], object], **words: Any) -> Answer:
    """Show a form on a page of its own, or check it, act, and go onward.

    `words`: heading, button, back (an endpoint that takes the id), and where there are any lead,
    saved (what is said afterwards), color, onward, template and what the template needs.
    """
    sent = send(form, act)
    back = words.pop("back")
    if sent.is_done:
        flash(words.get("saved") or _("Sparat."), "success")
        if "onward" in words:
            return words["onward"]()
        return redirect(url_for(back, id=remiss.id), 303)
    given = {"lead": "", "color": None, "unfinished": [], "back": back, **words}
    page = given.pop("template", "remiss/staff_form.html")
    html = render_template(page, remiss=remiss, form=form, refusal=sent.refusal, **given)
    return html, sent.status


def to_do(remiss: Remiss, form: Form, act: Callable[[], object], **words: Any) -> Answer:
    """The same, from the overview and back to it."""
    return do(remiss, form, act, **{"back": "remiss.build", **words})
