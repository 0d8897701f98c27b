"""Which files can go with an answer: a statement that was written elsewhere, minutes, and annexes."""

from typing import Any

from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.files import DOCUMENTS, PDF, PICTURES, Taken
from dialog.process.rules.office import OFFICE
from dialog.remiss.rules import FileUse

MOST_FILES = 20  # with one answer
AN_HOUR = 300  # from participants together, in one remiss

READABLE = frozenset({PDF, OFFICE["docx"].media_type, OFFICE["odt"].media_type})
TAKEN = Taken(frozenset(DOCUMENTS | PICTURES), is_staff=False, most=AN_HOUR)

USE_NAMES: dict[FileUse, Any] = {
    FileUse.STATEMENT: _l("Yttrande: hela svaret eller en del av det"),
    FileUse.MINUTES: _l("Protokollsutdrag: visar vem som har beslutat"),
    FileUse.ANNEX: _l("Bilaga"),
}
