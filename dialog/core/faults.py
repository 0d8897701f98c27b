"""How an error is logged: what kind it is and where it arose, never its words, which may hold a name."""

import traceback
from logging import Logger

STEPS = 5


def describe(error: BaseException) -> str:
    """The kind of error and the last steps of the way to it."""
    frames = traceback.extract_tb(error.__traceback__)[-STEPS:]
    way = " > ".join(f"{frame.name}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} ({way})"


def complain(log: Logger, what: str, error: BaseException) -> None:
    """Log that something failed, and why."""
    log.error("%s: %s", what, describe(error))
