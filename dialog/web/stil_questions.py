"""Questions of a questionnaire for the page /stil: one of each kind, and what is wrong with one."""

from types import SimpleNamespace
from typing import Any

from dialog.core.i18n import gettext as _


class _Typed:
    """What somebody has typed, as consultation.rules.values.Typed tells it."""

    def one(self, name: str) -> str:
        """The text or the place in a ranking."""
        return {"svar-tal": _("tolv"), "svar-rang--c1": "1"}.get(name, "")

    def has(self, name: str, value: str) -> bool:
        """Whether that was chosen."""
        return (name, value) in {("svar-en", "c1"), ("svar-skala", "4"), ("svar-rang--c1", "1")}


def questions() -> dict[str, Any]:
    """The variables of stil.html that are about questions."""
    number = _question("tal", "number", _("Hur långt har du till biblioteket?"), unit="km")
    fault = SimpleNamespace(question=number, name="svar-tal", words=_("Skriv ett tal med siffror."))
    return {
        "typed": _Typed(),
        "faults": [fault],
        "asked": [
            (_question("en", "single", _("Hur ofta är du på biblioteket?"), has_other=True), None),
            (_question("flera", "multiple", _("Vad gör du där?"), most=2), None),
            (_question("skala", "scale", _("Hur nöjd är du?"), **_ends()), None),
            (_question("rang", "ranking", _("Vad är viktigast?")), None),
            (_question("rutor", "matrix", _("Vad tycker du om det?"), rows=_choices()), None),
            (number, fault),
            (_question("dag", "date", _("När var du där senast?")), None),
            (_question("kort", "short_text", _("Vad ska det heta?")), None),
            (_question("lang", "long_text", _("Berätta mer."), is_required=True), None),
        ],
    }


def _ends() -> dict[str, str]:
    return {"low_label": _("inte alls nöjd"), "high_label": _("mycket nöjd")}


def _choices() -> list[SimpleNamespace]:
    labels = [_("Böckerna"), _("Lokalen"), _("Personalen")]
    return [
        SimpleNamespace(key=f"c{number}", label=label, description="")
        for number, label in enumerate(labels, start=1)
    ]


def _question(key: str, kind: str, title: str, **given: Any) -> SimpleNamespace:
    values = {
        "help": "",
        "is_required": False,
        "choices": _choices(),
        "rows": [],
        "has_other": False,
        "most": None,
        "low": 1,
        "high": 5,
        "low_label": "",
        "high_label": "",
        "unit": "",
        "shown_if": None,
    }
    return SimpleNamespace(
        key=key, kind=SimpleNamespace(value=kind), title=title, **(values | given)
    )
