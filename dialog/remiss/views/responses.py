"""The answers as those who work here see them: the list, and one of them with all that belongs to it."""

import json
from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.keys import WrongKey, unseal
from dialog.core.text import plain
from dialog.identity.queries import names
from dialog.moderation.views.desk import ways
from dialog.process.models import Scan
from dialog.process.queries.keys import process_key
from dialog.process.queries.paging import read_cursor
from dialog.process.rules import CHANNEL_NAMES
from dialog.process.rules.files import size_words
from dialog.remiss.actions import consider as actions
from dialog.remiss.actions.points import quote_file as quote
from dialog.remiss.forms.assessing import (
    NO,
    YES,
    ConsiderForm,
    QuoteForm,
    offered,
    read_wanted_responses,
)
from dialog.remiss.models import Point, Remiss, Response, ResponseFile
from dialog.remiss.queries import assessment
from dialog.remiss.queries import responses as queries
from dialog.remiss.rules import SENDER_NAMES, FileUse
from dialog.remiss.rules.response import CONTACT
from dialog.remiss.views import bp
from dialog.remiss.views.assess import headings, labels, section_choices
from dialog.remiss.views.picked import section_of
from dialog.remiss.views.staff import PAGES, do
from dialog.web.request import access, here

Answer = Any
LIST = "/arbetsyta/remisser/<int:id>/svar"
KEPT = ("avsandare", "sen", "beslut", "komplettering", "dokument", "ord")
USES = {
    FileUse.STATEMENT: _l("Svaret"),
    FileUse.MINUTES: _l("Protokoll"),
    FileUse.ANNEX: _l("Bilaga"),
}
SCANS = {
    Scan.PENDING: (_l("Väntar på viruskontroll"), "warning"),
    Scan.CLEAN: (_l("Kontrollerad"), "success"),
    Scan.INFECTED: (_l("Innehöll virus och är borttagen"), "danger"),
}
CONTACT_NAMES = {
    "name": _l("Namn"),
    "email": _l("E-post"),
    "phone": _l("Telefon"),
    "address": _l("Adress"),
}
PAGES.append(("remiss.responses", _l("Svaren")))


@bp.get(LIST)
def responses(id: int) -> str:
    """Every answer, the newest first, with filters."""
    remiss = access(Remiss, id)
    kept = {name: request.args[name] for name in KEPT if request.args.get(name)}
    where = read_cursor(request.args.get("efter", "")), read_cursor(request.args.get("fore", ""))
    page = queries.listing(here(), remiss, read_wanted_responses(request.args), where)
    return render_template(
        "remiss/responses.html",
        remiss=remiss,
        rows=page.rows,
        kept=kept,
        positions=labels(remiss),
        senders=SENDER_NAMES,
        filters=[
            ("avsandare", _("Avsändare"), [(k.value, str(v)) for k, v in SENDER_NAMES.items()]),
            ("sen", _("Kom in"), [(YES, _("För sent")), (NO, _("I tid"))]),
            ("beslut", _("Sena svar"), [(NO, _("Utan beslut"))]),
            ("komplettering", _("Ordning"), [(NO, _("Första svaret")), (YES, _("Kompletteringar"))]),
            ("dokument", _("Dokument"), [("olasta", _("Inte gjorda till synpunkter"))]),
        ],
        **ways(page, id=id, **kept),
    )  # fmt: skip


@bp.get(f"{LIST}/<int:response>")
def response(id: int, response: int) -> str:
    """One answer exactly as it came, whom to reach, its files, and what has been done with it."""
    remiss = access(Remiss, id)
    row = the_response(remiss, response)
    ctx = here()
    people = names(ctx, [each for each in (row.considered_by, row.entered_by) if each])
    return render_template(
        "remiss/response.html",
        remiss=remiss,
        response=row,
        heading=_("Svar från %(who)s") % {"who": plain(row.shown_sender())},
        sender=SENDER_NAMES[row.sender],
        channel=CHANNEL_NAMES[row.channel],
        contact=_contact(remiss, row),
        labelled=row.texts[0].labelled() if row.texts else [],
        files=[_file(each) for each in row.files],
        others=queries.same_owner(ctx, row),
        points=assessment.assessed(ctx, queries.points_of(ctx, row)),
        headings=headings(assessment.places(ctx, remiss)),
        positions=labels(remiss),
        people=people,
        masks="remiss.mask" in current_app.view_functions,
    )


@bp.route(f"{LIST}/<int:response>/beakta", methods=["GET", "POST"])
def consider(id: int, response: int) -> Answer:
    """Decide whether a late answer is considered."""
    remiss = access(Remiss, id)
    row = the_response(remiss, response)
    if not row.is_late:
        abort(404)
    decided = row.is_considered
    chosen = None if decided is None else (YES if decided else NO)
    form = ConsiderForm(is_considered=chosen, words=row.considered_words)

    def act() -> None:
        is_considered = form.is_considered.data == YES
        actions.consider(here(), remiss, row, form.words.data or "", is_considered=is_considered)

    return do(
        remiss,
        form,
        act,
        heading=_("Svaret kom för sent"),
        lead=_("Svaret är mottaget och registrerat. Du bestämmer om kommunen tar hänsyn till det."),
        button=_("Spara beslutet"),
        saved=_("Beslutet är sparat."),
        back="remiss.responses",
        onward=lambda: _back(row),
    )


@bp.route(f"{LIST}/<int:response>/dokument/<int:file>", methods=["GET", "POST"])
def quote_file(id: int, response: int, file: int) -> Answer:
    """Make a point of what a document says."""
    remiss = access(Remiss, id)
    row = the_response(remiss, response)
    found = next((each for each in row.files if each.id == file), None) or abort(404)
    form = QuoteForm()
    form.section.choices = offered(section_choices(assessment.places(here(), remiss)))
    return do(
        remiss,
        form,
        lambda: quote(here(), remiss, found, section_of(form), form.words.data or ""),
        heading=_("Gör en synpunkt av dokumentet"),
        lead=_("Kopiera en del av dokumentet och välj vilket avsnitt den gäller."),
        button=_("Lägg till synpunkten"),
        saved=_("Synpunkten är tillagd."),
        back="remiss.responses",
        onward=lambda: redirect(url_for(".quote_file", id=id, response=row.id, file=file), 303),
        template="remiss/quote.html",
        response=row,
        file=found,
        quoted=_quoted(row, found),
    )


def the_response(remiss: Remiss, response: int) -> Response:
    """The answer of the address, when it belongs to the remiss."""
    row = here().session.get(Response, response)
    return row if row is not None and row.remiss_id == remiss.id else abort(404)


def _back(row: Response) -> Answer:
    return redirect(url_for("remiss.response", id=row.remiss_id, response=row.id), 303)


def _quoted(row: Response, file: ResponseFile) -> list[Point]:
    return [each for each in queries.points_of(here(), row) if each.file_id == file.id]


def _contact(remiss: Remiss, row: Response) -> list[tuple[str, str]]:
    """How to reach the sender. It is opened here and nowhere else."""
    if row.sealed_contact is None:
        return []
    try:
        text = unseal(process_key(here(), remiss), row.sealed_contact, CONTACT).decode()
    except WrongKey:
        return [(_("Kontaktuppgifter"), _("Går inte längre att läsa."))]
    return [
        (str(CONTACT_NAMES.get(name, name)), plain(str(value)))
        for name, value in json.loads(text).items()
        if value
    ]


def _file(row: ResponseFile) -> dict[str, Any]:
    attachment = row.attachment
    words, color = SCANS[attachment.scan]
    return {
        "id": row.id,
        "name": plain(attachment.name),
        "use": USES[row.use],
        "size": size_words(attachment.size),
        "scan": words,
        "color": color,
        "href": url_for("process.preview_attachment", id=attachment.id)
        if attachment.is_harmless()
        else "",
        "error": row.error,
        "is_read": row.read_at is not None,
    }
