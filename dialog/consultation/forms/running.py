"""What an official or a registrar fills in about a consultation that runs or has ended."""

from typing import Any

from wtforms import DateField, StringField, TextAreaField, URLField
from wtforms.validators import InputRequired

from dialog.consultation.forms.setup import MOST_NUMBER, NoPersonalNumber
from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback.forms import MOST_ADDRESS, MOST_NAME, OnTheWeb
from dialog.web.forms import Form, optional_text, written

MOST_REASON, MOST_REASONS, MOST_TIME_PLAN = 1000, 8000, 4000


def _needed(message: Any, most: int) -> list[Any]:
    return [*written(message, most), NoPersonalNumber()]


class StopForm(Form):
    """Why it ends before its time."""

    reason = TextAreaField(
        _l("Varför stoppas den?"),
        _needed(_l("Skriv varför medborgardialogen stoppas. Alla kan läsa det."), MOST_REASON),
        description=_l(
            "Visas för alla på sidan. Förklara så att den som redan har svarat förstår varför."
        ),
    )


class RegisterForm(Form):
    """The case number."""

    case_number = StringField(
        _l("Diarienummer"),
        _needed(_l("Skriv ärendets diarienummer."), MOST_NUMBER),
        description=_l("Som det står i diariet, till exempel TN 2026/00123."),
    )


class OutcomeForm(Form):
    """Återkoppling: what was decided, why, what of the input changed what, and what happens now."""

    body = StringField(
        _l("Vem beslutade?"),
        _needed(_l("Skriv vem som fattade beslutet."), MOST_NAME),
        description=_l("Till exempel Tekniska nämnden."),
    )
    decided_on = DateField(_l("Beslutsdag"), [InputRequired(_l("Välj dagen för beslutet."))])
    paragraph = StringField(
        _l("Paragraf"), optional_text(MOST_NUMBER), description=_l("Till exempel § 112.")
    )
    minutes_url = URLField(_l("Länk till protokollet"), [*optional_text(MOST_ADDRESS), OnTheWeb()])
    reasons = TextAreaField(
        _l("Vad blev beslutet, och varför?"),
        _needed(_l("Skriv vad som beslutades och varför."), MOST_REASONS),
        description=_l("Skriv så att den som har deltagit förstår."),
    )
    effect = TextAreaField(
        _l("Hur påverkade svaren beslutet?"),
        _needed(
            _l("Skriv vad i svaren som påverkade beslutet, eller varför inget gjorde det."),
            MOST_REASONS,
        ),
        description=_l("Till exempel: Många ville ha fler bänkar. Därför blir det tio nya."),
    )
    time_plan = TextAreaField(
        _l("Vad händer nu, och när?"),
        _needed(_l("Skriv vad som händer nu, och när."), MOST_TIME_PLAN),
        description=_l("Skriv det också om inget mer händer."),
    )
