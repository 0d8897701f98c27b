"""What a feature tells the application about itself."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Manifest:
    """One feature as app.py sees it: its name, its title for people and its pages.

    `csrf_exempt` names endpoints that other sites post to on purpose.
    """

    kind: str
    title: Any
    blueprint: Any = None
    csrf_exempt: tuple[str, ...] = ()
