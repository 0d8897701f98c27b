"""What it costs to write all answers to a file, in time and in memory: for `dev.py bench`."""

import multiprocessing
import resource
import time
from pathlib import Path

from dialog.config import Config
from dialog.consultation.actions.exports import KIND
from dialog.core.db import make_engine
from dialog.core.keys import Keyring
from dialog.core.worker import Desk
from dialog.process.models import Export, Format
from dialog.process.reactions.exports import make_files
from tests.consultation.rows import NOW
from tests.make import EKBY

KB = 1024
WRITTEN = (Format.CSV, Format.JSON, Format.XLSX)


def bench_exports(config: Config, consultations: tuple[int, int]) -> None:
    """Each file in a process of its own: first of a consultation that hardly anybody answered, then all.

    Memory is what the second file needed beyond the first: what grows with the answers.
    """
    fresh = multiprocessing.get_context("spawn")
    for each in WRITTEN:
        with fresh.Pool(1) as pool:
            small, whole = pool.apply(measured, (config, consultations, each))
        grown = (whole[1] - small[1]) / KB
        facts = f"{whole[0]:5.1f} s, {grown:5.1f} MB more than for a few answers"
        print(f"  {facts}, {whole[2] / KB / KB:5.1f} MB  {each.value}")


def measured(
    config: Config, consultations: tuple[int, int], format: Format
) -> list[tuple[float, int, int]]:
    """Seconds, the highest use of memory until then in kB, and bytes, for each consultation."""
    engine = make_engine(config.database_url)
    desk = Desk(engine, Keyring.load(Path(config.keys_file)), NOW, config)
    found = []
    for consultation in consultations:
        with desk.context(EKBY) as ctx:
            row = Export(process_id=consultation, kind=KIND, format=format, asked_at=NOW)
            ctx.session.add(row)
            ctx.session.flush()
            number = row.id
        began = time.perf_counter()
        make_files(desk, [EKBY])
        spent = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with desk.reading(EKBY) as ctx:
            found.append((spent, peak, ctx.session.get_one(Export, number).size))
    engine.dispose()
    return found
