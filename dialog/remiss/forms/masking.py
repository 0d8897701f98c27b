"""What officials fill in when they mask something."""

from collections.abc import Iterable

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.masking import EXTENT_NAMES, Extent
from dialog.remiss.rules.masking import MOST_GROUND, REASONS
from dialog.web.forms import Form, InputRequired, optional_text

LONGEST_PASSAGE = 20_000


class MaskForm(Form):
    """Which words, where, and why."""

    part = SelectField(
        _l("Var i svaret?"), validators=[InputRequired(_l("Välj en del av svaret."))], choices=[]
    )
    extent = RadioField(
        _l("Hur mycket ska maskeras?"),
        validators=[InputRequired(_l("Välj hur mycket."))],
        choices=[SelectChoice(each.value, name) for each, name in EXTENT_NAMES.items()],
        default=Extent.ONCE.value,
    )
    passage = TextAreaField(
        _l("Ord som ska maskeras"),
        optional_text(LONGEST_PASSAGE),
        description=_l("Kopiera orden precis som de står i svaret, och klistra in dem här."),
    )
    reason = SelectField(
        _l("Skäl"),
        validators=[InputRequired(_l("Välj ett skäl."))],
        choices=[
            SelectChoice("", _l("Välj ett skäl")),
            *(SelectChoice(key, name) for key, name in REASONS.items()),
        ],
    )
    ground = StringField(
        _l("Bestämmelse"),
        optional_text(MOST_GROUND),
        description=_l(
            "Vid sekretess: skriv vilken bestämmelse den grundas på. Den visas för alla."
        ),
    )

    def offer(self, parts: Iterable[tuple[str, str]]) -> None:
        """Let one of these parts be chosen: (value, words)."""
        self.part.choices = [SelectChoice(*each) for each in parts]
