"""Plays scenes in the order of the clock: every action with a context of its own time and actor."""

import heapq
from collections.abc import Generator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.files import NO_FILES, Files
from dialog.core.i18n import ZONE
from dialog.core.keys import Keyring
from dialog.core.policy import Actor

# A scene says when and as whom it wants to act next, is handed a Context for that, and acts.
Cue = tuple[datetime, Actor]
Scene = Generator[Cue, Context, None]

STEP = timedelta(minutes=5)
LAST_HOUR = 23


class Stage:
    """One municipality's past. Scenes run beside one another, as things do."""

    def __init__(
        self, session: TenantSession, keys: Keyring, now: datetime, files: Files = NO_FILES
    ) -> None:
        self.session, self.keys, self.now, self.files = session, keys, now, files
        self._order = count()
        self._waiting: list[tuple[datetime, int, Actor, Scene]] = []

    def add(self, scene: Scene) -> None:
        """Let a scene begin."""
        cue = next(scene, None)
        if cue is not None:
            self._wait(cue, scene)

    def run(self) -> None:
        """Play until no scene wants anything more."""
        while self._waiting:
            at, _, actor, scene = heapq.heappop(self._waiting)
            try:
                cue = scene.send(Context(self.session, actor, at, self.keys, self.files))
            except StopIteration:
                continue
            if cue[0] < at:
                raise ValueError(f"{scene} goes back in time, to {cue[0]}")
            self._wait(cue, scene)

    def _wait(self, cue: Cue, scene: Scene) -> None:
        if cue[0] > self.now:
            raise ValueError(f"{scene} acts in the future, at {cue[0]}")
        heapq.heappush(self._waiting, (cue[0], next(self._order), cue[1], scene))

    def day(self, days_ago: int) -> date:
        """That day, in Sweden."""
        return self.now.astimezone(ZONE).date() - timedelta(days=days_ago)

    def at(self, days_ago: int, hour: int) -> datetime:
        """That hour of that day. Hours of today that have not come lie minutes ago, in their order."""
        wanted = datetime.combine(self.day(days_ago), time(hour), ZONE).astimezone(UTC)
        return min(wanted, self.now - (LAST_HOUR + 1 - hour) * STEP)
