"""`dev.py bench`: what hostile and honest logins cost, and how pages do at size. Prints, never judges by itself.

Run on a machine with nothing else to do. A figure without its command and its machine is worth nothing.
"""

import argparse
import base64
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dialog.identity.saml.outcome import Refused
from dialog.identity.saml.provider import new_key_pair
from dialog.identity.saml.response import validate
from tests.bench_assessment import bench_assessment
from tests.bench_compilation import bench_compilation
from tests.bench_reading import bench_reading
from tests.bench_results import bench_results
from tests.identity.saml.conftest import NAMES
from tests.identity.saml.factory import NOW, Recipe, World, make_world, message
from tests.identity.saml.test_precheck import SHAPES, TEXTS

MS, MB = 1000, 1024  # ru_maxrss is in kB
GOOD = 30
MOST_MS, MOST_MB, MOST_GOOD_MS = 50, 20, 60


@dataclass(frozen=True)
class Cost:
    """What one message cost: processor time in ms, and memory beyond what there was, in MB."""

    name: str
    spent: float
    memory: float
    is_refused: bool


def new_each_time(issuer: str, identifier: str, until: datetime) -> bool:
    """A replay table that has seen nothing."""
    return True


def judged(world: World, name: str, text: str) -> Cost:
    """Validate once, and look at the clock and at the memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    is_refused = False
    try:
        validate(text, world.trust, NOW, new_each_time)
    except Refused:
        is_refused = True
    spent = (time.process_time() - began) * MS
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return Cost(name, spent, grown / MB, is_refused)


def bad_messages(world: World) -> Iterator[tuple[str, str]]:
    """Everything that tests/identity/saml/test_precheck.py refuses."""
    for name, edit in SHAPES.items():
        yield name, message(world, Recipe(final=edit))
    for name, raw in TEXTS.items():
        yield name, base64.b64encode(raw).decode()


def bench_saml() -> bool:
    """Each bad message in a process of its own, so that memory is told apart; then good logins."""
    world = make_world({name: new_key_pair(name, NOW, bits=2048) for name in NAMES})
    judged(world, "warm", message(world))  # what is loaded once is nobody's cost
    print(f"\nForged posts (each at most {MOST_MS} ms and {MOST_MB} MB)")
    fork = multiprocessing.get_context("fork")
    costs = []
    for name, text in bad_messages(world):
        with fork.Pool(1) as pool:
            costs.append(pool.apply(judged, (world, name, text)))
    for cost in sorted(costs, key=lambda cost: -cost.spent)[:8]:
        print(f"  {cost.spent:6.1f} ms {cost.memory:6.1f} MB  {cost.name}")
    accepted = [cost.name for cost in costs if not cost.is_refused]
    dear = [cost.name for cost in costs if cost.spent > MOST_MS or cost.memory > MOST_MB]
    print(f"  {len(costs)} messages, {len(accepted)} accepted, {len(dear)} above the limit")
    spent = [judged(world, "good", message(world, fresh(n))).spent for n in range(GOOD)]
    print(f"\nGood logins: median {statistics.median(spent):.1f} ms, worst {max(spent):.1f} ms")
    return not accepted and not dear and statistics.median(spent) <= MOST_GOOD_MS


def fresh(number: int) -> Recipe:
    """A good answer that has not been seen before."""
    return Recipe(
        assertion=lambda each: each.set("ID", f"_a{number}"),
        response=lambda each: each.set("ID", f"_r{number}"),
    )


def bench_pages(folkmotioner: int, signatures: int) -> None:
    """The demo filled to size in a folder of its own, and its hot pages."""
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"DIALOG_ENV": "demo", "DIALOG_DATA_DIR": folder}
        env.pop("DIALOG_DATABASE_URL", None)
        size = ["--folkmotioner", str(folkmotioner), "--signatures", str(signatures)]
        print(
            f"\nPages with {folkmotioner} folkmotioner and {signatures} signatures, and one consultation"
        )
        print("with 10,000 answers, 3,000 ideas and 20,000 comments, SQLite")
        for words in (["db", "upgrade"], ["demo", "seed"], ["demo", "fill", *size]):
            command = [sys.executable, "-m", "dialog.cli", *words]
            subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([sys.executable, "-m", "dialog.cli", "demo", "measure"], env=env, check=True)


PARTS = ("saml", "pages", "results", "reading", "assessment", "compilation")


def main() -> int:
    """Print the figures. The exit status says whether the limits for logins were kept."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--folkmotioner", type=int, default=2000)
    parser.add_argument("--signatures", type=int, default=200_000)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--answers", type=int, default=50_000)
    parser.add_argument("--statements", type=int, default=2000)
    wish = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} processors, load {load:.1f}, Python {sys.version.split()[0]}")
    is_well = bench_saml() if wish.only in {None, "saml"} else True
    if wish.only in {None, "pages"}:
        bench_pages(wish.folkmotioner, wish.signatures)
    if wish.only in {None, "results"}:
        bench_results(wish.answers)
    if wish.only in {None, "assessment"}:
        bench_assessment(wish.statements)
    if wish.only in {None, "reading"}:
        is_well = bench_reading() and is_well
    if wish.only in {None, "compilation"}:
        bench_compilation(wish.statements)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
