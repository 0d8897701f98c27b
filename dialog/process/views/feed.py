"""News as an Atom feed (RFC 4287): one entry for every public turn of a process."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Response, render_template, request, url_for

from dialog.core.i18n import gettext as _
from dialog.core.journal import Event
from dialog.core.text import plain
from dialog.process import rules
from dialog.process.models import Process
from dialog.web.request import here


@dataclass(frozen=True)
class Entry:
    """One piece of news."""

    id: str
    title: str
    summary: str
    language: str
    href: str
    at: datetime


def feed_of(news: Sequence[tuple[Event, Process]], about: str) -> Response:
    """The feed of this news. `about` is the page that it belongs to."""
    entries = [_entry(event, process) for event, process in news]
    xml = render_template(
        "process/feed.xml",
        entries=entries,
        updated=entries[0].at if entries else here().now.replace(hour=0, minute=0, second=0),
        about=about,
        address=request.base_url,
    )
    return Response(xml, mimetype="application/atom+xml")


def _entry(event: Event, process: Process) -> Entry:
    href = url_for(f"{process.kind}.show", id=process.id, _external=True)
    turn = rules.NEWS[event.name.partition(".")[2]]
    title = _("%(turn)s: %(title)s") % {"turn": turn, "title": plain(process.title)}
    return Entry(
        id=f"{href}#{event.id}",
        title=title,
        summary=plain(process.summary),
        language=process.language,
        href=href,
        at=event.at,
    )
