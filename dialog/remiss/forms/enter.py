"""Shape of an answer that staff enter from paper, post or e-mail."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import DateField, EmailField, HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.forms.profile import address_rules
from dialog.process.forms.uploads import UploadField, UploadForm
from dialog.process.rules import CHANNEL_NAMES, Channel
from dialog.remiss.forms.respond import MOST_NAME, Asked, view_fields
from dialog.remiss.models import Addressee
from dialog.remiss.rules.content import Position
from dialog.remiss.rules.files import SCANS
from dialog.web.forms import optional_text

CHANNELS = (Channel.PAPER, Channel.EMAIL, Channel.PHONE, Channel.MEETING)


class EntryForm(UploadForm):
    """Who sent it, when it arrived and how, and the paper itself. What it says: see `entry_form`."""

    once = HiddenField()
    channel = RadioField(_l("Hur kom svaret in?"), [InputRequired(_l("Välj hur svaret kom in."))])
    arrived_on = DateField(
        _l("Vilken dag kom det in?"),
        [InputRequired(_l("Skriv vilken dag svaret kom in."))],
        description=_l("Dagen avgör om svaret är sent."),
    )
    addressee = SelectField(
        _l("Är det från någon av dem som har fått remissen?"), validate_choice=True
    )
    organisation = StringField(_l("Organisation som inte står i listan"), optional_text(MOST_NAME))
    sender = StringField(
        _l("Vem har skickat eller undertecknat det?"),
        optional_text(MOST_NAME),
        description=_l("Namnet registreras. En privatpersons namn visas inte för andra."),
    )
    email = EmailField(
        _l("E-postadress"),
        address_rules(),
        description=_l("Fyll i om avsändaren ska få en bekräftelse."),
    )
    decision_reference = StringField(
        _l("Beslut"),
        optional_text(MOST_NAME),
        description=_l("Till exempel: Styrelsen 2026-11-03 § 45."),
    )
    scan = UploadField(_l("Det som kom in, som fil"), taken=SCANS)

    def offer(self, addressees: Iterable[Addressee]) -> None:
        """Who it can be from, and how it can have come."""
        self.channel.choices = [
            SelectChoice(each.value, str(CHANNEL_NAMES[each])) for each in CHANNELS
        ]
        known = [SelectChoice(str(each.id), each.name) for each in addressees]
        self.addressee.choices = [SelectChoice("", _("Nej")), *known]

    def validate_organisation(self, field: Any) -> None:
        """One sender only."""
        if field.data and self.addressee.data:
            raise ValidationError(_("Välj i listan eller skriv ett namn, inte båda."))

    def validate_sender(self, field: Any) -> None:
        """The register needs to know whom it is from (OSL 5:2)."""
        if not (field.data or self.organisation.data or self.addressee.data):
            raise ValidationError(_("Skriv vem svaret kommer från."))


def entry_form(asked: Iterable[Asked], positions: Sequence[Position]) -> type[EntryForm]:
    """The form with fields for every section."""
    fields: dict[str, Any] = {}
    for each in asked:
        fields |= view_fields(each, positions)
    return type("WholeEntryForm", (EntryForm,), fields)
