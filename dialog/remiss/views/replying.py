"""The municipality's reply to one point, a group of them, or many at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request

from dialog.core.i18n import format_number, ngettext
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.moderation.rules import changes
from dialog.remiss.actions import replies
from dialog.remiss.forms.assessing import ReplyForm, number, offered
from dialog.remiss.models import Point, Remiss, Reply
from dialog.remiss.queries import points as queries
from dialog.remiss.queries.assessment import replies_to
from dialog.remiss.queries.replies import target_of
from dialog.remiss.rules import EFFECT_NAMES, Effect
from dialog.remiss.rules.assessing import Answer, RepliedMeanwhile
from dialog.remiss.views import bp
from dialog.remiss.views.picked import WORK, chosen, page, picked, show
from dialog.web.request import access, here

INSERT = "satt-in"  # name of the button that puts a text into the reply


@bp.route(f"{WORK}/svara", methods=["GET", "POST"])
def reply(id: int) -> Any:
    """Reply, or correct what was replied. Whoever saves second sees both texts."""
    remiss = access(Remiss, id)
    rows = chosen(remiss, picked(ReplyForm))
    known = replies_to(here(), rows)
    targets = {target_of(each, known.get(each.id)) for each in rows}
    current = known.get(rows[0].id) if len(targets) == 1 else None
    form = picked(ReplyForm, **_as_it_is(current))
    phrases = {each.id: each for each in queries.phrases(here())}
    texts = [(str(key), plain(each.title)) for key, each in phrases.items()]
    form.phrase.choices = offered([("", _("Välj")), *texts])
    words = _words(rows, known, is_one=len(targets) == 1)
    if request.method == "POST" and INSERT in request.form:
        text = phrases.get(number(form.phrase.data or "") or 0)
        before = form.words.data or ""
        form.words.data = "\n\n".join(filter(None, (before, text.words if text else "")))
        return show(remiss, form, rows, **words)
    conflicts: list[dict[str, Any]] = []
    return page(remiss, form, _saving(remiss, form, conflicts), rows, conflicts=conflicts, **words)


def _saving(remiss: Remiss, form: ReplyForm, conflicts: list[dict[str, Any]]) -> Any:
    """What saves the reply, and notes what stands in the way: what a colleague has replied."""

    def act() -> None:
        answer = Answer(Effect(form.effect.data), form.words.data or "", form.seen.data or 0)
        try:
            replies.reply(here(), remiss, form.ids(), answer)
        except RepliedMeanwhile as theirs:
            form.seen.raw_data, form.seen.data = None, theirs.number
            parts = changes(theirs.words, answer.words)
            conflicts.append({"effect": EFFECT_NAMES[theirs.effect], "changes": parts})
            raise

    return act


def _as_it_is(current: Reply | None) -> dict[str, Any]:
    if current is None:
        return {}
    return {"seen": current.number, "effect": current.effect.value, "words": current.words}


def _words(rows: Sequence[Point], known: Mapping[int, Reply], *, is_one: bool) -> dict[str, Any]:
    """Heading, button and what has to be known before one answers."""
    heading, lead = _("Svara"), ""
    if is_one and rows[0].id in known:
        heading, lead = _("Rätta svaret"), _("Det som stod förut finns kvar i historiken.")
    elif is_one and rows[0].group is not None:
        title = plain(rows[0].group.title)
        lead = _("Svaret gäller alla synpunkter i gruppen ”%(title)s”.") % {"title": title}
    elif len(rows) > 1:
        number = format_number(len(rows))
        lead = _("Samma svar till %(n)s synpunkter.") % {"n": number}
        if known:
            kept = ngettext(
                "%(n)s av dem har redan ett svar och behåller det.",
                "%(n)s av dem har redan svar och behåller dem.",
                len(known),
            )
            lead = f"{lead} {kept % {'n': format_number(len(known))}}"
    return {
        "heading": heading,
        "lead": lead,
        "button": _("Spara svaret"),
        "saved": _("Svaret är sparat."),
        "template": "remiss/reply.html",
        "insert": INSERT,
    }
