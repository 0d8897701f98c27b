"""Text files: plain text, Markdown and web pages. They are kept as they are, and never served as a page."""

import re

from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.fault import WrongFile

PLAIN, MARKDOWN, HTML = "text/plain", "text/markdown", "text/html"
TEXTS = {
    MARKDOWN: ("md", "markdown", "mdown"),
    HTML: ("html", "htm"),
    PLAIN: ("txt", "text"),
}
BEGINNING = 1024
_PAGE = re.compile(r"<!doctype\s+html|<html\b|<body\b|<head\b", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def text_kind(name: str, data: bytes) -> str:
    """The media type of a text file: a web page by its content, else by what the name ends with.

    "" when it is no text. Raises WrongFile when it is text in letters that cannot be read.
    """
    try:
        text = decoded(data)
    except UnicodeDecodeError:
        return ""
    if _CONTROL.search(text):
        return ""
    if _PAGE.search(text[:BEGINNING]):
        return HTML
    ending = name.rpartition(".")[2].lower()
    return next((kind for kind, endings in TEXTS.items() if ending in endings), PLAIN)


def decoded(data: bytes) -> str:
    """The text: UTF-8 or UTF-16 by its mark, else UTF-8, else as older Windows programs write it.

    Raises UnicodeDecodeError, and WrongFile when there is nothing but white space.
    """
    mark = next((each for each in _BOMS if data.startswith(each)), b"")
    if mark:
        text = data.decode(_BOMS[mark])
    else:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = data.decode("cp1252")
    if not text.strip():
        raise WrongFile(_l("Filen är tom. Kontrollera den och välj den igen, eller välj en annan."))
    return text
