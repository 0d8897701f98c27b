"""Whom a remiss is sent to, how far they have come, and what can be done about one of them."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import abort, flash, redirect, render_template, url_for

from dialog.core.errors import DomainError
from dialog.core.i18n import SOURCE
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.moderation.views.desk import HEAPS, Heap
from dialog.moderation.views.rows import Row
from dialog.process.rules import Publication
from dialog.remiss.actions import addressees as actions
from dialog.remiss.actions.organisations import add_organisation
from dialog.remiss.forms.addressees import AddressForm, ChooseForm, TimeForm
from dialog.remiss.models import Addressee, Remiss
from dialog.remiss.queries import addressees as queries
from dialog.remiss.rules.addressees import STANDING_NAMES, Card, Standing, standing
from dialog.remiss.views import bp
from dialog.remiss.views.staff import PAGES, do
from dialog.web.errors import roll_back
from dialog.web.request import access, here

BASE = "/arbetsyta/remisser/<int:id>/remissinstanser"
COLOURS = {
    Standing.WAITING: "neutral",
    Standing.INVITED: "warning",
    Standing.OPENED: "info",
    Standing.DRAFTED: "info",
    Standing.ANSWERED: "success",
    Standing.DECLINED: "neutral",
}
PAGES.append(("remiss.addressees", _l("Remissinstanser")))


def _heap() -> Heap | None:
    """On the desk: those who ask for more time."""
    asking = queries.asking_for_time(here())
    if not asking:
        return None
    return Heap(_("Remissinstanser som ber om mer tid"), [_asking(row) for row in asking])


def _asking(row: Addressee) -> Row:
    href = url_for("remiss.addressee", id=row.remiss_id, number=row.id)
    return Row(row.name, SOURCE, href, plain(row.remiss.title))


HEAPS["remiss.refuse_time"] = _heap


@bp.get(BASE)
def addressees(id: int) -> str:
    """Everybody who is asked, with where they stand, and who came by themselves."""
    remiss = access(Remiss, id)
    rows = queries.addressees(here(), remiss)
    counts = queries.count_standings(rows)
    return render_template(
        "remiss/addressees.html",
        remiss=remiss,
        invited=[_line(row) for row in rows if row.is_invited],
        others=[_line(row) for row in rows if not row.is_invited],
        counts=[(STANDING_NAMES[each], counts[each]) for each in Standing if counts[each]],
        is_draft=remiss.publication is Publication.DRAFT,
    )


def _line(row: Addressee) -> dict[str, Any]:
    step = standing(row)
    return {
        "row": row,
        "standing": STANDING_NAMES[step],
        "colour": COLOURS[step],
        "last_day": queries.last_day(row),
    }


@bp.route(f"{BASE}/lagg-till", methods=["GET", "POST"])
def add_addressees(id: int) -> Any:
    """Choose more of them."""
    remiss, form = access(Remiss, id), ChooseForm()
    offered = {row.id: row for row in queries.to_choose_from(here(), remiss)}
    form.offer(offered.values())
    added: list[Addressee] = []

    def act() -> None:
        chosen = [offered[number] for number in form.chosen.data or ()]
        if form.name.data:
            card = Card(form.name.data, form.email.data or "")
            chosen.append(add_organisation(here(), card))
        added.extend(actions.add_addressees(here(), remiss, chosen))

    return do(
        remiss,
        form,
        act,
        heading=_("Lägg till remissinstanser"),
        button=_("Lägg till"),
        back="remiss.addressees",
        saved=_("Sparat."),
        template="remiss/add_addressees.html",
    )


def _found(id: int, number: int) -> tuple[Remiss, Addressee]:
    remiss = access(Remiss, id)
    return remiss, queries.find_addressee(here(), remiss, number) or abort(404)


@bp.get(f"{BASE}/<int:number>")
def addressee(id: int, number: int) -> str:
    """One of them: what has happened, and what can be done."""
    remiss, row = _found(id, number)
    step = standing(row)
    is_open = remiss.publication is Publication.PUBLISHED and row.is_invited
    is_silent = step not in {Standing.ANSWERED, Standing.DECLINED}
    return render_template(
        "remiss/addressee.html",
        remiss=remiss,
        line=_line(row),
        addressee=row,
        happened=_happened(row),
        may_invite=is_open and is_silent and bool(row.email),
        may_remind=is_open and is_silent and step is not Standing.WAITING,
        may_extend=is_open and remiss.closes_at is not None,
    )


def _happened(row: Addressee) -> list[tuple[str, Any]]:
    """What has happened and when, in order."""
    times = [
        (row.added_at, _("Tillagd")),
        (row.invited_at, _("Inbjuden")),
        (row.opened_at, _("Öppnade inbjudan")),
        (row.drafted_at, _("Började skriva")),
        (row.half_reminded_at, _("Påmind när halva tiden hade gått")),
        (row.asked_at, _("Bad om mer tid")),
        (row.last_reminded_at, _("Påmind om sista dagen")),
        (row.declined_at, _("Avstod från att svara")),
        (row.answered_at, _("Svarade")),
    ]
    return sorted(((words, at) for at, words in times if at is not None), key=lambda each: each[1])


@bp.route(f"{BASE}/<int:number>/ratta", methods=["GET", "POST"])
def correct_addressee(id: int, number: int) -> Any:
    """Another name or address."""
    remiss, row = _found(id, number)
    form = AddressForm(obj=row)
    return do(
        remiss,
        form,
        lambda: actions.correct_addressee(here(), row, form.card()),
        heading=_("Rätta namn eller adress"),
        lead=_("Det gäller bara den här remissen. Registret ändras inte."),
        button=_("Spara"),
        back="remiss.addressees",
        onward=lambda: _to(remiss, row),
    )


@bp.route(f"{BASE}/<int:number>/mer-tid", methods=["GET", "POST"])
def extend_addressee(id: int, number: int) -> Any:
    """Give this one more time."""
    remiss, row = _found(id, number)
    form = TimeForm(until=row.asked_until)
    return do(
        remiss,
        form,
        lambda: actions.extend_addressee(here(), row, form.until.data),
        heading=_("Ge mer tid till %(name)s") % {"name": row.name},
        lead=_("Bara den här organisationen får mer tid. Den får ett brev om det."),
        button=_("Ge mer tid"),
        back="remiss.addressees",
        onward=lambda: _to(remiss, row),
    )


def _to(remiss: Remiss, row: Addressee) -> Any:
    return redirect(url_for("remiss.addressee", id=remiss.id, number=row.id), HTTPStatus.SEE_OTHER)


def _press(id: int, number: int, act: Callable[[Addressee], object], saved: str) -> Any:
    """One button that does one thing. A refusal is told on the page that one comes back to."""
    remiss, row = _found(id, number)
    try:
        act(row)
    except DomainError as refusal:
        roll_back()
        flash(str(refusal), "warning")
    else:
        flash(saved, "success")
    return _to(remiss, row)


@bp.post(f"{BASE}/<int:number>/bjud-in")
def invite(id: int, number: int) -> Any:
    """Send the invitation, or a new link instead of the old one."""
    saved = _("Inbjudan skickas. En äldre länk fungerar inte längre.")
    return _press(id, number, lambda row: actions.invite(here(), row), saved)


@bp.post(f"{BASE}/<int:number>/paminn")
def remind(id: int, number: int) -> Any:
    """Remind once more."""
    saved = _("Påminnelsen skickas.")
    return _press(id, number, lambda row: actions.remind(here(), row, is_last=True), saved)


@bp.post(f"{BASE}/<int:number>/inte-mer-tid")
def refuse_time(id: int, number: int) -> Any:
    """Say no to more time."""
    saved = _("Organisationen får ett brev om att sista dagen gäller.")
    return _press(id, number, lambda row: actions.refuse_time(here(), row), saved)


@bp.post(f"{BASE}/<int:number>/ta-bort")
def remove_addressee(id: int, number: int) -> Any:
    """Ask it no longer."""
    remiss, row = _found(id, number)
    try:
        actions.remove_addressee(here(), row)
    except DomainError as refusal:
        roll_back()
        flash(str(refusal), "warning")
        return _to(remiss, row)
    flash(_("Organisationen är borttagen ur remissen. Dess länk fungerar inte längre."), "success")
    return redirect(url_for("remiss.addressees", id=id), HTTPStatus.SEE_OTHER)
