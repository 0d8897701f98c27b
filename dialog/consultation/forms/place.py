"""Where something is, filled in: by words, by drawing, or by coordinates. And layers, by officials."""

import json
from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from dialog.consultation.rules.content import Shape
from dialog.consultation.rules.place import LOOK_NAMES, MOST_WORDS, Place, Told, settle
from dialog.core.geojson import LONGEST_NAME
from dialog.core.i18n import lazy_gettext as _l
from dialog.web.forms import Form, optional_text, written

LONGEST_NUMBER = 30
PLACE_FIELDS = ("place", "geometry", "north", "east")


class PlaceFields(Form):
    """Part of a form: a place. Draw it with `place_fields` of _ui/map.html; call `offer_place` first."""

    place = StringField(
        _l("Adress eller beskrivning"),
        optional_text(MOST_WORDS),
        description=_l("Till exempel Storgatan 5, eller korsningen vid skolan."),
    )
    geometry = HiddenField(_l("Ritat på kartan"))
    north = StringField(_l("Latitud eller N"), optional_text(LONGEST_NUMBER))
    east = StringField(_l("Longitud eller E"), optional_text(LONGEST_NUMBER))

    def offer_place(self, shapes: tuple[Shape, ...]) -> None:
        """Ask for a place where something can be drawn; else have no such fields."""
        if not shapes:
            for name in PLACE_FIELDS:
                delattr(self, name)

    def chosen_place(self, shapes: tuple[Shape, ...], *, is_needed: bool) -> Place:
        """The place. Raises Faulty next to what is wrong."""
        if "place" not in self:
            return Place()
        told = {name: getattr(self, name).data or "" for name in PLACE_FIELDS}
        words, drawn = told.pop("place"), told.pop("geometry")
        return settle(Told(words, drawn, **told), shapes, is_needed=is_needed)

    @staticmethod
    def place_values(words: str, geometry: dict[str, Any] | None) -> dict[str, str]:
        """What the fields hold when a place is to be changed."""
        return {"place": words, "geometry": json.dumps(geometry) if geometry else ""}


class LayerForm(Form):
    """A layer for a map: a file, or text that is pasted."""

    name = StringField(
        _l("Vad visar lagret?"),
        written(_l("Skriv vad lagret visar."), LONGEST_NAME),
        description=_l("Till exempel Gångvägar eller Stadsparkens gräns."),
    )
    look = SelectField(
        _l("Hur ska det se ut?"),
        [InputRequired(_l("Välj något i listan."))],
        choices=[SelectChoice(key.value, name) for key, name in LOOK_NAMES.items()],
    )
    file = FileField(
        _l("GeoJSON-fil"),
        description=_l("Högst 2 MB, i WGS 84 eller SWEREF 99 TM."),
    )
    document = TextAreaField(
        _l("Eller klistra in GeoJSON"),
        description=_l("Om du väljer en fil används den."),
    )

    def text(self) -> str:
        """The document: that of the file, where there is one."""
        if self.file.data:
            return str(self.file.data.read().decode(errors="replace"))
        return self.document.data or ""
