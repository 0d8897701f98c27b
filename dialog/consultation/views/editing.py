"""What all editors of a part share: finding it, saving it, and telling what stands in the way."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import abort, flash, render_template, request, url_for

from dialog.consultation.actions.parts import edit_part
from dialog.consultation.forms.parts import SeenForm
from dialog.consultation.models import Part
from dialog.consultation.queries import parts as queries
from dialog.consultation.rules import PartKind
from dialog.consultation.rules.altering import Alteration, ChangedMeanwhile, alterations
from dialog.consultation.rules.conditions import repair
from dialog.consultation.rules.content import Question
from dialog.consultation.rules.transcript import as_text, fingerprint
from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.identity.kept import forget_kept
from dialog.moderation.rules import changes
from dialog.process.rules import Publication
from dialog.web.forms import blame
from dialog.web.request import allow, here

PREVIEW = "visa"  # name of the button that shows without saving


@dataclass(frozen=True)
class Piece:
    """What one form edits: how it is told from other versions of itself, and how it reads."""

    mark: str
    text: str


@dataclass(frozen=True)
class Edit:
    """How a form changes a part: from title and content to what it edits of them, and to new ones."""

    piece: Callable[[str, Any], Piece]
    write: Callable[[str, Any], tuple[str, Any]]


@dataclass(frozen=True)
class Shortfall:
    """Why the form is shown (again), with everything that was typed."""

    status: int = HTTPStatus.OK
    altered: tuple[Alteration, ...] = ()  # what the official must know and confirm
    conflict: tuple[tuple[str, str], ...] = ()  # from what a colleague wrote to what was typed
    is_preview: bool = False


WRONG = Shortfall(HTTPStatus.UNPROCESSABLE_ENTITY)


def the_part(id: int, part: int, *kinds: PartKind) -> Part:
    """The part of the address, of one of the kinds when any are named."""
    found = queries.find_part(here(), id, part) or abort(404)
    allow(found.stage.consultation)
    if kinds and found.kind not in kinds:
        abort(404)
    return found


def whole(title: str, content: Any) -> Piece:
    """The whole part."""
    return Piece(fingerprint(title, content), as_text(title, content))


def save(part: Part, form: SeenForm, edit: Edit) -> Shortfall | None:
    """Save what was typed. None when it is saved; else what stands in the way."""
    if (lack := _unsent(form)) is not None:
        return lack
    now = part.title, part.content()
    new = edit.write(*now)
    lack = _conflict(form, edit.piece(*now), edit.piece(*new)) or _unconfirmed(
        part, form, now[1], new[1]
    )
    if lack is not None:
        return lack
    try:
        write(part, now, new)
    except ChangedMeanwhile:  # a moment ago: look again at what it is now
        return save(part, form, edit)
    except Faulty as fault:
        blame(form, fault)
        return WRONG
    forget_kept()
    return None


def _unsent(form: SeenForm) -> Shortfall | None:
    if request.method != "POST":
        return Shortfall()
    if PREVIEW in request.form:
        return Shortfall(is_preview=True)
    return None if form.validate() else WRONG


def _conflict(form: SeenForm, theirs: Piece, mine: Piece) -> Shortfall | None:
    if theirs.mark in {form.seen.data, mine.mark}:
        return None
    form.seen.data = theirs.mark  # whoever saves now has seen both
    return Shortfall(HTTPStatus.CONFLICT, conflict=tuple(changes(theirs.text, mine.text)))


def _unconfirmed(part: Part, form: SeenForm, before: Any, after: Any) -> Shortfall | None:
    if not queries.contributions(here(), part):
        return None
    altered = tuple(alterations(part.kind, before, after))
    is_refused = any(each.is_refused for each in altered)
    if not altered or (form.confirmed.data and not is_refused):
        return None
    return Shortfall(HTTPStatus.UNPROCESSABLE_ENTITY, altered=altered)


def write(part: Part, before: tuple[str, Any], after: tuple[str, Any]) -> None:
    """Keep it, with questions that wait for nothing impossible. Says so when some were mended.

    Raises ChangedMeanwhile when the part is not any more what it was `before`, and Faulty.
    """
    title, content = after
    mended: list[Question] = []
    if part.kind is PartKind.QUESTIONNAIRE:
        content, mended = repair(content)
    edit_part(here(), part, title, content, seen=fingerprint(*before))
    for question in mended:
        words = (
            _(
                "Frågan ”%(title)s” visas nu efter färre svar. Ett av svaren som den berodde på "
                "finns inte längre."
            )
            if question.shown_if
            else _(
                "Frågan ”%(title)s” visas nu alltid. Den berodde på ett svar som inte längre "
                "kommer före den."
            )
        )
        flash(words % {"title": question.title}, "warning")


def change(part: Part, how: Callable[[Any], Any]) -> None:
    """Change what the part holds now, whatever a colleague did a moment ago. Raises Faulty, NotFound."""
    before = part.title, part.content()
    try:
        write(part, before, (part.title, how(before[1])))
    except ChangedMeanwhile:
        change(part, how)


def show(template: str, part: Part, lack: Shortfall, **more: Any) -> tuple[str, int]:
    """The page of an editor: templates/consultation/edit/<template>.html."""
    consultation = part.stage.consultation
    html = render_template(
        f"consultation/edit/{template}.html",
        part=part,
        consultation=consultation,
        overview=overview(consultation.id),
        is_seen=consultation.publication is not Publication.DRAFT,
        sent=queries.contributions(here(), part),
        lack=lack,
        **more,
    )
    return html, lack.status


def overview(id: int) -> str:
    """The address of the page where the consultation is put together."""
    return url_for("consultation.build", id=id)
