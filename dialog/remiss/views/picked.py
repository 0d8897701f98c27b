"""Something is done with points that were ticked: given tags, a colleague, a group or another section."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import redirect, render_template, request, url_for

from dialog.core.i18n import gettext as _
from dialog.remiss.actions import assigning, groups, points, tags
from dialog.remiss.forms.assessing import (
    NOBODY,
    WHOLE_DOCUMENT,
    AssignForm,
    GroupForm,
    MoveForm,
    PickedForm,
    TagForm,
    UngroupForm,
    kept_filters,
    number,
    offered,
)
from dialog.remiss.models import Group, Point, Remiss
from dialog.remiss.queries import assessment
from dialog.remiss.queries import points as queries
from dialog.remiss.rules.assessing import PointChanged
from dialog.remiss.rules.content import WHOLE
from dialog.remiss.views import bp
from dialog.remiss.views.assess import headings, section_choices
from dialog.remiss.views.staff import do
from dialog.web.request import access, here

Answer = Any
POINT = "synpunkt"  # where one came from, if not from the table
F = TypeVar("F", bound=PickedForm)
WORK = "/arbetsyta/remisser/<int:id>/bedomning"


def picked(form: type[F], **values: Any) -> F:
    """The form with the points that the address names, or those that were sent with it."""
    ids = ",".join(request.args.getlist("punkt"))
    return form(points=ids, fran=request.args.get("fran", ""), **values)


def chosen(remiss: Remiss, form: PickedForm) -> Sequence[Point]:
    """The points of the form that belong to the remiss."""
    return queries.by_ids(here(), remiss, form.ids())


def where_from(remiss: Remiss, form: PickedForm) -> str:
    """The page that one came from: that of one point, or the table as it was filtered."""
    ids = form.ids()
    if form.fran.data == POINT and ids:
        return url_for("remiss.point", id=remiss.id, point=ids[0])
    return url_for("remiss.assess", id=remiss.id, **kept_filters(form.fran.data or ""))


def page(
    remiss: Remiss, form: PickedForm, act: Callable[[], object], rows: Sequence[Point], **words: Any
) -> Answer:
    """The page on which something is done with points: they are shown, and the form under them."""
    onward = where_from(remiss, form)

    def on_what_is_there() -> None:
        if not rows:
            raise PointChanged(_("Synpunkten finns inte längre. En kollega har slagit ihop den."))
        act()

    return do(
        remiss,
        form,
        on_what_is_there,
        back="remiss.assess",
        onward=lambda: redirect(onward, 303),
        **_given(remiss, form, rows, words),
    )


def show(remiss: Remiss, form: PickedForm, rows: Sequence[Point], **words: Any) -> str:
    """The same page with what was typed; nothing is checked or done."""
    given: dict[str, Any] = {"refusal": "", "color": None, "back": "remiss.assess", "conflicts": []}
    given |= _given(remiss, form, rows, words)
    return render_template(given.pop("template"), remiss=remiss, form=form, **given)


def _given(
    remiss: Remiss, form: PickedForm, rows: Sequence[Point], words: dict[str, Any]
) -> dict[str, Any]:
    return {
        "template": "remiss/picked.html",
        "points": rows,
        "headings": headings(assessment.places(here(), remiss)),
        "cancel": where_from(remiss, form),
        "alike": [],
    } | words


@bp.route(f"{WORK}/tagga", methods=["GET", "POST"])
def tag_points(id: int) -> Answer:
    """Give tags, take them away, and make new ones."""
    remiss = access(Remiss, id)
    form = picked(TagForm)
    rows = chosen(remiss, form)
    book = [(each.id, each.name) for each in queries.tags(here(), remiss)]
    names = assessment.tags_of(here(), rows)
    used = {name for found in names.values() for name in found}
    form.add.choices = offered(book)
    form.remove.choices = offered(each for each in book if each[1] in used)

    def act() -> None:
        given = frozenset(form.add.data or ()), frozenset(form.remove.data or ())
        tagging = tags.Tagging(*given, new=form.new.data or "")
        tags.tag_points(here(), remiss, form.ids(), tagging)

    return page(
        remiss, form, act, rows,
        heading=_("Tagga"), button=_("Spara"), saved=_("Taggarna är sparade."),
        lead=_("En tagg är ett ämne. Med taggar hittar ni synpunkter som hör ihop."),
    )  # fmt: skip


@bp.route(f"{WORK}/tilldela", methods=["GET", "POST"])
def assign_points(id: int) -> Answer:
    """Let a colleague have the points, or nobody."""
    remiss = access(Remiss, id)
    form = picked(AssignForm)
    rows = chosen(remiss, form)
    people = queries.colleagues(here())
    me = str(here().actor.id)
    names = [(str(each), name) for each, name in people.items() if str(each) != me]
    who = [("", _("Välj")), (me, _("Jag själv")), *names, (NOBODY, _("Ingen"))]
    form.to.choices = offered(who)

    def act() -> None:
        due_on = form.due_on.data
        assigning.assign_points(here(), remiss, form.ids(), form.colleague(), due_on)

    return page(
        remiss, form, act, rows,
        heading=_("Tilldela"), button=_("Tilldela"), saved=_("Tilldelningen är sparad."),
        lead=_("Välj vem som läser och svarar."),
    )  # fmt: skip


@bp.route(f"{WORK}/gruppera", methods=["GET", "POST"])
def group_points(id: int) -> Answer:
    """Put points together that get one reply. Those that say the same word for word are offered."""
    remiss = access(Remiss, id)
    form = picked(GroupForm)
    rows = chosen(remiss, form)
    alike = queries.alike(here(), rows)
    more = [found for each in request.form.getlist("lika") if (found := number(each)) is not None]
    known = queries.groups(here(), remiss)
    choices = [(str(group.id), f"{group.title} ({size})") for group, size in known]
    form.into.choices = offered([("", _("En ny grupp")), *choices])

    def act() -> None:
        group = here().session.get(Group, number(form.into.data or "") or 0)
        groups.group_points(here(), remiss, [*form.ids(), *more], form.title.data or "", group)

    return page(
        remiss, form, act, rows,
        heading=_("Gruppera"), button=_("Gruppera"), saved=_("Synpunkterna är grupperade."),
        lead=_("Synpunkter i en grupp får ett gemensamt svar."),
        alike=alike,
        ticked={each.id for each in alike} if request.method == "GET" else set(more),
    )  # fmt: skip


@bp.route(f"{WORK}/ta-ur-grupp", methods=["GET", "POST"])
def ungroup_points(id: int) -> Answer:
    """Take points out of their groups; each keeps the reply."""
    remiss = access(Remiss, id)
    form = picked(UngroupForm)
    return page(
        remiss, form, lambda: groups.ungroup_points(here(), remiss, form.ids()),
        chosen(remiss, form),
        heading=_("Ta ur gruppen"), button=_("Ta ur gruppen"),
        saved=_("Synpunkterna hör inte längre till en grupp."),
        lead=_("Om gruppen har ett svar behåller synpunkten det som sitt eget."),
    )  # fmt: skip


@bp.route(f"{WORK}/flytta", methods=["GET", "POST"])
def move_points(id: int) -> Answer:
    """Let points be about another section."""
    remiss = access(Remiss, id)
    form = picked(MoveForm)
    form.section.choices = offered(section_choices(assessment.places(here(), remiss)))

    def act() -> None:
        points.move_points(here(), remiss, form.ids(), section_of(form))

    return page(
        remiss, form, act, chosen(remiss, form),
        heading=_("Flytta till ett annat avsnitt"), button=_("Flytta"),
        saved=_("Synpunkterna är flyttade."),
        lead=_("Svaret ligger kvar som det kom in. Bara bedömningen flyttas."),
    )  # fmt: skip


def section_of(form: MoveForm) -> str:
    """The key of the section that was chosen."""
    chosen = form.section.data or ""
    return WHOLE if chosen == WHOLE_DOCUMENT else chosen
