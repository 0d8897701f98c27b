"""Where things are, how a program is started, and what the person at the keyboard is told."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
NODE = ROOT / ".node"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
PYTHON = VENV / SCRIPTS / ("python.exe" if os.name == "nt" else "python")

Command = Sequence[str | Path]
Words = list[str | Path]


class Failed(Exception):
    """Something went wrong that the reader can mend; the message says how."""


def say(text: str) -> None:
    """Print at once: these lines are the progress bar."""
    print(text, flush=True)


def shout(text: str) -> None:
    """Say something that must not drown among other lines."""
    line = "!" * 78
    say(f"\n{line}\n{text}\n{line}\n")


def step(text: str, work: Callable[[], object]) -> None:
    """Do one slow thing, and tell what it is before and how long it took after."""
    print(f"  {text} ...", end="", flush=True)
    start = time.monotonic()
    try:
        work()
    except BaseException:
        print(flush=True)
        raise
    say(f" {time.monotonic() - start:.1f} s")


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give what a program of ours is started with: what we were given, and UTF-8."""
    return {**os.environ, "PYTHONUTF8": "1", **(extra or {})}


def quietly(
    command: Command,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    hint: str = "",
) -> str:
    """Run a program without showing its output, unless it fails."""
    name = " ".join(str(part) for part in command[:4])
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=environment(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise Failed(f"{name} cannot be started: {error.strerror}.\n{hint}".rstrip()) from error
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-60:])
        raise Failed(f"{name} ended with status {done.returncode}.\n{tail}\n{hint}".rstrip())
    return done.stdout


def openly(command: Command, env: Mapping[str, str] | None = None) -> int:
    """Run a program that speaks for itself, and give its exit status."""
    sys.stdout.flush()
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=environment(env), check=False
    ).returncode


def python(*arguments: str | Path) -> Words:
    """Give the command for the project's own Python."""
    return [PYTHON, *arguments]
