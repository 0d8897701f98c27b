"""What a registrar or an officer fills in about a case."""

from collections.abc import Iterable
from typing import Any

from wtforms import (
    DateField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback.forms import MOST_ADDRESS, MOST_NAME, OnTheWeb
from dialog.feedback.models import DECISION_NAMES, ON_PROPOSALS
from dialog.web.forms import Form, optional_text, written

MOST_NUMBER = 40
MOST_REASONS, MOST_TIME_PLAN = 8000, 4000
NOBODY = 0


class RegisterForm(Form):
    """The case number, and who prepares the case."""

    case_number = StringField(
        _l("Diarienummer"),
        written(_l("Skriv ärendets diarienummer."), MOST_NUMBER),
        description=_l("Som det står i diariet, till exempel KS 2026/00123."),
    )
    department_id = SelectField(_l("Vem bereder ärendet?"), coerce=int, choices=[])

    def offer(self, departments: Iterable[Any]) -> None:
        """Let these departments and committees be chosen."""
        names = [SelectChoice(department.id, department.name) for department in departments]
        self.department_id.choices = [SelectChoice(NOBODY, _l("Inte bestämt")), *names]


class MoveForm(Form):
    """The new day of a planned step."""

    planned_on = DateField(_l("Ny dag"), [InputRequired(_l("Välj en dag."))])


class AnswerForm(Form):
    """What was decided, by whom, why, and what happens now."""

    decision = RadioField(
        _l("Vad blev beslutet?"),
        [InputRequired(_l("Välj vad beslutet blev."))],
        choices=[SelectChoice(each.value, DECISION_NAMES[each]) for each in ON_PROPOSALS],
    )
    body = StringField(
        _l("Vem beslutade?"),
        written(_l("Skriv vem som fattade beslutet."), MOST_NAME),
        description=_l("Till exempel Kommunfullmäktige."),
    )
    decided_on = DateField(_l("Beslutsdag"), [InputRequired(_l("Välj dagen för beslutet."))])
    paragraph = StringField(
        _l("Paragraf"),
        written(_l("Skriv beslutets paragraf i protokollet."), MOST_NUMBER),
        description=_l("Till exempel § 112."),
    )
    minutes_url = URLField(_l("Länk till protokollet"), [*optional_text(MOST_ADDRESS), OnTheWeb()])
    reasons = TextAreaField(
        _l("Motivering"),
        written(_l("Ett svar måste ha en motivering."), MOST_REASONS),
        description=_l("Varför blev det så här? Skriv så att den som har skrivit under förstår."),
    )
    time_plan = TextAreaField(
        _l("Tidsplan"),
        written(_l("Ett svar måste ha en tidsplan."), MOST_TIME_PLAN),
        description=_l("Vad händer nu, och när? Skriv det också om inget mer händer."),
    )
