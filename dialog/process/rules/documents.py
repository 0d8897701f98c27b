"""Whether a PDF is a PDF and nothing else besides. What programs hide in it is the virus scanner's to find."""

import io
import re
import zipfile

from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.fault import WrongFile

BEGINNING = END = 1024
_HEADER = re.compile(rb"%PDF-[12]\.[0-9]")
# What makes another program take the same bytes for something else: a web page, an archive, a script.
_FOREIGN = re.compile(
    rb"<!doctype|<html|<script|<svg|<\?php|<body|PK\x03\x04|\x89PNG\r\n|GIF8[79]a|Rar!\x1a|\x7fELF",
    re.IGNORECASE,
)
_LOCKED = re.compile(rb"/Encrypt\s+[0-9]+\s+[0-9]+\s+R|/Encrypt\s*<<")
_ACTIVE = re.compile(rb"/JavaScript\b|/Launch\b")


def ensure_sound_pdf(data: bytes) -> None:
    """Raise WrongFile when it does not begin and end as a PDF, is something else too, is locked or acts."""
    if not _HEADER.match(data) or not _ends_well(data):
        raise WrongFile(
            _l("PDF-filen är trasig eller ofullständig. Spara den på nytt och välj den igen.")
        )
    if _FOREIGN.search(data, 0, BEGINNING) or zipfile.is_zipfile(io.BytesIO(data)):
        raise WrongFile(
            _l(
                "PDF-filen innehåller även en annan sorts fil. Skriv ut dokumentet till en ny PDF och välj den."
            )
        )
    if _LOCKED.search(data):
        raise WrongFile(
            _l(
                "PDF-filen är låst med lösenord eller skydd. Spara en kopia utan lösenord och välj den."
            )
        )
    if _ACTIVE.search(data):
        raise WrongFile(
            _l(
                "PDF-filen innehåller program (JavaScript). Skriv ut dokumentet till en ny PDF och välj den."
            )
        )


def _ends_well(data: bytes) -> bool:
    tail = data[-END:]
    return b"startxref" in tail and b"%%EOF" in tail
