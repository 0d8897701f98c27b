"""What officials fill in about organisations, and about whom a remiss is sent to."""

from collections.abc import Iterable
from typing import Any

from wtforms import (
    DateField,
    EmailField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from dialog.core.i18n import lazy_gettext as _l
from dialog.remiss.rules.addressees import LONGEST_ADDRESS, LONGEST_NAME, SORTS, Card
from dialog.web.forms import Form, optional_text, written

MOST_LINES = 100_000  # characters


class AddressForm(Form):
    """The name and address of one addressee, in one remiss."""

    name = StringField(
        _l("Organisationens namn"), written(_l("Skriv organisationens namn."), LONGEST_NAME)
    )
    email = EmailField(
        _l("E-postadress"),
        optional_text(LONGEST_ADDRESS),
        description=_l(
            "Hit skickar vi inbjudan och påminnelser. Välj gärna en adress som flera läser."
        ),
    )

    def card(self) -> Card:
        """What was filled in."""
        return Card(self.name.data or "", self.email.data or "")


class OrganisationForm(AddressForm):
    """What the register holds of an organisation."""

    contact_name = StringField(_l("Kontaktperson"), optional_text(LONGEST_NAME))
    number = StringField(
        _l("Organisationsnummer"),
        optional_text(20),
        description=_l("Tio siffror, till exempel 802002-4280. Skriv aldrig ett personnummer."),
    )
    sort = SelectField(
        _l("Typ av organisation"), choices=[SelectChoice(*each) for each in SORTS.items()]
    )

    def card(self) -> Card:
        """What was filled in."""
        return Card(
            self.name.data or "",
            self.email.data or "",
            self.contact_name.data or "",
            self.number.data or "",
            self.sort.data,
        )


class LinesForm(Form):
    """Many organisations at once, pasted from a sheet."""

    lines = TextAreaField(
        _l("En organisation på varje rad"),
        written(_l("Klistra in minst en rad."), MOST_LINES),
        description=_l(
            "Namn; e-post; kontaktperson; organisationsnummer. Bara namnet behövs. Du kan kopiera "
            "kolumnerna från ett kalkylblad."
        ),
    )


class ChooseForm(Form):
    """Which organisations of the register are asked, too, and perhaps one that is not there yet."""

    chosen = SelectMultipleField(
        _l("Välj ur registret"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        coerce=int,
        choices=[],
    )
    name = StringField(
        _l("Namn på en annan organisation"),
        optional_text(LONGEST_NAME),
        description=_l("Den läggs till i registret också."),
    )
    email = EmailField(_l("Dess e-postadress"), optional_text(LONGEST_ADDRESS))

    def offer(self, organisations: Iterable[Any]) -> None:
        """Let these be chosen."""
        self.chosen.choices = [SelectChoice(each.id, each.name) for each in organisations]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Something must be chosen or written."""
        is_well = bool(super().validate(*args, **kwargs))
        if is_well and not self.chosen.data and not self.name.data:
            self.chosen.errors = [str(_l("Välj minst en organisation, eller skriv en ny."))]
            return False
        return is_well


class TimeForm(Form):
    """A later last day for one addressee."""

    until = DateField(_l("Ny sista dag"), [InputRequired(_l("Välj en dag."))])
