"""Style sheets, fonts and map scripts: fetched by npm from the lock, copied to static/vendor/."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from devtools import stamps
from devtools.shell import NODE, ROOT, SCRIPTS, Words, quietly, step

MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
STAMP = MODULES / ".dialog-stamp"
NODE_LOCK = ROOT / "devtools" / "requirements-node.lock"
AXE = MODULES / "axe-core" / "axe.min.js"
OWN_NPM = NODE / SCRIPTS / ("npm.exe" if os.name == "nt" else "npm")
OLDEST_NODE = 18
QUIETLY = [
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
]
COPIES = {
    "@digdir/designsystemet-css/dist/src/index.css": "designsystemet.css",
    "@digdir/designsystemet-css/LICENSE": "designsystemet.LICENSE.txt",
    "@digdir/designsystemet-theme/brand/digdir.css": "theme.css",
    "@digdir/designsystemet-theme/LICENSE": "theme.LICENSE.txt",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "inter-latin.woff2",
    "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2": "inter-latin-ext.woff2",
    "@fontsource-variable/inter/LICENSE": "inter.LICENSE.txt",
    # Our markers are drawn by style sheets, so Leaflet's pictures stay behind.
    "leaflet/dist/leaflet.js": "leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet.css",
    "leaflet/LICENSE": "leaflet.LICENSE.txt",
    "proj4/dist/proj4.js": "proj4.js",
    "proj4/LICENSE.md": "proj4.LICENSE.txt",
    "proj4leaflet/src/proj4leaflet.js": "proj4leaflet.js",
    "proj4leaflet/LICENSE": "proj4leaflet.LICENSE.txt",
}
OFFLINE = (
    "The style sheets could not be fetched. Is there a network connection?\n"
    "Behind a proxy or with a mirror: set it with `npm config set`, then try again."
)


def ensure() -> None:
    """See to it that static/vendor/ holds what package-lock.json says."""
    wanted = stamps.fingerprint(
        [ROOT / "package.json", ROOT / "package-lock.json"], *COPIES, *COPIES.values()
    )
    if stamps.is_current(STAMP, wanted) and is_complete():
        return
    step("Fetching style sheets and fonts", lambda: npm("ci", "--include=dev"))
    copy()
    stamps.put(STAMP, wanted)


def is_complete() -> bool:
    """Tell whether every file is where the pages and the tests look for it."""
    return AXE.is_file() and all((VENDOR / name).is_file() for name in COPIES.values())


def copy() -> None:
    """Copy the few files that we serve, each with its licence."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for source, name in COPIES.items():
        shutil.copyfile(MODULES / source, VENDOR / name)


def npm(*arguments: str) -> None:
    """Run this machine's npm, or one from the Python packages; no package may run scripts."""
    found = shutil.which("npm")
    is_own = not (found and _is_recent_enough())
    program = OWN_NPM if is_own or not found else Path(found)
    env = {"PATH": f"{program.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    if is_own:
        if not OWN_NPM.exists():
            _install_node()
        # A node of one's own brings its own certificates; the machine's are right here.
        env["NODE_OPTIONS"] = "--use-system-ca"
    quietly([program, *arguments, *QUIETLY], env=env, hint=OFFLINE)


def _is_recent_enough() -> bool:
    node = shutil.which("node")
    if not node:
        return False
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = done.stdout.strip().removeprefix("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def _install_node() -> None:
    quietly([sys.executable, "-m", "venv", "--clear", NODE], hint=OFFLINE)
    pip: Words = [
        NODE / SCRIPTS / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
    ]
    quietly([*pip, "--disable-pip-version-check", "-r", NODE_LOCK], hint=OFFLINE)
