"""What it costs to make the files of a compilation, in time and in memory: for `dev.py bench`."""

import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

from sqlalchemy import select

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.db import Base, TenantSession, make_engine
from dialog.core.keys import Keyring
from dialog.core.policy import SYSTEM
from dialog.core.worker import Desk
from dialog.process.models import Export, Format
from dialog.process.reactions.exports import make_files
from dialog.remiss.actions.exports import KIND
from dialog.remiss.models import Point, Remiss, Reply, SectionComment
from dialog.remiss.rules import Effect
from tests import make
from tests.make import EKBY
from tests.remiss import crowd
from tests.remiss.rows import NOW

KB = 1024
FEW, SECTIONS = 50, 30
REPLY = "Kommunen håller med och ändrar förslaget så att det går att cykla hela vägen. " * 3
COMMENT = "Många vill ha fler cykelvägar. Kommunen bygger två till, men inte den tredje. " * 6


def bench_compilation(statements: int) -> None:
    """Each file in a process of its own: first of a remiss with few statements, then of all of them.

    Memory is what the second file needed beyond the first: what grows with what was said.
    """
    print(f"\nCompilation of {statements} statements on {SECTIONS} sections, SQLite")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keys, url = Keyring.create(folder / "made.json"), f"sqlite:///{folder}/dialog.db"
        engine = make_engine(url)
        Base.metadata.create_all(engine)
        make.two_municipalities(engine, keys)
        make.write_keys(keys, folder / "keys.json")
        config = Config(
            environment="demo",
            secret_key="bench" * 10,
            database_url=url,
            data_dir=folder,
            keys_file=folder / "keys.json",
            testing=True,
        )
        with TenantSession(engine, municipality_id=EKBY) as session:
            ctx = Context(session, SYSTEM, NOW, keys)
            remisser = [filled(ctx, number).id for number in (FEW, statements)]
            session.commit()
        engine.dispose()
        fresh = multiprocessing.get_context("spawn")
        for each in (Format.XLSX, Format.DOCX, Format.PDF):
            with fresh.Pool(1) as pool:
                few, whole = pool.apply(measured, (config, remisser, each))
            grown = (whole[1] - few[1]) / KB
            facts = f"{whole[0]:5.1f} s, {grown:5.1f} MB more than for {FEW} ({few[1] / KB:.0f} MB)"
            print(f"  {facts}, {whole[2] / KB:5.0f} kB  {each.value}")


def filled(ctx: Context, statements: int) -> Remiss:
    """A remiss with so many statements, a reply to each point and a comment on each section."""
    row = crowd.remiss(ctx.session, ctx.keys, SECTIONS, statements)
    given = {"effect": Effect.PARTLY, "words": REPLY, "at": NOW}
    replied = select(Reply.point_id).where(Reply.point_id.is_not(None))
    points = select(Point.id).where(Point.remiss_id == row.id, Point.id.not_in(replied))
    for point in ctx.session.scalars(points):
        ctx.session.add(Reply(remiss_id=row.id, point_id=point, **given))
    for number in range(SECTIONS + 1):
        section = f"s{number}" if number else ""
        comment = {"section": section, "words": COMMENT, "changed": COMMENT, "at": NOW}
        ctx.session.add(SectionComment(remiss_id=row.id, **comment))
    ctx.session.flush()
    return row


def measured(config: Config, remisser: list[int], format: Format) -> list[tuple[float, int, int]]:
    """Seconds, the highest use of memory until then in kB, and bytes, for each remiss."""
    engine = make_engine(config.database_url)
    desk = Desk(engine, Keyring.load(Path(config.keys_file)), NOW, config)
    found = []
    for remiss in remisser:
        with desk.context(EKBY) as ctx:
            row = Export(process_id=remiss, kind=KIND, format=format, asked_at=NOW)
            ctx.session.add(row)
            ctx.session.flush()
            number = row.id
        began = time.perf_counter()
        make_files(desk, [EKBY])
        spent = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with desk.reading(EKBY) as ctx:
            made = ctx.session.get_one(Export, number)
            if made.error:
                raise RuntimeError(made.error)
            found.append((spent, peak, made.size))
    engine.dispose()
    return found
