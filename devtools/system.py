"""Programs that pip cannot install: a browser, a database server, a text engine, a provider."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devtools import postgres
from devtools.shell import PYTHON, Failed, quietly, say, step

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROVIDER = Path("/usr/share/simplesamlphp")
PHP_HAS_WHAT_IT_NEEDS = """
foreach (['dom', 'mbstring', 'openssl', 'zlib'] as $name) extension_loaded($name) || exit(1);
"""
INSTALL = ("install", "-y", "-qq", "--no-install-recommends")
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


@dataclass(frozen=True)
class Part:
    """Something that some tests need, and what is lost without it."""

    name: str
    is_here: Callable[[], bool]
    packages: tuple[str, ...]
    elsewhere: str
    loses: str


def chromium() -> str | None:
    """Find a Chromium; DIALOG_CHROMIUM decides when it is set."""
    named = os.environ.get("DIALOG_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    if MAC_CHROME.exists():
        return str(MAC_CHROME)
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def simplesamlphp() -> Path | None:
    """Find SimpleSAMLphp; DIALOG_SIMPLESAMLPHP decides when it is set."""
    folder = Path(os.environ.get("DIALOG_SIMPLESAMLPHP") or PROVIDER)
    return folder if (folder / "www").is_dir() else None


def has_provider() -> bool:
    """Tell whether there is SimpleSAMLphp, and a PHP that can run it."""
    if simplesamlphp() is None or shutil.which("php") is None:
        return False
    command = ["php", "-r", PHP_HAS_WHAT_IT_NEEDS]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def has_pango() -> bool:
    """Ask WeasyPrint itself, because only it knows where it looks."""
    if not PYTHON.exists():
        return False
    done = subprocess.run([PYTHON, "-c", "import weasyprint"], capture_output=True, check=False)
    return done.returncode == 0


BROWSER = Part(
    "Chromium",
    lambda: chromium() is not None,
    ("chromium",),
    "install Chromium or Chrome, or name one in DIALOG_CHROMIUM",
    "every test in a browser (tests marked `browser`)",
)
DATABASE = Part(
    "PostgreSQL",
    postgres.is_here,
    ("postgresql",),
    "install the PostgreSQL server, or name an empty database in DIALOG_TEST_DATABASE_URL",
    "the whole second run, on PostgreSQL",
)
TEXT = Part(
    "Pango",
    has_pango,
    ("libpango-1.0-0", "libpangoft2-1.0-0"),
    "install Pango (macOS: brew install pango)",
    "the tests of PDF documents (marked `pdf`)",
)
OTHER_PROVIDER = Part(
    "SimpleSAMLphp",
    has_provider,
    # In this order: simplesamlphp asks for a web server and a PHP in it, and were those two not
    # there already, apt would bring Apache and start it. This server starts only when told to.
    ("mini-httpd", "php-cgi", "php-cli", "php-xml", "php-mbstring", "simplesamlphp"),
    "install PHP 8.2 or older, unpack SimpleSAMLphp 1.19, and name its folder in DIALOG_SIMPLESAMLPHP",
    "the tests of e-legitimation against a provider by others (marked `simplesaml`)",
)
PARTS = (BROWSER, DATABASE, TEXT, OTHER_PROVIDER)


def provide(parts: tuple[Part, ...]) -> list[Part]:
    """Install what is missing where we may (root with apt); give what is still missing."""
    missing = [part for part in parts if not part.is_here()]
    if missing and can_install():
        _try("Asking what apt has", ["update", "-qq"])
        for part in missing:  # one by one: what apt does not have must not keep the others away
            _try(f"Installing {part.name} with apt, once", [*INSTALL, *part.packages])
    return [part for part in missing if not part.is_here()]


def can_install() -> bool:
    """Tell whether this is root on a machine with apt."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return sys.platform == "linux" and is_root and shutil.which("apt-get") is not None


def _try(title: str, arguments: list[str]) -> None:
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        step(title, lambda: quietly(["apt-get", *arguments], env=env))
    except Failed as failure:
        say(str(failure))


def advice(part: Part) -> str:
    """Say what is lost without this part, and how to get it."""
    apt = f"apt install {' '.join(part.packages)}"
    return (
        f"{part.name} is missing. SKIPPED: {part.loses}.\n"
        f"  To get it: {part.elsewhere}.\n"
        f"  On Debian and Ubuntu: {apt}"
    )
