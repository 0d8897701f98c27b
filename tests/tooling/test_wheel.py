"""The wheel holds all that a page needs, and works far from any checkout."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from devtools.shell import ROOT, SCRIPTS

pytestmark = pytest.mark.wheel

Dialog = Callable[..., str]

PAGE = """
from dialog.app import create_app
from dialog.config import Config
from dialog.core import resources

assert "_data" in str(resources.root()), resources.root()
app = create_app(Config.from_env())
app.jinja_env.get_template("layout.html")
client = app.test_client()
for path in ("/static/vendor/designsystemet.css", "/static/vendor/inter-latin.woff2", "/readyz"):
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status)
"""
ENGLISH = """
from dialog.core import i18n

with i18n.speaking("en"):
    print(i18n.gettext("Logga in"))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def place(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment with the wheel, which borrows the dependencies of ours."""
    place = tmp_path_factory.mktemp("elsewhere") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    python = place / SCRIPTS / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index"]
    subprocess.run([*pip, "--no-deps", wheel], check=True)
    paths = {"base": str(place), "platbase": str(place)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=paths))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return place


@pytest.fixture
def elsewhere(place: Path, tmp_path: Path) -> Dialog:
    """Run a program of the fresh environment in an empty folder."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("DIALOG_")}

    def run(program: str, *arguments: str) -> str:
        done = subprocess.run(
            [place / SCRIPTS / program, *arguments],
            cwd=tmp_path,
            env=env | {"DIALOG_ENV": "demo"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    return run


@pytest.mark.parametrize(
    "name",
    [
        "dialog/_data/templates/layout.html",
        "dialog/_data/static/vendor/theme.css",
        "dialog/_data/static/vendor/inter.LICENSE.txt",
        "dialog/_data/translations/en/LC_MESSAGES/messages.mo",
        "dialog/migrations/env.py",
    ],
)
def test_the_wheel_holds(name: str, wheel: Path) -> None:
    assert name in zipfile.ZipFile(wheel).namelist()


def test_the_wheel_holds_nothing_that_only_developers_need(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"dialog", wheel.name.removesuffix("-py3-none-any.whl") + ".dist-info"}


def test_an_installed_dialog_serves_pages(elsewhere: Dialog) -> None:
    elsewhere("dialog", "db", "upgrade")
    elsewhere("python", "-c", PAGE)


def test_an_installed_dialog_speaks_english(elsewhere: Dialog) -> None:
    assert elsewhere("python", "-c", ENGLISH).strip() == "Log in"
