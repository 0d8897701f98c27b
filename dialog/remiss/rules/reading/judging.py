"""Which format a document has: its ending and its content must agree, and nothing worse hide in it."""

import io
import re
import unicodedata
import zipfile

from dialog.process.rules.files import DOCUMENTS, MEGABYTE, PDF, Taken, judge
from dialog.process.rules.files import WrongFile as WrongFile
from dialog.process.rules.office import OFFICE
from dialog.remiss.rules.reading.fault import (
    A_WEB_PAGE,
    EMPTY,
    NO_WEB_PAGE,
    NOT_TEXT,
    TOO_LARGE,
    UNKNOWN,
    WRONG_ENCODING,
    Unreadable,
)

DOCX, ODT = OFFICE["docx"].media_type, OFFICE["odt"].media_type
PACKED = Taken(frozenset({DOCX, ODT, PDF}), is_staff=True, most=1)
BINARY = {"docx": "docx", "odt": "odt", "pdf": "pdf"}
TEXTS = {
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "md": "markdown",
    "markdown": "markdown",
    "txt": "plain",
    "text": "plain",
}
# Some thousand pages; more would only be sent to keep the machine busy.
LARGEST = {"html": 3 * MEGABYTE, "plain": 2 * MEGABYTE, "markdown": 1 * MEGABYTE}
MOST_LINES = 40_000
LARGEST_XML = 30 * MEGABYTE
BEGINNING = 2048
_JUDGED = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0")
_TELLING = (*_JUDGED, b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE
)
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def format_of(name: str, data: bytes) -> str:
    """The name of the format. Raises Unreadable for what is unsound, too large or called the wrong thing."""
    ending = _ending(name)
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable(EMPTY)
    if ending in TEXTS and not data.startswith(_TELLING):
        is_long = TEXTS[ending] != "html" and data.count(b"\n") > MOST_LINES
        if len(data) > LARGEST[TEXTS[ending]] or is_long:
            raise Unreadable(TOO_LARGE)
        return TEXTS[ending]
    if ending not in BINARY and ending not in TEXTS:
        raise Unreadable(UNKNOWN)
    return _packed(name, data)


def _ending(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip(" .").rpartition(".")[2].lower()


def _packed(name: str, data: bytes) -> str:
    """A format that programs write: the judgement is that of every file that people send."""
    if not data.startswith(_JUDGED):
        raise Unreadable(UNKNOWN)
    try:
        kind = judge(name, data, PACKED).media_type
    except WrongFile as error:
        raise Unreadable(str(error)) from None
    form = DOCUMENTS[kind][0]
    if form in {"docx", "odt"}:
        _ensure_room_for(data)
    return form


def _ensure_room_for(data: bytes) -> None:
    """What is parsed takes some ten times as much memory as it is long."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sizes = [each.file_size for each in archive.infolist() if each.filename.endswith(".xml")]
    if sum(sizes) > LARGEST_XML:
        raise Unreadable(TOO_LARGE)


def text_in(data: bytes, form: str) -> str:
    """The text of a file without a format of its own, in whichever encoding. Raises Unreadable."""
    text = _decoded(data, form)
    if not text.strip():
        raise Unreadable(EMPTY)
    if "\0" in text or _is_noise(text):
        raise Unreadable(NOT_TEXT)
    is_page = _PAGE.match(text[:BEGINNING]) is not None
    if form == "plain" and is_page:
        raise Unreadable(A_WEB_PAGE)
    if form == "html" and not is_page and not _TAG.search(text):
        raise Unreadable(NO_WEB_PAGE)
    return text


def _decoded(data: bytes, form: str) -> str:
    for beginning, encoding in _MARKS:
        if data.startswith(beginning):
            return _in(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data, 0, BEGINNING) if form == "html" else None
    if declared is not None and declared[1].lower() in {b"iso-8859-1", b"iso-8859-15", b"latin1"}:
        return _in(data, declared[1].decode("ascii"))
    return _in(data, "cp1252")  # how Windows has written Swedish for thirty years


def _in(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise Unreadable(WRONG_ENCODING) from None


def _is_noise(text: str) -> bool:
    """Whether so many characters are none that people write that it was never text."""
    beginning = text[: 16 * BEGINNING]
    odd = sum(unicodedata.category(each) in {"Cc", "Cn", "Co"} for each in beginning)
    odd -= sum(beginning.count(each) for each in "\n\r\t\f")
    return odd > len(beginning) / 50
