"""Shapes of what lets people in who do not log in: an address, or a code."""

from wtforms import BooleanField, EmailField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from dialog.consultation.forms.taking_part import TakingPart
from dialog.consultation.rules.codes import MOST_IN_A_BATCH
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.forms.profile import needed_address
from dialog.web.forms import Form, written

MOST_TYPED = 60  # of a code with whatever people put between its signs
MOST_NAME = 100


class AddressForm(TakingPart):
    """An address to send the link to."""

    email = EmailField(
        _l("E-post"),
        needed_address(),
        description=_l("Vi skickar en länk dit. När du har använt den glömmer vi adressen."),
    )
    wants_letters = BooleanField(
        _l("Skicka brev till mig om vad det blir av svaren"),
        description=_l("Då sparar vi adressen för breven, utan koppling till det du svarar."),
    )


class CodeForm(TakingPart):
    """A code from an invitation."""

    code = StringField(
        _l("Kod"),
        written(_l("Skriv koden ur din inbjudan."), MOST_TYPED),
        description=_l(
            "Tolv bokstäver och siffror. Stora och små bokstäver, mellanslag och streck spelar ingen roll."
        ),
    )


class BatchForm(Form):
    """How many codes, for which step, and whom they are for."""

    stage = SelectField(_l("Steg"), [InputRequired(_l("Välj ett steg."))], coerce=int)
    batch = StringField(
        _l("Vilka är koderna till?"),
        written(_l("Skriv vilka koderna är till."), MOST_NAME),
        description=_l(
            "Till exempel ”Elevråd” eller ”Utskick i Norra”. Skriv inga namn på personer."
        ),
    )
    number = IntegerField(
        _l("Antal"),
        [
            InputRequired(_l("Skriv hur många koder du behöver.")),
            NumberRange(1, MOST_IN_A_BATCH, _l("Skriv ett antal mellan 1 och 2 000.")),
        ],
    )


class CodesFile(Form):
    """Codes that have just been made, one a line, on their way into a file."""

    codes = TextAreaField(_l("Koder"))
