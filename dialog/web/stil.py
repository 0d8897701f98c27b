"""What the page /stil shows: one of everything, with made-up content; development only."""

from datetime import UTC, date, datetime
from typing import Any

from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.web.forms import Trapped, written
from dialog.web.stil_questions import questions


class SampleForm(Trapped):
    """One field of each kind."""

    title = StringField(
        _l("Rubrik"),
        written(_l("Skriv en rubrik."), 80),
        description=_l("Säg i en mening vad du vill ska hända."),
    )
    text = TextAreaField(
        _l("Ditt förslag"),
        written(_l("Skriv ditt förslag."), 5000),
        description=_l("Beskriv vad kommunen ska göra och varför. Skriv inget privat om andra."),
    )
    area = SelectField(
        _l("Ämne"),
        [InputRequired(_l("Välj ett ämne."))],
        choices=[
            SelectChoice("", _l("Välj ämne")),
            SelectChoice("kultur", _l("Kultur och fritid")),
        ],
    )
    shown = RadioField(
        _l("Ska ditt namn synas?"),
        [InputRequired(_l("Välj om ditt namn ska synas."))],
        choices=[
            SelectChoice("no", _l("Nej, visa inte mitt namn")),
            SelectChoice("yes", _l("Ja, visa mitt namn")),
        ],
        description=_l("Kommunen vet alltid vem du är."),
    )
    news = SelectMultipleField(
        _l("När vill du få brev?"),
        choices=[
            SelectChoice("answer", _l("När det finns ett beslut")),
            SelectChoice("meeting", _l("Inför möten")),
        ],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    day = DateField(_l("Datum för mötet"), [Optional()])
    attachment = FileField(_l("Bilaga"), description=_l("En pdf på högst 10 MB."))
    consent = BooleanField(
        _l("Jag har läst reglerna"), [InputRequired(_l("Läs reglerna och kryssa i rutan."))]
    )


def sample() -> dict[str, Any]:
    """The variables of stil.html."""
    faulty = SampleForm(MultiDict({"fel-text": "x" * 5001}), prefix="fel-", meta={"csrf": False})
    faulty.validate()
    return {
        "form": SampleForm(MultiDict(), meta={"csrf": False}),
        "faulty": faulty,
        "updated_at": datetime(2026, 11, 22, 13, 3, tzinfo=UTC),
        "meeting": date(2027, 2, 15),
        "entries": _entries(),
        "media": _media(),
        "charts": _charts(),
        "questions": questions(),
    }


def _media() -> dict[str, Any]:
    """Files as process.views.attachments shows them. The picture is one that every page has."""
    picture = _file(
        "/static/img/dialog.svg",
        is_picture=True,
        alt=_("Märket för dialog"),
        caption=_("Så ser märket ut."),
    )
    states = [("#plan", "clean"), ("", "pending"), ("", "infected")]
    return {
        "picture": picture,
        "documents": [_file(href, name=_("Biblioteksplan.pdf"), state=s) for href, s in states],
    }


def _file(href: str, **more: Any) -> dict[str, Any]:
    plain = {"name": "", "about": _("PDF, 1,2 MB"), "state": "clean", "width": None, "height": None}
    return plain | {"href": href, "is_picture": False, "alt": "", "caption": ""} | more


def _charts() -> dict[str, Any]:
    """Lines as consultation.rules.statistics makes them: one of each picture."""
    months = [_("januari"), _("februari"), _("mars"), _("april")]
    return {
        "choices": [
            _line(_("Fler träd"), 120, 60),
            _line(_("Fler bänkar"), 70, 35),
            _line(_("En damm"), 10, 5, is_removed=True),
            _line(_("Något annat"), None, None),
        ],
        "scale": [_line(str(step), 10 * step, 10 * step / 1.5) for step in range(1, 6)],
        "numbers": [_line(f"{low}–{low + 4}", 40 - low, 10) for low in range(0, 40, 5)],
        "months": [
            _line(month, number, 10) for month, number in zip(months, [5, 30, 12, 18], strict=True)
        ],
        "groups": [
            _group(_("20–29 år"), 30, 1500),
            _group(_("30–44 år"), 60, 3000),
            _group(_("Har inte svarat"), 10, None),
        ],
    }


def _line(label: str, number: int | None, share: float | None, **more: Any) -> dict[str, Any]:
    return {
        "label": label,
        "number": number,
        "share": share,
        "is_removed": False,
        "more": (),
    } | more


def _group(label: str, number: int, people: int | None) -> dict[str, Any]:
    living = {"share_of_people": people / 45, "per_thousand": 20} if people else {}
    unknown = {"share_of_people": None, "per_thousand": None}
    return (
        unknown | {"label": label, "took_part": number, "share": number, "people": people} | living
    )


def _entries() -> list[dict[str, Any]]:
    return [
        _entry("publication", date(2026, 9, 1), _("Förslaget skickades in")),
        _entry(
            "publication",
            date(2026, 9, 3),
            _("Granskat och publicerat"),
            note=_("Granskningen tog två dagar."),
        ),
        _entry("window", date(2026, 9, 3), _("Insamlingen började")),
        _entry("window", date(2026, 12, 2), _("Insamlingen slutar"), planned=True),
        _entry(
            "handling",
            date(2027, 2, 15),
            _("Kulturnämnden behandlar ärendet"),
            planned=True,
            href="#kalender",
            link=_("Nämndens kalender"),
        ),
        _entry("handling", None, _("Kommunfullmäktige svarar"), planned=True),
    ]


def _entry(track: str, at: date | None, text: str, **more: Any) -> dict[str, Any]:
    return {"track": track, "at": at, "text": text, "planned": False, **more}
