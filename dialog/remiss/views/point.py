"""One point with all that belongs to it: split, joined again, and talked about among colleagues."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for

from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.identity.queries import names
from dialog.remiss.actions import points as actions
from dialog.remiss.actions import replies
from dialog.remiss.forms.assessing import JoinForm, NoteForm, SplitForm, numbers, offered
from dialog.remiss.models import Point, Remiss
from dialog.remiss.queries import assessment
from dialog.remiss.queries import points as queries
from dialog.remiss.queries.assigned import today
from dialog.remiss.queries.document import find_section
from dialog.remiss.rules import EFFECT_NAMES
from dialog.remiss.rules.assessing import PointChanged
from dialog.remiss.rules.files import is_of_file
from dialog.remiss.rules.splitting import (
    cut,
    mark_for,
    passages,
    ticked_pieces,
    typed_pieces,
)
from dialog.remiss.views import bp
from dialog.remiss.views.assess import headings, labels
from dialog.remiss.views.staff import do
from dialog.web.forms import blame
from dialog.web.request import access, here

Answer = Any
ONE = "/arbetsyta/remisser/<int:id>/bedomning/<int:point>"
SHOW = "visa"  # name of the button that shows how it becomes, without splitting
DONE: dict[str, Any] = {
    "remiss.split_point": _l("Delade upp texten"),
    "remiss.join_points": _l("Slog ihop synpunkter"),
    "remiss.move_points": _l("Flyttade till ett annat avsnitt"),
    "remiss.quote_file": _l("Hämtade texten ur ett dokument"),
    "remiss.tag_points": _l("Ändrade taggar"),
    "remiss.assign_points": _l("Ändrade vem som läser"),
    "remiss.group_points": _l("Lade i en grupp"),
    "remiss.ungroup_points": _l("Tog ur en grupp"),
    "remiss.note_point": _l("Skrev en anteckning"),
    "remiss.reply": _l("Skrev ett svar"),
}


@bp.get(ONE)
def point(id: int, point: int) -> str:
    """What was said, in its whole, and what has been done with it."""
    remiss = access(Remiss, id)
    return render_template("remiss/point.html", **_about(remiss, the_point(remiss, point)))


@bp.route(f"{ONE}/anteckna", methods=["GET", "POST"])
def note_point(id: int, point: int) -> Answer:
    """Say something to colleagues about it."""
    remiss, form = access(Remiss, id), NoteForm()
    found = queries.by_ids(here(), remiss, [point])
    if not found and request.method == "GET":
        abort(404)

    def act() -> None:
        if not found:  # what was typed is shown again
            raise PointChanged(_("Synpunkten finns inte längre. En kollega har slagit ihop den."))
        replies.note_point(here(), remiss, found[0], form.words.data or "")

    return do(
        remiss,
        form,
        act,
        heading=_("Skriv en anteckning"),
        button=_("Spara"),
        saved=_("Anteckningen är sparad."),
        back="remiss.assess",
        onward=lambda: _back(found[0]),
    )


@bp.route(f"{ONE}/dela", methods=["GET", "POST"])
def split_point(id: int, point: int) -> Answer:
    """Cut the words into several points: by ticking passages, or by lines of dashes."""
    remiss = access(Remiss, id)
    row = the_point(remiss, point)
    mark = mark_for(row.words)
    form = SplitForm(seen=row.likeness, words=row.words)
    begins = set(numbers(request.form.getlist("ny")))
    pieces = _pieces(row, form, begins, mark)
    given: dict[str, Any] = {
        "point": row,
        "passages": passages(row.words),
        "begins": begins,
        "mark": mark,
        "show": SHOW,
        "heading": _("Dela upp synpunkten"),
        "template": "remiss/split.html",
    }
    if request.method == "POST" and SHOW in request.form:
        return _shown(remiss, form, pieces, given)
    return do(
        remiss,
        form,
        lambda: actions.split_point(here(), remiss, row.id, pieces, form.seen.data or ""),
        saved=_("Texten är uppdelad."),
        back="remiss.assess",
        onward=lambda: _back(row),
        preview=[],
        **given,
    )


def _pieces(row: Point, form: SplitForm, begins: set[int], mark: str) -> list[str]:
    """The pieces that were typed; where nobody has typed a mark, those that were ticked."""
    typed = typed_pieces(form.words.data or "", mark)
    return typed if len(typed) > 1 or not begins else ticked_pieces(row.words, begins)


def _shown(remiss: Remiss, form: SplitForm, pieces: list[str], given: dict[str, Any]) -> Answer:
    """How it becomes, to change or to do."""
    preview: list[str] = []
    try:
        preview = cut(given["point"].words, pieces)
        form.words.data = f"\n{given['mark']}\n".join(preview)
    except Faulty as fault:
        blame(form, fault)
    page = given.pop("template")
    html = render_template(page, remiss=remiss, form=form, refusal="", preview=preview, **given)
    return html, 422 if form.errors else 200


@bp.route(f"{ONE}/sla-ihop", methods=["GET", "POST"])
def join_points(id: int, point: int) -> Answer:
    """Put points of the same statement together again."""
    remiss = access(Remiss, id)
    row, form = the_point(remiss, point), JoinForm()
    others = [each for each in queries.siblings(here(), row) if each.file_id == row.file_id]
    form.points.choices = offered((each.id, plain(each.words)[:200]) for each in others)
    joined: list[Point] = []

    def act() -> None:
        joined.append(actions.join_points(here(), remiss, form.points.data or ()))

    return do(
        remiss,
        form,
        act,
        heading=_("Slå ihop synpunkter"),
        lead=_("De blir en synpunkt igen, i samma ordning som i svaret. Taggar, anteckningar och svar följer med."),
        button=_("Slå ihop"),
        saved=_("Synpunkterna är sammanslagna."),
        back="remiss.assess",
        onward=lambda: _back(joined[0]),
    )  # fmt: skip


def the_point(remiss: Remiss, point: int) -> Point:
    """The point of the address, when it belongs to the remiss."""
    found = queries.by_ids(here(), remiss, [point])
    return found[0] if found else abort(404)


def _back(row: Point) -> Answer:
    return redirect(url_for("remiss.point", id=row.remiss_id, point=row.id), 303)


def _question(remiss: Remiss, key: str) -> str:
    """What the words answer, where they are not simply a view."""
    if is_of_file(key):
        return _("Ur ett dokument som kom med svaret")
    return next((each.text for each in remiss.all_questions() if each.key == key), "")


def _about(remiss: Remiss, row: Point) -> dict[str, Any]:
    ctx = here()
    places = assessment.places(ctx, remiss)
    notes, events = queries.notes(ctx, row), queries.history(ctx, row)
    reply, earlier = queries.reply_of(ctx, row), queries.earlier_replies(ctx, row)
    people = {each.by for each in notes} | {each.by for each in earlier}
    people |= {each.actor_id for each in events}
    people |= {row.assigned_to, reply.by if reply else None}
    response = row.statement.response
    return {
        "remiss": remiss,
        "point": row,
        "response": response,
        "heading": _("Synpunkt från %(who)s") % {"who": plain(response.shown_sender())},
        "headings": headings(places),
        "positions": labels(remiss),
        "question": _question(remiss, row.statement.question),
        "section": find_section(ctx, response.version, row.section),
        "siblings": queries.siblings(ctx, row),
        "tags": assessment.tags_of(ctx, [row]).get(row.id, ()),
        "alike": len(queries.alike(ctx, [row])),
        "group": queries.of_group(ctx, row.group) if row.group else [],
        "reply": reply,
        "earlier": earlier,
        "effects": EFFECT_NAMES,
        "notes": notes,
        "form": NoteForm(),
        "history": [(each.at, DONE.get(each.name, each.name), each.actor_id) for each in events],
        "people": names(ctx, [each for each in people if each is not None]),
        "today": today(ctx),
    }
