"""The document: read from a file, begun by hand, thrown away, and released as a new version."""

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.actions.attachments import attach
from dialog.process.models import Attachment
from dialog.process.rules import Publication
from dialog.process.rules.files import Upload
from dialog.remiss.models import Reading, Remiss, RemissVersion
from dialog.remiss.queries.document import shown_version, version_in_work
from dialog.remiss.queries.document_work import (
    keys_ever,
    next_number,
    sections_ever,
    unfinished_reading,
    version_to_change,
)
from dialog.remiss.queries.publishing import keep_text
from dialog.remiss.rules.content import Heading, Outline
from dialog.remiss.rules.differences import has_changes
from dialog.remiss.rules.editing import Entry, NotChangeable, ensure_all_seen, ensure_changeable
from dialog.remiss.rules.keys import Known, assign_keys, fresh_key
from dialog.remiss.rules.oddities import has_personal_number


def keep_outline(
    ctx: Context, remiss: Remiss, outline: Outline, file: Attachment | None
) -> RemissVersion:
    """Make the version in work of what was read from a file, or replace what it holds.

    A section that an earlier version has keeps its key, and whether views are asked for on it. Raises
    NotChangeable.
    """
    ctx.require("remiss.keep_outline", remiss)
    ctx.lock(remiss)
    ensure_changeable(remiss.publication, remiss.handling)
    seen: dict[str, Entry] = {}
    for row in sections_ever(ctx, remiss):
        seen.setdefault(
            row.key, Entry(row.key, row.as_heading(), row.takes_views)
        )  # as it was last
    keys = assign_keys([Known(key, e.heading) for key, e in seen.items()], outline.sections)
    version = version_in_work(ctx, remiss) or _new_version(ctx, remiss)
    version.title = outline.title or remiss.title
    version.file, version.shows_file, version.made_at = file, False, ctx.now
    version.write(
        [
            Entry(key, heading, _asks(heading, seen.get(key)))
            for key, heading in zip(keys, outline.sections, strict=True)
        ]
    )
    ctx.record(
        "remiss.keep_outline",
        remiss,
        version=version.number,
        sections=len(outline.sections),
        file=file.id if file else None,
    )
    return version


def import_document(ctx: Context, remiss: Remiss, upload: Upload) -> Reading:
    """Keep a file; the worker reads it into the version in work.

    Raises NotChangeable, also while another file is being read, and WrongFile.
    """
    ctx.require("remiss.import_document", remiss)
    ctx.lock(remiss)
    ensure_changeable(remiss.publication, remiss.handling)
    if unfinished_reading(ctx, remiss) is not None:
        raise NotChangeable(_l("Ett dokument läses in just nu. Vänta tills det är klart."))
    file = attach(ctx, remiss, upload)
    reading = Reading(remiss=remiss, file=file, asked_by=ctx.actor.id, asked_at=ctx.now)
    ctx.session.add(reading)
    ctx.session.flush()
    ctx.record("remiss.import_document", remiss, reading=reading.id, file=file.id)
    return reading


def cancel_reading(ctx: Context, reading: Reading) -> None:
    """Read the file no further. The document stays as it is."""
    ctx.require("remiss.cancel_reading", reading.remiss)
    ctx.lock(reading)
    if reading.ended_at is None:
        reading.ended_at, reading.claimed_until = ctx.now, None
        reading.error = _("Inläsningen avbröts. Dokumentet är som det var innan.")
        ctx.record("remiss.cancel_reading", reading.remiss, reading=reading.id)


def begin_version(ctx: Context, remiss: Remiss) -> RemissVersion:
    """A version to work on: a copy of the one that people read, or one empty section to write in.

    Whoever asks while there is one gets that. Raises NotChangeable.
    """
    ctx.require("remiss.begin_version", remiss)
    ctx.lock(remiss)
    ensure_changeable(remiss.publication, remiss.handling)
    if (found := version_in_work(ctx, remiss)) is not None:
        return found
    shown = shown_version(ctx, remiss)
    version = _new_version(ctx, remiss)
    if shown is not None:
        version.title, version.file, version.shows_file = shown.title, shown.file, shown.shows_file
        version.write(shown.entries())
    else:
        key = fresh_key(keys_ever(ctx, remiss))
        version.write([Entry(key, Heading(1, "", _("Nytt avsnitt")))])
    ctx.record("remiss.begin_version", remiss, version=version.number)
    return version


def discard_version(ctx: Context, remiss: Remiss) -> None:
    """Throw away the version in work, which nobody else has seen. Raises NotChangeable, NotFound."""
    ctx.require("remiss.discard_version", remiss)
    version = version_to_change(ctx, remiss)
    ctx.session.delete(version)
    ctx.record("remiss.discard_version", remiss, version=version.number)


def release_version(ctx: Context, remiss: Remiss, note: str, seen: str = "") -> RemissVersion:
    """Let people read the version in work instead of the one that they read now.

    Answers stay tied to the version that they spoke about. `note` tells readers what differs, and
    `seen` is the mark of what the official saw. Raises NotChangeable, NotFound, ChangedMeanwhile, Faulty.
    """
    ctx.require("remiss.release_version", remiss)
    version = version_to_change(ctx, remiss)
    ensure_all_seen(version.entries(), seen)
    shown = shown_version(ctx, remiss)
    if shown is None or remiss.publication is not Publication.PUBLISHED:
        raise NotChangeable(
            _l("Remissen är inte publicerad. Dokumentet visas när du publicerar den.")
        )
    if not has_changes(shown.entries(), version.entries()) and shown.title == version.title:
        raise Faulty(
            _l("Versionen är likadan som den som visas nu. Det finns inget att publicera.")
        )
    if any(has_personal_number(entry.heading) for entry in version.entries()):
        raise Faulty(
            _l("Det står ett personnummer i dokumentet. Avsnittet är markerat i granskningen.")
        )
    if not note:
        raise Faulty(_l("Skriv vad som är ändrat, så att de som läser förstår."), "note")
    shown.replaced_at = ctx.now
    ctx.session.flush()  # at most one is shown
    version.frozen_at, version.note = ctx.now, note
    ctx.session.flush()
    keep_text(ctx, remiss)
    ctx.record("remiss.release_version", remiss, version=version.number, before=shown.number)
    return version


def _asks(heading: Heading, before: Entry | None) -> bool:
    return before.takes_views if before is not None else bool(heading.body.words())


def _new_version(ctx: Context, remiss: Remiss) -> RemissVersion:
    number = next_number(ctx, remiss)
    version = RemissVersion(remiss=remiss, number=number, title=remiss.title, made_at=ctx.now)
    ctx.session.add(version)
    ctx.session.flush()
    return version
