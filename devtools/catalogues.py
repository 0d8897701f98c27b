"""Translations: extract from the source, update the catalogues, compile them, check them."""

import tempfile
from pathlib import Path

from devtools import python_packages
from devtools.shell import ROOT, Failed, python, quietly, say, step

FOLDER = ROOT / "translations"
CHECKER = ROOT / "devtools" / "inside" / "catalogues.py"
LANGUAGES = ("en",)
HEADER = ("--project=dialog", "--copyright-holder=The dialog contributors")
KEYWORDS = ("-k", "_l", "-k", "lazy_gettext")


def compile_all() -> None:
    """Compile the catalogues that changed since they were last compiled."""
    if any(_is_stale(po) for po in FOLDER.rglob("*.po")):
        step("Compiling translations", lambda: quietly(_babel("compile", "-d", FOLDER)))


def main() -> int:
    """Bring every catalogue up to date with the source: `dev.py i18n`."""
    python_packages.ensure(dev=True)
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        quietly(_extract(template))
        for language in LANGUAGES:
            known = _catalogue(language).exists()
            quietly(_update(template, language) if known else _init(template, language))
    compile_all()
    for language in LANGUAGES:
        say(f"{_catalogue(language).relative_to(ROOT)} is up to date with the source.")
    return 0


def check() -> str:
    """Refuse catalogues that are not fresh, not complete or not right."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        quietly(_extract(template))
        for language in LANGUAGES:
            if not _catalogue(language).exists():
                raise Failed(f"There is no catalogue for {language}. Make one: python3 dev.py i18n")
            quietly([*_update(template, language), "--check"], hint="Mend: python3 dev.py i18n")
    return quietly(python(CHECKER, *[_catalogue(language) for language in LANGUAGES]))


def _catalogue(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _babel(command: str, *arguments: str | Path) -> list[str | Path]:
    return python("-m", "babel.messages.frontend", "--quiet", command, *arguments)


def _extract(template: Path) -> list[str | Path]:
    # Left to itself, Babel skips folders that begin with an underscore: templates/_ui.
    look = ("--no-location", "--sort-output", "--add-comments=NOTE:", "--ignore-dirs=.*", *HEADER)
    return _babel("extract", "-F", "pyproject.toml", *KEYWORDS, *look, "-o", template, ".")


def _update(template: Path, language: str) -> list[str | Path]:
    # Guessed translations look finished and are wrong; so no fuzzy matching.
    how = ("--ignore-pot-creation-date", "--no-fuzzy-matching", "--ignore-obsolete")
    return _babel("update", "-i", template, "-d", FOLDER, "-l", language, *how)


def _init(template: Path, language: str) -> list[str | Path]:
    return _babel("init", "-i", template, "-d", FOLDER, "-l", language)
