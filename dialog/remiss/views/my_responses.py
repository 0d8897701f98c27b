"""What I have answered and begun, on "My pages". Nobody but me can ask this."""

from flask import url_for

from dialog.core.context import Context
from dialog.core.i18n import format_date, format_datetime
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.process.views.cards import card
from dialog.process.views.panels import Panel, Row, panel
from dialog.remiss.models import Draft, Response
from dialog.remiss.queries import mine as queries
from dialog.remiss.rules import takes_answers
from dialog.remiss.views.answering import FIRST, MYSELF, address_of


@panel
def answered(ctx: Context) -> Panel | None:
    """What I have begun to answer for myself, and what I have answered."""
    begun = [
        each
        for each in queries.my_drafts(ctx)
        if takes_answers(each.remiss.publication, each.remiss.opens_at, ctx.now)
    ]
    sent = queries.my_responses(ctx)
    if not begun and not sent:
        return None
    return Panel(
        _("Mina remissvar"),
        [*(_begun(ctx, draft) for draft in begun), *(_sent(ctx, response) for response in sent)],
        "",
    )


def _begun(ctx: Context, draft: Draft) -> Row:
    remiss = draft.remiss
    own_page = address_of(remiss, MYSELF, sida=FIRST)
    last = remiss.last_day()
    return Row(
        title=plain(remiss.title),
        href=own_page,
        language=remiss.language,
        tags=card(remiss, ctx.now).tags,
        next=_("Fortsätt där du var och skicka ditt svar."),
        whose=_("du, senast %(day)s") % {"day": format_date(last)} if last else _("du"),
        facts=[_("Inte skickat. Sparat %(when)s") % {"when": format_datetime(draft.changed_at)}],
        links=[(_("Fortsätt svara"), own_page)],
    )


def _sent(ctx: Context, response: Response) -> Row:
    remiss = response.version.remiss
    when = {"when": format_datetime(response.received_at)}
    facts = [_("Du svarade %(when)s") % when]
    if response.number > 1:
        facts = [_("Du kompletterade ditt svar %(when)s") % when]
    if response.is_late:
        facts.append(_("Svaret kom in efter sista dagen."))
    number = response.receipt_number
    receipt = _("Kvitto %(number)s") % {"number": number}
    links = [(receipt, url_for("registry.receipt", number=number))]
    if takes_answers(remiss.publication, remiss.opens_at, ctx.now):
        place = address_of(remiss, MYSELF, sida=FIRST)
        links.append((_("Komplettera svaret"), place))
    return Row(
        title=plain(remiss.title),
        href=url_for("remiss.show", id=remiss.id),
        language=remiss.language,
        tags=card(remiss, ctx.now).tags,
        facts=facts,
        links=links,
    )
