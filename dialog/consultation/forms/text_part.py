"""What an official fills in about a text with pictures, documents and a film elsewhere."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_wtf.file import FileRequired
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
    ValidationError,
)

from dialog.consultation.forms.lines import Between
from dialog.consultation.forms.parts import MARKDOWN_HELP, PartForm, PublicForm
from dialog.consultation.rules.content import Choice, Medium, TextContent
from dialog.consultation.rules.limits import (
    MOST_ADDRESS,
    MOST_BODY,
    MOST_HELP,
    MOST_TITLE,
)
from dialog.consultation.rules.media import MOST_MEDIA, is_video_address
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.forms.uploads import UploadField, UploadForm
from dialog.process.models import Attachment
from dialog.process.rules.files import FILE_FROM_STAFF
from dialog.web.forms import optional_text

NO_WORDS = _l("Beskriv vad bilden visar, för den som inte kan se den.")
ALT_HELP = _l("Vad en bild visar, för den som inte kan se den. Behövs inte för dokument.")


class MediumForm(PublicForm):
    """What is said of a picture or a document, and where it stands."""

    class Meta(PublicForm.Meta):
        csrf = False  # the form around it has the token

    attachment = HiddenField()
    alt = TextAreaField(_l("Beskrivning"), optional_text(MOST_HELP), description=ALT_HELP)
    caption = StringField(_l("Bildtext eller dokumentets namn"), optional_text(MOST_HELP))
    place = IntegerField(_l("Plats i ordningen"), [Between(1, MOST_MEDIA)])
    removed = BooleanField(_l("Ta bort"))


class NewMediumForm(UploadForm, PublicForm):
    """A picture or a document to add."""

    file = UploadField(
        _l("Bild eller dokument"),
        [FileRequired(_l("Välj en fil."))],
        taken=FILE_FROM_STAFF,
    )
    alt = TextAreaField(_l("Beskrivning"), optional_text(MOST_HELP), description=ALT_HELP)
    caption = StringField(_l("Bildtext eller dokumentets namn"), optional_text(MOST_HELP))

    def validate_alt(self, field: Field) -> None:
        """A picture is described."""
        upload = self.file.upload
        is_picture = upload is not None and upload.media_type.startswith("image/")
        if is_picture and not (field.data or "").strip():
            raise ValidationError(str(NO_WORDS))


class TextForm(PartForm):
    """The text and what belongs to it."""

    body = TextAreaField(_l("Text"), optional_text(MOST_BODY), description=MARKDOWN_HELP)
    media = FieldList(FormField(MediumForm), max_entries=MOST_MEDIA)
    video_url = StringField(
        _l("Länk till en film"),
        optional_text(MOST_ADDRESS),
        description=_l("Sidan länkar till filmen. Den spelas inte här."),
    )
    video_title = StringField(_l("Filmens namn"), optional_text(MOST_TITLE))
    video_note = TextAreaField(
        _l("Om undertexter"),
        optional_text(MOST_HELP),
        description=_l("Har filmen undertexter? Var kan man läsa samma sak?"),
    )
    files: Mapping[int, Attachment] = {}

    def know(self, files: Mapping[int, Attachment]) -> None:
        """Say which files the consultation has. Every picture among them must be described."""
        self.files = files
        for entry in self.media:
            file = files.get(_number(entry.form.attachment.data))
            entry.form.alt.flags.required = file is not None and file.is_picture

    @classmethod
    def show(cls, content: TextContent) -> dict[str, Any]:
        """The values of the fields for that content."""
        media = [
            {
                "attachment": str(each.attachment),
                "alt": each.alt,
                "caption": each.caption,
                "place": n,
            }
            for n, each in enumerate(content.media, 1)
        ]
        return super().show(content) | {"media": media}

    def validate_media(self, field: Field) -> None:
        """Every picture that stays is described."""
        for entry in field:
            medium = entry.form
            file = self.files.get(_number(medium.attachment.data))
            stays = file is not None and file.is_picture and not medium.removed.data
            if stays and not (medium.alt.data or "").strip():
                medium.alt.errors = [str(NO_WORDS)]
                raise ValidationError(str(NO_WORDS))

    def validate_video_url(self, field: Field) -> None:
        """A whole address that is read over https."""
        if field.data and not is_video_address(field.data):
            raise ValidationError(_("Skriv hela adressen till filmen. Den börjar med https://."))

    def validate_video_title(self, field: Field) -> None:
        """A link has a name."""
        if self.video_url.data and not field.data:
            raise ValidationError(_("Skriv vad filmen handlar om."))

    def validate_video_note(self, field: Field) -> None:
        """Whoever cannot see or hear is told where the same can be had."""
        if self.video_url.data and not field.data:
            raise ValidationError(
                _("Skriv om filmen har undertexter, eller var samma sak går att läsa.")
            )

    def said(self, before: TextContent, earlier: dict[str, list[Choice]]) -> Any:
        """The content as the official wants it. Media are only those that it has or has had."""
        media = [each for each in map(self._medium, self.media) if each is not None]
        media.sort(key=lambda pair: pair[0])
        content = super().said(before, earlier)
        return replace(content, media=tuple(medium for _place, medium in media))

    def _medium(self, entry: Any) -> tuple[tuple[int, int], Medium] | None:
        form = entry.form
        number = _number(form.attachment.data)
        if number not in self.files or form.removed.data:
            return None
        was = int(entry.name.rpartition("-")[2]) + 1
        place = form.place.data or was
        before_or_after = (place > was) - (
            place < was
        )  # whoever moves up goes before who was there
        return (place, before_or_after), Medium(
            number, form.alt.data or "", form.caption.data or ""
        )


def _number(text: Any) -> int:
    return int(text) if str(text).isdecimal() else 0
