"""Decisions about whoever wrote a text, the same for every kind of text; and the blocks in force."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for

from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.identity.kept import send
from dialog.moderation import subjects
from dialog.moderation.actions import people as actions
from dialog.moderation.forms import AuthorForm, BlockForm
from dialog.moderation.models import Block
from dialog.moderation.queries import blocks as queries
from dialog.moderation.queries.decisions import thing_of
from dialog.moderation.reasons import reason_of, reasons_for
from dialog.moderation.subjects import Remedy, process_of, title_of, type_of
from dialog.moderation.views import bp
from dialog.moderation.views.desk import ways, where
from dialog.process.models import Contribution, Process
from dialog.process.rules import last_day
from dialog.tenancy.queries import rules_now
from dialog.web.request import access, allow, here

Answer = Any
Thing = Process | Contribution

for kind in subjects.SUBJECTS:
    warn, block = "moderation.warn_author", "moderation.block_author"
    subjects.offer(kind, Remedy(_l("Varna den som har skrivit"), warn, warn, takes_type=True))
    subjects.offer(kind, Remedy(_l("Spärra den som har skrivit"), block, block, takes_type=True))


@bp.route("/arbetsyta/granskning/<type>/<int:id>/varna", methods=["GET", "POST"])
def warn_author(type: str, id: int) -> Answer:
    """Tell whoever wrote it what they may not write."""
    thing, form = _find(type, id), AuthorForm()
    return _decide(
        thing,
        form,
        lambda: actions.warn_author(here(), thing, _why(form)),
        heading=_("Varna den som har skrivit"),
        lead=_("Texten blir kvar. Den som har skrivit den får ett brev med skälen."),
        button=_("Skicka varningen"),
        done=_("Varningen är skickad."),
    )


@bp.route("/arbetsyta/granskning/<type>/<int:id>/sparra", methods=["GET", "POST"])
def block_author(type: str, id: int) -> Answer:
    """Let whoever wrote it put no words before others for a while."""
    thing, form = _find(type, id), BlockForm()
    return _decide(
        thing,
        form,
        lambda: actions.block_author(
            here(), thing, _why(form), days=form.days.data, whole=form.where.data == "everywhere"
        ),
        heading=_("Spärra den som har skrivit"),
        lead=_(
            "Personen kan under tiden inte skriva något som andra ser, men kan läsa, skriva under och "
            "svara på frågor. Texten blir kvar. Personen får ett brev med skälen och kan begära omprövning."
        ),
        button=_("Spärra"),
        done=_("Personen är spärrad och får ett brev."),
        color="danger",
    )


def _find(type: str, id: int) -> Thing:
    """The text, if the actor may decide about it: own municipality (404), permitted (403)."""
    if type not in subjects.SUBJECTS:
        abort(404)
    thing: Thing = access(subjects.SUBJECTS[type].model, id)
    return thing


def _why(form: AuthorForm) -> actions.Grounds:
    return actions.Grounds(form.reason.data or "", form.comment.data or "")


def _decide(thing: Thing, form: AuthorForm, act: Callable[[], object], **words: Any) -> Answer:
    reasons = reasons_for(type_of(thing), rules_now(here())["ef.refuse_reasons"])
    form.offer(reasons)
    sent = send(form, act)
    if sent.is_done:
        flash(words["done"], "success")
        return redirect(
            url_for("moderation.blocks" if "color" in words else "moderation.desk"), 303
        )
    page = render_template(
        "moderation/author.html",
        form=form,
        refusal=sent.refusal,
        title=title_of(thing),
        language=thing.language,
        parts=[part for part in subjects.known(thing).parts(thing) if part[1]],
        reason_rows=[(each.title, each.explanation) for each in reasons.values()],
        is_known=thing.author_id is not None,
        **words,
    )
    return page, sent.status


@bp.get("/arbetsyta/granskning/sparrar")
def blocks() -> str:
    """Blocks in force: because of which text, where, and until when. It does not say who."""
    allow()
    page = queries.in_force(here(), where())
    return render_template(
        "moderation/blocks.html", rows=[_row(each) for each in page.rows], **ways(page)
    )


def _row(block: Block) -> dict[str, Any]:
    decision = block.decision
    thing = thing_of(here(), decision)
    where = plain(process_of(thing).title) if block.process_id else _("Hela kommunen")
    return {
        "block": block,
        "title": title_of(thing),
        "language": thing.language,
        "where": where,
        "reason": reason_of(decision.ground, decision.subject_type).title,
        "until": format_date(last_day(block.until)),
    }


@bp.post("/arbetsyta/granskning/sparrar/<int:id>/hav")
def lift_block(id: int) -> Answer:
    """Let the person write again."""
    actions.lift_block(here(), access(Block, id))
    flash(_("Spärren gäller inte längre."), "success")
    return redirect(url_for(".blocks"), 303)
