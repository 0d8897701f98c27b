"""Entering answers from paper: what stays from one to the next, and what each has of its own."""

from wtforms import DateField, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from dialog.consultation.forms.respond import Background
from dialog.consultation.rules.entry import ENTERED
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import CHANNEL_NAMES
from dialog.web.forms import Filled, Form


class BatchForm(Form):
    """How the answers came, when, and on which version of the form. Asked once for a whole pile."""

    class Meta(Form.Meta):
        csrf = False  # it only asks: nothing is changed

    kanal = RadioField(
        _l("Hur kom svaren in?"),
        [InputRequired(_l("Välj hur svaren kom in."))],
        choices=[SelectChoice(each.value, CHANNEL_NAMES[each]) for each in ENTERED],
    )
    inkom = DateField(
        _l("Vilken dag kom de in?"),
        [InputRequired(_l("Skriv vilken dag svaren kom in."))],
        description=_l("Dagen då pappret kom till kommunen, eller då samtalet eller mötet var."),
    )
    version = StringField(
        _l("Vilken version av formuläret?"),
        [Filled(_l("Skriv versionens nummer."))],
        description=_l("Numret står längst upp till höger på pappret."),
    )


class EntryForm(Background, Form):
    """One answer. The questions are drawn by hand."""

    number = StringField(
        _l("Nummer på pappret"),
        description=_l("Skriv samma nummer på pappret, i rutan för kommunens löpnummer."),
    )
    once = HiddenField()  # one form that is sent twice makes one answer
    taken: int | None = None  # the answer that has the number already
