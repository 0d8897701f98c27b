"""The command `dev.py build`: a wheel that needs neither node nor this checkout."""

from pathlib import Path

from devtools import assets, catalogues, python_packages
from devtools.shell import ROOT, python, quietly, say, step


def main(folder: Path = ROOT / "dist") -> int:
    """Build the wheel with style sheets, fonts and compiled translations inside."""
    python_packages.ensure(dev=True)
    assets.ensure()
    catalogues.compile_all()
    wheel = python("-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    step("Building the wheel", lambda: quietly(wheel))
    for built in sorted(folder.glob("dialog-*.whl")):
        say(f"{built} ({built.stat().st_size / 1e6:.1f} MB)")
    return 0
