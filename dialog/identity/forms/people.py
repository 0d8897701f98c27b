"""Forms of the administrator: roles, and the population register."""

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from dialog.core.i18n import lazy_gettext as _l
from dialog.core.policy import Role
from dialog.web.forms import Form, optional_text, written

ROLE_NAMES = {
    Role.MODERATOR: _l("Moderator: granskar förslag"),
    Role.OFFICER: _l("Handläggare: bereder och svarar"),
    Role.REGISTRAR: _l("Registrator: ger diarienummer"),
    Role.COUNCILLOR: _l("Förtroendevald: läser"),
    Role.ADMIN: _l("Administratör: regler, roller och utseende"),
}


class RolesField(SelectMultipleField):
    """One tick box per role."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RolesForm(Form):
    """Which roles a known person has."""

    roles = RolesField(
        _l("Roller"), choices=[SelectChoice(r.value, name) for r, name in ROLE_NAMES.items()]
    )


class GrantForm(RolesForm):
    """Roles for somebody who may never have logged in."""

    number = StringField(
        _l("Personnummer"),
        description=_l("Tolv siffror. Numret sparas inte, bara en kod som räknas fram ur det."),
        validators=written(_l("Skriv personnumret med tolv siffror."), 13),
    )
    name = StringField(
        _l("Namn"),
        description=_l("Visas för dina kollegor tills personen loggar in själv."),
        validators=optional_text(100),
    )


class PopulationForm(Form):
    """An extract from the population register."""

    as_of = DateField(
        _l("Utdragets datum"), validators=[InputRequired(_l("Skriv vilken dag utdraget gäller."))]
    )
    file = FileField(
        _l("Fil"),
        description=_l(
            "En csv- eller textfil. Varje rad börjar med ett personnummer med tolv siffror."
        ),
        validators=[FileRequired(_l("Välj en fil."))],
    )
