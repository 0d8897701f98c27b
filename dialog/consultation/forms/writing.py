"""What participants fill in to send an idea or a comment."""

from collections.abc import Iterable, Sequence

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from dialog.consultation.forms.taking_part import TakingPart
from dialog.consultation.rules.content import Choice
from dialog.consultation.rules.writing import (
    MOST_BODY,
    MOST_COMMENT,
    MOST_TITLE,
    SPEAKING_ROLES,
)
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.policy import Role
from dialog.process.forms.writing import LANGUAGES, Named, NoPersonalNumber
from dialog.web.forms import optional_text, written

LANGUAGE_CHOICES = [SelectChoice(*each) for each in LANGUAGES.items()]


class IdeaForm(Named, TakingPart):
    """An idea: what, why, perhaps of which kind, and by whom as others see it."""

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

    def chosen_category(self) -> str:
        """The key of the category, "" where there are none."""
        return str(self.category.data) if "category" in self else ""


class CommentForm(Named, TakingPart):
    """A comment, by whom as others see it, and perhaps in a role."""

    body = TextAreaField(
        _l("Din kommentar"),
        [*written(_l("Skriv din kommentar."), MOST_COMMENT), NoPersonalNumber()],
        description=_l("Håll dig till ämnet. Skriv inget om andra privatpersoner."),
    )
    role = RadioField(_l("Vem skriver du som?"), [InputRequired(_l("Välj vem du skriver som."))])
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
        private = [SelectChoice("privat", _("Mig själv, som privatperson"))] if also_private else []
        self.role.choices = [*names, *private]

    def chosen_role(self) -> str:
        """The role, "" for everybody else."""
        chosen = str(self.role.data or "") if "role" in self else ""
        return "" if chosen == "privat" else chosen
