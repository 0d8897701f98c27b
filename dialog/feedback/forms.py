"""What staff fill in about the steps and the outcome of any process."""

from typing import Any

from wtforms import DateField, Field, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback.rules import NoAnswer, ensure_web_address
from dialog.web.forms import Form, optional_text, written

MOST_NAME, MOST_NOTE, MOST_ADDRESS = 120, 1000, 500


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
