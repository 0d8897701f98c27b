"""What officials fill in while they assess; and what the address asks the tables to show."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.process.queries.paging import MOST_ID
from dialog.remiss.queries import responses
from dialog.remiss.queries.table import NONE, Wanted
from dialog.remiss.rules import EFFECT_NAMES, Effect, Sender
from dialog.remiss.rules.assessing import (
    LONGEST_NOTE,
    LONGEST_QUOTE,
    LONGEST_REPLY,
    LONGEST_TAG,
    LONGEST_TITLE,
    LONGEST_WHY,
    MOST_AT_ONCE,
)
from dialog.web.forms import Form, InputRequired, optional_text, written

LONGEST_SEARCH = 200
NOBODY, ANYBODY, ME = "ingen", "nagon", "mig"
NO_POSITION, WHOLE_DOCUMENT, UNTAGGED = "-", "-", "utan"
YES, NO = "ja", "nej"
FILTERS = (
    "avsnitt", "stallning", "avsandare", "tagg", "tilldelad", "svar", "sen", "forsenad",
    "grupp", "lika", "ord", "ordning", "efter", "fore",
)  # fmt: skip


class PickedForm(Form):
    """What is done with points that were ticked. `points`: their ids, with commas between; `fran`: the page."""

    points = HiddenField()
    fran = HiddenField()

    def ids(self) -> list[int]:
        """Ids of the points that were ticked."""
        return numbers((self.points.data or "").split(","))


class TagForm(PickedForm):
    """Tags to give, tags to take away, and new ones."""

    add = SelectMultipleField(
        _l("Sätt de här taggarna"), coerce=int, validate_choice=False,
        option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False),
    )  # fmt: skip
    remove = SelectMultipleField(
        _l("Ta bort de här taggarna"), coerce=int, validate_choice=False,
        option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False),
    )  # fmt: skip
    new = StringField(
        _l("Nya taggar"),
        optional_text(LONGEST_TAG * 5),
        description=_l("Skriv kommatecken mellan dem."),
    )


class AssignForm(PickedForm):
    """A colleague and a last day."""

    to = SelectField(
        _l("Vem?"), choices=[], validate_choice=False,
        validators=[InputRequired(_l("Välj en kollega."))],
    )  # fmt: skip
    due_on = DateField(
        _l("Klart senast"), [Optional()],
        description=_l("Kollegan får ett brev nästa morgon med allt nytt på en gång."),
    )  # fmt: skip

    def colleague(self) -> int | None:
        """Id of the colleague; None for nobody."""
        return number(self.to.data or "")


class GroupForm(PickedForm):
    """A group that there is, or the title of a new one."""

    into = SelectField(_l("Lägg i en grupp som finns"), choices=[], validate_choice=False)
    title = StringField(_l("Eller skriv vad en ny grupp handlar om"), optional_text(LONGEST_TITLE))


class MoveForm(PickedForm):
    """The section that points are about."""

    section = SelectField(_l("Avsnitt"), choices=[], validate_choice=False)


class UngroupForm(PickedForm):
    """Nothing but the points."""


class ReplyForm(PickedForm):
    """Effect and words. `seen`: number of the reply that was there when the form was shown."""

    seen = IntegerField(default=0, widget=HiddenInput())
    effect = RadioField(
        _l("Vad leder synpunkten till?"),
        choices=[SelectChoice(each.value, EFFECT_NAMES[each]) for each in Effect],
        validators=[InputRequired(_l("Välj vad synpunkten leder till."))],
    )
    words = TextAreaField(
        _l("Kommunens svar"),
        written(_l("Skriv vad kommunen svarar."), LONGEST_REPLY),
        description=_l("Svaret blir offentligt med sammanställningen."),
    )
    phrase = SelectField(_l("Återanvänd en text"), [Optional()], choices=[], validate_choice=False)


class SplitForm(Form):
    """The words with marks where a new point begins. `seen`: likeness of what was split."""

    seen = HiddenField()
    words = TextAreaField(_l("Texten"))


class JoinForm(Form):
    """Points of one statement that become one."""

    points = SelectMultipleField(
        _l("Slå ihop de här"), coerce=int, validate_choice=False,
        option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False),
    )  # fmt: skip


class NoteForm(Form):
    """Something to colleagues."""

    words = TextAreaField(
        _l("Anteckning"),
        written(_l("Skriv något."), LONGEST_NOTE),
        description=_l("Bara handläggare ser den här. Men den kan vara en allmän handling."),
    )


class QuoteForm(MoveForm):
    """What a document says about a section."""

    words = TextAreaField(
        _l("Det som står i dokumentet"),
        written(_l("Klistra in det som synpunkten ska handla om."), LONGEST_QUOTE),
    )


class TagNameForm(Form):
    """What a tag is called."""

    name = StringField(_l("Namn"), written(_l("Skriv vad taggen heter."), LONGEST_TAG))


class MergeForm(Form):
    """Which tag the points get instead."""

    into = SelectField(
        _l("Slå ihop med"), [InputRequired(_l("Välj en tagg."))], coerce=int, validate_choice=False
    )


class PhraseForm(Form):
    """A text that is used again."""

    title = StringField(_l("Namn"), written(_l("Skriv vad texten heter."), LONGEST_TITLE))
    words = TextAreaField(_l("Text"), written(_l("Skriv texten."), LONGEST_REPLY))


class ConsiderForm(Form):
    """Whether a late answer is considered, and why."""

    is_considered = RadioField(
        _l("Ska svaret beaktas?"),
        choices=[
            SelectChoice(YES, _l("Ja, vi tar hänsyn till det")),
            SelectChoice(NO, _l("Nej, vi tar inte hänsyn till det")),
        ],
        validators=[InputRequired(_l("Välj ja eller nej."))],
    )
    words = TextAreaField(_l("Varför?"), written(_l("Skriv varför."), LONGEST_WHY))


def offered(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """What can be chosen, as a field wants it: of pairs of value and words."""
    return [SelectChoice(value, words) for value, words in pairs]


def number(word: str) -> int | None:
    """An id as it is written in an address, or None."""
    is_number = word.isascii() and word.isdigit() and len(word) <= len(str(MOST_ID))
    return int(word) if is_number and int(word) <= MOST_ID else None


def numbers(words: list[str]) -> list[int]:
    """Ids of points, each once."""
    found = (number(word) for word in words[:MOST_AT_ONCE])
    return list(dict.fromkeys(each for each in found if each is not None))


def read_wanted(given: Mapping[str, str], me: int | None) -> Wanted:
    """Which points the address asks for. What cannot be read asks nothing."""
    section, position = given.get("avsnitt", ""), given.get("stallning", "")
    tag, who = given.get("tagg", ""), given.get("tilldelad", "")
    return Wanted(
        section="" if section == WHOLE_DOCUMENT else section or None,
        position="" if position == NO_POSITION else position or None,
        sender=_sender(given),
        tag=NONE if tag == UNTAGGED else number(tag),
        assigned_to=me if who == ME else number(who),
        is_assigned={NOBODY: False, ANYBODY: True}.get(who),
        is_replied=_truth(given.get("svar", "")),
        is_late=_truth(given.get("sen", "")),
        is_overdue=given.get("forsenad") == YES,
        group=number(given.get("grupp", "")),
        alike=number(given.get("lika", "")),
        words=_words(given),
        order=given.get("ordning", ""),
    )


def read_wanted_responses(given: Mapping[str, str]) -> responses.Wanted:
    """Which answers the address asks for. What cannot be read asks nothing."""
    return responses.Wanted(
        sender=_sender(given),
        is_late=_truth(given.get("sen", "")),
        is_undecided=given.get("beslut") == NO,
        is_completion=_truth(given.get("komplettering", "")),
        is_unread=given.get("dokument") == "olasta",
        words=_words(given),
    )


def kept_filters(query: str) -> dict[str, Any]:
    """The filters of a table out of the query of an address, to go back to it. Nothing else."""
    return {name: value for name, value in parse_qsl(query) if name in FILTERS}


def _sender(given: Mapping[str, str]) -> Sender | None:
    value = given.get("avsandare", "")
    return Sender(value) if value in set(Sender) else None


def _words(given: Mapping[str, str]) -> str:
    return plain(given.get("ord", ""))[:LONGEST_SEARCH].strip()


def _truth(word: str) -> bool | None:
    return {YES: True, NO: False}.get(word)
