"""What an official fills in about the steps of a consultation, and about when it is published."""

from dataclasses import replace
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from dialog.consultation.rules.admission import WHO_NAMES, Who
from dialog.consultation.rules.stages import Terms, closing, day_and_time, opening
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.forms.setup import MOST_TITLE, NoPersonalNumber, both, public_text
from dialog.process.forms.setup import ConfirmForm as ConfirmForm
from dialog.process.forms.setup import ExtendForm as ExtendForm
from dialog.process.forms.setup import ScheduleForm as ScheduleForm
from dialog.web.forms import Form, written

MOST_INTRO = 4000
WHO_ABOUT: dict[Who, Any] = {
    Who.ANYONE: _l("Enklast, men samma person kan svara flera gånger."),
    Who.EMAIL: _l("Ett svar för varje e-postadress."),
    Who.EID: _l("En person, ett svar. Den som saknar e-legitimation kan svara på papper."),
    Who.RESIDENTS: _l("En person, ett svar, och bara den som är folkbokförd i kommunen."),
    Who.INVITED: _l(
        "Bara de som får en kod av kommunen, till exempel en panel eller en skolklass."
    ),
}


class WordsForm(Form):
    """What may be changed of a step that has opened: its words, and whether texts are read first."""

    title = StringField(
        _l("Vad heter steget?"),
        [*written(_l("Skriv vad steget heter."), MOST_TITLE), NoPersonalNumber()],
        description=_l("Säg vad man gör. Till exempel: Lämna idéer."),
    )
    intro = TextAreaField(
        _l("Inledning"), public_text(MOST_INTRO), description=_l("Visas före delarna i steget.")
    )
    is_reviewed_first = BooleanField(
        _l("En moderator läser texter innan de visas"),
        description=_l(
            "En moderator läser idéer och kommentarer innan de visas. Annars visas de direkt, och "
            "läsare kan anmäla dem."
        ),
    )

    def changed(self, before: Terms) -> Terms:
        """The terms with what was filled in."""
        return replace(
            before,
            title=self.title.data or "",
            intro=self.intro.data or "",
            is_reviewed_first=bool(self.is_reviewed_first.data),
        )


class StageForm(WordsForm):
    """A whole step: its words, its time, and who may take part how."""

    opens_on = DateField(_l("Öppnar"), [Optional()])
    opens_time = TimeField(
        _l("Klockan"), [Optional()], description=_l("Lämna tomt för hela dagen.")
    )
    closes_on = DateField(_l("Sista dag"), [Optional()])
    closes_time = TimeField(
        _l("Stänger klockan"), [Optional()], description=_l("Lämna tomt för hela dagen.")
    )
    who = RadioField(
        _l("Vem får delta?"),
        [InputRequired(_l("Välj vem som får delta."))],
        choices=[
            SelectChoice(who.value, both(name, WHO_ABOUT[who])) for who, name in WHO_NAMES.items()
        ],
    )
    level = RadioField(
        _l("Hur säker måste inloggningen vara?"),
        [InputRequired(_l("Välj tillitsnivå."))],
        choices=[
            SelectChoice("loa3", _l("Vanlig e-legitimation (tillitsnivå 3)")),
            SelectChoice("loa4", _l("Den säkraste sorten (tillitsnivå 4). Få har en sådan.")),
        ],
        description=_l("Gäller bara när deltagarna loggar in."),
    )
    age_from = IntegerField(_l("Yngst"), [Optional()], description=_l("Ålder i hela år."))
    age_to = IntegerField(_l("Äldst"), [Optional()], description=_l("Ålder i hela år."))
    is_anonymous = BooleanField(
        _l("Svaren är anonyma"),
        description=_l(
            "Inget namn och inget konto sparas med det som skickas in. Handläggare kan inte se vem "
            "som har skrivit vad. När någon loggar in sparas en kod som räknas fram ur "
            "inloggningen, så att var och en deltar en gång och kan ändra sitt svar. Den som "
            "sköter tjänsten och har nycklarna skulle kunna räkna fram koden igen, tills "
            "medborgardialogens nyckel förstörs."
        ),
    )

    def terms(self) -> Terms:
        """What was filled in, as terms of a step."""
        return Terms(
            title=self.title.data or "",
            intro=self.intro.data or "",
            opens_at=opening(self.opens_on.data, self.opens_time.data),
            closes_at=closing(self.closes_on.data, self.closes_time.data),
            who=Who(self.who.data),
            level=self.level.data,
            age_from=self.age_from.data,
            age_to=self.age_to.data,
            is_anonymous=bool(self.is_anonymous.data),
            is_reviewed_first=bool(self.is_reviewed_first.data),
        )


def filled(terms: Terms) -> dict[str, Any]:
    """A step as the form shows it."""
    opens_on, opens_time = day_and_time(terms.opens_at, is_end=False)
    closes_on, closes_time = day_and_time(terms.closes_at, is_end=True)
    times = {"opens_on": opens_on, "opens_time": opens_time}
    return {
        **vars(terms),
        **times,
        "closes_on": closes_on,
        "closes_time": closes_time,
        "who": terms.who.value,
    }
