"""Published answers, as anyone may read them: the list, one answer, and the picture of the positions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import abort, render_template, request, url_for

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.moderation.reasons import hidden_because
from dialog.moderation.subjects import Place, stands_at
from dialog.process.queries.paging import Page, read_cursor
from dialog.process.views.attachments import File
from dialog.process.views.attachments import shown as shown_file
from dialog.remiss.models import Remiss, RemissVersion, Response, Section, Statement
from dialog.remiss.queries import answers as queries
from dialog.remiss.queries import document, masking, reading
from dialog.remiss.queries.answers import Wanted
from dialog.remiss.rules import SENDER_NAMES, NotShown, Sender, Showing, shows_file
from dialog.remiss.rules.content import WHOLE, Tone
from dialog.remiss.rules.picture import rows as picture_rows
from dialog.remiss.views import bp
from dialog.remiss.views.public import find_public
from dialog.web.request import here, public_page

NO_POSITION = "-"  # how an address asks for those who take none
LONGEST_KEY = 80
TONE_COLOURS = {
    Tone.FOR: "success",
    Tone.PARTLY: "info",
    Tone.AGAINST: "danger",
    Tone.NONE: "neutral",
}
NOT_SHOWN = {
    Showing.NEVER: _l("Svaren på den här remissen publiceras inte på webbplatsen."),
    Showing.AFTER: _l("Svaren publiceras när tiden för att svara är slut."),
}
Answer = Any


def _title(response: Response) -> str:
    """Never its words: they may be masked."""
    return _("Remissvar från %(sender)s") % {"sender": plain(response.shown_sender())}


stands_at(
    "remiss_response",
    Place(
        "remiss.published_answer",
        lambda row: {"id": row.process_id, "response": row.id},
        "process.my_pages",
        lambda row: {},
        is_open=lambda row, now: row.process.shows_answers(now),
        title=_title,
        can_change=False,
    ),
)


@dataclass(frozen=True)
class Said:
    """What an answer says in one place, as anyone may read it."""

    section: str
    position: str
    words: str
    proposal: str
    answers: Sequence[tuple[str, str]]  # questions and what was answered


def find_shown(id: int) -> Remiss:
    """A remiss whose answers anyone may read now. Raises rules.NotShown, which says why not."""
    remiss = find_public(id)
    if not remiss.shows_answers(here().now):
        raise NotShown(NOT_SHOWN.get(remiss.showing, NOT_SHOWN[Showing.NEVER]))
    return remiss


@bp.get("/remisser/<int:id>/svar")
@public_page
def published(id: int) -> str:
    """Every published answer, or those that say something of a section, or take a position."""
    remiss, ctx = find_shown(id), here()
    wanted = queries.narrow(ctx, remiss, _wanted())
    version = document.shown_version(ctx, remiss) or abort(404)
    outline = reading.outline(ctx, version)
    page = queries.listing(ctx, remiss, wanted)
    names = headings(remiss, outline, {wanted.section})
    return render_template(
        "remiss/answers.html",
        answers=page.rows,
        said=said_by(remiss, page.rows, wanted.section),
        total=queries.total(ctx, remiss, wanted),
        wanted=wanted,
        chosen_position=NO_POSITION if wanted.position == "" else wanted.position or "",
        section_name=names.get(wanted.section, ""),
        sections=[
            (each.key, plain(each.heading))
            for each in outline
            if each.takes_views or each.key == wanted.section
        ],
        senders=[(each.value, str(name)) for each, name in SENDER_NAMES.items()],
        **_ways(page, id),
        **frame(remiss, version),
    )


@bp.get("/remisser/<int:id>/svar/<int:response>")
@public_page
def published_answer(id: int, response: int) -> Answer:
    """One answer with all its parts. What is hidden says why."""
    remiss, ctx = find_shown(id), here()
    version = document.shown_version(ctx, remiss) or abort(404)
    found = queries.one(ctx, remiss, response) or abort(404)
    outline = reading.outline(ctx, found.version)
    order = {key: place for place, key in enumerate([WHOLE, *(each.key for each in outline)])}
    said = said_by(remiss, [found]).get(found.id, {})
    html = render_template(
        "remiss/answer.html",
        answer=found,
        heading=_heading(found),
        said=[said[key] for key in sorted(said, key=lambda key: order.get(key, len(order)))],
        headings={each.key: plain(each.heading) for each in outline},
        here_now={each.key for each in reading.outline(ctx, version)},
        files=_files(found),
        others=queries.of_the_same(ctx, found) if found.is_public() else [],
        **frame(remiss, version),
    )
    return html, HTTPStatus.OK if found.is_public() else HTTPStatus.GONE


@bp.get("/remisser/<int:id>/matris")
@public_page
def matrix(id: int) -> str:
    """How many take which position on which section, with the way to what they say."""
    remiss, ctx = find_shown(id), here()
    version = document.shown_version(ctx, remiss) or abort(404)
    outline = reading.outline(ctx, version)
    spread = queries.spread(ctx, remiss)
    names = headings(remiss, outline, spread)
    shown = [WHOLE, *(each.key for each in outline if each.takes_views or each.key in spread)]
    gone = [key for key in names if key not in {each.key for each in outline}]
    positions = remiss.all_positions()
    return render_template(
        "remiss/matrix.html",
        rows=picture_rows(spread, [*shown, *gone], [each.key for each in positions]),
        names=names,
        gone=set(gone),
        no_position=NO_POSITION,
        answered=queries.total(ctx, remiss, Wanted()),
        has_no_position=any("" in numbers for numbers in spread.values()),
        **frame(remiss, version),
    )


def frame(remiss: Remiss, version: RemissVersion) -> dict[str, Any]:
    """What the pages about answers share."""
    positions = remiss.all_positions()
    return {
        "remiss": remiss,
        "title": plain(remiss.title),
        "version": version,
        "positions": [(each.key, plain(each.label), each.tone.value) for each in positions],
        "labels": {each.key: plain(each.label) for each in positions},
        "colours": {each.key: TONE_COLOURS[each.tone] for each in positions},
        "reason_of": hidden_because,
    }


def headings(
    remiss: Remiss, outline: Sequence[Section], keys: Mapping[str, Any] | set[str]
) -> dict[str, str]:
    """Names of the sections: those of the shown version, and older ones that answers speak about."""
    names = {each.key: plain(each.heading) for each in outline}
    missing = [key for key in keys if key and key not in names]
    for old in reading.latest_of(here(), remiss, missing):
        names[old.key] = plain(old.heading)
    return names


def said_by(
    remiss: Remiss, responses: Sequence[Response], section: str | None = None
) -> dict[int, dict[str, Said]]:
    """What shown answers say, masked, by answer and section. Two statements."""
    ctx = here()
    found = queries.statements(ctx, responses, section)
    hidden = masking.passages(ctx, [row.id for rows in found.values() for row in rows])
    asked = {each.key: plain(each.text) for each in remiss.all_questions()}
    return {number: _said(rows, hidden, asked) for number, rows in found.items()}


def _said(
    rows: Sequence[Statement], hidden: Mapping[int, masking.Places], asked: Mapping[str, str]
) -> dict[str, Said]:
    said: dict[str, Said] = {}
    answers: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        words, proposal = map(plain, masking.shown_words(row, hidden.get(row.id, {})))
        if row.question:
            question = asked.get(row.question, _("Fråga"))
            answers.setdefault(row.section, []).append((question, words))
        else:
            said[row.section] = Said(row.section, row.position, words, proposal, ())
    return {
        key: Said(key, each.position, each.words, each.proposal, answers.get(key, ()))
        for key, each in said.items()
    }


def _heading(response: Response) -> str:
    if not response.is_public():
        return _("Ett svar som kommunen har dolt")
    if response.sender is Sender.PERSON and not response.author_name:
        return _("Svar från en privatperson")
    return _("Svar från %(sender)s") % {"sender": plain(response.shown_sender())}


def _files(response: Response) -> list[File]:
    if not response.is_public():
        return []
    return [
        shown_file(file.attachment)
        for file in response.files
        if shows_file(response.sender, file.use, is_released=file.is_released)
        and file.attachment.is_clean()
    ]


def _wanted() -> Wanted:
    """What the address asks for. Whatever it says, it becomes a list."""
    position = request.args.get("standpunkt", "")[:LONGEST_KEY] or None
    sender = request.args.get("avsandare", "")
    return Wanted(
        section=request.args.get("avsnitt", "")[:LONGEST_KEY],
        position="" if position == NO_POSITION else position,
        sender=Sender(sender) if sender in set(Sender) else None,
        after=read_cursor(request.args.get("efter", "")),
        before=read_cursor(request.args.get("fore", "")),
    )


def _ways(page: Page, id: int) -> dict[str, str | None]:
    asked = {name: request.args.get(name) for name in ("avsnitt", "standpunkt", "avsandare")}
    given: dict[str, Any] = {name: value for name, value in asked.items() if value}
    ways = {"fore": page.previous, "efter": page.next}
    previous, following = (
        url_for(".published", id=id, **(given | {name: str(cursor)})) if cursor else None
        for name, cursor in ways.items()
    )
    return {"previous": previous, "next": following}
