"""What folkmotion says about its receipts: what was done, how to undo it, when one will hear."""

from flask import url_for

from dialog.core.canonical import canonical
from dialog.core.context import Context
from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.folkmotion import rules
from dialog.folkmotion.queries import sign as queries
from dialog.process.models import Process
from dialog.process.rules import Handling, Publication, last_day
from dialog.registry.views.receipt import Explanation, Received, explains


@explains("folkmotion.submit")
def sent_in(ctx: Context, received: Received) -> Explanation:
    """A proposal that was sent in."""
    folkmotion, text = received.process, received.own_text
    is_waiting = folkmotion.publication is Publication.SUBMITTED
    change = _("Texten kan inte ändras nu.")
    if is_waiting:
        change = _("Du kan dra tillbaka förslaget tills det har publicerats.")
    elif folkmotion.publication is Publication.RETURNED:
        change = _("Kommunen har bett om ändringar. Du kan rätta och skicka in igen.")
    content = {
        "title": text.title,
        "summary": text.summary,
        "body": text.body,
        "reasons": text.reasons,
    }
    return Explanation(
        what=_("Kvitto på ett inskickat förslag"),
        change=change,
        change_href=url_for("folkmotion.preview", id=folkmotion.id),
        change_link=_("Till förslaget"),
        hear=_when_reviewed(received) if is_waiting else _("Du ser läget på Mina sidor."),
        href=_href(received),
        link=_("Till folkmotionen"),
        hashed=canonical(content),
    )


@explains("folkmotion.sign")
def signed(ctx: Context, received: Received) -> Explanation:
    """A name under a folkmotion, which may have been taken back since."""
    folkmotion, receipt = received.process, received.receipt
    withdrawn = queries.withdrawn_with(ctx, receipt)
    record = queries.record_of(ctx, receipt)
    open_now = rules.is_open(folkmotion.publication, folkmotion.window(ctx.now))
    change = _("Insamlingen är slut. Namnet kan inte tas tillbaka längre.")
    if withdrawn:
        change = _("Namnet är tillbakataget och räknas inte.")
    elif open_now:
        change = _("Du kan ta tillbaka ditt namn så länge insamlingen pågår.")
    may_change = open_now and not withdrawn
    return Explanation(
        what=_("Kvitto på en underskrift"),
        change=change,
        change_href=url_for("folkmotion.unsign", id=folkmotion.id) if may_change else "",
        change_link=_("Ta tillbaka namnet"),
        hear=_when_answered(folkmotion),
        href=_href(received),
        link=_("Till folkmotionen"),
        hashed=canonical(record) if record else "",
        withdrawn_at=withdrawn.withdrawn_at if withdrawn else None,
        withdrawn=_("Namnet är tillbakataget"),
    )


def _href(received: Received) -> str:
    is_shown = received.process.is_public()
    return url_for("folkmotion.show", id=received.process.id) if is_shown else ""


def _when_reviewed(received: Received) -> str:
    due = received.process.review_due_at
    if due is None:
        return _("Kommunen läser förslaget innan det publiceras.")
    words = {"day": format_date(last_day(due))}
    return _("Kommunen läser förslaget senast %(day)s. Då ser du svaret på Mina sidor.") % words


def _when_answered(folkmotion: Process) -> str:
    if folkmotion.handling is Handling.NONE:
        return _(
            "Har du valt brev får du ett när folkmotionen lämnas över till kommunen och när det "
            "finns ett svar. Du ser alltid läget på folkmotionens sida."
        )
    return _("Kommunen har folkmotionen nu. Du ser läget på folkmotionens sida.")
