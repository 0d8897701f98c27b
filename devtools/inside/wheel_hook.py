"""Part of building the wheel: refuse to build one that would lack style sheets or translations."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WheelHook(BuildHookInterface):  # type: ignore[type-arg] # its type argument is private
    """Compile the translations; see that `dev.py build` has fetched the rest."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before the files are collected."""
        root = Path(self.root)
        if not (root / "static" / "vendor" / "designsystemet.css").exists():
            raise FileNotFoundError("static/vendor/ is empty. Build with: python3 dev.py build")
        for po in root.glob("translations/*/LC_MESSAGES/*.po"):
            with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source))
