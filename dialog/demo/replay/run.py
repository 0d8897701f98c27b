"""From an empty database to a report: what went in, what came out, and whether the two agree."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine

from dialog.core.db import make_engine
from dialog.core.keys import Keyring
from dialog.core.worker import Desk
from dialog.demo.replay.ground import (
    DAYS,
    Ground,
    add_host,
    decide_rules,
    found_city,
    load_register,
    open_folkmotion,
)
from dialog.demo.replay.mix import plan
from dialog.demo.replay.play import Answers, Timed, play
from dialog.demo.replay.report import Report, read_report
from dialog.demo.replay.site import Clock, MakeApp, Site, running, settings
from dialog.folkmotion.models import Folkmotion
from dialog.process.rules import Handling

BATCH = 50  # moves a transaction
ROUNDS = 40  # turns of the worker in the course of the collection
LAST_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Wish:
    """How much to replay, how much of it over HTTP, and when the register is asked."""

    attempts: int
    over_http: int
    seed: int = 1
    checked_afterwards: bool = False
    testing: bool = False


class Replay:
    """One replay, in a folder and a database of its own."""

    def __init__(self, wish: Wish, folder: Path, now: datetime) -> None:
        self.wish, self.folder = wish, folder
        self.starts = now - timedelta(days=DAYS + 3)
        self.ends = self.starts + timedelta(days=DAYS) - LAST_HOUR
        self.plan = plan(wish.attempts, wish.seed)
        self.url = f"sqlite:///{folder / 'replay.db'}"
        self.carried_after: int | None = None

    def run(self, make_app: MakeApp, progress: Callable[[int], None]) -> Report:
        """All of it; `progress` is told how many moves have been made."""
        engine = make_engine(self.url)
        try:
            ground = self.prepare(engine)
            answers = self.collect(ground, make_app, progress)
            self.close(ground)
            return read_report(ground, self.plan.expected, answers, self.carried_after)
        finally:
            engine.dispose()

    def prepare(self, engine: Engine) -> Ground:
        """The city, its rules and register, and the folkmotion that is open from now on."""
        keys = Keyring.create(self.folder / "keys.json")
        municipality_id = found_city(engine, keys)
        with Desk(engine, keys, self.starts).context(municipality_id) as ctx:
            decide_rules(ctx, self.plan.people)
            if not self.wish.checked_afterwards:
                load_register(ctx, self.plan.register())
            folkmotion_id = open_folkmotion(ctx, self.plan.author)
        return Ground(engine, keys, municipality_id, folkmotion_id, self.starts)

    def collect(
        self, ground: Ground, make_app: MakeApp, progress: Callable[[int], None]
    ) -> Answers:
        """Everybody comes, in their order; the worker has its turn now and then."""
        answers: Answers = Counter()
        made, round_ = 0, max(1, len(self.plan.moves) // ROUNDS)
        with self.site(make_app) as site:
            if site is not None:
                add_host(ground.engine, ground.municipality_id, f"localhost:{site.port}")
            for moves, over_http in self.batches():
                answers += self.make(ground, site if over_http else None, moves)
                before, made = made, made + len(moves)
                progress(len(moves))
                if made // round_ > before // round_:
                    self.work(ground, moves[-1][0], made)
        return answers

    def make(self, ground: Ground, site: Site | None, moves: list[Timed]) -> Answers:
        """Over HTTP where somebody comes to sign; else through the action itself."""
        if site is None:
            return play(ground, moves)
        return Counter(site.sign(at, ground.folkmotion_id, move.number) for at, move in moves)

    def site(self, make_app: MakeApp) -> AbstractContextManager[Site | None]:
        """A server, if anybody is to come over HTTP."""
        if not self.wish.over_http:
            return nullcontext()
        config = settings(self.folder, self.url, testing=self.wish.testing)
        return running(config, Clock(self.starts), make_app)

    def batches(self) -> Iterator[tuple[list[Timed], bool]]:
        """The moves with their times, and whether they are made over HTTP.

        One by one as long as people come over HTTP, then by dozens. Nobody takes a name back there.
        """
        span = (self.ends - self.starts) / (len(self.plan.moves) + 1)
        timed = ((self.starts + span * n, move) for n, move in enumerate(self.plan.moves, start=1))
        left = self.wish.over_http
        while batch := list(islice(timed, 1 if left > 0 else BATCH)):
            over_http = left > 0 and not batch[0][1].takes_back
            left -= over_http
            yield batch, over_http

    def close(self, ground: Ground) -> None:
        """The collection ends, the register is asked if it has not been, and all is counted."""
        if self.wish.checked_afterwards:
            with ground.desk(self.ends).context(ground.municipality_id) as ctx:
                load_register(ctx, self.plan.register())
        for later in (timedelta(), timedelta(days=2)):
            self.work(ground, self.ends + later, self.wish.attempts)

    def work(self, ground: Ground, now: datetime, made: int) -> None:
        """The worker's turn. Notes when it hands over."""
        ground.work(now)
        if self.carried_after is None:
            with ground.desk(now).context(ground.municipality_id) as ctx:
                folkmotion = ctx.session.get_one(Folkmotion, ground.folkmotion_id)
                if folkmotion.handling is Handling.HANDED_OVER:
                    self.carried_after = made
