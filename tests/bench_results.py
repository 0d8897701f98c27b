"""What it costs to count the answers to fifty questions, to show the results and to write them to files."""

import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from dialog.app import create_app
from dialog.config import Config
from dialog.consultation.actions.tally import count_part, count_participants, recount_part
from dialog.consultation.models import Consultation, Counting, Part
from dialog.core.context import Context
from dialog.core.db import Base, TenantSession, make_engine
from dialog.core.keys import Keyring
from dialog.core.policy import SYSTEM
from dialog.demo.measure import ask
from tests import make
from tests.bench_exports import bench_exports
from tests.consultation import crowd, rows
from tests.consultation.rows import NOW
from tests.make import EKBY

KB = 1024
FEW = 500  # answers
LOOKS = ("", "?grupp=omrade:Norr", "?grupp=alder:20-29")
Act = Callable[[Context], object]


def bench_results(answers: int) -> None:
    """Fill, count turn by turn as the worker does, recount as at night, and open the public page."""
    print(f"\nResults of 50 questions and {answers} answers, SQLite")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keys, url = Keyring.create(folder / "made.json"), f"sqlite:///{folder}/dialog.db"
        engine = make_engine(url)
        Base.metadata.create_all(engine)
        make.two_municipalities(engine, keys)
        consultation, part = _filled(engine, keys, answers)
        _count(engine, keys, consultation, part)
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
        one = f"/medborgardialoger/{consultation}"
        paths = [f"{one}/resultat{look}" for look in LOOKS]
        for path in [one, f"{one}/svara/{part}", *paths]:
            page = ask(app.test_client(), app.extensions["engine"], "http://localhost", path)
            times = f"median {page.median:5.1f} ms, worst {page.worst:5.1f} ms"
            print(f"  {times}, {page.statements} statements  {path}")
        app.extensions["engine"].dispose()
        few, _ = _filled(engine, keys, FEW, answers + 1)
        bench_exports(config, (few, consultation))
        engine.dispose()


def _filled(engine: Engine, keys: Keyring, answers: int, first: int = 1) -> tuple[int, int]:
    with TenantSession(engine, municipality_id=EKBY) as session:
        row = rows.consultation(
            session, keys, results_public_at=NOW, results_words="Så här svarade ni."
        )
        part = rows.add_part(session, row, crowd.questionnaire())
        crowd.answers(session, part, answers, first)
        session.commit()
        return row.id, part.id


def _count(engine: Engine, keys: Keyring, consultation: int, part: int) -> None:
    def turn(name: str, act: Act) -> bool:
        with TenantSession(engine, municipality_id=EKBY) as session:
            cpu, wall = time.process_time(), time.perf_counter()
            act(Context(session, SYSTEM, NOW, keys))
            session.commit()
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB
            print(f"  {cpu:5.1f} s of processor, {wall:5.1f} s in all, peak {peak:.0f} MB  {name}")
            counting = session.query(Counting).filter_by(part_id=part).one_or_none()
            return counting is not None and counting.is_behind

    def one(ctx: Context) -> Part:
        return ctx.session.get_one(Part, part)

    turn(
        "participants",
        lambda ctx: count_participants(ctx, ctx.session.get_one(Consultation, consultation)),
    )
    while turn("one turn of counting", lambda ctx: count_part(ctx, one(ctx))):
        pass
    turn("a turn with nothing new", lambda ctx: count_part(ctx, one(ctx)))
    turn("all anew, as at night", lambda ctx: recount_part(ctx, one(ctx)))
