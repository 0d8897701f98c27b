"""Where templates, static files and catalogues lie: beside the checkout, or inside the wheel."""

from pathlib import Path

_INSTALLED = Path(__file__).parents[1] / "_data"


def root() -> Path:
    """The folder that holds templates/, static/ and translations/."""
    return _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[2]
