"""One page of a questionnaire. The questions are drawn by hand; this holds what every page has."""

from wtforms import HiddenField, RadioField, SelectField

from dialog.consultation.forms.taking_part import TakingPart
from dialog.consultation.rules.groups import AGES
from dialog.core.i18n import lazy_gettext as _l

MOST_DIGITS = 9


class QuestionPageForm(TakingPart):
    """Which version of the questions the page shows."""

    version = HiddenField()

    def version_number(self) -> int | None:
        """The id of the version that was shown; None where it says nothing sensible."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


class Background:
    """A little about whoever answers. Nobody has to tell."""

    alder = RadioField(_l("Hur gammal är du?"), validate_choice=False)
    omrade = SelectField(_l("I vilket område bor du?"), validate_choice=False)

    def offer(self, areas: list[str], *, asks_age: bool) -> None:
        """Ask for what is not known and can be answered."""
        self.alder.choices = [("", _l("Vill inte svara")), *((k, v[0]) for k, v in AGES.items())]
        self.omrade.choices = [("", _l("Vill inte svara")), *((each, each) for each in areas)]
        if not asks_age:
            del self.alder
        if not areas:
            del self.omrade


class BackgroundForm(Background, QuestionPageForm):
    """The page about whoever answers."""
