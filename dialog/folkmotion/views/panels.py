"""What folkmotion puts on "My pages"."""

from flask import url_for

from dialog.core.context import Context
from dialog.core.i18n import format_date, format_datetime
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.queries import propose as queries
from dialog.folkmotion.rules import is_open
from dialog.folkmotion.views.standing import NextStep, Surroundings, next_step
from dialog.process.rules import EDITABLE, Publication
from dialog.process.views.cards import card
from dialog.process.views.panels import Panel, Row, panel
from dialog.tenancy.queries import municipality

SHOWS_REFUSAL = {
    Publication.RETURNED,
    Publication.REJECTED,
    Publication.HIDDEN,
    Publication.STOPPED,
}


@panel
def written(ctx: Context) -> Panel:
    """What I have begun or sent in."""
    rows = [_mine(ctx, each) for each in queries.written_by_me(ctx)]
    return Panel(
        _("Mina förslag"),
        rows,
        _("Du har inte skrivit något förslag."),
        [(_("Skriv ett förslag"), url_for("folkmotion.create"))],
    )


@panel
def co_proposed(ctx: Context) -> Panel:
    """What I stand behind together with somebody else."""
    return Panel(
        _("Förslag jag är medförslagsställare till"),
        [_other(ctx, each) for each in queries.co_proposed_by_me(ctx)],
        _("Du är inte medförslagsställare till något förslag."),
    )


@panel
def signed(ctx: Context) -> Panel:
    """What I have signed. Nobody but me can ask this."""
    return Panel(
        _("Det här har jag skrivit under"),
        [_signed(ctx, *pair) for pair in queries.signed_by_me(ctx)],
        _("Du har inte skrivit under någon folkmotion."),
        [(_("Se alla folkmotioner"), url_for("folkmotion.index"))],
    )


def _mine(ctx: Context, folkmotion: Folkmotion) -> Row:
    number = folkmotion.id
    links = []
    if folkmotion.publication in EDITABLE:
        links.append((_("Fortsätt skriva"), url_for("folkmotion.edit", id=number)))
        links.append((_("Bjud in"), url_for("folkmotion.invite", id=number)))
    if folkmotion.publication in {*EDITABLE, Publication.SUBMITTED}:
        links.append((_("Dra tillbaka"), url_for("folkmotion.withdraw", id=number)))
    step = _next(ctx, folkmotion)
    return Row(
        title=plain(folkmotion.title),
        href=url_for(f"folkmotion.{'show' if folkmotion.is_public() else 'preview'}", id=number),
        language=folkmotion.language,
        tags=card(folkmotion, ctx.now).tags,
        next=step.text,
        whose=_("du") if folkmotion.publication in EDITABLE else _whose(step),
        comment=folkmotion.refusal_text if folkmotion.publication in SHOWS_REFUSAL else "",
        facts=[_("Skapat %(day)s") % {"day": format_date(folkmotion.created_at)}],
        links=links,
    )


def _other(ctx: Context, folkmotion: Folkmotion) -> Row:
    href = url_for("folkmotion.show", id=folkmotion.id)
    if not folkmotion.is_public():
        href = url_for("folkmotion.join", token=folkmotion.invitation)
    step = _next(ctx, folkmotion)
    return Row(
        title=plain(folkmotion.title),
        href=href,
        language=folkmotion.language,
        tags=card(folkmotion, ctx.now).tags,
        next=step.text,
        whose=_whose(step),
    )


def _signed(ctx: Context, signature: Signature, folkmotion: Folkmotion) -> Row:
    step = _next(ctx, folkmotion)
    is_hidden = folkmotion.publication is Publication.HIDDEN
    receipt = url_for("registry.receipt", number=signature.receipt_number)
    links = [(_("Kvitto %(number)s") % {"number": signature.receipt_number}, receipt)]
    if is_open(folkmotion.publication, folkmotion.window(ctx.now)):
        links.append((_("Ta tillbaka mitt namn"), url_for("folkmotion.unsign", id=folkmotion.id)))
    return Row(
        title=_("En folkmotion som är dold") if is_hidden else plain(folkmotion.title),
        href=url_for("folkmotion.show", id=folkmotion.id),
        language=folkmotion.language,
        tags=card(folkmotion, ctx.now).tags,
        next=step.text,
        whose=_whose(step),
        facts=[_("Du skrev under %(when)s") % {"when": format_datetime(signature.signed_at)}],
        links=links,
    )


def _next(ctx: Context, folkmotion: Folkmotion) -> NextStep:
    place = municipality(ctx.session).place
    return next_step(folkmotion, Surroundings(folkmotion.steps, "", place, ctx.now))


def _whose(step: NextStep) -> str:
    """Whose turn it is, and when."""
    day = format_date(step.at) if step.at else ""
    if day and step.is_deadline:
        day = _("senast %(day)s") % {"day": day}
    return ", ".join(word for word in (step.who, day) if word)
