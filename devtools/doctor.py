"""The command `dev.py doctor`: what is here, what is missing, how to get it. Changes nothing."""

import importlib.util
import platform
import shutil

from devtools import assets, python_packages, system
from devtools.shell import PYTHON, ROOT, say


def main() -> int:
    """Print one line per thing; the exit status tells whether `run` can work."""
    line(f"Python {platform.python_version()}", ok=True)
    needed = [module for module in ("venv", "ensurepip") if not importlib.util.find_spec(module)]
    line("venv and pip come with Python", ok=not needed, mend=python_packages.NO_VENV)
    line("Python packages are in .venv", ok=PYTHON.exists(), mend="python3 dev.py run")
    node = "Node.js is here" if shutil.which("npm") else "Node.js is fetched when needed"
    line(node, ok=True)
    line("Style sheets and fonts", ok=assets.is_complete(), mend="python3 dev.py run")
    for part in system.PARTS:
        if part is system.TEXT and not PYTHON.exists():
            continue  # only WeasyPrint can tell, and it is not installed yet
        line(f"{part.name} (for tests)", ok=part.is_here(), mend=system.advice(part))
    free = shutil.disk_usage(ROOT).free / 1e9
    line(f"{free:.0f} GB free on disk; 1 GB is enough", ok=free > 1)
    return 1 if needed else 0


def line(text: str, *, ok: bool, mend: str = "") -> None:
    """Say one thing."""
    say(f"{'ok     ' if ok else 'MISSING'}  {text}")
    if not ok and mend:
        say("\n".join(f"           {row}" for row in mend.splitlines()))
