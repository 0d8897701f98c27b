"""What people fill in. Forms check shape; rules.py decides."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import (
    Field,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.moderation.reasons import Reason
from dialog.moderation.rules import LONGEST_REPORT, MOST_ANSWER, MOST_APPEAL, Result, is_urgent
from dialog.process.rules.masking import EXTENT_NAMES, Extent
from dialog.web.forms import Form, optional_text, written

MOST_EXPLANATION = 4000
MOST_STOP = 300
LONGEST_PASSAGE = 20_000


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

    def offer(self, reasons: Mapping[str, Reason]) -> None:
        """Let these reasons be chosen, in this order."""
        self.category.choices = [(key, _title(key, each)) for key, each in reasons.items()]

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


def _title(key: str, reason: Reason) -> str:
    title = str(reason.title)
    return _("Brott: %(crime)s") % {"crime": title} if is_urgent(key) else title


class ReturnForm(Form):
    """What the author of something within a process needs to change. `seen`: the version that was read."""

    comment = TextAreaField(
        _l("Vad behöver ändras?"),
        written(_l("Skriv vad som behöver ändras."), MOST_EXPLANATION),
        description=_l("Bara den som har skrivit texten ser det. Var konkret och vänlig."),
    )
    seen = IntegerField(widget=HiddenInput())


class HideForm(Form):
    """Why something within a process is hidden. `seen`: the version that was read."""

    reason = RadioField(_l("Skäl"), [InputRequired(_l("Välj ett skäl ur listan."))], choices=[])
    comment = TextAreaField(
        _l("Förklaring till den som har skrivit texten"),
        written(_l("Förklara för den som har skrivit texten."), MOST_EXPLANATION),
        description=_l("Skälet blir offentligt. Bara den som har skrivit texten ser förklaringen."),
    )
    seen = IntegerField(widget=HiddenInput())

    def offer(self, reasons: Mapping[str, Reason]) -> None:
        """Let these reasons be chosen, in this order."""
        self.reason.choices = [(key, _title(key, each)) for key, each in reasons.items()]


class ShowForm(Form):
    """That a text may be read by all. `seen`: the version that was read."""

    seen = IntegerField(widget=HiddenInput())


class AppealForm(Form):
    """Why the decision is wrong."""

    text = TextAreaField(
        _l("Varför är beslutet fel?"),
        written(_l("Skriv varför du tycker att beslutet är fel."), MOST_APPEAL),
        description=_l("Det du skriver blir en allmän handling. Vi publicerar det inte här."),
    )


class JudgeForm(Form):
    """Whether the decision stands, and why."""

    result = RadioField(
        _l("Vad blir det?"),
        [InputRequired(_l("Välj om beslutet ska ändras."))],
        choices=[
            SelectChoice(Result.CHANGED.value, _l("Ändra beslutet")),
            SelectChoice(Result.UPHELD.value, _l("Låt beslutet stå fast")),
        ],
        description=_l(
            "Ändrar du beslutet går texten tillbaka till det läge som den hade före beslutet."
        ),
    )
    answer = TextAreaField(
        _l("Förklaring till den som begärde omprövning"),
        written(_l("Förklara för den som begärde omprövning."), MOST_ANSWER),
        description=_l("Svara på det som personen skriver. Bara hen ser det."),
    )


class StopWritingForm(Form):
    """Why nobody can write for a while."""

    words = TextAreaField(
        _l("Varför?"),
        written(_l("Skriv varför. Alla kan läsa det."), MOST_STOP),
        description=_l(
            "Visas för alla, till exempel: Vi har fått in väldigt många olagliga inlägg och "
            "behöver gå igenom dem."
        ),
    )


class ResumeForm(Form):
    """Nothing to fill in."""


class AuthorForm(Form):
    """Why something is decided about whoever wrote a text."""

    reason = RadioField(_l("Skäl"), [InputRequired(_l("Välj ett skäl ur listan."))], choices=[])
    comment = TextAreaField(
        _l("Förklaring till den som har skrivit texten"),
        written(_l("Förklara för den som har skrivit texten."), MOST_EXPLANATION),
        description=_l("Bara den som har skrivit texten ser förklaringen. Den får ett brev."),
    )

    def offer(self, reasons: Mapping[str, Reason]) -> None:
        """Let these reasons be chosen, in this order."""
        self.reason.choices = [(key, _title(key, each)) for key, each in reasons.items()]


class BlockForm(AuthorForm):
    """The same, and how long and where they cannot write."""

    days = RadioField(
        _l("Hur länge?"),
        [InputRequired(_l("Välj hur länge spärren ska gälla."))],
        coerce=int,
        choices=[
            SelectChoice(1, _l("1 dag")),
            SelectChoice(7, _l("7 dagar")),
            SelectChoice(30, _l("30 dagar")),
            SelectChoice(90, _l("90 dagar")),
        ],
    )
    where = RadioField(
        _l("Var?"),
        [InputRequired(_l("Välj var spärren ska gälla."))],
        choices=[
            SelectChoice("here", _l("Bara här")),
            SelectChoice("everywhere", _l("I allt som kommunen har på den här webbplatsen")),
        ],
    )


class MaskForm(AuthorForm):
    """Which words are hidden, and why. `seen`: the version that was read."""

    part = SelectField(
        _l("Var i texten?"), [InputRequired(_l("Välj en del av texten."))], choices=[]
    )
    extent = RadioField(
        _l("Hur mycket ska döljas?"),
        [InputRequired(_l("Välj hur mycket."))],
        choices=[SelectChoice(each.value, name) for each, name in EXTENT_NAMES.items()],
        default=Extent.ONCE.value,
    )
    passage = TextAreaField(
        _l("Ord som ska döljas"),
        optional_text(LONGEST_PASSAGE),
        description=_l("Kopiera orden precis som de står i texten, och klistra in dem här."),
    )
    seen = IntegerField(widget=HiddenInput())

    def offer_parts(self, parts: Iterable[tuple[str, Any]]) -> None:
        """Let one of these parts be chosen: (key, name)."""
        self.part.choices = [SelectChoice(*each) for each in parts]


class AlikeForm(Form):
    """What is decided about texts that are equal. `seen`: ids and versions that were read."""

    what = RadioField(
        _l("Vad beslutar du?"), [InputRequired(_l("Välj vad du beslutar."))], choices=[]
    )
    reason = SelectField(
        _l("Skäl"), choices=[], description=_l("Behövs när du döljer. Skälet blir offentligt.")
    )
    comment = TextAreaField(
        _l("Förklaring till dem som har skrivit"),
        optional_text(MOST_EXPLANATION),
        description=_l("Behövs när du döljer eller skickar tillbaka. Var och en får den."),
    )
    seen = StringField(widget=HiddenInput())

    def offer(self, moves: Iterable[tuple[str, Any]], reasons: Mapping[str, Reason]) -> None:
        """Let one of these be decided, and these reasons be given."""
        self.what.choices = [SelectChoice(*each) for each in moves]
        self.reason.choices = [
            SelectChoice("", _l("Välj ett skäl")),
            *(SelectChoice(key, _title(key, each)) for key, each in reasons.items()),
        ]
