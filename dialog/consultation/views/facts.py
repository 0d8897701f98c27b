"""The facts of a consultation, page by page, and what they say so far."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from dialog.consultation.actions.setup import describe as write
from dialog.consultation.forms import setup as forms
from dialog.consultation.models import Consultation
from dialog.consultation.rules.golive import PAGES
from dialog.consultation.rules.levels import LEVEL_ABOUT
from dialog.consultation.views import bp
from dialog.consultation.views.staff import Answer, to_overview
from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.identity.kept import send, was_kept
from dialog.process.rules import AREA_NAMES, Level
from dialog.tenancy.queries import departments
from dialog.web.forms import Form
from dialog.web.request import access, here

SAVE = "spara"
TITLES: dict[str, tuple[Any, Any]] = {
    "what": (
        _l("Vad och vem"),
        _l("Det här läser alla först. Skriv kort och med vanliga ord."),
    ),
    "promise": (
        _l("Löftet"),
        _l("Säg ärligt vad deltagarna kan påverka. Då vet de om det är värt deras tid."),
    ),
    "decision": (
        _l("Beslut och återkoppling"),
        _l("Den som deltar vill veta vem som bestämmer, och vad det blev av svaren."),
    ),
    "contact": (_l("Kontakt"), _l("Den som undrar något ska kunna fråga en människa.")),
}
FORMS: dict[str, type[Form]] = {
    "what": forms.WhatForm,
    "promise": forms.PromiseForm,
    "decision": forms.DecisionForm,
    "contact": forms.ContactForm,
}
ORDER = list(PAGES)


@bp.route("/arbetsyta/medborgardialoger/<int:id>/uppgifter/<page>", methods=["GET", "POST"])
def describe(id: int, page: str) -> Answer:
    """One page of the facts. What is filled in is saved, also when something is left for later."""
    consultation = access(Consultation, id)
    if page not in FORMS:
        abort(404)
    form = _form(consultation, page)
    sent = send(form, lambda: write(here(), consultation, _given(form)))
    if sent.is_done:
        return _onward(consultation, page)
    title, lead = TITLES[page]
    html = render_template(
        "consultation/describe.html",
        consultation=consultation,
        form=form,
        heading=title,
        lead=lead,
        number=ORDER.index(page) + 1,
        labels=[TITLES[each][0] for each in ORDER],
        hrefs=[url_for(".describe", id=id, page=each) for each in ORDER],
        is_last=page == ORDER[-1],
        refusal=sent.refusal,
        restored=was_kept(form),
    )
    return html, sent.status


def _form(consultation: Consultation, page: str) -> Form:
    given = {name: getattr(consultation, name) for name in PAGES[page]}
    if page == "what":
        given["tags"] = ", ".join(consultation.tags)
        given["department_id"] = consultation.department_id or forms.NOBODY
    if page == "promise":
        given["level"] = consultation.level.value if consultation.has_chosen_level else ""
    form = FORMS[page](data=given)
    if isinstance(form, forms.WhatForm):
        form.offer(departments(here().session))
    return form


def _given(form: Form) -> dict[str, Any]:
    """What was filled in, as facts."""
    given = {name: value for name, value in form.data.items() if name != "csrf_token"}
    if "tags" in given:
        given["tags"] = forms.split_tags(given["tags"] or "")
        given["department_id"] = given["department_id"] or None
    if "level" in given:
        level = given.pop("level")
        if level in {each.value for each in Level}:
            given["level"] = Level(level)
    return {
        name: "" if value is None and name not in NULLABLE else value
        for name, value in given.items()
    }


NULLABLE = {"department_id", "feedback_on"}


def _onward(consultation: Consultation, page: str) -> Answer:
    if SAVE in request.form or page == ORDER[-1]:
        flash(_("Sparat."), "success")
        return to_overview(consultation)
    following = ORDER[ORDER.index(page) + 1]
    return redirect(url_for(".describe", id=consultation.id, page=following), 303)


def summaries(consultation: Consultation) -> list[tuple[Any, str, list[tuple[str, str]]]]:
    """What is said so far: heading, where it is changed, and rows of names and values."""
    found = []
    for page in ORDER:
        href = url_for(".describe", id=consultation.id, page=page)
        found.append((TITLES[page][0], href, _rows(consultation, page)))
    return found


def _rows(consultation: Consultation, page: str) -> list[tuple[str, str]]:
    rows = {
        "what": lambda: [
            (_("Vad"), consultation.summary),
            (_("Vem berörs"), consultation.concerns),
            (_("Ämne"), str(AREA_NAMES.get(consultation.area, ""))),
            (_("Nyckelord"), ", ".join(consultation.tags)),
        ],
        "promise": lambda: [
            (_("Inflytande"), level_name(consultation)),
            (_("Kan påverkas"), consultation.can_affect),
            (_("Kan inte påverkas"), consultation.cannot_affect),
        ],
        "decision": lambda: [
            (_("Vem beslutar"), consultation.decided_by),
            (_("När"), consultation.decision_when),
            (_("Återkoppling"), consultation.feedback_how),
            (_("Senast"), _day(consultation)),
            (_("Diarienummer"), consultation.case_number),
        ],
        "contact": lambda: [
            (_("Namn"), consultation.contact_name),
            (_("E-post"), consultation.contact_email),
            (_("Telefon"), consultation.contact_phone),
        ],
    }[page]()
    return [(name, plain(value) or _("Inte ifyllt")) for name, value in rows]


def level_name(consultation: Consultation) -> str:
    """The level of influence in words; "" until somebody has chosen it."""
    if not consultation.has_chosen_level:
        return ""
    return str(LEVEL_ABOUT[consultation.level][0])


def _day(consultation: Consultation) -> str:
    return format_date(consultation.feedback_on) if consultation.feedback_on else ""
