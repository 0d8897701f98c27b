"""What people tell about themselves. All of it is optional."""

from typing import Any

from wtforms import BooleanField, EmailField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Optional

from dialog.core.i18n import LANGUAGES
from dialog.core.i18n import lazy_gettext as _l
from dialog.web.forms import Filled, Form, optional_text

MOST_ADDRESS = 254


def address_rules() -> list[Any]:
    """Validators of an e-mail address that may be left out."""
    return [Optional(), *_shape_of_address()]


YOURS = _l("Skriv din e-postadress.")


def needed_address(message: Any = YOURS) -> list[Any]:
    """Validators of an e-mail address that must be there."""
    return [Filled(message), *_shape_of_address()]


def _shape_of_address() -> list[Any]:
    message = _l("Skriv en hel e-postadress, till exempel namn@exempel.se.")
    return [*optional_text(MOST_ADDRESS), Email(message, allow_smtputf8=False)]


class ProfileForm(Form):
    """Address, language and letters."""

    email = EmailField(
        _l("E-post"),
        address_rules(),
        description=_l("Dit skickar vi brev. Töm fältet om du vill att vi glömmer adressen."),
    )
    locale = SelectField(
        _l("Språk i brev och på sidorna"),
        [InputRequired(_l("Välj språk."))],
        choices=[SelectChoice(*each) for each in LANGUAGES.items()],
    )
    wants_letters = BooleanField(
        _l("Skicka brev till mig om det jag har skrivit under eller föreslagit"),
        description=_l("Säger du nej får du inga brev alls. Du ser ändå läget på Mina sidor."),
    )
