"""What a moderator fills in."""

from collections.abc import Iterable

from wtforms import BooleanField, DateField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Optional

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.moderation.reasons import REASONS
from dialog.web.forms import Form, written

MOST_COMMENT = 4000


class PublishForm(Form):
    """When the collection begins, and whether names are needed at all."""

    opens_on = DateField(
        _l("Insamlingen börjar"),
        [Optional()],
        description=_l("Lämna tomt om den ska börja nu. Annars börjar den när dagen börjar."),
    )
    is_minority_matter = BooleanField(
        _l("Förslaget gäller nationella minoriteters rättigheter"),
        description=_l(
            "Enligt kommunens regler behövs då inga underskrifter. Förslaget lämnas över direkt."
        ),
    )


class SendBackForm(Form):
    """What the author needs to change."""

    comment = TextAreaField(
        _l("Vad behöver förslagsställaren ändra?"),
        written(_l("Skriv vad förslagsställaren behöver ändra."), MOST_COMMENT),
        description=_l("Bara förslagsställaren ser det du skriver. Var konkret och vänlig."),
    )


class RefuseForm(Form):
    """Why, from the published catalogue, and in the moderator's own words."""

    reason = RadioField(
        _l("Skäl"),
        [InputRequired(_l("Välj ett skäl ur listan."))],
        choices=[],
        description=_l(
            "Väljer du ett skäl märkt ”texten döljs” ser bara förslagsställarna och kommunens personal texten."
        ),
    )
    comment = TextAreaField(
        _l("Förklaring till förslagsställaren"),
        written(_l("Förklara för förslagsställaren varför."), MOST_COMMENT),
        description=_l("Förklaringen blir offentlig om texten inte döljs. Skriv inget privat."),
    )

    def offer(self, keys: Iterable[str]) -> None:
        """Let these reasons be chosen; the words say which of them hide the text."""
        self.reason.choices = [(key, _title(key)) for key in keys]


def _title(key: str) -> str:
    reason = REASONS[key]
    if reason.hides:
        return _("%(title)s (texten döljs)") % {"title": reason.title}
    return str(reason.title)
