"""What people fill in. Forms check shape; rules.py decides."""

from collections.abc import Iterable

from wtforms import Field, IntegerField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.moderation.reasons import REASONS
from dialog.moderation.rules import LONGEST_REPORT, is_urgent
from dialog.web.forms import Form, optional_text, written

MOST_EXPLANATION = 4000


class ReportForm(Form):
    """What is wrong with a text, from the published catalogue and in the reader's own words."""

    category = RadioField(
        _l("Vad är fel?"), [InputRequired(_l("Välj ett skäl ur listan."))], choices=[]
    )
    text = TextAreaField(
        _l("Berätta mer"),
        optional_text(LONGEST_REPORT),
        description=_l(
            "Skriv gärna vilken del av texten du menar. Skriv inga personnummer. "
            "Anmälan blir en allmän handling, så andra kan be att få läsa den."
        ),
    )
    website = StringField(_l("Lämna det här fältet tomt"))  # not seen; programs fill it in

    def offer(self, keys: Iterable[str]) -> None:
        """Let these reasons be chosen, those that must be removed by law last."""
        ordered = sorted(keys, key=is_urgent)
        self.category.choices = [(key, _title(key)) for key in ordered]

    def validate_website(self, field: Field) -> None:
        """People never see the field. Should something else fill it in for them, they can try again."""
        if field.data:
            field.data = ""
            raise ValidationError(_("Något stämde inte. Skicka anmälan en gång till."))


class DismissForm(Form):
    """Why nothing is done. `seen` is how many reports there were when the page was opened."""

    explanation = TextAreaField(
        _l("Förklaring till den som har anmält"),
        written(_l("Förklara för den som har anmält varför."), MOST_EXPLANATION),
        description=_l("Alla som har anmält kan läsa förklaringen. Skriv inget privat."),
    )
    seen = IntegerField(widget=HiddenInput())


def _title(key: str) -> str:
    title = str(REASONS[key].title)
    return _("Brott: %(crime)s") % {"crime": title} if is_urgent(key) else title
