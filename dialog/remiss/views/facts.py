"""The facts of a remiss, page by page, with its time, and what they say so far."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from dialog.core.i18n import format_date, ngettext
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.identity.kept import send, was_kept
from dialog.process.forms.setup import NOBODY, ContactForm, split_tags
from dialog.process.rules import AREA_NAMES, Publication
from dialog.remiss.actions import setup as actions
from dialog.remiss.forms import setup as forms
from dialog.remiss.models import Remiss
from dialog.remiss.queries import publishing as queries
from dialog.remiss.rules import SHOWING_NAMES, Showing
from dialog.remiss.rules.golive import PAGES
from dialog.remiss.views import bp
from dialog.remiss.views.staff import Answer
from dialog.tenancy.queries import departments
from dialog.web.forms import Form
from dialog.web.request import access, here

SAVE, TIME = "spara", "time"
TITLES: dict[str, tuple[Any, Any]] = {
    "what": (
        _l("Vad och vem"),
        _l("Det här läser alla först. Skriv kort och med vanliga ord."),
    ),
    "asks": (
        _l("Svaren"),
        _l("Säg vad ni vill veta, vem som får svara och vem som får läsa svaren."),
    ),
    TIME: (
        _l("Tid"),
        _l(
            "Ge alla tid att läsa, prata ihop sig och besluta. Tre månader är vanligt. Kontrollera om någon lag kräver en viss tid."
        ),
    ),
    "decision": (
        _l("Beslut och återkoppling"),
        _l("Den som svarar vill veta vem som bestämmer, och vad det blev av svaren."),
    ),
    "contact": (_l("Kontakt"), _l("Den som undrar något ska kunna fråga en människa.")),
}
FORMS: dict[str, type[Form]] = {
    "what": forms.WhatForm,
    "asks": forms.AsksForm,
    "decision": forms.DecisionForm,
    "contact": ContactForm,
}
ORDER = list(TITLES)
NULLABLE = {"department_id", "feedback_on"}


@bp.route("/arbetsyta/remisser/<int:id>/uppgifter/<page>", methods=["GET", "POST"])
def describe(id: int, page: str) -> Answer:
    """One page of the facts. What is filled in is saved, also when something is left for later."""
    remiss = access(Remiss, id)
    if page not in FORMS:
        abort(404)
    form = _form(remiss, page)
    sent = send(form, lambda: actions.describe(here(), remiss, _given(form)))
    if sent.is_done:
        return _onward(remiss, page)
    return _page(remiss, page, form, sent)


@bp.route("/arbetsyta/remisser/<int:id>/tid", methods=["GET", "POST"])
def set_dates(id: int) -> Answer:
    """From when until when people can answer."""
    remiss = access(Remiss, id)
    if remiss.publication is not Publication.DRAFT:
        return redirect(url_for(".build", id=id), 303)
    form = forms.DatesForm(data=forms.filled(queries.dates_of(remiss)))
    least = queries.min_days(here(), remiss)
    words = ngettext(
        "Behövs om tiden blir kortare än %(days)d dag, som är kommunens egen regel. Alla kan läsa det.",
        "Behövs om tiden blir kortare än %(days)d dagar, som är kommunens egen regel. Alla kan läsa det.",
        least,
    )
    form.short_reason.description = words % {"days": least}
    sent = send(form, lambda: actions.set_dates(here(), remiss, form.dates()))
    if sent.is_done:
        return _onward(remiss, TIME)
    return _page(remiss, TIME, form, sent)


def _page(remiss: Remiss, page: str, form: Form, sent: Any) -> Answer:
    title, lead = TITLES[page]
    order = _order(remiss)
    html = render_template(
        "remiss/describe.html",
        remiss=remiss,
        form=form,
        heading=title,
        lead=lead,
        number=order.index(page) + 1,
        labels=[TITLES[each][0] for each in order],
        hrefs=[href_of(remiss, each) for each in order],
        is_last=page == order[-1],
        refusal=sent.refusal,
        restored=was_kept(form),
    )
    return html, sent.status


def _order(remiss: Remiss) -> list[str]:
    """The pages that there are: once it is published its time is only extended."""
    return [each for each in ORDER if each != TIME or remiss.publication is Publication.DRAFT]


def href_of(remiss: Remiss, page: str) -> str:
    """Where a page of the facts is."""
    if page == TIME:
        return url_for("remiss.set_dates", id=remiss.id)
    return url_for("remiss.describe", id=remiss.id, page=page)


def _form(remiss: Remiss, page: str) -> Form:
    given = {name: getattr(remiss, name) for name in PAGES[page]}
    if page == "what":
        given["tags"] = ", ".join(remiss.tags)
        given["department_id"] = remiss.department_id or NOBODY
    if page == "asks":
        is_open = remiss.is_open_to_all
        given["is_open_to_all"] = forms.EVERYBODY if is_open else forms.INVITED
        given["showing"] = remiss.showing.value
    form = FORMS[page](data=given)
    if isinstance(form, forms.WhatForm):
        form.offer(departments(here().session))
    if isinstance(form, forms.AsksForm) and not queries.may_show_names(here(), remiss):
        del form.shows_private_names
    return form


def _given(form: Form) -> dict[str, Any]:
    """What was filled in, as facts."""
    given = {name: value for name, value in form.data.items() if name != "csrf_token"}
    if "tags" in given:
        given["tags"] = split_tags(given["tags"] or "")
        given["department_id"] = given["department_id"] or None
    if "showing" in given:
        given["showing"] = Showing(given["showing"])
        given["is_open_to_all"] = given["is_open_to_all"] == forms.EVERYBODY
    return {
        name: "" if value is None and name not in NULLABLE else value
        for name, value in given.items()
    }


def _onward(remiss: Remiss, page: str) -> Answer:
    order = _order(remiss)
    if SAVE in request.form or page == order[-1]:
        flash(_("Sparat."), "success")
        return redirect(url_for(".build", id=remiss.id), 303)
    return redirect(href_of(remiss, order[order.index(page) + 1]), 303)


def summaries(remiss: Remiss) -> list[tuple[Any, str, list[tuple[str, str]]]]:
    """What is said so far: heading, where it is changed ("" where it is not), and rows."""
    pages = _order(remiss)
    return [
        (TITLES[page][0], href_of(remiss, page) if page in pages else "", _rows(remiss, page))
        for page in ORDER
    ]


def _rows(remiss: Remiss, page: str) -> list[tuple[str, str]]:
    who = _("Alla som vill") if remiss.is_open_to_all else _("Bara de som får remissen")
    names = _("Ja, om de vill") if remiss.shows_private_names else _("Nej")
    at_once = _("När remissen publiceras")
    rows: dict[str, list[tuple[str, str]]] = {
        "what": [
            (_("Vad"), remiss.summary),
            (_("Vem berörs"), remiss.concerns),
            (_("Ämne"), str(AREA_NAMES.get(remiss.area, ""))),
            (_("Nyckelord"), ", ".join(remiss.tags)),
        ],
        "asks": [
            (_("Det ska svaren handla om"), remiss.asks_for),
            (_("Vem får svara"), who),
            (_("Publiceras svaren"), str(SHOWING_NAMES[remiss.showing])),
            (_("Visas privatpersoners namn"), names),
        ],
        TIME: [
            (_("Öppnar"), format_date(remiss.opens_at) if remiss.opens_at else at_once),
            (_("Sista dag för svar"), _day(remiss.last_day())),
        ],
        "decision": [
            (_("Vem beslutar"), remiss.decided_by),
            (_("När"), remiss.decision_when),
            (_("Återkoppling"), remiss.feedback_how),
            (_("Senast"), _day(remiss.feedback_on)),
            (_("Diarienummer"), remiss.case_number),
        ],
        "contact": [
            (_("Namn"), remiss.contact_name),
            (_("E-post"), remiss.contact_email),
            (_("Telefon"), remiss.contact_phone),
        ],
    }
    if remiss.short_reason:
        rows[TIME].append((_("Därför är tiden kort"), remiss.short_reason))
    return [(name, plain(value) or _("Inte ifyllt")) for name, value in rows[page]]


def _day(day: Any) -> str:
    return format_date(day) if day else ""
