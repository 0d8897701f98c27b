"""Whether a packed file is an office document and nothing worse: no macros, no programs, no zip bomb."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.fault import WrongFile

MOST_ENTRIES = 5_000
MOST_UNPACKED = 200_000_000  # bytes
MOST_RATIO = 100  # of all that is unpacked to the file; text in tables reaches about 30
SMALL = 20_000_000  # bytes unpacked: below that no ratio is a threat
LARGEST_LIST = 1_000_000  # bytes of the document's own list of what it holds
CHUNK = 1 << 20
LOCAL_HEADER = struct.Struct("<4s22sHH")
END_RECORD, END_SIZE = b"PK\x05\x06", 22
IS_ENCRYPTED = 0x1
MACRO_MARKS = ("vbaproject.bin", "vbadata.xml", "macrosheets/", "activex/", "basic/", "scripts/")
PROGRAMS = (
    *(".exe", ".dll", ".com", ".bat", ".cmd", ".scr", ".msi", ".lnk", ".jar", ".hta"),
    *(".js", ".jse", ".vbs", ".vbe", ".wsf", ".ps1", ".sh", ".html", ".htm"),
)


@dataclass(frozen=True)
class Office:
    """One kind of office document: what must lie in it."""

    media_type: str
    name: str
    member: str


_OOXML, _ODF = (
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
)
OFFICE = {
    "docx": Office(f"{_OOXML}wordprocessingml.document", "Word", "word/document.xml"),
    "xlsx": Office(f"{_OOXML}spreadsheetml.sheet", "Excel", "xl/workbook.xml"),
    "pptx": Office(f"{_OOXML}presentationml.presentation", "PowerPoint", "ppt/presentation.xml"),
    "odt": Office(f"{_ODF}text", "OpenDocument-text", "content.xml"),
    "ods": Office(f"{_ODF}spreadsheet", "OpenDocument-kalkylark", "content.xml"),
    "odp": Office(f"{_ODF}presentation", "OpenDocument-presentation", "content.xml"),
}
_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_MANIFEST, _MIMETYPE = "META-INF/manifest.xml", "mimetype"

_BROKEN = _l("Dokumentet är trasigt. Öppna det, spara det på nytt och välj det igen.")
_BOMB = _l(
    "Dokumentet blir orimligt stort när det packas upp. Spara det på nytt, eller som PDF, och välj den filen."
)


def ensure_sound_office(data: bytes) -> str:
    """The media type of an office document. Raises WrongFile for any other archive, and for what is unsound."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _ensure_whole(data)
            _ensure_of_size(entries, len(data))
            _ensure_names(entries)
            found = _kind(archive, {entry.filename for entry in entries})
            _ensure_unpacks(data, entries)
            return found.media_type
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError):
        raise WrongFile(_BROKEN) from None
    except (RuntimeError, ValueError, LookupError):  # what zipfile says of odd headers
        raise WrongFile(_BROKEN) from None


def _ensure_whole(data: bytes) -> None:
    """Nothing before the first entry (the caller has looked) and nothing behind the end record."""
    if data.rfind(END_RECORD) != len(data) - END_SIZE:
        raise WrongFile(_BROKEN)


def _ensure_of_size(entries: Sequence[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    is_steep = unpacked > SMALL and unpacked > size * MOST_RATIO
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or is_steep:
        raise WrongFile(_BOMB)


def _ensure_names(entries: Sequence[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & IS_ENCRYPTED for entry in entries):
        raise WrongFile(_locked())
    if len({name.casefold() for name in names}) != len(names) or any(map(_leads_out, names)):
        raise WrongFile(_BROKEN)
    for name in map(str.casefold, names):
        if any(mark in name for mark in MACRO_MARKS):
            raise WrongFile(_macros())
        if name.endswith(PROGRAMS):
            raise WrongFile(
                _("Dokumentet har en annan fil inuti sig. Ta bort den, eller spara som PDF.")
            )


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _kind(archive: zipfile.ZipFile, names: set[str]) -> Office:
    if {_TYPES, _RELATIONS} <= names:
        return _ooxml(archive, names)
    if _MIMETYPE in names and _MANIFEST in names:
        return _odf(archive, names)
    raise WrongFile(
        _("Vi tar inte emot packade filer. Packa upp filen och skicka det som ligger i den.")
    )


def _ooxml(archive: zipfile.ZipFile, names: set[str]) -> Office:
    types = _listed(archive, _TYPES).lower()
    if b"macroenabled" in types or b"vbaproject" in types:
        raise WrongFile(_macros())
    found = [
        kind
        for kind in OFFICE.values()
        if kind.media_type.startswith(_OOXML)
        and kind.member in names
        and f"{kind.media_type}.main+xml".encode() in types
    ]
    if len(found) != 1:
        raise WrongFile(_BROKEN)
    return found[0]


def _odf(archive: zipfile.ZipFile, names: set[str]) -> Office:
    said = _listed(archive, _MIMETYPE).decode("ascii", "replace").strip()
    if b"encryption-data" in _listed(archive, _MANIFEST):
        raise WrongFile(_locked())
    for kind in OFFICE.values():
        if kind.media_type == said and kind.member in names:
            return kind
    raise WrongFile(_BROKEN)


def _listed(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        found = file.read(LARGEST_LIST + 1)
    if len(found) > LARGEST_LIST:
        raise WrongFile(_BOMB)
    return found


def _ensure_unpacks(data: bytes, entries: Sequence[zipfile.ZipInfo]) -> None:
    """Every entry is exactly as large as it says. Others who unpack it may trust the stream instead."""
    for entry in entries:
        head = LOCAL_HEADER.unpack_from(data, entry.header_offset)
        start = entry.header_offset + LOCAL_HEADER.size + head[2] + head[3]
        packed = memoryview(data)[start : start + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            is_true = len(packed) == entry.file_size
        else:
            is_true = entry.compress_type == zipfile.ZIP_DEFLATED and _inflates(packed, entry)
        if not is_true:
            raise WrongFile(_BROKEN)


def _inflates(packed: memoryview, entry: zipfile.ZipInfo) -> bool:
    stream, size, rest = zlib.decompressobj(-zlib.MAX_WBITS), 0, bytes(packed)
    while not stream.eof and size <= entry.file_size:
        part = stream.decompress(rest, CHUNK)
        rest = stream.unconsumed_tail
        size += len(part)
        if not part and not rest:
            break
    return stream.eof and size == entry.file_size


def _locked() -> str:
    return _("Dokumentet är låst med lösenord. Spara en kopia utan lösenord och välj den.")


def _macros() -> str:
    return _(
        "Dokumentet innehåller makron, alltså program. Spara det utan makron (docx, xlsx, pptx) eller som PDF."
    )
