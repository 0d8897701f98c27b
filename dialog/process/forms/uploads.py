"""A field that takes a file, and says next to itself what is wrong with it."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import ValidationError

from dialog.core.i18n import gettext as _
from dialog.process.rules.files import Taken, Upload, WrongFile, judge
from dialog.web.forms import Form


class UploadField(FileField):
    """One file. After validation `upload` holds it, judged and drawn; None when none was chosen."""

    def __init__(self, label: Any, validators: Any = None, *, taken: Taken, **kwargs: Any) -> None:
        kwargs.setdefault("description", _Words(taken))
        super().__init__(label, validators, **kwargs)
        self.taken = taken
        self.upload: Upload | None = None

    def pre_validate(self, form: Any) -> None:
        """Read and judge the file. Its message says what the person can do."""
        if not self.data:
            return
        try:
            self.upload = judge(self.data.filename or "", self.data.stream.read(), self.taken)
        except WrongFile as fault:
            raise ValidationError(str(fault)) from None


class _Words:
    """What is taken, in the language of whoever reads it."""

    def __init__(self, taken: Taken) -> None:
        self._taken = taken

    def __str__(self) -> str:
        return self._taken.words()


class UploadForm(Form):
    """A form with files. Browsers forget a file that was sent: when anything is wrong, it says so."""

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether all is well."""
        is_well = bool(super().validate(*args, **kwargs))
        if not is_well:
            remind(self)
        return is_well


def remind(form: Any) -> None:
    """Say at every sound file that it must be chosen again, for a form that is shown again."""
    for field in form:
        if isinstance(field, UploadField) and field.upload is not None and not field.errors:
            field.errors = [_("Välj filen igen. Den kan inte sparas när något annat är fel.")]
