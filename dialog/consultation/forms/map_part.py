"""What an official fills in about a map."""

from dataclasses import replace
from typing import Any

from wtforms import BooleanField, Field, IntegerField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from dialog.consultation.forms.lines import Between
from dialog.consultation.forms.parts import PartForm, categories, prompt
from dialog.consultation.rules.content import Choice, MapContent, Shape
from dialog.consultation.rules.names import SHAPE_NAMES
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.tenancy.forms import SeveralField

FURTHEST_OUT, CLOSEST = 3, 19  # zoom levels
MOST_LATITUDE, MOST_LONGITUDE = 90, 180


class Degrees:
    """Empty, or a number of degrees with comma or point."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Any, field: Field) -> None:
        value = degrees(field.data)
        if field.data and (value is None or abs(value) > self.most):
            raise ValidationError(_("Skriv ett tal i grader, till exempel 57,7."))


def degrees(text: str | None) -> float | None:
    """The number, or None when it is none."""
    try:
        value = float((text or "").replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) <= MOST_LONGITUDE else None


class MapForm(PartForm):
    """What is asked, what can be drawn, and where the map begins."""

    prompt = prompt()
    categories = categories()
    shapes = SeveralField(
        _l("Vad går att rita?"),
        [DataRequired(_l("Välj minst en sak som går att rita."))],
        choices=[SelectChoice(shape.value, name) for shape, name in SHAPE_NAMES.items()],
        description=_l("Den som inte kan använda kartan skriver platsen med ord i stället."),
    )
    latitude = StringField(
        _l("Mittpunkt, latitud"),
        [Degrees(MOST_LATITUDE)],
        description=_l("WGS 84, till exempel 57,7089. Tomt: kartan visar lagren du lägger till."),
    )
    longitude = StringField(
        _l("Mittpunkt, longitud"),
        [Degrees(MOST_LONGITUDE)],
        description=_l("WGS 84, till exempel 11,9746."),
    )
    zoom = IntegerField(
        _l("Zoomnivå"),
        [Between(FURTHEST_OUT, CLOSEST)],
        description=_l("12 visar en tätort, 16 ett kvarter."),
    )
    takes_picture = BooleanField(_l("Deltagarna kan lägga till en bild"))
    takes_support = BooleanField(_l("Andra kan stödja det som är skrivet"))
    takes_comments = BooleanField(_l("Andra kan kommentera"))
    lists = ("categories",)

    @classmethod
    def show(cls, content: MapContent) -> dict[str, Any]:
        """The values of the fields for that content."""
        longitude, latitude = content.centre or ("", "")
        return super().show(content) | {
            "shapes": [shape.value for shape in content.shapes],
            "latitude": str(latitude).replace(".", ","),
            "longitude": str(longitude).replace(".", ","),
        }

    def validate_longitude(self, field: Field) -> None:
        """A place has two numbers."""
        if bool(field.data) != bool(self.latitude.data):
            raise ValidationError(_("Skriv både latitud och longitud, eller ingen av dem."))

    def said(self, before: MapContent, earlier: dict[str, list[Choice]]) -> Any:
        """The content as the official wants it."""
        longitude, latitude = degrees(self.longitude.data), degrees(self.latitude.data)
        is_given = longitude is not None and latitude is not None
        return replace(
            super().said(before, earlier),
            shapes=tuple(Shape(value) for value in self.shapes.data or []),
            centre=(longitude, latitude) if is_given else None,
        )
