"""Fail when an installed package has a licence that does not go with EUPL-1.2."""

import re
import sys
from importlib import metadata

FINE = re.compile(
    r"\b(0BSD|AFL|APACHE|BSD|CC0|CNRI|EUPL|HPND|ISC|LGPL|MIT|MPL|MOZILLA|OFL|PSF|PYTHON|"
    r"UNLICENSE|ZLIB|ZPL|PUBLIC DOMAIN|LESSER)",
    re.IGNORECASE,
)
# Their metadata says nothing that a machine can read; a person read the licence file.
READ_BY_HAND: dict[str, str] = {}
# Tools that are run and never shipped may be under the GPL.
ONLY_RUN = {"djlint", "reuse"}


def licence(package: metadata.Distribution) -> str:
    """Give what the package says of its licence, the most exact statement first."""
    about = package.metadata
    exact = about.get_all("License-Expression") or []
    listed = [c for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    told = about.get_all("License") or []
    return "; ".join(exact or listed or told).split("\n")[0]


def main() -> int:
    """Look at every package in this environment."""
    unknown = []
    for package in metadata.distributions():
        name = package.metadata["Name"].lower()
        words = READ_BY_HAND.get(name) or licence(package)
        if name not in ONLY_RUN and not FINE.search(words):
            unknown.append(f"{name}: {words or 'says nothing'}")
    print("\n".join(sorted(unknown)))
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
