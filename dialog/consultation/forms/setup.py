"""What an official fills in to set a consultation up: its kind, and its facts page by page."""

from typing import Any

from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from dialog.consultation.rules import BLUEPRINT_NAMES
from dialog.consultation.rules.blueprints import SKETCHES
from dialog.consultation.rules.levels import LEVEL_ABOUT
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.forms import setup
from dialog.process.forms.setup import (
    MOST_TEXT,
    MOST_TITLE,
    NoPersonalNumber,
    Wanted,
    both,
    wanted,
)
from dialog.process.forms.setup import NOBODY as NOBODY
from dialog.process.forms.setup import ContactForm as ContactForm
from dialog.process.forms.setup import DecisionForm as DecisionForm
from dialog.process.forms.setup import split_tags as split_tags
from dialog.web.forms import Form, written


class CreateForm(Form):
    """What kind of consultation to begin with, and what to call it."""

    title = StringField(
        _l("Vad handlar det om?"),
        [*written(_l("Skriv en rubrik."), MOST_TITLE), NoPersonalNumber()],
        description=_l("Gärna en fråga, till exempel: Hur ska Stadsparken bli? Går att ändra."),
    )
    blueprint = RadioField(
        _l("Hur vill du fråga?"),
        [InputRequired(_l("Välj hur du vill fråga."))],
        choices=[
            SelectChoice(kind.value, both(BLUEPRINT_NAMES[kind], sketch.about, sketch.suits))
            for kind, sketch in SKETCHES.items()
        ],
    )


class WhatForm(setup.WhatForm):
    """Page 1 of the facts: what it is about and whom it concerns."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.title.description = _l("Gärna en fråga, till exempel: Hur ska Stadsparken bli?")


class PromiseForm(Form):
    """Page 2: how much influence the participants have, and what can be affected."""

    level = RadioField(
        _l("Hur stort inflytande har deltagarna?"),
        [Wanted()],
        choices=[
            SelectChoice(level.value, both(name, about))
            for level, (name, about) in LEVEL_ABOUT.items()
        ],
        validate_choice=False,
        description=_l("Lova inte mer än kommunen kan hålla. Nivån visas överst på sidan."),
    )
    can_affect = TextAreaField(
        _l("Det här kan deltagarna påverka"),
        wanted(MOST_TEXT),
        description=_l("Var konkret. Till exempel: Vad som finns i parken och var det ska stå."),
    )
    cannot_affect = TextAreaField(
        _l("Det här går inte att påverka"),
        wanted(MOST_TEXT),
        description=_l("Det som redan är bestämt, till exempel pengar, lagar eller platsen."),
    )
