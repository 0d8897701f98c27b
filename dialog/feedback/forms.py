"""What staff fill in about the steps and the outcome of any process."""

from typing import Any

from wtforms import (
    DateField,
    Field,
    RadioField,
    StringField,
    TextAreaField,
    URLField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback.rules import NoAnswer, ensure_web_address
from dialog.process.forms.setup import MOST_NUMBER
from dialog.process.forms.writing import NoPersonalNumber
from dialog.web.forms import Form, optional_text, written

MOST_NAME, MOST_NOTE, MOST_ADDRESS = 120, 1000, 500
MOST_REASON, MOST_REASONS, MOST_TIME_PLAN = 1000, 8000, 4000


class StepForm(Form):
    """A step of the preparation, such as the meeting of a committee."""

    kind = RadioField(
        _l("Vad är det för händelse?"),
        [InputRequired(_l("Välj vad det är för händelse."))],
        choices=[
            SelectChoice("meeting", _l("Möte i nämnd, styrelse eller fullmäktige")),
            SelectChoice("prepared", _l("Del av beredningen, till exempel en utredning")),
        ],
    )
    title = StringField(
        _l("Vad ska hända?"),
        written(_l("Skriv vad som ska hända."), MOST_NAME),
        description=_l("Till exempel: Tekniska nämnden tar upp förslaget."),
    )
    planned_on = DateField(_l("Vilken dag?"), [InputRequired(_l("Välj en dag."))])
    body = StringField(
        _l("Nämnd eller förvaltning"),
        optional_text(MOST_NAME),
    )
    note = TextAreaField(
        _l("Mer att berätta"),
        optional_text(MOST_NOTE),
        description=_l("Visas för alla. Berätta gärna om mötet är öppet och var det hålls."),
    )


class MilestoneForm(Form):
    """A step of what is being carried out."""

    title = StringField(
        _l("Vad ska hända?"),
        written(_l("Skriv vad som ska hända."), MOST_NAME),
        description=_l("Till exempel: Bänkarna beställs."),
    )
    planned_on = DateField(_l("När ska det vara klart?"), [InputRequired(_l("Välj en dag."))])
    body = StringField(_l("Vem gör det?"), optional_text(MOST_NAME))
    note = TextAreaField(
        _l("Mer att berätta"), optional_text(MOST_NOTE), description=_l("Visas för alla.")
    )


class FinishForm(Form):
    """The day on which a step was done."""

    done_on = DateField(_l("Vilken dag blev det klart?"), [InputRequired(_l("Välj en dag."))])


class OnTheWeb:
    """Nothing, or the whole address of a page on the web."""

    def __call__(self, form: Any, field: Field) -> None:
        try:
            ensure_web_address(field.data or "")
        except NoAnswer as error:
            raise ValidationError(str(error)) from None


def _needed(message: Any, most: int) -> list[Any]:
    return [*written(message, most), NoPersonalNumber()]


class StopForm(Form):
    """Why it ends before its time."""

    reason = TextAreaField(
        _l("Varför stoppas den?"),
        _needed(_l("Skriv varför den stoppas. Alla kan läsa det."), MOST_REASON),
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
