"""A question to whoever is about to tell everybody how to reach somebody. They can send it anyway."""

from collections.abc import Sequence
from typing import Any, ClassVar

from wtforms import HiddenField

from dialog.core.canonical import digest
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.contact import QUESTIONS, in_all
from dialog.web.forms import Form


class Asking(Form):
    """A form that asks once when its words look like contact details. To be a base of other forms.

    The second time it passes: `anyway` holds a hash of the words that the question was about. Nothing
    is refused, and nobody but the author is told.
    """

    asks_about: ClassVar[Sequence[str]] = ()  # names of fields with people's own words
    readers: ClassVar[Any] = _l("Alla kan läsa det.")
    question = ""  # what is asked now

    anyway = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether all is well, and nothing is left to ask."""
        if not super().validate(extra_validators):
            return False
        return not self.asks(self._own_words())

    def asks(self, texts: Sequence[str]) -> bool:
        """Ask about what looks like contact details in the texts, unless the answer is here already."""
        found = in_all(texts)
        mark = digest([list(texts)]) if found else ""
        if not found or self.anyway.data == mark:
            return False
        self.anyway.data = mark
        asked = [f"{QUESTIONS[kind]} {', '.join(words)}." for kind, words in found.items()]
        self.question = " ".join([*asked, str(self.readers)])
        self.form_errors.append(self.question)
        return True

    def _own_words(self) -> list[str]:
        return [str(self[name].data or "") for name in self.asks_about if name in self]
