"""What I have answered and begun, on "My pages". Nobody but me can ask this."""

from typing import Any

from flask import url_for

from dialog.consultation.models import Answer, Draft, Part
from dialog.consultation.queries.answers import all_mine
from dialog.consultation.views.closed import is_open_now
from dialog.core.context import Context
from dialog.core.i18n import format_date, format_datetime
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.process.views.cards import card
from dialog.process.views.panels import Panel, Row, panel


@panel
def answered(ctx: Context) -> Panel:
    """What I have begun to answer, and what I have answered."""
    mine = all_mine(ctx)
    return Panel(
        _("Mina svar i medborgardialoger"),
        [
            *(_begun(ctx, draft, part) for draft, part in mine.drafts if is_open_now(part)),
            *(_sent(ctx, answer) for answer in mine.answers),
        ],
        _("Du har inte svarat i någon medborgardialog."),
        [(_("Se alla medborgardialoger"), url_for("consultation.index"))],
    )


def _begun(ctx: Context, draft: Draft, part: Part) -> Row:
    consultation = part.stage.consultation
    last = part.stage.last_day()
    own_page = url_for("consultation.respond", id=consultation.id, part=part.id)
    return Row(
        title=plain(consultation.title),
        href=own_page,
        language=consultation.language,
        tags=card(consultation, ctx.now).tags,
        next=_("Fortsätt där du var och skicka ditt svar."),
        whose=_("du, senast %(day)s") % {"day": format_date(last)} if last else _("du"),
        facts=[_("Inte skickat. Sparat %(when)s") % {"when": format_datetime(draft.changed_at)}],
        links=[(_("Fortsätt svara"), own_page)],
    )


def _sent(ctx: Context, answer: Answer) -> Row:
    stage = answer.part.stage
    consultation = stage.consultation
    place: dict[str, Any] = {"id": consultation.id, "part": answer.part_id}
    links = [
        (
            _("Kvitto %(number)s") % {"number": answer.receipt_number},
            url_for("registry.receipt", number=answer.receipt_number),
        )
    ]
    if is_open_now(answer.part):
        links.append((_("Ändra svaret"), url_for("consultation.respond", **place)))
        links.append((_("Ta tillbaka svaret"), url_for("consultation.withdraw_response", **place)))
    return Row(
        title=plain(consultation.title),
        href=url_for("consultation.show", id=consultation.id),
        language=consultation.language,
        tags=card(consultation, ctx.now).tags,
        facts=[_("Du svarade %(when)s") % {"when": format_datetime(answer.changed_at)}],
        links=links,
    )
