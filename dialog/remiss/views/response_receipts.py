"""What is said of the receipt of an answer: how to complete it, and when one will hear."""

from flask import url_for

from dialog.core.canonical import canonical
from dialog.core.context import Context
from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.registry.views.receipt import Explanation, Received, explains
from dialog.remiss.models import Remiss, Response
from dialog.remiss.rules import takes_answers
from dialog.remiss.views.answering import FIRST, MYSELF, address_of


@explains("remiss.respond")
def responded(ctx: Context, received: Received) -> Explanation:
    """An answer that was sent in. It stays as it is; another one completes it."""
    response, remiss = received.contribution, received.process
    if not isinstance(response, Response) or not isinstance(remiss, Remiss):
        raise TypeError(received.receipt.kind)
    may_complete = (
        takes_answers(remiss.publication, remiss.opens_at, ctx.now) and response.entered_by is None
    )
    speaker = MYSELF if response.addressee_id is None else str(response.addressee_id)
    own_page = address_of(remiss, speaker, sida=FIRST)
    return Explanation(
        what=_what(response),
        change=_how_to_complete(response, remiss, may_complete=may_complete),
        change_href=own_page if may_complete else "",
        change_link=_("Komplettera svaret"),
        hear=_when_one_will_hear(remiss),
        href=url_for("remiss.show", id=remiss.id) if remiss.is_public() else "",
        link=_("Till remissen"),
        hashed=canonical([[label, words] for label, words in received.parts]),
    )


def _what(response: Response) -> str:
    if response.number == 1:
        return _("Kvitto på remissvar")
    return _("Kvitto på remissvar, komplettering %s") % (response.number - 1)


def _how_to_complete(response: Response, remiss: Remiss, *, may_complete: bool) -> str:
    words = [_late(response)] if response.is_late else []
    words.append(_("Svaret är en allmän handling och ändras inte."))
    if response.entered_by is not None:
        words.append(
            _("Kommunen har skrivit in svaret. Vill du lägga till något, kontakta %s.")
            % plain(remiss.contact_name)
        )
    elif may_complete:
        words.append(_("Vill du lägga till något skickar du en komplettering. Båda svaren sparas."))
    return " ".join(words)


def _late(response: Response) -> str:
    if response.is_considered is None:
        return _("Svaret kom in efter sista dagen och är märkt som sent.")
    if response.is_considered:
        return _("Svaret kom in efter sista dagen. Kommunen tar med det.")
    return _("Svaret kom in efter sista dagen. Kommunen tar inte med det i sammanställningen.")


def _when_one_will_hear(remiss: Remiss) -> str:
    how = plain(remiss.feedback_how)
    if remiss.feedback_on is None:
        return how
    return f"{how} " + _("Det sker senast %(day)s.") % {"day": format_date(remiss.feedback_on)}
