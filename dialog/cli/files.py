"""What `dialog doctor` sees of the files that people have sent, and of the virus scanner."""

import os
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialog.cli.finding import Finding, Level, told
from dialog.cli.setting import Setting, utc_now
from dialog.core import clamd
from dialog.core.context import Context
from dialog.core.db import TenantSession, reader
from dialog.core.files import FOLDER, files_in
from dialog.core.policy import SYSTEM
from dialog.process.queries.attachments import count_all, count_waiting, lost
from dialog.tenancy.models import Municipality

LONG = timedelta(hours=1)  # for a file to wait


def check_files(setting: Setting) -> str:
    """Whether every file that a row names is there, and new ones can be kept. Raises RuntimeError."""
    folder = setting.config.data_dir / FOLDER
    if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
        raise RuntimeError(f"{folder} cannot be written to")
    return told([_of_municipality(ctx, slug) for slug, ctx in _everywhere(setting)])


def check_scanner(setting: Setting) -> str:
    """Whether the virus scanner answers, and nothing has waited for long. Raises Soon or RuntimeError."""
    waiting = sum(count_waiting(ctx, ctx.now - LONG) for _, ctx in _everywhere(setting))
    address = setting.config.clamd
    findings = [_scanner(address, is_demo=setting.config.demo)]
    if waiting:
        level = Level.WRONG if address else Level.SOON
        findings.append(Finding(f"{waiting} files have waited for more than an hour", level))
    return told(findings)


def _scanner(address: str, *, is_demo: bool) -> Finding:
    if not address and is_demo:
        return Finding("none (DIALOG_CLAMD): the demo shows files without one")
    if not address:
        return Finding("none (DIALOG_CLAMD): documents are never shown", Level.SOON)
    try:
        clamd.ping(address)
    except clamd.NoAnswer as error:
        return Finding(f"{address} does not answer ({error})", Level.WRONG)
    return Finding(f"{address} answers")


def _of_municipality(ctx: Context, slug: str) -> Finding:
    if gone := lost(ctx):
        return Finding(f"{slug}: {gone} files are gone", Level.WRONG)
    return Finding(f"{slug}: {count_all(ctx)} attachments")


def _everywhere(setting: Setting) -> Iterator[tuple[str, Context]]:
    """A context in each municipality that only reads, so that nobody waits for the doctor."""
    engine, now = reader(setting.engine), utc_now()
    with Session(engine) as session:
        rows = session.execute(select(Municipality.id, Municipality.slug)).all()
    for number, slug in sorted(rows, key=lambda row: str(row.slug)):
        with TenantSession(engine, municipality_id=number) as mine:
            files = files_in(setting.config.data_dir, number)
            yield slug, Context(mine, SYSTEM, now, setting.keys, files)
