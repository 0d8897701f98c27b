"""The page on which texts that are equal are decided about together."""

import re
from typing import Any

from flask import flash, redirect, render_template, url_for

from dialog.core.errors import Faulty
from dialog.core.i18n import format_date, format_number, ngettext
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.identity.kept import send
from dialog.moderation.actions import alike as actions
from dialog.moderation.actions.people import Grounds
from dialog.moderation.forms import AlikeForm
from dialog.moderation.queries import alike as queries
from dialog.moderation.reasons import reasons_for
from dialog.moderation.rules import Together
from dialog.moderation.subjects import Remedy, offer, title_of
from dialog.moderation.views import bp
from dialog.process.models import Contribution
from dialog.process.rules import CONTRIBUTION, Publication
from dialog.web.request import access, here

Answer = Any
NAMES = {
    Together.PUBLISH: _l("Publicera"),
    Together.SEND_BACK: _l("Skicka tillbaka för ändring"),
    Together.HIDE: _l("Dölj"),
}
_pair = re.compile(r"(\d{1,9})-(\d{1,6})", re.ASCII)

offer(
    "contribution",
    Remedy(_l("Besluta om lika texter"), "moderation.decide_alike", "moderation.decide_alike"),
)


@bp.route("/arbetsyta/granskning/inlagg/<int:id>/lika", methods=["GET", "POST"])
def decide_alike(id: int) -> Answer:
    """The text, everywhere it stands, and one decision for all of them."""
    thing, form = access(Contribution, id), AlikeForm()
    reasons = reasons_for("contribution", ())
    form.offer(_moves(thing), reasons)
    done: list[actions.Outcome] = []
    sent = send(
        form,
        lambda: done.append(
            actions.decide_alike(here(), thing, _seen(form), Together(form.what.data), _why(form))
        ),
    )
    if sent.is_done:
        _tell(done[0])
        return redirect(url_for(".contributions", _anchor="koen"), 303)
    rows = queries.alike(here(), thing)
    versions = ",".join(f"{each.id}-{each.texts[-1].number}" for each in rows)
    form.seen.data = f"{thing.publication.value}:{versions}"
    form.seen.raw_data = None  # what the page shows is what is seen
    page = render_template(
        "moderation/alike.html",
        form=form,
        refusal=sent.refusal,
        thing=thing,
        title=title_of(thing),
        parts=[part for part in thing.texts[-1].labelled() if part[1]],
        rows=[_row(each) for each in rows],
        is_cut=len(rows) == queries.MOST,
        most=queries.MOST,
        reason_rows=[(each.title, each.explanation) for each in reasons.values()],
    )
    return page, sent.status


def _moves(thing: Contribution) -> list[tuple[str, Any]]:
    return [
        (move.value, name)
        for move, name in NAMES.items()
        if CONTRIBUTION.allows(thing.publication, move.value)
    ]


def _seen(form: AlikeForm) -> actions.Seen:
    state, _between, versions = (form.seen.data or "").partition(":")
    try:
        stood = Publication(state)
    except ValueError as error:  # not the form that we sent
        raise Faulty(_l("Läs texterna igen innan du beslutar."), "what") from error
    pairs = _pair.findall(versions)
    return actions.Seen({int(key): int(number) for key, number in pairs}, stood)


def _why(form: AlikeForm) -> Grounds:
    return Grounds(form.reason.data or "", form.comment.data or "")


def _row(thing: Contribution) -> tuple[str, str, str, str]:
    address = url_for(".contribution", id=thing.id)
    where = plain(thing.process.title)
    return address, where, plain(thing.author_name), format_date(thing.received_at)


def _tell(outcome: actions.Outcome) -> None:
    if outcome.done:
        words = ngettext(
            "Beslutet gäller %(n)s text. Den som har skrivit den får veta det.",
            "Beslutet gäller %(n)s texter. Var och en som har skrivit dem får veta det.",
            outcome.done,
        )
        flash(words % {"n": format_number(outcome.done)}, "success")
    if outcome.skipped:
        words = ngettext(
            "%(n)s text är inte med, för att den har ändrats, redan är granskad eller är din egen.",
            "%(n)s texter är inte med, för att de har ändrats, redan är granskade eller är dina egna.",
            outcome.skipped,
        )
        flash(words % {"n": format_number(outcome.skipped)}, "warning")
