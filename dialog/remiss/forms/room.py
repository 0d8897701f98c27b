"""What those who answer for an organisation fill in."""

from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.forms.profile import needed_address
from dialog.process.forms.uploads import UploadField, UploadForm
from dialog.process.forms.writing import NoPersonalNumber
from dialog.process.rules.files import DOCUMENTS, Taken
from dialog.process.rules.own_words import MOST_LONG, MOST_SHORT
from dialog.remiss.actions.members import Rights
from dialog.remiss.rules.addressees import LONGEST_NAME
from dialog.remiss.rules.files import AN_HOUR
from dialog.web.forms import Form, optional_text, written

MINUTES = Taken(frozenset(DOCUMENTS), is_staff=False, most=AN_HOUR)
YES, NO = "ja", "nej"


def _role() -> StringField:
    return StringField(
        _l("Din roll i organisationen"),
        [*optional_text(MOST_SHORT), NoPersonalNumber()],
        description=_l("Till exempel ordförande, sekreterare eller handläggare."),
    )


def _may_approve() -> RadioField:
    return RadioField(
        _l("Är du behörig att godkänna svaret?"),
        [InputRequired(_l("Välj ja eller nej."))],
        choices=[
            SelectChoice(YES, _l("Ja, jag får godkänna svaret för organisationen")),
            SelectChoice(NO, _l("Nej, jag bjuder in någon som får")),
        ],
        description=_l(
            "Svaret måste godkännas innan det skickas. Ni bestämmer själva vem som får."
        ),
    )


class AcceptForm(Form):
    """The first one says who they are to the organisation."""

    may_approve = _may_approve()
    role = _role()


class AskForm(Form):
    """Who asks to be let in."""

    role = _role()


class ArrivalForm(Form):
    """An organisation that nobody invited, and its first member."""

    name = StringField(
        _l("Organisationens namn"), written(_l("Skriv organisationens namn."), LONGEST_NAME)
    )
    is_another = BooleanField(_l("Vi är en annan organisation med samma namn"))
    number = StringField(
        _l("Organisationsnummer"),
        optional_text(20),
        description=_l("Tio siffror, till exempel 802002-4280. Skriv aldrig ett personnummer."),
    )
    role = _role()
    may_approve = _may_approve()


class DeclineForm(Form):
    """Why nobody answers."""

    words = TextAreaField(
        _l("Varför avstår ni?"),
        [*optional_text(MOST_LONG), NoPersonalNumber()],
        description=_l("Kommunen läser det här. Det blir en allmän handling."),
    )


class WishForm(Form):
    """More time."""

    until = DateField(_l("Till och med vilken dag?"), [InputRequired(_l("Välj en dag."))])
    words = TextAreaField(
        _l("Varför behöver ni mer tid?"),
        [*written(_l("Skriv varför ni behöver mer tid."), MOST_LONG), NoPersonalNumber()],
        description=_l("Kommunen läser det här. Det blir en allmän handling."),
    )


class RightsForm(Form):
    """What a member may do besides writing."""

    may_approve = BooleanField(
        _l("Får godkänna svaret"),
        description=_l("Kryssa bara i rutan för den som är behörig att svara för organisationen."),
    )
    may_invite = BooleanField(_l("Får bjuda in, släppa in och ta bort andra"))

    def rights(self) -> Rights:
        """What was ticked."""
        return Rights(bool(self.may_approve.data), bool(self.may_invite.data))


class ColleagueForm(RightsForm):
    """Whom to invite, and what they may do."""

    name = StringField(
        _l("Kollegans namn"),
        [*written(_l("Skriv kollegans namn."), LONGEST_NAME), NoPersonalNumber()],
    )
    email = EmailField(
        _l("Kollegans e-postadress"),
        needed_address(_l("Skriv kollegans e-postadress.")),
        description=_l("Dit skickar vi länken. Vi glömmer adressen när kollegan har kommit in."),
    )


class ApproveForm(UploadForm):
    """The decision of somebody entitled. `content` is what they have read."""

    content = HiddenField()
    reference = StringField(
        _l("Vilket beslut är det?"),
        [*optional_text(MOST_SHORT), NoPersonalNumber()],
        description=_l(
            "Till exempel Styrelsen 2026-11-03 § 45. Lämna tomt om ni inte har fattat ett särskilt beslut."
        ),
    )
    minutes = UploadField(_l("Protokoll"), taken=MINUTES)
    is_read = BooleanField(
        _l("Jag har läst hela svaret och är behörig att godkänna det"),
        [InputRequired(_l("Kryssa i rutan om du har läst svaret och får godkänna det."))],
    )


class SendBackForm(Form):
    """What must be changed first."""

    words = TextAreaField(
        _l("Vad behöver ändras?"), written(_l("Skriv vad som behöver ändras."), MOST_LONG)
    )


class ConfirmForm(Form):
    """One button."""
