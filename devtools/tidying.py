"""The command `dev.py format`: what can be mended without thinking."""

from devtools import python_packages
from devtools.shell import openly, python


def main() -> int:
    """Mend what ruff can mend, then lay the code out."""
    python_packages.ensure(dev=True)
    return openly(python("-m", "ruff", "check", "--fix", ".")) | openly(
        python("-m", "ruff", "format", ".")
    )
