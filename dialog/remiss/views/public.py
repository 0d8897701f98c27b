"""Pages that anyone may read, the same for everyone."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort, render_template, url_for

from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.moderation.reasons import REASONS
from dialog.process import queries
from dialog.process.queries import running
from dialog.process.rules import Publication, last_day
from dialog.process.views.attachments import File, shown
from dialog.process.views.cards import days_late, window_words
from dialog.process.views.feed import feed_of
from dialog.process.views.listing import list_variables
from dialog.remiss.models import Remiss, RemissVersion
from dialog.remiss.queries import document, reading, staff
from dialog.remiss.queries.document_work import annexes as annexes_of
from dialog.remiss.rules import Showing, takes_answers
from dialog.remiss.rules.contents import tree
from dialog.remiss.views import bp
from dialog.remiss.views.standing import last_changed, next_step, timeline
from dialog.web.request import allow, here, public_page


@bp.get("/remisser")
@public_page
def index() -> str:
    """Every public remiss, with search and filters."""
    allow()
    return render_template("remiss/index.html", v=list_variables(Remiss))


@bp.get("/remisser/flode.atom")
@public_page
def feed() -> Response:
    """What has happened to remisser lately, for news readers."""
    allow()
    return feed_of(queries.news(here(), "remiss"), url_for("remiss.index", _external=True))


@bp.get("/remisser/<int:id>")
@public_page
def show(id: int) -> Any:
    """What is proposed, what the municipality wants to know, and the contents. A hidden one says only why."""
    hidden = here().session.get(Remiss, id)
    if hidden is not None and hidden.is_hidden():
        allow(hidden)
        reason = REASONS.get(hidden.refusal)
        return render_template("remiss/hidden.html", reason=reason), HTTPStatus.GONE
    remiss = find_public(id)
    return render_template("remiss/show.html", **story(remiss))


def find_public(id: int) -> Remiss:
    """A remiss that anyone may read; else 404."""
    remiss = here().session.get(Remiss, id)
    if remiss is None or not remiss.is_public():
        abort(404)
    allow(remiss)
    return remiss


def story(remiss: Remiss) -> dict[str, Any]:
    """The variables of show.html, for the page itself and for its preview. Seven statements at most.

    A draft is shown with the version that is being worked on, since nobody has seen any other.
    """
    ctx = here()
    versions = reading.versions_seen(ctx, remiss)
    version = versions[0] if versions else None
    if remiss.publication is Publication.DRAFT:
        version = document.version_in_work(ctx, remiss)
    steps, turns = running.steps(ctx, remiss), staff.turns(ctx, remiss)
    due = remiss.answer_due_at
    return {
        "remiss": remiss,
        "title": plain(remiss.title),
        "window": remiss.window(ctx.now).value,
        "window_words": window_words(remiss, ctx.now),
        "facts": facts(remiss),
        "showing": showing_words(remiss),
        "takes_answers": takes_answers(remiss.publication, remiss.opens_at, ctx.now),
        "answered": reading.how_many_answered(ctx, remiss),
        "shows_answers": remiss.shows_answers(ctx.now),
        "contents": tree(reading.outline(ctx, version)) if version else [],
        "version": version,
        "older": versions[1:],
        "files": _files(remiss, version),
        "outcome": remiss.outcome,
        "late": days_late(remiss, ctx.now),
        "answer_due": last_day(due) if due else None,
        "entries": timeline(remiss, steps, turns, ctx.now),
        "next_step": next_step(remiss, steps, ctx.now),
        "changed_at": last_changed(remiss, turns),
        "address": url_for("remiss.show", id=remiss.id, _external=True),
    }


def _files(remiss: Remiss, version: RemissVersion | None) -> list[File]:
    """What goes with the remiss, the document as it was written first. One statement or two."""
    annexes = [shown(row.attachment, caption=row.title) for row in annexes_of(here(), remiss)]
    if version is not None and version.file is not None and version.shows_file:
        return [shown(version.file, caption=_("Dokumentet som fil")), *annexes]
    return annexes


def facts(remiss: Remiss) -> list[tuple[str, str]]:
    """What holds, in short lines; nothing that has not been filled in."""
    day = remiss.feedback_on
    until = _("Senast %(day)s.") % {"day": format_date(day)} if day else ""
    decision = ". ".join(plain(each) for each in (remiss.decided_by, remiss.decision_when) if each)
    rows = [
        (_("Det här vill kommunen veta"), plain(remiss.asks_for)),
        (_("Vem berörs?"), plain(remiss.concerns)),
        *_answering_facts(remiss),
        (_("Vem beslutar, och när?"), decision),
        (_("Så får du veta vad det blev av svaren"), f"{plain(remiss.feedback_how)} {until}"),
        (_("Diarienummer"), plain(remiss.case_number)),
    ]
    return [(term, value.strip()) for term, value in rows if value.strip()]


def _answering_facts(remiss: Remiss) -> list[tuple[str, str]]:
    """Who can answer, and until when. Nothing where it was stopped: nobody can any more."""
    if remiss.publication is Publication.STOPPED:
        return []
    last = remiss.last_day()
    who = (
        _("Alla får svara: du som privatperson, och föreningar, företag och myndigheter.")
        if remiss.is_open_to_all
        else _("Bara de organisationer som kommunen har skickat remissen till.")
    )
    return [
        (_("Vem får svara?"), who),
        (_("Svara senast"), format_date(last) if last else ""),
        (_("Därför är tiden kortare än vanligt"), plain(remiss.short_reason)),
    ]


def showing_words(remiss: Remiss) -> list[str]:
    """Whether what people answer will be read by others: said before anybody writes."""
    words = {
        Showing.NEVER: _("Svaren publiceras inte på den här webbplatsen."),
        Showing.AFTER: _("Svaren publiceras här när tiden för att svara är slut."),
        Showing.AT_ONCE: _("Svaren publiceras här allt eftersom de kommer in."),
    }
    told = [words[remiss.showing]]
    if remiss.showing is not Showing.NEVER:
        names = (
            _("Privatpersoner väljer själva om deras namn ska visas.")
            if remiss.shows_private_names
            else _("Privatpersoners namn visas inte.")
        )
        told += [_("Organisationers namn visas."), names]
    told.append(
        _(
            "Alla svar är allmänna handlingar. Den som frågar kommunen kan få läsa dem, om de inte "
            "omfattas av sekretess."
        )
    )
    return told
