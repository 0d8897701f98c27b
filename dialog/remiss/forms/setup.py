"""What an official fills in to set a remiss up: its facts page by page, and its time."""

from typing import Any

from wtforms import BooleanField, DateField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import Label
from wtforms.validators import InputRequired, Optional

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.forms import setup
from dialog.process.forms.setup import MOST_TEXT, MOST_TITLE, Wanted, public_text, wanted
from dialog.process.forms.writing import NoPersonalNumber
from dialog.process.rules.moments import closing, day_and_time, opening
from dialog.remiss.rules import SHOWING_NAMES
from dialog.remiss.rules.golive import Dates
from dialog.web.forms import Form, written

EVERYBODY, INVITED = "alla", "inbjudna"


class CreateForm(Form):
    """What to call it."""

    title = StringField(
        _l("Vad ska ut på remiss?"),
        [*written(_l("Skriv en rubrik."), MOST_TITLE), NoPersonalNumber()],
        description=_l("Till exempel: Förslag till trafikplan. Går att ändra."),
    )


class WhatForm(setup.WhatForm):
    """Page 1 of the facts: what it is about and whom it concerns."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.title.description = _("Till exempel: Förslag till trafikplan.")


class AsksForm(Form):
    """Page 2: what the municipality wants to know, of whom, and who may read the answers."""

    asks_for = TextAreaField(
        _l("Vad ska svaren handla om?"),
        wanted(MOST_TEXT),
        description=_l("Skriv vad kommunen vill veta, och vad som redan är bestämt."),
    )
    is_open_to_all = RadioField(
        _l("Vem får svara?"),
        [InputRequired(_l("Välj vem som får svara."))],
        choices=[
            SelectChoice(EVERYBODY, _l("Alla som vill, också den som inte har fått remissen")),
            SelectChoice(INVITED, _l("Bara de organisationer som får remissen")),
        ],
    )
    showing = RadioField(
        _l("Ska svaren publiceras?"),
        [InputRequired(_l("Välj om svaren ska publiceras."))],
        choices=[SelectChoice(each.value, name) for each, name in SHOWING_NAMES.items()],
        description=_l(
            "Den som svarar får veta det innan. Svaren är allmänna handlingar i alla fall."
        ),
    )
    shows_private_names = BooleanField(
        _l("Privatpersoner får välja att visa sitt namn"),
        description=_l("Annars står det Privatperson. Organisationers namn visas alltid."),
    )


class DecisionForm(setup.DecisionForm):
    """Page 4: who decides and when, and how those who answer are told what came of it."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        words = _("Hur får de som svarar veta vad det blev av det?")
        self.feedback_how.label = Label(self.feedback_how.id, words)


class DatesForm(Form):
    """From when until when, and why so short."""

    opens_on = DateField(
        _l("Öppnar"),
        [Optional()],
        description=_l("Lämna tomt om den ska öppna när du publicerar."),
    )
    closes_on = DateField(
        _l("Sista dag för svar"),
        [Wanted(), Optional()],
        description=_l("Det går att svara hela den dagen. Du kan förlänga tiden senare."),
    )
    short_reason = TextAreaField(
        _l("Varför är tiden kortare än vanligt?"),
        public_text(MOST_TEXT),
    )

    def dates(self) -> Dates:
        """What was filled in."""
        return Dates(
            opening(self.opens_on.data, None),
            closing(self.closes_on.data, None),
            self.short_reason.data or "",
        )


def filled(dates: Dates) -> dict[str, Any]:
    """The dates as the form shows them."""
    opens_on, _time = day_and_time(dates.opens_at, is_end=False)
    closes_on, _time = day_and_time(dates.closes_at, is_end=True)
    return {"opens_on": opens_on, "closes_on": closes_on, "short_reason": dates.short_reason}
