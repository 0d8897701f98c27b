"""What the author and the co-proposers fill in, one form per step."""

from typing import Any

from wtforms import (
    Field,
    HiddenField,
    RadioField,
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
from dialog.identity.rules import holds_personal_number
from dialog.process.rules import AREA_NAMES
from dialog.web.forms import Filled, Form, optional_text, written

LONGEST_TAG_LINE = 300
LANGUAGES = {  # Swedish, the national minority languages, and what many write in; in their own words
    "sv": "Svenska",
    "en": "English",
    "fi": "Suomi",
    "fit": "Meänkieli",
    "se": "Davvisámegiella",
    "rom": "Romani čhib",
    "yi": "ייִדיש",
    "ar": "العربية",
}
NOBODY, MY_NAME, ALIAS = "ingen", "namn", "alias"


class NoPersonalNumber:
    """No personal number may stand in a text that others are to read."""

    def __call__(self, form: Any, field: Field) -> None:
        if holds_personal_number(field.data or ""):
            raise ValidationError(str(rules.PERSONAL_NUMBER))


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


class NamedForm(Draft):
    """A form where people choose how they are shown."""

    shown = RadioField(
        _l("Ska ditt namn synas?"),
        [InputRequired(_l("Välj om ditt namn ska synas."))],
        description=_l("Kommunen vet alltid vem du är. Det här gäller vad andra ser."),
    )
    alias = StringField(
        _l("Alias"),
        [*optional_text(rules.MOST_NAME), NoPersonalNumber()],
        description=_l("Fyll i om du har valt alias. Skriv inte någon annans namn."),
    )

    def offer(self, name: str, *, is_allowed: bool) -> None:
        """Say what can be chosen; nothing at all where the municipality shows no names."""
        if not is_allowed:
            del self.shown, self.alias
            return
        self.shown.choices = [
            SelectChoice(NOBODY, _("Nej, visa inget namn")),
            SelectChoice(MY_NAME, _("Ja, visa mitt namn: %(name)s") % {"name": name}),
            SelectChoice(ALIAS, _("Visa ett alias i stället")),
        ]

    def validate_alias(self, field: Field) -> None:
        """An alias must be written when it has been chosen."""
        if self.shown.data == ALIAS and not field.data:
            raise ValidationError(_("Skriv det alias som ska visas."))

    def chosen_name(self, name: str) -> str:
        """What others will see: the name, the alias, or nothing."""
        if "shown" not in self:
            return ""
        return str({MY_NAME: name, ALIAS: self.alias.data}.get(self.shown.data) or "")


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
