"""Shapes of an answer: the fields below each section, files, and who it is that answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import EmailField, Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.forms.profile import needed_address
from dialog.identity.rules import holds_personal_number
from dialog.process.forms.asking import Asking
from dialog.process.forms.uploads import UploadField, UploadForm
from dialog.process.rules.own_words import unformatted
from dialog.remiss.rules import FileUse
from dialog.remiss.rules.content import WHOLE, Position, Question
from dialog.remiss.rules.files import READABLE, TAKEN, USE_NAMES
from dialog.remiss.rules.response import Opinion, View
from dialog.web.forms import Form, Trapped, optional_text, written

MOST_WORDS = 20_000  # characters on one section
MOST_NAME = 100
SHOW, HIDE = "ja", "nej"


class NoNumber:
    """No personal number may stand in the text: it becomes an official record."""

    def __call__(self, form: Any, field: Field) -> None:
        if holds_personal_number(field.data or ""):
            raise ValidationError(_("Personnummer får inte stå i texten. Ta bort numret."))


class AnswerForm(Trapped):
    """What every page of an answer carries. `seen`: what the page showed, as a checksum.

    `account` tells that somebody had logged in when the page was opened.
    """

    version = HiddenField()
    seen = HiddenField()
    account = HiddenField()


@dataclass(frozen=True)
class Asked:
    """What is asked about one section, or about the whole: whether for a view, and which questions."""

    key: str
    takes_views: bool
    questions: Sequence[Question]


def field_name(part: str, key: str, question: str = "") -> str:
    """What a field is called: "words" of the whole, "words-s2" of a section, "answer-s2-q1"."""
    return "-".join(each for each in (part, key, question) if each)


def page_form(asked: Iterable[Asked], positions: Sequence[Position]) -> type[AnswerForm]:
    """The form of one page."""
    fields: dict[str, Any] = {}
    for each in asked:
        fields |= view_fields(each, positions)
    return type("AnswerPageForm", (AnswerForm,), fields)


def view_fields(asked: Asked, positions: Sequence[Position]) -> dict[str, Any]:
    """The fields below one section, or about the whole."""
    fields = _view_fields(asked.key, positions) if asked.takes_views else {}
    for question in asked.questions:
        name = field_name("answer", asked.key, question.key)
        fields[name] = _long(question.text, rows=4)
    return fields


def _view_fields(key: str, positions: Sequence[Position]) -> dict[str, Any]:
    choices = [SelectChoice(each.key, each.label) for each in positions]
    is_whole = key == WHOLE
    fields: dict[str, Any] = {
        field_name("position", key): RadioField(
            _("Vad tycker du i stort?") if is_whole else _("Vad tycker du om avsnittet?"),
            choices=[*choices, SelectChoice("", _("Väljer inte"))],
            validate_choice=False,
        ),
        field_name("words", key): _long(
            _("Sammanfatta vad du tycker") if is_whole else _("Dina synpunkter"),
            rows=8 if is_whole else 5,
        ),
    }
    if not is_whole:
        fields[field_name("proposal", key)] = _long(_("Förslag till ny text"), rows=4)
    return fields


def _long(label: str, rows: int) -> TextAreaField:
    return TextAreaField(
        label,
        [*optional_text(MOST_WORDS), NoNumber()],
        filters=[_unformatted],
        render_kw={"rows": rows},
    )


def _unformatted(value: Any) -> Any:
    return unformatted(value) if isinstance(value, str) else value


def as_fields(opinion: Opinion, asked: Iterable[Asked]) -> dict[str, str]:
    """What the fields of the page hold when this has been said."""
    data: dict[str, str] = {}
    for each in asked:
        view = opinion.views.get(each.key, View())
        said = {"position": view.position, "words": view.words, "proposal": view.proposal}
        data |= {field_name(part, each.key): value for part, value in said.items()}
        for question in each.questions:
            name = field_name("answer", each.key, question.key)
            data[name] = view.answers.get(question.key, "")
    return data


def typed_views(
    form: Form, asked: Iterable[Asked], positions: Sequence[Position], before: Opinion
) -> Mapping[str, View]:
    """What was typed on the page, by key of the section.

    `before` is what had been said: answers to questions that are not asked any more stay.
    """
    known = {each.key for each in positions}
    views = {}
    for each in asked:
        position = _typed(form, field_name("position", each.key))
        answers = {
            question.key: _typed(form, field_name("answer", each.key, question.key))
            for question in each.questions
        }
        views[each.key] = View(
            position if position in known else "",
            _typed(form, field_name("words", each.key)),
            _typed(form, field_name("proposal", each.key)),
            _closed(before, each) | {key: words for key, words in answers.items() if words},
        )
    return views


def _closed(before: Opinion, asked: Asked) -> dict[str, str]:
    now = {question.key for question in asked.questions}
    said = before.views.get(asked.key, View()).answers
    return {key: words for key, words in said.items() if key not in now}


def _typed(form: Form, name: str) -> str:
    return str(form[name].data or "") if name in form else ""


class FileForm(Trapped, UploadForm):
    """One more file, and what it is."""

    use = RadioField(_l("Vad är det för fil?"), [InputRequired(_l("Välj vad det är för fil."))])
    file = UploadField(_l("Fil"), taken=TAKEN)

    def offer(self, uses: Iterable[FileUse]) -> None:
        """What it can be."""
        self.use.choices = [SelectChoice(use.value, str(USE_NAMES[use])) for use in uses]

    def validate_file(self, field: UploadField) -> None:
        """A file must be chosen, and a statement must be a document that can be read."""
        if field.upload is None:
            raise ValidationError(_("Välj en fil."))
        is_statement = self.use.data == FileUse.STATEMENT.value
        if is_statement and field.upload.media_type not in READABLE:
            raise ValidationError(
                _("Ett yttrande ska vara en PDF, ett Word-dokument eller en OpenDocument-text.")
            )


class SendForm(Asking, Trapped):
    """The last step: who it is, and whether the name may be shown. `once` tells this form from others."""

    readers = _l("Svaret blir en allmän handling, och kommunen kan publicera det.")

    once = HiddenField()
    account = HiddenField()
    name = StringField(
        _l("Ditt namn"),
        [*written(_l("Skriv ditt namn."), MOST_NAME), NoNumber()],
        description=_l("Kommunen registrerar vem svaret kommer från."),
    )
    email = EmailField(
        _l("Din e-postadress"),
        needed_address(),
        description=_l("Vi skickar en bekräftelse dit. Adressen visas inte för andra."),
    )
    shows_name = RadioField(
        _l("Får ditt namn visas om svaret publiceras?"),
        [InputRequired(_l("Välj om ditt namn får visas."))],
        choices=[
            SelectChoice(HIDE, _l("Nej, visa inget namn")),
            SelectChoice(SHOW, _l("Ja, visa mitt namn")),
        ],
    )

    def ask(self, *, who: bool, shows_names: bool) -> None:
        """Ask only for what is not known, and only where it matters."""
        if not who:
            del self.name, self.email
        if not shows_names:
            del self.shows_name
