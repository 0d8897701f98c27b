"""What an official fills in about a question. Which fields there are depends on how it is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional

from dialog.consultation.forms.lines import Between, OnePerLine, lines
from dialog.consultation.forms.parts import LINES_HELP, SeenForm, as_lines
from dialog.consultation.rules.conditions import OTHER
from dialog.consultation.rules.content import Choice, Question, QuestionKind, ShownIf
from dialog.consultation.rules.keys import match
from dialog.consultation.rules.limits import (
    FEWEST_STEPS,
    LEAST_NUMBER,
    MOST_CHOICES,
    MOST_HELP,
    MOST_LABEL,
    MOST_LINE,
    MOST_NUMBER,
    MOST_ROWS,
    MOST_STEPS,
    MOST_TITLE,
    MOST_UNIT,
)
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.tenancy.forms import SeveralField
from dialog.web.forms import Plain, optional_text, written

K = QuestionKind
SPECIAL: dict[QuestionKind, tuple[str, ...]] = {
    K.SINGLE: ("choices", "has_other"),
    K.MULTIPLE: ("choices", "has_other", "most"),
    K.SCALE: ("low", "low_label", "high", "high_label"),
    K.RANKING: ("choices",),
    K.MATRIX: ("rows", "choices"),
    K.NUMBER: ("low", "high", "unit"),
    K.DATE: (),
    K.SHORT_TEXT: (),
    K.LONG_TEXT: (),
}
ALWAYS = "alltid"  # asked whatever has been answered
Lists = Mapping[str, Sequence[Choice]]


class QuestionForm(SeenForm):
    """One question. `of` leaves the fields that its kind has."""

    title = StringField(_l("Fråga"), written(_l("Skriv frågan."), MOST_TITLE))
    help = TextAreaField(
        _l("Hjälp"), optional_text(MOST_HELP), description=_l("Visas under frågan.")
    )
    rows = TextAreaField(
        _l("Rader"),
        [
            Plain(),
            OnePerLine(
                fewest=1, most=MOST_ROWS, longest=MOST_LINE, too_few=_l("Skriv minst en rad.")
            ),
        ],
        description=LINES_HELP,
    )
    choices = TextAreaField(
        _l("Svarsalternativ"),
        [
            Plain(),
            OnePerLine(
                fewest=2,
                most=MOST_CHOICES,
                longest=MOST_LINE,
                too_few=_l("Skriv minst två svarsalternativ, ett på varje rad."),
            ),
        ],
        description=LINES_HELP,
    )
    has_other = BooleanField(_l("Låt folk välja ”Annat” och svara med egna ord"))
    most = IntegerField(
        _l("Högst så många val"),
        [Between(2, MOST_CHOICES), Optional()],
        description=_l("Tomt: hur många som helst."),
    )
    low = IntegerField(_l("Lägsta tal"), [Between(LEAST_NUMBER, MOST_NUMBER)])
    low_label = StringField(
        _l("Lägsta talet betyder"),
        optional_text(MOST_LABEL),
        description=_l("Till exempel: Mycket dåligt."),
    )
    high = IntegerField(_l("Högsta tal"), [Between(LEAST_NUMBER, MOST_NUMBER)])
    high_label = StringField(
        _l("Högsta talet betyder"),
        optional_text(MOST_LABEL),
        description=_l("Till exempel: Mycket bra."),
    )
    unit = StringField(
        _l("Enhet"), optional_text(MOST_UNIT), description=_l("Till exempel år eller km.")
    )
    is_required = BooleanField(_l("Frågan måste besvaras"))
    waits_for = SelectField(
        _l("När visas frågan?"),
        [InputRequired(_l("Välj när frågan visas."))],
        choices=[],
        description=_l("Du kan visa frågan bara efter vissa svar på en tidigare fråga."),
    )
    any_of = SeveralField(
        _l("Efter vilka svar?"),
        [DataRequired(_l("Kryssa för minst ett svar som frågan ska visas efter."))],
        choices=[],
    )

    @classmethod
    def of(cls, question: Question, earlier: Sequence[Question], **more: Any) -> "QuestionForm":
        """The form of a question of that kind, which can wait for the earlier ones."""
        waits = question.shown_if
        form = cls(
            data={
                **vars(question),
                "choices": as_lines(question.choices),
                "rows": as_lines(question.rows),
                "waits_for": waits.question if waits else ALWAYS,
                "any_of": [f"{waits.question}:{key}" for key in waits.any_of] if waits else [],
                **more,
            }
        )
        every = {name for names in SPECIAL.values() for name in names}
        for name in every - set(SPECIAL[question.kind]):
            del form[name]
        form._offer(earlier)
        return form

    def _offer(self, earlier: Sequence[Question]) -> None:
        if not earlier:
            del self.waits_for, self.any_of
            return
        names = [
            SelectChoice(each.key, _("Bara efter vissa svar på: %(title)s") % {"title": each.title})
            for each in earlier
        ]
        self.waits_for.choices = [SelectChoice(ALWAYS, _("Alltid")), *names]
        chosen = next((each for each in earlier if each.key == self.waits_for.data), None)
        if chosen is None:
            del self.any_of
            return
        answers = [SelectChoice(f"{chosen.key}:{each.key}", each.label) for each in chosen.choices]
        if chosen.has_other:
            other = f"{chosen.key}:{OTHER}"
            answers.append(SelectChoice(other, _("Annat, med egna ord")))
        self.any_of.choices = answers
        known = {answer.value for answer in answers}
        self.any_of.data = [key for key in self.any_of.data or [] if key in known]

    def validate_most(self, field: Field) -> None:
        """Nobody can choose more than there is."""
        there = len(lines(self.choices.data)) + bool(self.has_other.data)
        if field.data is not None and field.data > there:
            raise ValidationError(_("Så många svarsalternativ finns inte."))

    def validate_high(self, field: Field) -> None:
        """The highest number is higher than the lowest; a scale fits on a phone."""
        if field.data is None or self.low.data is None:
            return
        steps = field.data - self.low.data + 1
        if steps < FEWEST_STEPS:
            raise ValidationError(_("Det högsta talet ska vara högre än det lägsta."))
        if "high_label" in self and steps > MOST_STEPS:
            raise ValidationError(_("En skala kan ha högst %(n)d värden.") % {"n": MOST_STEPS})

    def said(self, before: Question, earlier: Lists) -> Question:
        """The question as the official wants it. `earlier`: choices and rows that it has had."""
        plain: dict[str, Any] = {
            field.name: field.data
            for field in self
            if hasattr(before, field.name) and field.name not in earlier
        }
        listed: dict[str, Any] = {
            name: match(lines(self[name].data), getattr(before, name), earlier[name])
            for name in earlier
            if name in self
        }
        return replace(before, **plain, **listed, shown_if=self._waits())

    def _waits(self) -> ShownIf | None:
        if "any_of" not in self:
            return None
        answers = tuple(answer.partition(":")[2] for answer in self.any_of.data or [])
        return ShownIf(self.waits_for.data or "", answers)
