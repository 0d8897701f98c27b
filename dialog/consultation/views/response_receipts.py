"""What is said of the receipt of an answer: how to change it or take it back, when one will hear."""

from flask import url_for

from dialog.consultation.models import Answer, Consultation, Stage
from dialog.consultation.rules import is_open
from dialog.core.canonical import canonical
from dialog.core.context import Context
from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.registry.views.receipt import Explanation, Received, explains


@explains("consultation.respond")
def responded(ctx: Context, received: Received) -> Explanation:
    """An answer that was sent, and may have been changed or taken back since."""
    return _of_answer(ctx, received, _("Kvitto på ditt svar"))


@explains("consultation.change_response")
def changed(ctx: Context, received: Received) -> Explanation:
    """An answer that was sent instead of an earlier one."""
    return _of_answer(ctx, received, _("Kvitto på ditt ändrade svar"))


def _of_answer(ctx: Context, received: Received, what: str) -> Explanation:
    answer, consultation = received.contribution, received.process
    if not isinstance(answer, Answer) or not isinstance(consultation, Consultation):
        raise TypeError(received.receipt.kind)
    stage = answer.part.stage
    open_now = is_open(consultation.publication, stage.opens_at, stage.closes_at, ctx.now)
    may_change = open_now and answer.withdrawn_at is None and answer.entered_by is None
    is_newest = answer.receipt_number == received.receipt.number
    own_page = url_for("consultation.respond", id=consultation.id, part=answer.part_id)
    shown = url_for("consultation.show", id=consultation.id) if consultation.is_public() else ""
    return Explanation(
        what=what,
        change=_how_to_change(answer, open_now=open_now, is_newest=is_newest),
        change_href=own_page if may_change else "",
        change_link=_("Till ditt svar"),
        hear=_when_one_will_hear(consultation),
        href=shown,
        link=_("Till medborgardialogen"),
        hashed=canonical([[label, words] for label, words in received.parts]),
        withdrawn_at=answer.withdrawn_at,
        withdrawn=_("Svaret är tillbakataget"),
    )


def _how_to_change(answer: Answer, *, open_now: bool, is_newest: bool) -> str:
    if answer.withdrawn_at is not None:
        return _("Svaret är tillbakataget och räknas inte.")
    if answer.entered_by is not None:
        words = _("Kommunen har skrivit in svaret. Vill du ändra det, kontakta %s.")
        return words % plain(answer.part.stage.consultation.contact_name)
    if not open_now:
        return _("Steget är stängt. Svaret kan inte ändras eller tas tillbaka längre.")
    newer = "" if is_newest else _("Du har ändrat svaret efter det här. Det nyaste svaret räknas.")
    how = _(
        "Har du svarat utan att logga in gör du det i samma webbläsare, eller med din privata länk. "
        "Den finns på sidan med ditt svar."
    )
    return " ".join(part for part in (newer, _until(answer.part.stage), how) if part)


def _until(stage: Stage) -> str:
    last = stage.last_day()
    if last is None:
        return _("Du kan ändra svaret eller ta tillbaka det så länge steget är öppet.")
    words = {"day": format_date(last)}
    return _("Du kan ändra svaret eller ta tillbaka det till och med %(day)s.") % words


def _when_one_will_hear(consultation: Consultation) -> str:
    how = plain(consultation.feedback_how)
    if consultation.feedback_on is None:
        return how
    return f"{how} " + _("Det sker senast %(day)s.") % {
        "day": format_date(consultation.feedback_on)
    }
