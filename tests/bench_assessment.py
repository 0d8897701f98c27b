"""What it costs to open the assessment table, and to read all of it as the compilation does."""

import tempfile
import time
import tracemalloc
from pathlib import Path

from sqlalchemy import Engine

from dialog.app import create_app
from dialog.config import Config
from dialog.core.context import Context
from dialog.core.db import Base, TenantSession, make_engine, reader
from dialog.core.keys import Keyring
from dialog.core.policy import SYSTEM
from dialog.demo.measure import ask
from dialog.remiss.models import Remiss
from dialog.remiss.queries import assessment
from tests import make
from tests.browser import Browser
from tests.make import EKBY
from tests.remiss import crowd
from tests.remiss.rows import NOW

KB = 1024
SECTIONS = 30
LOOKS = (
    "",
    "?avsnitt=s7&svar=nej",
    "?ord=kostnaden&stallning=opposes&tagg=utan&ordning=nyast",
    "?ordning=frist",
)


def bench_assessment(statements: int) -> None:
    """Fill, open the table as an official does, and read section by section in batches."""
    print(f"\nAssessment of {statements} statements in {SECTIONS} sections, SQLite")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keys, url = Keyring.create(folder / "made.json"), f"sqlite:///{folder}/dialog.db"
        engine = make_engine(url)
        Base.metadata.create_all(engine)
        make.two_municipalities(engine, keys)
        remiss = _filled(engine, keys, statements)
        _open_table(folder, keys, url, remiss)
        for size in (remiss, _filled(engine, keys, statements * 5)):
            _read(engine, keys, size)
        engine.dispose()


def _filled(engine: Engine, keys: Keyring, statements: int) -> int:
    with TenantSession(engine, municipality_id=EKBY) as session:
        return crowd.remiss(session, keys, SECTIONS, statements).id


def _open_table(folder: Path, keys: Keyring, url: str, remiss: int) -> None:
    make.write_keys(keys, folder / "keys.json")
    config = Config(
        environment="demo",
        secret_key="bench" * 10,
        database_url=url,
        data_dir=folder,
        keys_file=folder / "keys.json",
        testing=True,
    )
    app = create_app(config, clock=lambda: NOW)
    client = Browser(app).log_in("officer").client
    for look in LOOKS:
        path = f"/arbetsyta/remisser/{remiss}/bedomning{look}"
        page = ask(client, app.extensions["engine"], "http://localhost", path)
        times = f"median {page.median:5.1f} ms, worst {page.worst:5.1f} ms"
        print(f"  {page.status} {times}, {page.statements} statements  {path}")
    app.extensions["engine"].dispose()


def _read(engine: Engine, keys: Keyring, id: int) -> None:
    """All sections one after another; memory is what Python held at most beyond what it had."""
    with TenantSession(reader(engine), municipality_id=EKBY) as session:
        ctx = Context(session, SYSTEM, NOW, keys)
        remiss = session.get_one(Remiss, id)
        tracemalloc.start()
        began, points = time.perf_counter(), 0
        for section in assessment.places(ctx, remiss):
            points += sum(len(each.points) for each in assessment.in_section(ctx, remiss, section))
        spent = time.perf_counter() - began
        peak = tracemalloc.get_traced_memory()[1] / KB / KB
        tracemalloc.stop()
    print(f"  {points} points read in {spent:4.1f} s, at most {peak:4.1f} MB held")
