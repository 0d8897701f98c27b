"""What is said of a document that cannot be read."""

from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l


class Unreadable(Faulty):
    """The document cannot be read. The message says why, and what the person can do."""

    def __init__(self, message: object, field: str = "file") -> None:
        super().__init__(message, field)


UNKNOWN = _l(
    "Vi kan inte läsa den här sortens fil. Spara dokumentet som docx, odt, pdf, html, md eller txt och välj den filen."
)
EMPTY = _l("Dokumentet är tomt. Kontrollera filen och välj den igen, eller välj en annan.")
BROKEN = _l("Dokumentet är trasigt. Öppna det, spara det på nytt och välj det igen.")
SCANNED = _l(
    "Dokumentet är inskannat: sidorna är bilder utan text. Välj originalet, till exempel från Word, eller gör en PDF med text (OCR)."
)
TOO_LARGE = _l(
    "Dokumentet är för stort för att läsas in. Dela upp det, eller lägg stora tabeller som bilagor, och välj det igen."
)
NOT_TEXT = _l(
    "Filen innehåller inte text, fast namnet säger det. Öppna den i det program den kommer från och spara den som docx, odt eller pdf."
)
A_WEB_PAGE = _l(
    "Filens namn säger att den är text, men innehållet är en webbsida. Byt namn så att det slutar på .html och välj den igen."
)
NO_WEB_PAGE = _l(
    "Filens namn säger att den är en webbsida, men innehållet är vanlig text. Byt namn så att det slutar på .txt och välj den igen."
)
WRONG_ENCODING = _l(
    "Vi kan inte tyda tecknen i filen. Spara den med teckenkodningen UTF-8 och välj den igen."
)
