"""What participants fill in to send an idea or a comment."""

from collections.abc import Iterable, Sequence

from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from dialog.consultation.forms.place import PlaceFields
from dialog.consultation.forms.taking_part import TakingPart
from dialog.consultation.rules.content import Choice
from dialog.consultation.rules.writing import (
    MOST_ALT,
    MOST_BODY,
    MOST_COMMENT,
    MOST_TITLE,
    SPEAKING_ROLES,
)
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.policy import Role
from dialog.process.forms.asking import Asking
from dialog.process.forms.uploads import UploadField, UploadForm
from dialog.process.forms.writing import LANGUAGES, Named, NoPersonalNumber
from dialog.process.rules.files import FROM_PARTICIPANTS
from dialog.web.forms import optional_text, written

LANGUAGE_CHOICES = [SelectChoice(*each) for each in LANGUAGES.items()]


class IdeaForm(PlaceFields, Named, UploadForm, Asking, TakingPart):
    """An idea: what, why, perhaps of which kind, and by whom as others see it."""

    asks_about = ("title", "body", "picture_alt", "alias")

    title = StringField(
        _l("Rubrik"),
        [*written(_l("Skriv en rubrik."), MOST_TITLE), NoPersonalNumber()],
        description=_l("Säg kort vad du vill. Till exempel: Fler bänkar vid dammen."),
    )
    body = TextAreaField(
        _l("Beskriv din idé"),
        [*optional_text(MOST_BODY), NoPersonalNumber()],
        description=_l("Varför behövs det, och för vem? Skriv inget om andra privatpersoner."),
    )
    category = SelectField(_l("Kategori"), [InputRequired(_l("Välj en kategori."))], choices=[])
    picture = UploadField(_l("Bild"), taken=FROM_PARTICIPANTS)
    picture_alt = StringField(
        _l("Vad visar bilden?"),
        [*optional_text(MOST_ALT), NoPersonalNumber()],
        description=_l(
            "Skriv det med några ord, för den som inte kan se bilden. Till exempel: Dammen i "
            "Stadsparken, utan bänkar runt om."
        ),
    )
    no_picture = BooleanField(_l("Ta bort bilden"))
    language = SelectField(
        _l("Vilket språk är texten skriven på?"),
        [InputRequired(_l("Välj språk."))],
        choices=LANGUAGE_CHOICES,
        description=_l("Då kan skärmläsare läsa upp texten rätt."),
    )

    def offer_categories(self, choices: Sequence[Choice]) -> None:
        """Let one of these be chosen; no field at all where there are none."""
        if not choices:
            del self.category
            return
        self.category.choices = [
            SelectChoice("", _("Välj kategori")),
            *(SelectChoice(each.key, each.label) for each in choices),
        ]

    def offer_picture(self, *, is_taken: bool, has_one: bool) -> None:
        """Ask for a picture where the official takes them; whoever has sent one can take it away."""
        if not is_taken:
            del self.picture, self.picture_alt
        if not has_one:
            del self.no_picture

    def validate_picture_alt(self, field: Field) -> None:
        """A picture says what it shows."""
        keeps = "no_picture" in self and not self.no_picture.data
        if (self.picture.data or keeps) and not field.data:
            raise ValidationError(_("Skriv vad bilden visar, för den som inte kan se den."))

    def chosen_category(self) -> str:
        """The key of the category, "" where there are none."""
        return str(self.category.data) if "category" in self else ""


class CommentForm(Named, Asking, TakingPart):
    """A comment, by whom as others see it, and perhaps in a role."""

    asks_about = ("body", "alias")

    body = TextAreaField(
        _l("Din kommentar"),
        [*written(_l("Skriv din kommentar."), MOST_COMMENT), NoPersonalNumber()],
        description=_l("Håll dig till ämnet. Skriv inget om andra privatpersoner."),
    )
    role = RadioField(
        _l("I vilken roll skriver du?"), [InputRequired(_l("Välj vilken roll du skriver i."))]
    )
    language = SelectField(
        _l("Vilket språk är texten skriven på?"),
        [InputRequired(_l("Välj språk."))],
        choices=LANGUAGE_CHOICES,
    )

    def offer_roles(self, roles: Iterable[Role], *, also_private: bool) -> None:
        """Let those who work for the municipality say in which role they write. Others are not asked."""
        names = [SelectChoice(role.value, SPEAKING_ROLES[role]) for role in roles]
        if not names:
            del self.role
            return
        private = [SelectChoice("privat", _("Jag själv, som privatperson"))] if also_private else []
        self.role.choices = [*names, *private]

    def chosen_role(self) -> str:
        """The role, "" for everybody else."""
        chosen = str(self.role.data or "") if "role" in self else ""
        return "" if chosen == "privat" else chosen
