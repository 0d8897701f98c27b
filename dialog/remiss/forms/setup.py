"""What an official fills in to set a remiss up."""

from wtforms import StringField

from dialog.core.i18n import lazy_gettext as _l
from dialog.process.forms.writing import NoPersonalNumber
from dialog.web.forms import Form, written

MOST_TITLE = 120


class CreateForm(Form):
    """What to call it."""

    title = StringField(
        _l("Vad ska ut på remiss?"),
        [*written(_l("Skriv en rubrik."), MOST_TITLE), NoPersonalNumber()],
        description=_l("Till exempel: Förslag till trafikplan. Går att ändra."),
    )
