"""What the author and the co-proposers fill in, one form per step."""

from typing import Any

from wtforms import (
    Field,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.i18n import ngettext
from dialog.folkmotion import rules
from dialog.process.forms.writing import LANGUAGES, Named, NoPersonalNumber
from dialog.process.rules import AREA_NAMES
from dialog.web.forms import Filled, Form, optional_text, written

LONGEST_TAG_LINE = 300


class Draft(Form):
    """A step of the proposal. It can be saved before it is finished."""

    def forgive(self) -> None:
        """Let what is missing be missing for now; the title is always needed to find the draft."""
        for field in self:
            if field.name != "title":
                field.validators = [
                    judge
                    for judge in field.validators
                    if not isinstance(judge, Filled | InputRequired)
                ]

    def wording(self) -> dict[str, Any]:
        """The fields as arguments of Proposal."""
        return {
            name: value for name, value in self.data.items() if name not in {"csrf_token", "once"}
        }


class Opening(Draft):
    """Step 1: what it is about."""

    once = HiddenField()  # makes one draft of a form that is sent twice
    title = StringField(
        _l("Rubrik"),
        [*written(_l("Skriv en rubrik."), rules.MOST_TITLE), NoPersonalNumber()],
        description=_l(
            "Säg kort vad du vill ska hända. Till exempel: Fler bänkar längs Kyrkvägen."
        ),
    )
    summary = TextAreaField(
        _l("Sammanfattning"),
        [
            *written(
                _l("Sammanfatta förslaget med en eller ett par meningar."), rules.MOST_SUMMARY
            ),
            NoPersonalNumber(),
        ],
        description=_l("En eller ett par meningar. De visas i listor och när någon delar länken."),
    )


class Wording(Draft):
    """Step 2: the text that people will sign, and why."""

    body = TextAreaField(
        _l("Ditt förslag"),
        [*written(_l("Skriv ditt förslag."), rules.MOST_BODY), NoPersonalNumber()],
        description=_l(
            "Beskriv vad kommunen ska göra, och var. Skriv inget om andra privatpersoner. "
            "En tom rad ger ett nytt stycke. Rader som börjar med bindestreck blir en lista."
        ),
    )
    reasons = TextAreaField(
        _l("Varför är det viktigt?"),
        [*optional_text(rules.MOST_REASONS), NoPersonalNumber()],
        description=_l("Vem får nytta av det? Vad blir bättre?"),
    )
    language = SelectField(
        _l("Vilket språk är texten skriven på?"),
        [InputRequired(_l("Välj språk."))],
        choices=[SelectChoice(*each) for each in LANGUAGES.items()],
        description=_l("Då kan skärmläsare läsa upp texten rätt."),
    )


class NamedForm(Named, Draft):
    """A step where people choose how they are shown."""


class Placing(NamedForm):
    """Step 3: where it belongs, and who is shown."""

    area = SelectField(
        _l("Ämne"),
        [InputRequired(_l("Välj ett ämne."))],
        choices=[
            SelectChoice("", _l("Välj ämne")),
            *(SelectChoice(*each) for each in AREA_NAMES.items()),
        ],
    )
    tags = StringField(
        _l("Nyckelord"),
        [*optional_text(LONGEST_TAG_LINE), NoPersonalNumber()],
        description=_l("Ord som hjälper andra att hitta hit. Skriv komma mellan orden."),
    )

    def tag_list(self) -> tuple[str, ...]:
        """The tags, each once."""
        words = [" ".join(word.split()).lstrip("#") for word in (self.tags.data or "").split(",")]
        once: dict[str, str] = {}
        for word in filter(None, words):
            once.setdefault(word.casefold(), word)
        return tuple(once.values())

    def validate_tags(self, field: Field) -> None:
        """Not too many, and none too long."""
        tags = self.tag_list()
        if len(tags) > rules.MOST_TAGS:
            message = _("Det är för många nyckelord. Skriv högst %(most)d.")
            raise ValidationError(message % {"most": rules.MOST_TAGS})
        for tag in tags:
            over = len(tag) - rules.MOST_TAG
            if over > 0:
                message = ngettext(
                    "Nyckelordet ”%(tag)s…” är %(over)d tecken för långt.",
                    "Nyckelordet ”%(tag)s…” är %(over)d tecken för långt.",
                    over,
                )
                raise ValidationError(message % {"tag": tag[: rules.MOST_TAG], "over": over})

    def wording(self) -> dict[str, Any]:
        """The fields as arguments of Proposal, but for the name."""
        return {"area": self.area.data or "", "tags": self.tag_list()}


class Joining(NamedForm):
    """What a co-proposer chooses."""


class Confirmation(Form):
    """A button and nothing else."""
