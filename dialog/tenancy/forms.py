"""What administrators fill in about the municipality. Forms check shape; actions decide."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    FloatField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from dialog.core.i18n import LANGUAGES
from dialog.core.i18n import lazy_gettext as _l
from dialog.tenancy.catalogue import CHOICES, RULES
from dialog.tenancy.maps import SERVICE_NAMES, SYSTEM_NAMES
from dialog.web.forms import Form, optional_text, written

MOST_PAGE_TEXT = 20_000
MOST_WORDS = 200
MOST_ADDRESS = 500


class DecisionForm(Form):
    """Who decided on a version of a rule, and from when it holds."""

    valid_from = DateField(
        _l("Gäller från"), validators=[InputRequired(_l("Skriv från vilken dag regeln gäller."))]
    )
    decided_by = StringField(
        _l("Beslutat av"),
        description=_l("Till exempel Kommunfullmäktige."),
        validators=written(_l("Skriv vem som har beslutat."), MOST_WORDS),
    )
    case_number = StringField(
        _l("Diarienummer"),
        validators=written(_l("Skriv ärendets diarienummer."), MOST_WORDS),
    )
    legal_ref = StringField(_l("Hänvisning"), validators=optional_text(MOST_WORDS))


class FlagForm(DecisionForm):
    """A rule that is on or off."""

    value = SelectField(
        _l("Värde"),
        validators=[InputRequired(_l("Välj något i listan."))],
        choices=[SelectChoice("true", _l("Ja")), SelectChoice("false", _l("Nej"))],
    )


class WholeForm(DecisionForm):
    """A rule that is a whole number."""

    value = FloatField(_l("Värde"), validators=[InputRequired(_l("Skriv ett heltal."))])


class WordsForm(DecisionForm):
    """A rule that is a short text."""

    value = StringField(_l("Värde"), validators=optional_text(MOST_WORDS))


class ChoiceForm(DecisionForm):
    """A rule that is one of a few words."""

    value = SelectField(_l("Värde"), [InputRequired(_l("Välj något i listan."))])


class SeveralField(SelectMultipleField):
    """One tick box per choice."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SeveralForm(DecisionForm):
    """A rule that is a list of words."""

    value = SeveralField(_l("Värde"))


class ThresholdForm(DecisionForm):
    """How many names are needed."""

    mode = SelectField(
        _l("Räknas som"),
        validators=[InputRequired(_l("Välj något i listan."))],
        choices=[
            SelectChoice("count", _l("Ett antal underskrifter")),
            SelectChoice("percent_population", _l("En andel i procent av de folkbokförda")),
        ],
    )
    value = FloatField(
        _l("Värde"),
        validators=[
            InputRequired(_l("Skriv ett tal.")),
            NumberRange(min=0.001, message=_l("Skriv ett tal som är större än noll.")),
        ],
    )


def rule_form(key: str, current: Any) -> tuple[Form, Any]:
    """The form that suits the rule, filled with its value today, and how to read the answer."""
    default = RULES[key].default
    if key == "ef.threshold":
        return ThresholdForm(data=dict(current)), _threshold
    if isinstance(default, bool):
        return FlagForm(data={"value": "true" if current else "false"}), _flag
    if isinstance(default, int):
        return WholeForm(data={"value": current}), _whole
    if key in CHOICES:
        form = (SeveralForm if isinstance(default, list) else ChoiceForm)(data={"value": current})
        form.value.choices = [SelectChoice(*each) for each in CHOICES[key].items()]
        return form, _chosen
    return WordsForm(data={"value": current}), _words


def _threshold(form: Any) -> Any:
    number = form.value.data
    is_count = form.mode.data == "count"
    return {"mode": form.mode.data, "value": int(number) if is_count else number}


def _flag(form: Any) -> bool:
    return bool(form.value.data == "true")


def _whole(form: Any) -> Any:
    number = form.value.data
    return int(number) if float(number).is_integer() else number


def _chosen(form: Any) -> Any:
    return form.value.data


def _words(form: Any) -> str:
    return str(form.value.data or "")


class LooksForm(Form):
    """Colour and logo."""

    colour = StringField(
        _l("Färg"),
        description=_l("Sex siffror eller bokstäver efter ett nummertecken, till exempel #00664f."),
        validators=[
            *written(_l("Skriv kommunens färg."), 7),
            Regexp(r"^#[0-9a-fA-F]{6}$", message=_l("Skriv färgen som #00664f.")),
        ],
    )
    logo = FileField(
        _l("Logotyp"),
        description=_l("PNG, JPEG eller WebP. Helst liggande, minst 128 bildpunkter hög."),
        validators=[Optional()],
    )


class DepartmentForm(Form):
    """A department or a committee."""

    name = StringField(_l("Namn"), validators=written(_l("Skriv vad den heter."), MOST_WORDS))
    is_committee = BooleanField(_l("Det är en nämnd eller kommunstyrelsen"))


class PageForm(Form):
    """One of the municipality's page texts."""

    body = TextAreaField(
        _l("Text"),
        description=_l("En tom rad ger ett nytt stycke. ## gör en rubrik, - en punkt i en lista."),
        validators=written(_l("Sidan kan inte vara tom."), MOST_PAGE_TEXT),
    )
    language = SelectField(_l("Språk"), choices=[SelectChoice(*each) for each in LANGUAGES.items()])


class BaseMapForm(Form):
    """The background of maps, and the border of the municipality."""

    service = SelectField(
        _l("Karttjänst"),
        [InputRequired(_l("Välj något i listan."))],
        choices=[SelectChoice(key.value, name) for key, name in SERVICE_NAMES.items()],
        description=_l("Utan karttjänst visas kommunens egna lager på en enfärgad bakgrund."),
    )
    url = StringField(
        _l("Adress"),
        optional_text(MOST_ADDRESS),
        description=_l(
            "Till exempel https://karta.kommunen.example/wms. En adress till WMTS får innehålla {TileMatrix}, {TileRow} och {TileCol}."
        ),
    )
    layer = StringField(_l("Lager"), optional_text(MOST_WORDS))
    matrix_set = StringField(
        _l("Rutnät (TileMatrixSet)"),
        optional_text(MOST_WORDS),
        description=_l("Bara för WMTS. Till exempel 3006 eller GoogleMapsCompatible."),
    )
    crs = SelectField(
        _l("Koordinatsystem"),
        [Optional()],
        choices=[SelectChoice(key, name) for key, name in SYSTEM_NAMES.items()],
    )
    attribution = StringField(
        _l("Kartans källa"),
        optional_text(MOST_WORDS),
        description=_l("Står i kartans hörn. Till exempel: © Lantmäteriet."),
    )
    bounds = FileField(
        _l("Kommunens gräns"),
        description=_l(
            "En GeoJSON-fil på högst 2 MB, i WGS 84 eller SWEREF 99 TM. Platser utanför gränsen tas emot men märks."
        ),
    )
    forgets_bounds = BooleanField(_l("Ta bort gränsen som finns"))
