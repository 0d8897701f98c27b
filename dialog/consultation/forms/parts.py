"""What an official fills in about a part: what every editor begins with, and the simple kinds."""

from dataclasses import replace
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from dialog.consultation.forms.lines import OnePerLine, lines
from dialog.consultation.rules import PART_NAMES
from dialog.consultation.rules.content import Choice
from dialog.consultation.rules.keys import match
from dialog.consultation.rules.limits import MOST_CHOICES, MOST_INTRO, MOST_LINE, MOST_TITLE
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.rules import holds_personal_number
from dialog.web.forms import Form, Plain, optional_text, written

MARKDOWN_HELP = _l(
    "En tom rad ger ett nytt stycke. ## gör en rubrik, - en punkt i en lista, **ord** fet stil. "
    "En länk skrivs [ord](https://adress)."
)
LINES_HELP = _l("En på varje rad. Rätta ett ord på dess egen rad, så räknas det som samma sak.")
PERSONAL_NUMBER = _l("Personnummer får inte stå i texten. Ta bort numret.")
PROMPT = _l("Skriv vad du vill att folk ska göra.")


class PublicForm(Form):
    """What is written in it will be read by everyone, so no personal number may stand in it."""

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether all is well."""
        is_well = bool(super().validate(*args, **kwargs))
        for field in self:
            if isinstance(field, StringField) and holds_personal_number(field.data or ""):
                field.errors = [*field.errors, str(PERSONAL_NUMBER)]
                is_well = False
        return is_well


class NewPartForm(PublicForm):
    """What kind of part, and what it is called."""

    kind = RadioField(
        _l("Vad ska delen vara?"),
        [InputRequired(_l("Välj vad delen ska vara."))],
        choices=[SelectChoice(kind.value, name) for kind, name in PART_NAMES.items()],
    )
    title = StringField(_l("Rubrik"), written(_l("Skriv en rubrik."), MOST_TITLE))


class SeenForm(PublicForm):
    """`seen` tells what the official began with (rules.transcript); `confirmed` that they know what it does."""

    seen = HiddenField()
    confirmed = BooleanField(_l("Jag förstår vad ändringen gör med svaren"))


class PartForm(SeenForm):
    """What every editor of a part begins with."""

    title = StringField(_l("Rubrik"), written(_l("Skriv en rubrik."), MOST_TITLE))
    lists: tuple[str, ...] = ()  # fields of the content that are lists of choices

    @classmethod
    def show(cls, content: Any) -> dict[str, Any]:
        """The values of the fields for that content."""
        values: dict[str, Any] = {
            name: value for name, value in vars(content).items() if hasattr(cls, name)
        }
        return values | {name: as_lines(getattr(content, name)) for name in cls.lists}

    def said(self, before: Any, earlier: dict[str, list[Choice]]) -> Any:
        """The content as the official wants it, where `before` is what it is now.

        `earlier`: by field, the choices that any version has had.
        """
        plain = {
            field.name: field.data
            for field in self
            if hasattr(before, field.name) and field.name not in self.lists
        }
        listed = {
            name: match(lines(self[name].data), getattr(before, name), earlier[name])
            for name in self.lists
        }
        return replace(before, **plain, **listed)


def categories() -> TextAreaField:
    """A field for the categories of what people write."""
    rule = OnePerLine(fewest=0, most=MOST_CHOICES, longest=MOST_LINE, too_few="")
    return TextAreaField(_l("Kategorier"), [Plain(), rule], description=LINES_HELP)


def prompt() -> TextAreaField:
    """A field for what people are asked to do."""
    return TextAreaField(
        _l("Vad ska deltagarna göra?"), written(PROMPT, MOST_INTRO), description=MARKDOWN_HELP
    )


def as_lines(choices: tuple[Choice, ...]) -> str:
    """The choices, one per line."""
    return "\n".join(choice.label for choice in choices)


class DiscussionForm(PartForm):
    """What people are asked to discuss."""

    prompt = prompt()


class IdeasForm(PartForm):
    """What ideas are asked for, and what others can do with them."""

    prompt = prompt()
    categories = categories()
    takes_picture = BooleanField(_l("Deltagarna kan lägga till en bild"))
    takes_place = BooleanField(_l("Deltagarna kan ange en plats"))
    takes_support = BooleanField(_l("Andra kan stödja idén"))
    takes_comments = BooleanField(_l("Andra kan kommentera idén"))
    lists = ("categories",)


class FrameForm(PartForm):
    """What stands around the questions."""

    intro = TextAreaField(_l("Inledning"), optional_text(MOST_INTRO), description=MARKDOWN_HELP)
    asks_age = BooleanField(_l("Fråga efter åldersgrupp"))
    asks_area = BooleanField(_l("Fråga efter område"))
    thanks = TextAreaField(
        _l("Tack"),
        optional_text(MOST_INTRO),
        description=_l("Visas när svaret är skickat. Skriv vad som händer sedan."),
    )


class PageForm(SeenForm):
    """What stands on top of a page of questions."""

    title = StringField(_l("Sidans rubrik"), optional_text(MOST_TITLE))
    intro = TextAreaField(
        _l("Sidans inledning"), optional_text(MOST_INTRO), description=MARKDOWN_HELP
    )
