"""Fail when an installed package has a licence that does not go with EUPL-1.2."""

import re
import sys
from importlib import metadata
from pathlib import Path

FINE = re.compile(
    r"\b(0BSD|AFL|APACHE|BSD|CC0|CNRI|EUPL|HPND|ISC|LGPL|MIT|MPL|MOZILLA|OFL|PSF|PYTHON|"
    r"UNLICENSE|ZLIB|ZPL|PUBLIC DOMAIN|LESSER)",
    re.IGNORECASE,
)
# Tools are run and never shipped: what only requirements-dev.lock names may be under these.
FINE_FOR_TOOLS = re.compile(FINE.pattern + r"|\b(A?GPL|GNU|ARTISTIC)", re.IGNORECASE)
SHIPPED = Path(__file__).parents[2] / "requirements.lock"


def licence(package: metadata.Distribution) -> str:
    """Give what the package says of its licence, the most exact statement first."""
    about = package.metadata
    exact = about.get_all("License-Expression") or []
    listed = [c for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    told = about.get_all("License") or []
    return "; ".join(exact or listed or told).split("\n")[0]


def is_fine(words: str, allowed: re.Pattern[str]) -> bool:
    """Every licence that holds at the same time must be allowed; of alternatives, one."""
    return all(allowed.search(part) for part in re.split(r"\bAND\b", words))


def main() -> int:
    """Look at every package in this environment."""
    lock = SHIPPED.read_text(encoding="utf-8")
    shipped = {line.split("==")[0] for line in lock.splitlines() if "==" in line}
    faults = []
    for package in metadata.distributions():
        name = re.sub(r"[-_.]+", "-", package.metadata["Name"]).lower()
        words = licence(package)
        if not is_fine(words, FINE if name in shipped else FINE_FOR_TOOLS):
            faults.append(f"{name}: {words or 'says nothing of its licence'}")
    print("\n".join(sorted(faults)))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
