"""Publishing results, choosing what to look at, and importing figures."""

from collections.abc import Mapping

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, TextAreaField

from dialog.consultation.rules.lens import Look
from dialog.consultation.rules.tallying import Dimension
from dialog.core.i18n import lazy_gettext as _l
from dialog.web.forms import Form, InputRequired, written

MOST_WORDS = 20_000
# What a dimension is called in addresses.
IN_ADDRESS = {Dimension.AREA: "omrade", Dimension.AGE: "alder", Dimension.CHANNEL: "kanal"}


class ResultsForm(Form):
    """What the municipality says about the results."""

    words = TextAreaField(
        _l("Kommunens sammanfattning"),
        written(_l("Skriv vad resultatet säger."), MOST_WORDS),
        description=_l(
            "Skriv det viktigaste först: vad svarade de flesta, vad var man oense om, och vad "
            "händer nu? Du kan göra rubriker med ##, punktlistor med - och fet stil med **."
        ),
    )


class FiguresForm(Form):
    """A file with figures and the day that they are of."""

    as_of = DateField(
        _l("Siffrorna gäller den"),
        [InputRequired(_l("Skriv vilken dag siffrorna gäller."))],
        description=_l("Till exempel 2025-12-31."),
    )
    file = FileField(
        _l("Fil"),
        [FileRequired(_l("Välj en fil."))],
        description=_l("En csv-fil på högst 1 MB."),
    )


def read_look(given: Mapping[str, str]) -> Look:
    """What the address asks to look at: "steg=3&grupp=alder:20-29". What cannot be read asks nothing."""
    name, colon, group = given.get("grupp", "").partition(":")
    dimension = next((each for each, word in IN_ADDRESS.items() if word == name), Dimension.ALL)
    stage = given.get("steg", "")
    is_number = stage.isascii() and stage.isdigit()
    found = Look(int(stage) if is_number else None)
    return (
        Look(found.stage, dimension, group) if colon and dimension is not Dimension.ALL else found
    )


def group_value(dimension: Dimension, group: str) -> str:
    """A group as an address names it."""
    return f"{IN_ADDRESS[dimension]}:{group}" if dimension in IN_ADDRESS else ""
