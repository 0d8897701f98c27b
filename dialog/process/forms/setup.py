"""What an official fills in about anything that the municipality asks: its facts, and when it is shown."""

from collections.abc import Iterable
from typing import Any

from babel.support import LazyProxy
from wtforms import (
    DateField,
    EmailField,
    Field,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from dialog.core.i18n import lazy_gettext as _l
from dialog.process.forms.writing import NoPersonalNumber as NoPersonalNumber
from dialog.process.rules import AREA_NAMES
from dialog.web.forms import Form, optional_text, written

MOST_TITLE, MOST_SUMMARY, MOST_LINE, MOST_TEXT = 120, 300, 120, 1000
MOST_NUMBER, MOST_TAG, MOST_TAGS = 40, 30, 5
NOBODY = 0


def both(name: Any, *more: Any) -> LazyProxy:
    """A name and what is said about it, in the language that is spoken when it is shown."""
    return LazyProxy(lambda: f"{name}: {' '.join(map(str, more))}", enable_cache=False)


class Wanted:
    """Needed before publication, though a draft may be saved without it."""

    field_flags = {"required": True}

    def __call__(self, form: Any, field: Field) -> None:
        """Nothing is wrong with leaving it for later."""


def public_text(most: int) -> list[Any]:
    """Validators of a text that may be left out and that others are to read."""
    return [*optional_text(most), NoPersonalNumber()]


def wanted(most: int) -> list[Any]:
    """Validators of a text that is needed before publication and that others are to read."""
    return [Wanted(), *public_text(most)]


class WhatForm(Form):
    """What it is about and whom it concerns. What a title may look like is said by each type."""

    title = StringField(
        _l("Rubrik"),
        [*written(_l("Skriv en rubrik."), MOST_TITLE), NoPersonalNumber()],
    )
    summary = TextAreaField(
        _l("Vad handlar det om?"),
        wanted(MOST_SUMMARY),
        description=_l("En eller ett par meningar med vanliga ord. De visas också i listor."),
    )
    concerns = StringField(
        _l("Vem berörs?"),
        wanted(MOST_TEXT),
        description=_l("Till exempel: Alla som bor i eller besöker Ekby centrum."),
    )
    area = SelectField(
        _l("Ämne"),
        choices=[
            SelectChoice("", _l("Inte valt")),
            *(SelectChoice(*a) for a in AREA_NAMES.items()),
        ],
    )
    tags = StringField(
        _l("Nyckelord"),
        public_text(200),
        description=_l("Högst fem, med komma mellan. Då hittar fler hit."),
    )
    department_id = SelectField(_l("Ansvarig förvaltning"), coerce=int, choices=[])
    language = SelectField(
        _l("Språk i texterna"),
        choices=[SelectChoice("sv", "Svenska"), SelectChoice("en", "English")],
        description=_l("Då kan skärmläsare läsa upp texten rätt."),
    )

    def offer(self, departments: Iterable[Any]) -> None:
        """Let these departments be chosen."""
        names = [SelectChoice(each.id, each.name) for each in departments]
        self.department_id.choices = [SelectChoice(NOBODY, _l("Inte bestämt")), *names]

    def validate_tags(self, field: Field) -> None:
        """A few short words."""
        found = split_tags(field.data or "")
        if len(found) > MOST_TAGS:
            raise ValidationError(str(_l("Skriv högst fem nyckelord.")))
        if any(len(tag) > MOST_TAG for tag in found):
            raise ValidationError(str(_l("Ett nyckelord får ha högst 30 tecken.")))


def split_tags(text: str) -> list[str]:
    """The tags of a line with commas, each once, in lower case."""
    words = (" ".join(each.split()).lower() for each in text.split(","))
    return list(dict.fromkeys(word for word in words if word))


class DecisionForm(Form):
    """Who decides and when, and how people are told what came of it."""

    decided_by = StringField(
        _l("Vem beslutar?"), wanted(MOST_LINE), description=_l("Till exempel: Tekniska nämnden.")
    )
    decision_when = StringField(
        _l("När fattas beslutet?"), wanted(MOST_LINE), description=_l("Till exempel: I mars 2027.")
    )
    feedback_how = TextAreaField(
        _l("Hur får deltagarna veta vad det blev av det?"),
        wanted(MOST_TEXT),
        description=_l("Till exempel: Vi skriver på den här sidan vad vi gör och varför."),
    )
    feedback_on = DateField(
        _l("Senast vilken dag?"),
        [Wanted(), Optional()],
        description=_l("Efter den dagen visar sidan att svaret är försenat."),
    )
    case_number = StringField(
        _l("Diarienummer"),
        public_text(MOST_NUMBER),
        description=_l("Som det står i diariet, till exempel TN 2026/00123."),
    )


class ContactForm(Form):
    """Whom one can ask."""

    contact_name = StringField(
        _l("Vem kan man fråga?"),
        wanted(MOST_LINE),
        description=_l("En person eller en enhet. Namnet visas för alla."),
    )
    contact_email = EmailField(_l("E-post"), public_text(MOST_LINE))
    contact_phone = StringField(
        _l("Telefon"),
        optional_text(MOST_NUMBER),
        description=_l("Skriv e-post, telefon eller båda."),
    )

    def validate_contact_email(self, field: Field) -> None:
        """Something before the @ and something after it."""
        name, at, host = (field.data or "").partition("@")
        if (field.data and not (name and at and "." in host.strip("."))) or " " in (
            field.data or ""
        ):
            raise ValidationError(
                str(_l("Skriv hela e-postadressen, till exempel namn@kommun.se."))
            )


class ExtendForm(Form):
    """For how much longer people may take part."""

    closes_on = DateField(_l("Ny sista dag"), [InputRequired(_l("Välj en dag."))])


class ScheduleForm(Form):
    """When the worker publishes."""

    on = DateField(_l("Vilken dag?"), [InputRequired(_l("Välj en dag."))])
    at = TimeField(_l("Klockan"), [InputRequired(_l("Välj en tid."))])


class ConfirmForm(Form):
    """Nothing to fill in: only to confirm."""
