"""Which files can go with an answer: a statement that was written elsewhere, minutes, and annexes."""

from typing import Any

from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.files import DOCUMENTS, MOST_OF_STAFF, PDF, PICTURES, Taken
from dialog.process.rules.office import OFFICE
from dialog.remiss.rules import FileUse

MOST_FILES = 20  # with one answer
AN_HOUR = 300  # from participants together, in one remiss

READABLE = frozenset({PDF, OFFICE["docx"].media_type, OFFICE["odt"].media_type})
SCANS = Taken(READABLE | frozenset(PICTURES), is_staff=True, most=MOST_OF_STAFF)
TAKEN = Taken(frozenset(DOCUMENTS | PICTURES), is_staff=False, most=AN_HOUR)

USE_NAMES: dict[FileUse, Any] = {
    FileUse.STATEMENT: _l("Yttrande: hela svaret eller en del av det"),
    FileUse.MINUTES: _l("Protokollsutdrag: visar vem som har beslutat"),
    FileUse.ANNEX: _l("Bilaga"),
}


OF_FILE = "fil-"


def statement_key(file: int) -> str:
    """What a statement that came in a document has in place of a question. `file`: of ResponseFile."""
    return f"{OF_FILE}{file}"


def is_of_file(question: str) -> bool:
    """Whether a statement is the text of a document that came with the answer.

    Such a text holds names and addresses as letters do. It is for those who assess; whether others
    may have the document is decided of the file.
    """
    return question.startswith(OF_FILE)
