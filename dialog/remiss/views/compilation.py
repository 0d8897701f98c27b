"""Writing the compilation: how far it has come, one section at a time, and making it public."""

from itertools import chain, islice
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.kept import send
from dialog.moderation.rules import changes
from dialog.remiss.actions import compilation as actions
from dialog.remiss.forms.compilation import CommentForm, IntroductionForm, ReopenForm
from dialog.remiss.models import Remiss
from dialog.remiss.queries import compilation as queries
from dialog.remiss.queries.replied import together, told
from dialog.remiss.rules import EFFECT_NAMES
from dialog.remiss.rules.compilation import (
    Chapter,
    Comment,
    CommentChanged,
    TooEarly,
    ensure_heard,
    lines,
)
from dialog.remiss.rules.content import WHOLE
from dialog.remiss.views import bp
from dialog.remiss.views.staff import PAGES, do
from dialog.web.forms import Form
from dialog.web.request import access, here

PLACE = "/arbetsyta/remisser/<int:id>/sammanstallning"
OF_WHOLE = "helheten"  # in addresses; no key of a section has that length
MOST_BESIDE = 40  # points beside the form; all of them are in the assessment
PAGES.append(("remiss.compilation", _l("Sammanställning")))


def in_address(key: str) -> str:
    """A section as an address names it."""
    return key or OF_WHOLE


def of_address(name: str) -> str:
    """The key of the section that an address names."""
    return WHOLE if name == OF_WHOLE else name


@bp.get(PLACE)
def compilation(id: int) -> str:
    """How far it has come, section by section."""
    remiss = access(Remiss, id)
    whole = queries.compilation(here(), remiss)
    chapters = whole.told()
    return render_template(
        "remiss/compilation.html",
        remiss=remiss,
        whole=whole,
        overall=lines(remiss.all_positions(), chapters[0].counts),
        rows=[
            (each, url_for(".comment_section", id=id, key=in_address(each.key)))
            for each in chapters
        ],
        done=whole.needed() - len(whole.left()),
        too_early=_too_early(remiss),
    )


@bp.route(f"{PLACE}/inledning", methods=["GET", "POST"])
def introduce_compilation(id: int) -> Any:
    """What stands first."""
    remiss = access(Remiss, id)
    form = IntroductionForm(data={"words": remiss.compilation_words})
    return do(
        remiss,
        form,
        lambda: actions.introduce_compilation(here(), remiss, form.words.data or ""),
        heading=_("Inledning till sammanställningen"),
        button=_("Spara"),
        back="remiss.compilation",
    )


@bp.route(f"{PLACE}/avsnitt/<key>", methods=["GET", "POST"])
def comment_section(id: int, key: str) -> Any:
    """The municipality's comment on one section, beside what was said of it."""
    remiss, section = access(Remiss, id), of_address(key)
    whole = queries.compilation(here(), remiss)
    chapter = whole.find(section) or abort(404)
    stored = chapter.comment
    form = CommentForm(
        data={
            "words": stored.words,
            "changed": stored.changed,
            "none_reason": stored.none_reason,
            "seen": stored.seen(),
        }
    )
    theirs: list[Comment] = []

    def act() -> None:
        try:
            seen = form.seen.data or ""
            actions.comment_section(here(), remiss, section, form.comment(), seen)
        except CommentChanged as changed:
            theirs.append(changed.theirs)
            raise

    sent = send(form, act)
    if sent.is_done:
        flash(_("Sparat."), "success")
        return _onward(remiss, whole, section)
    differences = _differences(form, theirs[0]) if theirs else []
    beside = _beside(remiss, chapter)
    html = render_template(
        "remiss/comment_section.html",
        remiss=remiss,
        chapter=chapter,
        form=form,
        refusal="" if theirs else sent.refusal,
        differences=differences,
        following=_next(whole, section),
        **beside,
    )
    return html, sent.status


def _onward(remiss: Remiss, whole: queries.Compilation, section: str) -> Any:
    """To the next section that is left, where the official asked for it; else to the overview."""
    following = _next(whole, section)
    if request.form.get("onward") and following is not None:
        key = in_address(following.key)
        return redirect(url_for(".comment_section", id=remiss.id, key=key), 303)
    return redirect(url_for(".compilation", id=remiss.id), 303)


def _next(whole: queries.Compilation, section: str) -> Chapter | None:
    """The next section that is left: after this one, else from the beginning."""
    keys = [each.key for each in whole.chapters]
    at = keys.index(section)
    order = [*whole.chapters[at + 1 :], *whole.chapters[:at]]
    return next((each for each in order if not each.is_done), None)


def _differences(form: CommentForm, theirs: Comment) -> list[tuple[str, Any]]:
    """From a colleague's words to these, field by field; a new mark lets them be saved next time."""
    mine = form.comment()
    form.seen.data = theirs.seen()
    fields = (
        (form.words, theirs.words, mine.words),
        (form.changed, theirs.changed, mine.changed),
        (form.none_reason, theirs.none_reason, mine.none_reason),
    )
    return [
        (str(field.label.text), changes(before, after))
        for field, before, after in fields
        if before != after
    ]


def _beside(remiss: Remiss, chapter: Chapter) -> dict[str, Any]:
    ctx = here()
    said = chain.from_iterable(told(ctx, remiss, chapter.key))
    names = queries.organisations(ctx, remiss, chapter.key).get(chapter.key, {})
    return {
        "taken_lines": lines(remiss.all_positions(), chapter.counts),
        "names": named_positions(remiss, names),
        "groups": together(ctx, remiss, chapter.key),
        "said": list(islice((each for each in said if each.words), MOST_BESIDE)),
        "effects": EFFECT_NAMES,
        "positions": {each.key: each.label for each in remiss.all_positions()},
    }


def named_positions(remiss: Remiss, names: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    """Which organisations took each position, in the order of the positions, and only those taken."""
    labels = {each.key: each.label for each in remiss.all_positions()}
    keys = [*labels, *(key for key in names if key not in labels)]
    return [(labels.get(key, key), names[key]) for key in keys if key in names]


@bp.route(f"{PLACE}/publicera", methods=["GET", "POST"])
def conclude(id: int) -> Any:
    """What is missing, or the question whether to make it public."""
    remiss, form = access(Remiss, id), Form()
    sent = send(form, lambda: actions.conclude(here(), remiss))
    if sent.is_done:
        flash(_("Sammanställningen är publicerad."), "success")
        return redirect(url_for(".compilation", id=id), 303)
    whole = queries.compilation(here(), remiss)
    left = [
        (each, url_for(".comment_section", id=id, key=in_address(each.key)))
        for each in whole.left()
    ]
    html = render_template(
        "remiss/conclude.html",
        remiss=remiss,
        form=form,
        refusal=sent.refusal,
        left=left,
        waiting=whole.waiting,
        too_early=_too_early(remiss),
        longer_time=queries.longer_time(here(), remiss),
    )
    return html, sent.status


@bp.route(f"{PLACE}/oppna-igen", methods=["GET", "POST"])
def reopen_compilation(id: int) -> Any:
    """Take it away from the public to correct it."""
    remiss, form = access(Remiss, id), ReopenForm()
    return do(
        remiss,
        form,
        lambda: actions.reopen_compilation(here(), remiss, form.reason.data or ""),
        heading=_("Öppna sammanställningen igen"),
        lead=_(
            "Då kan ingen läsa sammanställningen förrän den är klar igen. Den som har publicerats "
            "finns kvar som handling."
        ),
        button=_("Öppna igen"),
        color="danger",
        back="remiss.compilation",
        saved=_("Sammanställningen är öppen. Nu kan du rätta den."),
    )


def _too_early(remiss: Remiss) -> str:
    try:
        ensure_heard(remiss.publication, remiss.closes_at, here().now)
    except TooEarly as error:
        return str(error)
    return ""
