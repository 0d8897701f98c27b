"""What the commands that write files share: whose the thing is, and a file that is never seen half done."""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialog.cli.setting import Setting, utc_now
from dialog.cli.standing import municipalities
from dialog.core.db import reader
from dialog.core.worker import Desk
from dialog.process.models import Process


def desk_of(setting: Setting) -> Desk:
    """Where to read from, as the worker does."""
    return Desk(setting.engine, setting.keys, utc_now(), setting.config)


def municipality_of(setting: Setting, kind: str, number: int, slug: str) -> int:
    """The id of the municipality that the process of that kind belongs to. Raises ValueError."""
    stmt = select(Process.municipality_id).where(Process.id == number, Process.kind == kind)
    with Session(reader(setting.engine)) as session:
        found = session.scalar(stmt)
    known = {place.id for place in municipalities(setting, slug)}
    if found is None or found not in known:
        raise ValueError(f"there is no {kind} {number}" + (f" in {slug}" if slug else ""))
    return int(found)


def show_progress(name: str, total: int, steps: Iterable[int]) -> int:
    """Go through the steps of a writer with a bar beside the output. Return how far it came."""
    before = 0
    with click.progressbar(length=total, label=name, file=sys.stderr) as bar:
        for done in steps:
            bar.update(done - before)
            before = done
    return before


@contextmanager
def replacing(file: Path) -> Iterator[BinaryIO]:
    """The file under another name until it is whole: whoever looks sees the old one or the new one."""
    descriptor, name = tempfile.mkstemp(dir=file.resolve().parent)  # mode 0600
    os.close(descriptor)
    try:
        with Path(name).open("r+b") as target:  # writers put what is half done beside it
            yield target
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
