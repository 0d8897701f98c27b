"""What an official fills in about the document: a file, names of sections, and text of theirs."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf.file import FileRequired
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.forms.uploads import UploadField, UploadForm
from dialog.process.forms.writing import NoPersonalNumber
from dialog.process.rules.files import (
    FILE_FROM_STAFF,
    READABLE_FROM_STAFF,
    Upload,
    WrongFile,
    judge,
)
from dialog.remiss.rules.block_text import from_typed
from dialog.remiss.rules.content import Block, BlockKind
from dialog.remiss.rules.editing import LONGEST_TITLE
from dialog.web.forms import AtMost, Form, Plain, optional_text, written

MOST_PASTED = 2_000_000  # characters, about a thousand pages
MOST_TEXT = 100_000
MOST_NUMBER = 20
MOST_NOTE = 2_000
MOST_NAME = 200
DEEPEST_OFFERED = 6
_heading = re.compile(r"^#{1,6} \S", re.MULTILINE)


class ImportForm(UploadForm):
    """A file, or text that is pasted; one of them."""

    file = UploadField(_l("Fil"), taken=READABLE_FROM_STAFF)
    pasted = TextAreaField(
        _l("Eller klistra in texten"),
        [Plain(), AtMost(MOST_PASTED)],
        description=_l("Skriv gärna # framför rubriker, ## framför underrubriker och så vidare."),
    )

    def validate_pasted(self, field: Any) -> None:
        """One of the two, and not both."""
        has_file = bool(self.file.data)
        if has_file and field.data:
            raise ValidationError(_("Välj en fil eller klistra in text, inte båda."))
        if not has_file and not field.data:
            raise ValidationError(_("Välj en fil, eller klistra in texten här."))

    def upload(self) -> Upload:
        """The file, or one that holds what was pasted. Raises WrongFile."""
        if self.file.upload is not None:
            return self.file.upload
        text = self.pasted.data or ""
        ending = "md" if _heading.search(text) else "txt"
        try:
            return judge(f"{_('inklistrad text')}.{ending}", text.encode(), READABLE_FROM_STAFF)
        except WrongFile as fault:
            raise WrongFile(str(fault), "pasted") from None


class ReplacingForm(ImportForm):
    """The same, where something is thrown away by it."""

    confirmed = BooleanField(
        _l("Ja, ersätt det som ni arbetar med nu"),
        [InputRequired(_l("Kryssa i om du vill ersätta det som ni arbetar med nu."))],
    )


class SeenForm(Form):
    """A form that knows what the official had before them."""

    seen = HiddenField()


class SectionForm(SeenForm):
    """What a section is called, and whether it is answered."""

    number = StringField(
        _l("Nummer"),
        optional_text(MOST_NUMBER),
        description=_l("Som det står i dokumentet, till exempel 3.1."),
    )
    title = StringField(
        _l("Rubrik"), [*written(_l("Skriv en rubrik."), LONGEST_TITLE), NoPersonalNumber()]
    )
    takes_views = BooleanField(
        _l("Ta emot synpunkter på avsnittet"),
        description=_l("Utan kryss går det bara att läsa, till exempel ett förord."),
    )


class NewSectionForm(SectionForm):
    """The same, and how deep it stands."""

    level = SelectField(_l("Nivå"), coerce=int)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.level.choices = [SelectChoice(n, str(n)) for n in range(1, DEEPEST_OFFERED + 1)]


class JoinForm(SeenForm):
    """Whether the title stays as a line of text."""

    seen_before = HiddenField()
    keep_title = BooleanField(_l("Behåll rubriken som en rad i texten"), default=True)


class RemoveForm(SeenForm):
    """Whether what lies below goes too."""

    below = HiddenField()
    with_below = BooleanField(_l("Ta också bort avsnitten som ligger under"))


class SplitForm(SeenForm):
    """Where the new section begins and what it is called."""

    at = RadioField(
        _l("Var börjar det nya avsnittet?"),
        [InputRequired(_l("Välj var det nya avsnittet ska börja."))],
        coerce=int,
        validate_choice=False,
    )
    number = StringField(_l("Nummer"), optional_text(MOST_NUMBER))
    title = StringField(
        _l("Rubrik"),
        [*optional_text(LONGEST_TITLE), NoPersonalNumber()],
        description=_l("Lämna tomt om raden som du väljer är rubriken."),
    )


KINDS: Sequence[tuple[BlockKind, Any]] = (
    (BlockKind.PARAGRAPH, _l("Stycke")),
    (BlockKind.LIST, _l("Punktlista, en punkt per rad")),
    (BlockKind.NUMBERED, _l("Numrerad lista, en punkt per rad")),
    (BlockKind.QUOTE, _l("Citat")),
    (BlockKind.TABLE, _l("Tabell, en rad per rad, med | mellan cellerna")),
    (BlockKind.PICTURE, _l("Beskrivning av en bild")),
)


class BlockForm(SeenForm):
    """A piece of text, and what kind of text it is."""

    kind = SelectField(_l("Sort"), choices=[SelectChoice(each.value, name) for each, name in KINDS])
    text = TextAreaField(
        _l("Text"),
        [*written(_l("Skriv texten."), MOST_TEXT), NoPersonalNumber()],
        description=_l("En tom rad börjar ett nytt stycke."),
    )
    has_head = BooleanField(_l("Tabellens första rad är rubriker"))

    def blocks(self) -> list[Block]:
        """What was typed, as blocks."""
        has_head = bool(self.has_head.data)
        return from_typed(BlockKind(self.kind.data), self.text.data or "", has_head=has_head)


class NotesForm(SeenForm):
    """The footnotes of a section."""

    text = TextAreaField(
        _l("Fotnoter"),
        [*optional_text(MOST_TEXT), NoPersonalNumber()],
        description=_l(
            "En fotnot per rad: märket, ett mellanslag och texten. I texten står märket inom klamrar, till exempel [1]."
        ),
    )


class LinesForm(Form):
    """Which lines that stand in several places are taken out."""

    chosen = SelectMultipleField(
        _l("Rader som tas bort överallt"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        choices=[],
    )

    def offer(self, lines: Mapping[str, int]) -> None:
        """Let these lines be chosen, each with how often it stands there."""
        self.chosen.choices = [
            SelectChoice(line, _("%(line)s (%(n)s ställen)") % {"line": line, "n": n})
            for line, n in lines.items()
        ]


class ReleaseForm(SeenForm):
    """What readers are told of a new version."""

    note = TextAreaField(
        _l("Vad är ändrat?"),
        [
            *written(_l("Skriv vad som är ändrat, så att de som läser förstår."), MOST_NOTE),
            NoPersonalNumber(),
        ],
        description=_l("Alla kan läsa det här."),
    )


class AnnexForm(Form):
    """What a file that goes with the remiss is called."""

    title = StringField(
        _l("Bilagans namn"),
        [*written(_l("Skriv vad bilagan heter."), MOST_NAME), NoPersonalNumber()],
        description=_l("Till exempel Miljökonsekvensbeskrivning."),
    )


class NewAnnexForm(UploadForm, AnnexForm):
    """A file that goes with the remiss."""

    file = UploadField(_l("Fil"), [FileRequired(_l("Välj en fil."))], taken=FILE_FROM_STAFF)
