"""What an official fills in about the positions that people can take, and about the questions."""

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from dialog.core.i18n import lazy_gettext as _l
from dialog.process.forms.writing import NoPersonalNumber
from dialog.remiss.rules.content import TONE_NAMES, WHOLE, Tone
from dialog.web.forms import Form, written

MOST_LABEL, MOST_QUESTION = 80, 500


class PositionForm(Form):
    """What one can choose, and what it means for the proposal."""

    label = StringField(
        _l("Vad kan den som svarar välja?"),
        [*written(_l("Skriv vad den som svarar kan välja."), MOST_LABEL), NoPersonalNumber()],
        description=_l("Till exempel: Stödjer förslaget."),
    )
    tone = RadioField(
        _l("Vad betyder det för förslaget?"),
        [InputRequired(_l("Välj vad det betyder."))],
        choices=[SelectChoice(tone.value, name) for tone, name in TONE_NAMES.items()],
        description=_l("Det avgör färgen i diagram, och hur svaren räknas samman."),
    )

    def settle(self) -> None:
        """Ask only for the words, since people have chosen by the meaning."""
        del self.tone

    def chosen_tone(self, before: Tone) -> Tone:
        """The tone that was chosen, else the one that it has."""
        field = getattr(self, "tone", None)
        return Tone(field.data) if field is not None else before


class QuestionForm(Form):
    """A question, and which section it is about."""

    section = SelectField(_l("Vad gäller frågan?"), choices=[])
    text = TextAreaField(
        _l("Fråga"),
        [*written(_l("Skriv frågan."), MOST_QUESTION), NoPersonalNumber()],
        description=_l("Den som svarar skriver med egna ord."),
    )

    def offer(self, sections: Iterable[Any]) -> None:
        """Let these sections be chosen, and the whole."""
        named = [SelectChoice(each.key, each.heading) for each in sections]
        self.section.choices = [SelectChoice(WHOLE, _l("Hela förslaget")), *named]
