"""The page on which a moderator hides a passage of a text, the same for every kind of text."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for

from dialog.core.i18n import lazy_gettext as _l
from dialog.core.i18n import ngettext
from dialog.identity.kept import send
from dialog.moderation import subjects
from dialog.moderation.actions import masking as actions
from dialog.moderation.actions.people import Grounds
from dialog.moderation.forms import MaskForm
from dialog.moderation.reasons import hiding_reasons
from dialog.moderation.views import bp
from dialog.moderation.views.places import address_of
from dialog.process.models import Contribution, Process
from dialog.process.queries import masks as queries
from dialog.process.rules.masking import Extent, pieces
from dialog.tenancy.queries import rules_now
from dialog.web.request import access, here

Answer = Any
Thing = Process | Contribution
NAMES = {
    "title": _l("Rubriken"),
    "summary": _l("Sammanfattningen"),
    "body": _l("Texten"),
    "reasons": _l("Skälen"),
}


@bp.route("/arbetsyta/granskning/<type>/<int:id>/dolj-en-del", methods=["GET", "POST"])
def hide_part(type: str, id: int) -> Answer:
    """The whole text with what is hidden in it, and hiding more."""
    thing, ctx = _find(type, id), here()
    parts = queries.parts_of(thing)
    form = MaskForm(data={"part": "body" if "body" in parts else ""})
    reasons = hiding_reasons(type, rules_now(ctx)["ef.refuse_reasons"])
    form.offer(reasons)
    form.offer_parts((name, NAMES[name]) for name in parts)
    done: list[int] = []
    sent = send(form, lambda: done.append(actions.hide_part(ctx, thing, _wish(form), _why(form))))
    if sent.is_done:
        flash(_done(done[0]), "success")
        return redirect(url_for(".hide_part", type=type, id=id), 303)
    if not form.is_submitted():
        form.seen.data = queries.newest(thing).number
    hidden = queries.passages(queries.active_masks(ctx, thing))
    page = render_template(
        "moderation/mask.html",
        form=form,
        refusal=sent.refusal,
        title=subjects.title_of(thing),
        language=thing.language,
        can_hide=subjects.can_hide_part(thing),
        href=address_of(thing) if thing.is_public() else "",
        parts=[(NAMES[name], pieces(words, hidden.get(name, ()))) for name, words in parts.items()],
        reason_rows=[(each.title, each.explanation) for each in reasons.values()],
    )
    return page, sent.status


def _find(type: str, id: int) -> Thing:
    """The text, if the actor may decide about it: own municipality (404), permitted (403)."""
    if type not in subjects.SUBJECTS:
        abort(404)
    thing: Thing = access(subjects.SUBJECTS[type].model, id)
    if queries.newest(thing) is None:  # nobody here has received it
        abort(404)
    return thing


def _wish(form: MaskForm) -> actions.Wish:
    return actions.Wish(
        form.part.data, form.passage.data or "", form.seen.data or 0, Extent(form.extent.data)
    )


def _why(form: MaskForm) -> Grounds:
    return Grounds(form.reason.data or "", form.comment.data or "")


def _done(places: int) -> str:
    words = ngettext(
        "Orden är dolda på %(n)d ställe. Originalet finns kvar.",
        "Orden är dolda på %(n)d ställen. Originalet finns kvar.",
        places,
    )
    return words % {"n": places}
