"""What staff do so that something in an answer is not read by everyone: masks, and files."""

from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, request, url_for

from dialog.core.i18n import format_datetime
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.moderation.subjects import Remedy, offer
from dialog.process.rules.masking import Extent, pieces
from dialog.process.views.attachments import shown as shown_file
from dialog.remiss.actions import mask as actions
from dialog.remiss.actions.mask import Wish
from dialog.remiss.forms.masking import MaskForm
from dialog.remiss.models import Mask, Remiss, Response, ResponseFile, Statement
from dialog.remiss.queries import masking as queries
from dialog.remiss.queries import reading
from dialog.remiss.rules import FileUse, shows_file
from dialog.remiss.rules.masking import Place, why
from dialog.remiss.views import bp
from dialog.remiss.views.staff import do
from dialog.web.forms import Form
from dialog.web.request import access, allow, here

BASE = "/arbetsyta/remisser/<int:id>"
PLACE_NAMES = {Place.WORDS: _l("texten"), Place.PROPOSAL: _l("förslaget till annan text")}

offer(
    "remiss_response",
    Remedy(_l("Maskera en del av svaret"), "remiss.response_to_mask", "remiss.response_to_mask"),
)


@dataclass(frozen=True)
class Part:
    """One text of an answer, as staff see it. `key` is what a form says for it."""

    key: str
    name: str
    statement: Statement
    place: Place
    words: str
    pieces: list[tuple[str, str]]

    @property
    def paragraphs(self) -> list[str]:
        """Its paragraphs, to choose one of."""
        return [each.strip() for each in self.words.split("\n") if each.strip()]


@bp.get("/arbetsyta/remissvar/<int:id>/maskera")
def response_to_mask(id: int) -> Any:
    """Where moderators come from what was reported: to the page of the answer in its remiss."""
    response = here().session.get(Response, id) or abort(404)
    allow(response.process)
    return redirect(url_for(".mask", id=response.remiss_id, response=id))


@bp.route(f"{BASE}/svar/<int:response>/maskera", methods=["GET", "POST"])
def mask(id: int, response: int) -> Any:
    """All of an answer, what is masked in it, and masking more."""
    remiss, ctx = access(Remiss, id), here()
    found = queries.response_of(ctx, remiss, response) or abort(404)
    parts = {each.key: each for each in _parts(remiss, found)}
    form = MaskForm(data=_chosen(parts))
    form.offer((key, each.name) for key, each in parts.items())
    return do(
        remiss,
        form,
        lambda: actions.mask(ctx, found, _wish(form, parts)),
        heading=_("Maskera i svaret från %(sender)s") % {"sender": plain(found.shown_sender())},
        button=_("Maskera"),
        back="remiss.show",
        saved=_("Maskerat. Originalet finns kvar."),
        onward=lambda: _to(remiss, found),
        template="remiss/mask.html",
        response=found,
        parts=parts.values(),
        masks=[_told(each, parts) for each in queries.active_masks(ctx, found)],
        files=[_file(each) for each in found.files],
    )


@bp.route(f"{BASE}/maskering/<int:mask>/ta-bort", methods=["GET", "POST"])
def unmask(id: int, mask: int) -> Any:
    """Show a passage again."""
    remiss, ctx = access(Remiss, id), here()
    row = queries.mask_of(ctx, remiss, mask) or abort(404)
    return do(
        remiss,
        Form(),
        lambda: actions.unmask(ctx, row),
        heading=_("Ta bort maskeringen?"),
        lead=_("Orden syns för alla igen, om svaren är publicerade."),
        button=_("Ta bort maskeringen"),
        back="remiss.show",
        saved=_("Maskeringen är borttagen."),
        onward=lambda: _to(remiss, row.response),
    )


@bp.route(f"{BASE}/svarsfil/<int:file>/visa", methods=["GET", "POST"])
def release_file(id: int, file: int) -> Any:
    """Let everybody fetch a file."""
    remiss = access(Remiss, id)
    row = queries.file_of(here(), remiss, file) or abort(404)
    return do(
        remiss,
        Form(),
        lambda: actions.release_file(here(), row),
        heading=_("Visa filen för alla?"),
        lead=_("Läs hela filen först. Det går inte att maskera i en fil."),
        button=_("Visa filen"),
        back="remiss.show",
        saved=_("Filen visas när svaren är publicerade."),
        onward=lambda: _to(remiss, row.response),
    )


@bp.route(f"{BASE}/svarsfil/<int:file>/dolj", methods=["GET", "POST"])
def withhold_file(id: int, file: int) -> Any:
    """Let nobody but staff fetch a file."""
    remiss = access(Remiss, id)
    row = queries.file_of(here(), remiss, file) or abort(404)
    return do(
        remiss,
        Form(),
        lambda: actions.withhold_file(here(), row),
        heading=_("Sluta visa filen?"),
        lead=_("Bara kommunens personal ser den sedan. Den finns kvar som allmän handling."),
        button=_("Sluta visa filen"),
        back="remiss.show",
        saved=_("Filen visas inte längre."),
        onward=lambda: _to(remiss, row.response),
    )


def _to(remiss: Remiss, response: Response) -> Any:
    return redirect(url_for(".mask", id=remiss.id, response=response.id), 303)


def _parts(remiss: Remiss, response: Response) -> list[Part]:
    """Every text of the answer, in the order of the document."""
    ctx = here()
    names = {each.key: each.heading for each in reading.outline(ctx, response.version)}
    asked = {each.key: each.text for each in remiss.all_questions()}
    order = {key: place for place, key in enumerate(["", *names])}
    rows = sorted(response.statements, key=lambda row: (order.get(row.section, len(order)), row.id))
    hidden = queries.passages(ctx, [row.id for row in rows])
    parts = []
    for row in rows:
        where = plain(names.get(row.section, "")) or _("Om helheten")
        if row.question:
            where = f"{where}: {plain(asked.get(row.question, _('Fråga')))}"
        for place, words in ((Place.WORDS, row.words), (Place.PROPOSAL, row.proposal)):
            if words:
                cut = pieces(words, hidden.get(row.id, {}).get(place, ()))
                key = f"{row.id}-{place.value}"
                parts.append(Part(key, f"{where}: {PLACE_NAMES[place]}", row, place, words, cut))
    return parts


def _chosen(parts: dict[str, Part]) -> dict[str, str]:
    """A paragraph that was chosen on the page: its words are filled in."""
    part = parts.get(request.args.get("del", ""))
    number = request.args.get("stycke", "")
    if part is None or not number.isdecimal():
        return {}
    paragraph = part.paragraphs[int(number) : int(number) + 1]
    return {"part": part.key, "passage": "".join(paragraph), "extent": Extent.ONCE.value}


def _wish(form: MaskForm, parts: dict[str, Part]) -> Wish:
    part = parts[form.part.data]
    return Wish(
        part.statement,
        part.place,
        form.passage.data or "",
        Extent(form.extent.data),
        form.reason.data,
        form.ground.data or "",
    )


def _told(mask: Mask, parts: dict[str, Part]) -> dict[str, Any]:
    part = parts.get(f"{mask.statement_id}-{mask.place.value}")
    return {
        "id": mask.id,
        "words": part.words[mask.start : mask.end_at] if part else "",
        "where": part.name if part else "",
        "why": why(mask.reason, mask.ground),
        "at": format_datetime(mask.at),
    }


def _file(row: ResponseFile) -> dict[str, Any]:
    return {
        "id": row.id,
        "file": shown_file(row.attachment),
        "is_shown": shows_file(row.response.sender, row.use, is_released=row.is_released),
        "is_minutes": row.use is FileUse.MINUTES,
    }
