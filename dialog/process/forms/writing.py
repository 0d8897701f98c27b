"""What every text by the public shares: no personal numbers, a language, and a name that its author chose."""

from typing import Any

from wtforms import Field, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.rules import holds_personal_number
from dialog.web.forms import optional_text

LANGUAGES = {  # Swedish, the national minority languages, and what many write in; in their own words
    "sv": "Svenska",
    "en": "English",
    "fi": "Suomi",
    "fit": "Meänkieli",
    "se": "Davvisámegiella",
    "rom": "Romani čhib",
    "yi": "ייִדיש",
    "ar": "العربية",
}
NOBODY, MY_NAME, ALIAS = "ingen", "namn", "alias"
MOST_NAME = 60


class NoPersonalNumber:
    """No personal number may stand in a text that others are to read."""

    def __call__(self, form: Any, field: Field) -> None:
        if holds_personal_number(field.data or ""):
            raise ValidationError(
                _(
                    "Personnummer får inte stå i texten. Ta bort numret. Alla kan läsa det du "
                    "skriver här."
                )
            )


class Named:
    """Fields of a form where people choose how they are shown. To be mixed into a Form."""

    shown = RadioField(
        _l("Ska ditt namn synas?"),
        [InputRequired(_l("Välj om ditt namn ska synas."))],
        description=_l("Kommunen vet alltid vem du är. Det här gäller vad andra ser."),
    )
    alias = StringField(
        _l("Alias"),
        [*optional_text(MOST_NAME), NoPersonalNumber()],
        description=_l("Fyll i om du har valt alias. Skriv inte någon annans namn."),
    )

    def offer(self, name: str, *, is_allowed: bool = True) -> None:
        """Say what can be chosen; nothing at all where no names are shown.

        Without a name, because nobody has logged in or the step is anonymous, only an alias can be.
        """
        if not is_allowed:
            del self.shown, self.alias
            return
        mine = SelectChoice(MY_NAME, _("Ja, visa mitt namn: %(name)s") % {"name": name})
        self.shown.choices = [
            SelectChoice(NOBODY, _("Nej, visa inget namn")),
            *([mine] if name else []),
            SelectChoice(ALIAS, _("Visa ett alias i stället")),
        ]
        if not name:
            self.shown.description = ""

    def validate_alias(self, field: Field) -> None:
        """An alias must be written when it has been chosen."""
        if self.shown.data == ALIAS and not field.data:
            raise ValidationError(_("Skriv det alias som ska visas."))

    def chosen_name(self, name: str) -> str:
        """What others will see: the name, the alias, or nothing."""
        if getattr(self, "shown", None) is None:
            return ""
        return str({MY_NAME: name, ALIAS: self.alias.data}.get(self.shown.data) or "")

    def choose(self, shown_name: str, name: str) -> None:
        """Fill in what was chosen before."""
        if shown_name and shown_name == name:
            self.shown.data = MY_NAME
        elif shown_name:
            self.shown.data, self.alias.data = ALIAS, shown_name
        else:
            self.shown.data = NOBODY
