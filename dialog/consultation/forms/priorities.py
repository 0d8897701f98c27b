"""What an official fills in about options to weigh against one another."""

from dataclasses import replace
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from dialog.consultation.forms.lines import Between, OnePerLine, lines
from dialog.consultation.forms.parts import LINES_HELP, PartForm, PublicForm, prompt
from dialog.consultation.rules.content import Choice, Method, PrioritiesContent
from dialog.consultation.rules.limits import MOST_CHOICES, MOST_HELP, MOST_LINE, MOST_POINTS
from dialog.consultation.rules.names import METHOD_NAMES
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.web.forms import Plain, optional_text


class OptionForm(PublicForm):
    """More words about one option that has been saved."""

    class Meta(PublicForm.Meta):
        csrf = False  # the form around it has the token

    key = HiddenField()
    words = TextAreaField(validators=optional_text(MOST_HELP))


class PrioritiesForm(PartForm):
    """What is weighed, and how."""

    prompt = prompt()
    method = RadioField(
        _l("Hur visar deltagarna vad som är viktigast?"),
        [InputRequired(_l("Välj hur deltagarna visar vad som är viktigast."))],
        choices=[SelectChoice(method.value, name) for method, name in METHOD_NAMES.items()],
    )
    amount = IntegerField(
        _l("Hur många?"),
        [Between(1, MOST_POINTS)],
        description=_l("Så många poäng att fördela, eller så många alternativ att välja."),
    )
    options = TextAreaField(
        _l("Alternativ"),
        [
            Plain(),
            OnePerLine(
                fewest=2,
                most=MOST_CHOICES,
                longest=MOST_LINE,
                too_few=_l("Skriv minst två alternativ, ett på varje rad."),
            ),
        ],
        description=LINES_HELP,
    )
    descriptions = FieldList(FormField(OptionForm), max_entries=MOST_CHOICES)
    shows_result = BooleanField(_l("Visa resultatet medan steget är öppet"))
    lists = ("options",)

    @classmethod
    def show(cls, content: PrioritiesContent) -> dict[str, Any]:
        """The values of the fields for that content."""
        described = [{"key": each.key, "words": each.description} for each in content.options]
        return super().show(content) | {
            "method": content.method.value,
            "descriptions": described,
        }

    def name_options(self, options: tuple[Choice, ...]) -> None:
        """Let every description say which option it is about."""
        names = {option.key: option.label for option in options}
        for entry in self.descriptions:
            name = names.get(entry.form.key.data, "")
            entry.form.words.label.text = _("Mer om ”%(name)s”") % {"name": name}

    def validate_amount(self, field: Field) -> None:
        """Nobody can pick more than there is, and picking all of it says nothing."""
        picks = self.method.data == Method.PICK.value
        if picks and field.data is not None and field.data >= len(lines(self.options.data)):
            raise ValidationError(_("Det ska gå att välja färre än alla alternativ."))

    def said(self, before: PrioritiesContent, earlier: dict[str, list[Choice]]) -> Any:
        """The content as the official wants it."""
        content = super().said(before, earlier)
        words = {entry.form.key.data: entry.form.words.data for entry in self.descriptions}
        options = tuple(
            replace(option, description=words.get(option.key, option.description) or "")
            for option in content.options
        )
        return replace(content, method=Method(self.method.data), options=options)
