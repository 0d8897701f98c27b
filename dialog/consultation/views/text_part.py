"""The text parts of a consultation's page: pictures, documents, and the way to a film."""

from typing import Any

from dialog.consultation.models import Part
from dialog.consultation.queries.public import Reading
from dialog.consultation.rules import PartKind
from dialog.consultation.rules.media import is_video_address
from dialog.consultation.views.parts import prepares
from dialog.process.queries.attachments import by_ids
from dialog.process.views.attachments import File, shown
from dialog.web.request import here


@prepares(PartKind.TEXT)
def prepare(reading: Reading, parts: list[Part]) -> dict[int, dict[str, Any]]:
    """The files of every text part in one statement. The public sees those that are clean."""
    contents = {part.id: part.content() for part in parts}
    rows = by_ids(here(), {each.attachment for c in contents.values() for each in c.media})
    more: dict[int, dict[str, Any]] = {}
    for number, content in contents.items():
        files = [
            shown(rows[each.attachment], alt=each.alt, caption=each.caption)
            for each in content.media
            if each.attachment in rows
            and rows[each.attachment].process_id == reading.consultation.id
        ]
        more[number] = _sorted(files) | {"has_video": is_video_address(content.video_url)}
    return more


def _sorted(files: list[File]) -> dict[str, list[File]]:
    to_show = [file for file in files if file.href or here().actor.roles]
    return {
        "pictures": [file for file in to_show if file.is_picture],
        "documents": [file for file in to_show if not file.is_picture],
    }
