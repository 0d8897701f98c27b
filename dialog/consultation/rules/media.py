"""What the pictures, documents and films of a text part must say of themselves."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from dialog.consultation.rules.content import Medium, TextContent
from dialog.core.i18n import lazy_gettext as _l

MOST_MEDIA = 30  # of one part


def missing_alt(content: TextContent, pictures: Collection[int]) -> list[int]:
    """Which of the pictures (ids of attachments) do not say what they show, for who cannot see them."""
    return [each.attachment for each in content.media if lacks_alt(each, pictures)]


def lacks_alt(medium: Medium, pictures: Collection[int]) -> bool:
    """Whether it is a picture that does not say what it shows."""
    return medium.attachment in pictures and not medium.alt.strip()


def faults(content: TextContent, pictures: Collection[int]) -> list[tuple[str, Any]]:
    """What is wrong, as the name of a field of TextContent and words; empty when all is well."""
    found: list[tuple[str, Any]] = []
    if missing_alt(content, pictures):
        found.append(("media", _l("Beskriv vad bilden visar, för den som inte kan se den.")))
    if len(content.media) > MOST_MEDIA:
        found.append(("media", _l("En del kan ha högst 30 bilder och dokument. Dela upp den.")))
    if content.video_url and not is_video_address(content.video_url):
        found.append(("video_url", _l("Skriv hela adressen till filmen. Den börjar med https://.")))
    if content.video_url and not content.video_title.strip():
        found.append(("video_title", _l("Skriv vad filmen handlar om.")))
    if content.video_url and not content.video_note.strip():
        found.append(
            (
                "video_note",
                _l("Skriv om filmen har undertexter, eller var samma sak går att läsa."),
            )
        )
    return found


def is_video_address(address: str) -> bool:
    """Whether it is a whole https address without a password in it."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and bool(host) and parts.username is None
