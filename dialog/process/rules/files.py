"""Which files are taken, judged by their content: their kind, their size, and what hides in them."""

import re
import unicodedata
from dataclasses import dataclass

import filetype

from dialog.core.i18n import format_number
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.picture import NotAPicture, TooManyPixels, for_page
from dialog.core.text import plain
from dialog.process.rules.documents import ensure_sound_pdf
from dialog.process.rules.fault import WrongFile as WrongFile
from dialog.process.rules.office import OFFICE, ensure_sound_office
from dialog.process.rules.texts import HTML, MARKDOWN, PLAIN, TEXTS, text_kind

MEGABYTE = 1_000_000
MOST_PICTURE, MOST_DOCUMENT = 10 * MEGABYTE, 20 * MEGABYTE
# What a page takes that has a file in its form: more than a file may be, so that a file that is a bit
# too large is told about next to its field, and nothing that was typed is lost.
LARGEST_REQUEST = 40 * MEGABYTE
MOST_OF_STAFF = 100  # in one process, with those that earlier versions of its page show
LONGEST_SIDE = 1600  # pixels of a picture on a page
LONGEST_NAME = 100
BEGINNING = 1024

PICTURES = {
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/webp": ("webp",),
}
PDF = "application/pdf"
DOCUMENTS = {PDF: ("pdf",)} | {kind.media_type: (ending,) for ending, kind in OFFICE.items()}
USUAL = PICTURES | DOCUMENTS
ENDINGS = USUAL | TEXTS
KIND_NAMES = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/webp": "WebP",
    PDF: "PDF",
    MARKDOWN: "Markdown",
    HTML: "HTML",
    PLAIN: "TXT",
} | {kind.media_type: kind.name for kind in OFFICE.values()}

# What people try to send, and what they can do instead.
_INSTEAD = {
    "svg": _l(
        "Bilder i formatet SVG kan innehålla program, så vi tar inte emot dem. Spara bilden som PNG och välj den filen."
    ),
    "html": _l(
        "Webbsidor kan innehålla program, så vi tar inte emot dem. Skriv ut sidan till en PDF och välj den filen."
    ),
    "heic": _l(
        "Bilden är i formatet HEIC, som inte alla kan se. Spara den som JPEG och välj den filen."
    ),
    "gif": _l("Bilder i formatet GIF tar vi inte emot. Spara bilden som PNG och välj den filen."),
    "old": _l(
        "Dokumentet är i ett äldre format eller låst med lösenord. Spara det utan lösenord som docx, xlsx, pptx eller PDF, och välj den filen."
    ),
    "archive": _l(
        "Vi tar inte emot packade filer. Packa upp filen och skicka det som ligger i den."
    ),
    "program": _l("Filen är ett program. Vi tar bara emot bilder och dokument."),
}
_TOLD_BY_SNIFFING = {
    "heic": "heic",
    "heif": "heic",
    "avif": "heic",
    "gif": "gif",
    "doc": "old",
    "xls": "old",
    "ppt": "old",
    "zip": "archive",
    "rar": "archive",
    "7z": "archive",
    "tar": "archive",
    "gz": "archive",
    "exe": "program",
    "elf": "program",
}
_OLE = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office before 2007, and newer documents with a password
)
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Taken:
    """What is taken in one place, and from whom. A name that people give to a picture may tell who they are."""

    media_types: frozenset[str]
    is_staff: bool
    most: int  # files: of staff in one process, of participants in one hour of it

    @property
    def accept(self) -> str:
        """For the attribute of the field, so that the browser offers the right files."""
        return ",".join(f".{e}" for media_type in self._in_order() for e in ENDINGS[media_type])

    def words(self) -> str:
        """What is taken, for the help of the field: "En bild (PNG, JPEG, WebP) på högst 10 MB." """
        names = ", ".join(KIND_NAMES[media_type] for media_type in self._in_order())
        if self.media_types <= PICTURES.keys():
            return _("En bild (%(names)s) på högst %(most)s.") % {
                "names": names,
                "most": size_words(MOST_PICTURE),
            }
        return _("En fil (%(names)s) på högst %(most)s.") % {
            "names": names,
            "most": size_words(MOST_DOCUMENT),
        }

    def _in_order(self) -> list[str]:
        return [media_type for media_type in ENDINGS if media_type in self.media_types]


FROM_PARTICIPANTS = Taken(frozenset(PICTURES), is_staff=False, most=300)
PICTURE_FROM_STAFF = Taken(frozenset(PICTURES), is_staff=True, most=MOST_OF_STAFF)
DOCUMENT_FROM_STAFF = Taken(frozenset(DOCUMENTS), is_staff=True, most=MOST_OF_STAFF)
FILE_FROM_STAFF = Taken(frozenset(USUAL), is_staff=True, most=MOST_OF_STAFF)
# What can be read as running text. Text files are taken from staff alone, and nowhere else.
READABLE_FROM_STAFF = Taken(
    frozenset({PDF, OFFICE["docx"].media_type, OFFICE["odt"].media_type, *TEXTS}),
    is_staff=True,
    most=MOST_OF_STAFF,
)


@dataclass(frozen=True)
class Upload:
    """A file as it is kept. A picture has been drawn anew; a document is exactly as it came."""

    name: str
    data: bytes
    media_type: str
    taken: Taken
    width: int | None = None
    height: int | None = None


def judge(name: str, data: bytes, taken: Taken) -> Upload:
    """The file as it is kept. Raises WrongFile, which says what the person can do."""
    media_type = kind_of(data, taken, name)
    _ensure_ending(name, media_type)
    if media_type in PICTURES:
        return _drawn(name if taken.is_staff else "", data, media_type, taken)
    return Upload(kept_name(name, media_type, _("dokument")), data, media_type, taken)


def kind_of(data: bytes, taken: Taken, name: str = "") -> str:
    """The media type, found from the content. Raises WrongFile when it is none that is taken, or unsound."""
    if not data:
        raise WrongFile(_l("Filen är tom. Kontrollera den och välj den igen, eller välj en annan."))
    media_type = _text(name, data, taken) or _sniffed(data, taken)
    is_picture = media_type in PICTURES
    if media_type not in taken.media_types:
        raise WrongFile(_("Du kan inte skicka den här sortens fil. Välj:") + " " + taken.words())
    most = MOST_PICTURE if is_picture else MOST_DOCUMENT
    if len(data) > most:
        raise WrongFile(
            _("Filen är %(size)s. Den får vara högst %(most)s. Gör den mindre och välj den igen.")
            % {"size": size_words(len(data)), "most": size_words(most)}
        )
    if media_type == PDF:
        ensure_sound_pdf(data)
    return media_type


def _text(name: str, data: bytes, taken: Taken) -> str:
    """The kind of a text file, where those are taken. What any other kind begins like is none."""
    is_asked = not taken.media_types.isdisjoint(TEXTS)
    if not is_asked or data.startswith((_ZIP, _OLE, b"%PDF")) or filetype.guess(data):
        return ""
    kind = text_kind(_base(name), data)
    return "" if kind != HTML and _refused(data, "") == "svg" else kind


def _sniffed(data: bytes, taken: Taken) -> str:
    """The kind by the first bytes; of office documents by what lies in them. Raises WrongFile."""
    if data.startswith(_ZIP):
        return ensure_sound_office(data)
    found = filetype.guess(data[: 16 * BEGINNING])
    if found is not None and found.mime in USUAL:
        return str(found.mime)
    raise WrongFile(_INSTEAD.get(_refused(data, found.extension if found else ""), _unknown(taken)))


def _refused(data: bytes, extension: str) -> str:
    if data.startswith(_OLE):
        return "old"
    beginning = data[:BEGINNING].lower().replace(b"\0", b"")  # also as UTF-16
    if b"<svg" in beginning:
        return "svg"
    if any(mark in beginning for mark in (b"<!doctype html", b"<html", b"<script", b"<body")):
        return "html"
    return _TOLD_BY_SNIFFING.get(extension, "")


def _unknown(taken: Taken) -> str:
    if taken.media_types & TEXTS.keys():
        return _("Vi känner inte igen filen. Välj:") + " " + taken.words()
    return _(
        "Vi känner inte igen filen. Vi tar emot bilder (PNG, JPEG, WebP) och dokument (PDF, Word, Excel, PowerPoint, OpenDocument)."
    )


def _drawn(name: str, data: bytes, media_type: str, taken: Taken) -> Upload:
    try:
        picture = for_page(data, LONGEST_SIDE)
    except TooManyPixels:
        raise WrongFile(
            _l(
                "Bilden har för många bildpunkter. Gör den mindre, till exempel 2 000 bildpunkter bred, och välj den igen."
            )
        ) from None
    except NotAPicture:
        raise WrongFile(
            _l(
                "Bilden är trasig eller ofullständig. Öppna den, spara den på nytt och välj den igen."
            )
        ) from None
    kept = kept_name(name, media_type, _("bild"))
    return Upload(kept, picture.data, media_type, taken, picture.width, picture.height)


def _ensure_ending(name: str, media_type: str) -> None:
    """A name without an ending says nothing wrong; what is kept gets the kind's own."""
    _stem, dot, ending = _base(name).rpartition(".")
    if dot and ending.lower() not in ENDINGS[media_type]:
        raise WrongFile(
            _(
                "Filens namn slutar på .%(ending)s, men innehållet är %(kind)s. Spara om filen som .%(right)s och välj den igen."
            )
            % {
                "ending": ending[:10],
                "kind": KIND_NAMES[media_type],
                "right": ENDINGS[media_type][0],
            }
        )


def kept_name(name: str, media_type: str, otherwise: str) -> str:
    """What the file is called when somebody saves it: no folders, no control characters, the right ending."""
    base = _base(name)
    stem = base.rpartition(".")[0] or base
    stem = re.sub(r'[<>:"|?*\s]+', " ", stem).strip(" .")[:LONGEST_NAME].strip(" .")
    return f"{stem or otherwise}.{ENDINGS[media_type][0]}"


def _base(name: str) -> str:
    whole = plain(unicodedata.normalize("NFC", name).replace("\n", " ").replace("\r", " "))
    return re.split(r"[/\\]", whole)[-1].strip(" .")


def size_words(size: int) -> str:
    """How large in words: "1,2 MB", "340 kB"."""
    if size >= MEGABYTE:
        return f"{format_number(round(size / MEGABYTE, 1))} MB"
    return f"{format_number(max(1, round(size / 1000)))} kB"
