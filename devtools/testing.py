"""The commands `dev.py test` and `dev.py bench`: every test on both databases and in a browser; what things cost."""

import os
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from devtools import assets, catalogues, postgres, python_packages, system
from devtools.shell import openly, python, say, shout

NOTHING_COLLECTED = 5


@dataclass
class Tally:
    """What came out of the runs so far."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    broken: bool = False

    def add(self, report: Path, status: int) -> None:
        """Count one run; a run that left no report broke before it could."""
        if status not in {0, NOTHING_COLLECTED}:
            self.broken = True
        if not report.exists():
            self.failed += 1
            return
        root = ElementTree.parse(report).getroot()  # noqa: S314 - pytest wrote it just now
        for suite in root.iter("testsuite"):
            bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped = int(suite.get("skipped", 0))
            self.failed += bad
            self.skipped += skipped
            self.passed += int(suite.get("tests", 0)) - bad - skipped


def main(arguments: list[str]) -> int:
    """Run every test, or just once with the arguments that are meant for pytest."""
    prepare()
    missing = system.provide(system.PARTS)
    if missing:
        shout("\n".join(system.advice(part) for part in missing))
    tally = Tally()
    if arguments:
        run(tally, "Your choice of tests, on SQLite", arguments)
    else:
        everything(tally, missing)
    return verdict(tally, [] if arguments else missing)


def bench(arguments: list[str]) -> int:
    """Print what things cost on this machine."""
    prepare()
    return openly(python("-m", "tests.bench", *arguments), {})


def prepare() -> None:
    """Install what the tests import, serve and read."""
    python_packages.ensure(dev=True)
    assets.ensure()
    catalogues.compile_all()


def everything(tally: Tally, missing: list[system.Part]) -> None:
    """Run three times: without a browser, in one, and without one on the other database."""
    apart = ["browser"] + (["pdf"] if system.TEXT in missing else [])
    together = ["-n", str(_workers())]
    plain = ["-m", " and ".join(f"not {mark}" for mark in apart), *together]
    run(tally, "Tests without a browser, on SQLite", plain)
    if system.BROWSER not in missing:
        # A town is raised for each file, so a file is not divided.
        browser = ["-m", in_browser(missing), *together, "--dist", "loadfile"]
        run(tally, "Tests in a browser, on SQLite", browser)
    if system.DATABASE not in missing:
        with ExitStack() as stack:
            address = stack.enter_context(postgres.cluster())
            elsewhere = [*plain, "--ignore=tests/tooling"]
            run(tally, "Tests without a browser, on PostgreSQL", elsewhere, address)


def in_browser(missing: list[system.Part]) -> str:
    """The mark of the tests in a browser, less those that need what is missing."""
    return "browser and not simplesaml" if system.OTHER_PROVIDER in missing else "browser"


def run(tally: Tally, title: str, arguments: list[str], database: str = "") -> None:
    """Run pytest once and count what came out."""
    say(f"\n== {title}")
    env = {"DIALOG_CHROMIUM": system.chromium() or ""}
    if database:
        env["DIALOG_TEST_DATABASE"] = database
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = python("-m", "pytest", "-q", f"--junitxml={report}", *arguments)
        tally.add(report, openly(command, env))


def verdict(tally: Tally, missing: list[system.Part]) -> int:
    """Say how it went; the last line is made to be read by a machine."""
    strict = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
    if missing:
        shout("\n".join(system.advice(part) for part in missing))
    if missing and strict:
        say("CI is set, so a missing part is a failure.")
        tally.failed += len(missing)
    if tally.skipped:
        say(f"{tally.skipped} skipped")
    say(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed or tally.broken or not tally.passed else 0


def _workers() -> int:
    return max(2, min(os.cpu_count() or 2, 8))
