"""What moderators fill in to change what is looked for."""

from wtforms import TextAreaField

from dialog.core.i18n import lazy_gettext as _l
from dialog.moderation.rules.suggesting import LONGEST_WORD, MOST_WORDS
from dialog.web.forms import Form, written


class WordsForm(Form):
    """Words to look for, one on each line."""

    words = TextAreaField(
        _l("Nya ord"),
        written(_l("Skriv minst ett ord."), MOST_WORDS * LONGEST_WORD),
        description=_l(
            "Skriv ett ord eller uttryck på varje rad. En stjärna sist betyder att ordet får "
            "fortsätta: grön* hittar också grönare."
        ),
    )

    def lines(self) -> list[str]:
        """The words, without empty lines."""
        lines = (line.strip() for line in (self.words.data or "").splitlines())
        return [line for line in lines if line]
