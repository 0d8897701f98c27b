"""Lists that are written as one thing per line, and numbers between two others."""

from typing import Any

from wtforms import Field, ValidationError

from dialog.core.i18n import gettext as _


def lines(text: str | None) -> list[str]:
    """The lines that hold something, without what people put before them in lists."""
    stripped = (line.strip() for line in (text or "").splitlines())
    return [line for line in stripped if line]


class OnePerLine:
    """At least `fewest` and at most `most` lines, none too long and no two alike."""

    def __init__(self, *, fewest: int, most: int, longest: int, too_few: Any) -> None:
        self.fewest, self.most, self.longest = fewest, most, longest
        self.too_few = too_few
        self.field_flags = {"required": True} if fewest else {}

    def __call__(self, form: Any, field: Field) -> None:
        written = lines(field.data)
        if len(written) < self.fewest:
            raise ValidationError(str(self.too_few))
        if len(written) > self.most:
            raise ValidationError(_("Skriv högst %(most)d rader.") % {"most": self.most})
        for line in written:
            if len(line) > self.longest:
                words = _("Raden ”%(line)s …” är för lång. Den får ha högst %(most)d tecken.")
                raise ValidationError(words % {"line": line[:40], "most": self.longest})
            if written.count(line) > 1:
                raise ValidationError(_("Raden ”%(line)s” finns två gånger.") % {"line": line})


class Between:
    """A whole number between two others. After wtforms' Optional it may be left out."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most
        self.field_flags = {"required": True}

    def __call__(self, form: Any, field: Field) -> None:
        if field.data is None or not self.least <= field.data <= self.most:
            words = _("Skriv ett heltal från %(least)d till %(most)d.")
            raise ValidationError(words % {"least": self.least, "most": self.most})
