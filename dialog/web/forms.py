"""What every form shares: tidy text, clear messages, and words that survive a lost login."""

from typing import Any

from flask import current_app
from flask_wtf import FlaskForm
from wtforms import Field, StringField, ValidationError
from wtforms.validators import InputRequired, StopValidation

from dialog.core import text
from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.i18n import ngettext

# What WTForms itself says, in our words.
OWN_WORDS = {
    "Not a valid date value.": _l("Skriv datumet som år-månad-dag, till exempel 2026-12-31."),
    "Not a valid integer value.": _l("Skriv ett heltal."),
    "Not a valid float value.": _l("Skriv ett tal."),
    "Not a valid decimal value.": _l("Skriv ett tal."),
    "Not a valid choice.": _l("Välj något i listan."),
    "'%(value)s' is not a valid choice for this field.": _l("Välj något i listan."),
    "Invalid Choice: could not coerce.": _l("Välj något i listan."),
    "This field is required.": _l("Fyll i det här."),
}


_UNSAID = object()


class OwnWords:
    """Translates WTForms' English messages through our own catalogue."""

    def gettext(self, message: str) -> str:
        """Our words for the message, or the message when we have none."""
        return str(OWN_WORDS.get(message, message))

    def ngettext(self, one: str, many: str, n: int) -> str:
        """WTForms' messages for numbers of things are not used by us."""
        return self.gettext(one if n == 1 else many)


class Form(FlaskForm):
    """A form whose text fields are tidied before they are judged.

    When it is shown again after a lost login, it holds what had been typed (identity.kept).
    """

    def __init__(self, formdata: Any = _UNSAID, **values: Any) -> None:
        if formdata is not _UNSAID:
            super().__init__(formdata=formdata, **values)
        elif kept := current_app.extensions["take_kept"]():
            super().__init__(formdata=kept, **values)
        else:
            super().__init__(**values)

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> OwnWords:
            return OwnWords()

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            filters = unbound_field.kwargs.get("filters", [])
            if "StringField" in _ancestry(unbound_field.field_class):
                options = options | {"filters": [*filters, _tidy]}
                unbound_field.kwargs.pop("filters", None)
            return unbound_field.bind(form=form, **options)


class Trapped(Form):
    """A form that anybody may send without logging in. Robots fill in every field they find.

    How fast it was filled in is not judged: whoever pastes a text, or lets the browser fill in, is
    fast too. In the template the trap is drawn by `trap(form)`.
    """

    website = StringField(_l("Lämna det här fältet tomt"))

    def is_robot(self) -> bool:
        """Whether the trap was filled in. Whoever did gets a page that looks like success."""
        return bool(self.website.data)


def _ancestry(field_class: type) -> set[str]:
    return {cls.__name__ for cls in field_class.__mro__}


def _tidy(value: Any) -> Any:
    return text.tidy(value) if isinstance(value, str) else value


def blame(form: FlaskForm, fault: Faulty) -> None:
    """Show what the domain found wrong next to the field that it is about."""
    field = getattr(form, fault.field, None)
    if isinstance(field, Field):
        field.errors = [*field.errors, str(fault)]
    else:
        form.form_errors.append(str(fault))


class Filled:
    """Something other than white space must be there."""

    field_flags = {"required": True}

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: Any, field: Field) -> None:
        if not (field.data or "").strip():
            field.errors = []
            raise StopValidation(str(self.message))


class AtMost:
    """No more characters than `most`; the message says how many too many."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: Any, field: Field) -> None:
        over = len(field.data or "") - self.most
        if over > 0:
            message = ngettext(
                "Texten är %(over)d tecken för lång. Den får ha högst %(most)d tecken.",
                "Texten är %(over)d tecken för lång. Den får ha högst %(most)d tecken.",
                over,
            )
            raise ValidationError(message % {"over": over, "most": self.most})


class Plain:
    """No control characters and no marks that turn the direction of the text."""

    def __call__(self, form: Any, field: Field) -> None:
        if text.has_unwanted(field.data or ""):
            raise ValidationError(
                _(
                    "Texten innehåller osynliga styrtecken. Skriv om den delen eller klistra in den som ren text."
                )
            )


def written(message: Any, most: int) -> list[Any]:
    """Validators of a text that must be there: filled, plain, at most so long."""
    return [Filled(message), Plain(), AtMost(most)]


def optional_text(most: int) -> list[Any]:
    """Validators of a text that may be left out."""
    return [Plain(), AtMost(most)]


REQUIRED = _l("Fyll i det här.")
__all__ = [
    "REQUIRED",
    "AtMost",
    "Filled",
    "Form",
    "InputRequired",
    "Plain",
    "Trapped",
    "blame",
    "optional_text",
    "written",
]
