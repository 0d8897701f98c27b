"""When two have written in one answer, or the document has changed: both texts, and what to keep."""

import json
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request

from dialog.core.i18n import gettext as _
from dialog.core.shapes import Misshapen
from dialog.identity.kept import forget_kept
from dialog.moderation.rules import changes
from dialog.process.rules.own_words import unformatted
from dialog.remiss.queries import document, drafts
from dialog.remiss.queries.drafts import Begun
from dialog.remiss.rules.comparing import (
    Before,
    Choice,
    Fate,
    differing,
    moved,
    settled,
    with_views,
)
from dialog.remiss.rules.drafting import Stale
from dialog.remiss.rules.response import Opinion, View, as_data, from_data
from dialog.remiss.rules.wording import of_view
from dialog.remiss.views import bp
from dialog.remiss.views.answering import FIRST, Answering
from dialog.remiss.views.entering import browsers_draft, entered
from dialog.web.errors import roll_back
from dialog.web.forms import Form
from dialog.web.request import here

CONFLICT, UNPROCESSABLE = 409, 422
Parts = list[tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """A section of which two say different things."""

    key: str
    heading: str
    mine: Parts
    theirs: Parts
    difference: Parts
    words: str  # to go on writing from


def compare_page(
    answering: Answering, mine: Opinion, stale: Stale, doing: str, *, is_fetched: bool = False
) -> str:
    """Both texts, section by section. What was typed goes along in the page, so nothing is lost."""
    keys = differing(mine, stale.theirs)
    views = {key: mine.views.get(key, View()) for key in keys}
    return render_template(
        "remiss/compare.html",
        answering=answering,
        remiss=answering.remiss,
        form=Form(formdata=None),
        rows=[_row(answering, key, view, stale.theirs) for key, view in views.items()],
        mine=json.dumps({"keys": keys, "said": as_data(Opinion(views))}),
        revision=stale.revision,
        doing=doing,
        is_fetched=is_fetched,
        writer=answering.writer(),
        place=request.args.get("sida", FIRST),
        choices=[(Choice.MINE, _("Min text")), (Choice.THEIRS, _("Den sparade texten"))],
    )


def _row(answering: Answering, key: str, mine: View, theirs: Opinion) -> Row:
    other = theirs.views.get(key, View())
    asked = answering.asked
    texts = [of_view(other, asked), of_view(mine, asked)]
    before, after = ("\n\n".join(f"{label}: {words}" for label, words in each) for each in texts)
    return Row(key, asked.named(key), texts[1], texts[0], changes(before, after), mine.words)


@bp.post("/remisser/<int:id>/svara/jamfor")
@entered
def compare_drafts(answering: Answering) -> Any:
    """Save what was chosen. If somebody has saved once more meanwhile, it is shown again."""
    mine = _mine()
    revision = request.form.get("revision", "")
    if mine is None or not revision.isdecimal():
        abort(400)
    chosen = {
        key: settled(
            view,
            answering.opinion.views.get(key, View()),
            _choice(key),
            unformatted(request.form.get(f"own-{key}", "")),
        )
        for key, view in mine.items()
    }
    opinion = with_views(answering.opinion, chosen)
    doing, is_fetched = request.form.get("gor", ""), bool(request.form.get("fetched"))
    begun = Begun(answering.version, opinion, int(revision), has_compared=True)
    try:
        draft = drafts.keep_draft(here(), answering.remiss, answering.owner, begun)
    except Stale as stale:
        roll_back()
        return compare_page(answering, opinion, stale, doing, is_fetched=is_fetched), CONFLICT
    if is_fetched and (found := browsers_draft(answering)) is not None:
        drafts.move_files(here(), found, draft)
        drafts.forget_draft(here(), answering.remiss, found.owner)
    forget_kept()
    return redirect(answering.address(sida=request.args.get("sida", FIRST), sparat=1), 303)


def _mine() -> dict[str, View] | None:
    """What was typed before the texts were compared, by section; an empty view is one that was erased."""
    try:
        data = json.loads(request.form.get("mine", ""))
        said = from_data(data["said"])
        return {str(key): said.views.get(str(key), View()) for key in data["keys"]}
    except (ValueError, KeyError, TypeError, Misshapen):
        return None


def _choice(key: str) -> Choice:
    value = request.form.get(f"choice-{key}", "")
    return Choice(value) if value in list(Choice) else Choice.MINE


@bp.route("/remisser/<int:id>/svara/ny-version", methods=["GET", "POST"])
@entered
def move_draft(answering: Answering) -> Any:
    """What has changed in the document since one began, before the words are moved to the new version."""
    if not answering.is_new_version_out or answering.draft is None:
        return redirect(answering.address(sida=FIRST), 303)
    before = _before(answering)
    mine = [each for each in before if each.key in answering.opinion.said()]
    removed = [each for each in mine if each.is_removed]
    missing: list[str] = []
    if request.method == "POST":
        fates = {each.key: request.form.get(f"fate-{each.key}", "") for each in removed}
        missing = [key for key, fate in fates.items() if fate not in list(Fate)]
        revision = request.form.get("revision", "")
        if not missing and revision.isdecimal():
            chosen = {key: Fate(fate) for key, fate in fates.items()}
            return _move(answering, moved(answering.opinion, before, chosen), int(revision))
    page = render_template(
        "remiss/move_draft.html",
        answering=answering,
        remiss=answering.remiss,
        form=Form(formdata=None),
        changed=[(each, _differences(each)) for each in mine if each.is_changed],
        same=[each for each in mine if not each.is_removed and not each.is_changed],
        removed=[
            (each, of_view(answering.opinion.views[each.key], answering.asked)) for each in removed
        ],
        missing=missing,
        typed=request.form,
    )
    return page, UNPROCESSABLE if missing else 200


def _before(answering: Answering) -> list[Before]:
    """The sections that are written about, as they were and as they are now. Two statements."""
    keys = [key for key in answering.opinion.said() if key]
    old = document.with_text(here(), answering.version, keys)
    new = document.with_text(here(), answering.shown, keys)
    return [
        Before(
            key,
            section.heading,
            section.body().words(),
            new[key].heading if key in new else None,
            new[key].body().words() if key in new else "",
        )
        for key, section in old.items()
    ]


def _differences(section: Before) -> Parts:
    was, now = section.words, section.now_words
    if section.heading != section.now_heading:
        was, now = f"{section.heading}\n\n{was}", f"{section.now_heading}\n\n{now}"
    return changes(was, now)


def _move(answering: Answering, opinion: Opinion, revision: int) -> Any:
    begun = Begun(answering.shown, opinion, revision, has_compared=True)
    try:
        drafts.keep_draft(here(), answering.remiss, answering.owner, begun)
    except Stale:
        roll_back()
        return redirect(answering.address("remiss.move_draft"), 303)
    return redirect(answering.address("remiss.review_response"), 303)
