"""What `dialog doctor` says of the municipalities' own identity providers."""

from datetime import timedelta
from pathlib import Path

import pytest
from lxml import etree

from dialog.identity.saml.document import written
from dialog.identity.saml.provider import new_key_pair
from tests.cli.conftest import Dialog, now
from tests.cli.test_saml import doctor_line
from tests.identity.directory import OWN, TRUST, TWO_FACTORS, Directory
from tests.visitor import BITS, ready, ready_keys

__all__ = ["ready", "ready_keys"]
pytestmark = pytest.mark.usefixtures("ready")  # keys in the data folder
NAME = "local trust"


@pytest.fixture
def trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file, named in the settings, and its metadata beside it."""
    path = tmp_path / "trust.toml"
    path.write_text(TRUST)
    monkeypatch.setenv("DIALOG_SAML_LOCAL_TRUST", str(path))
    describe(path)
    return path


def describe(path: Path, days: int | None = None) -> None:
    own = Directory(OWN, new_key_pair("own", now(), BITS), list, TWO_FACTORS)
    root = own.metadata("Ekby")
    if days is not None:
        root.set("validUntil", written(now() + timedelta(days=days)))
    (path.parent / "ekby-idp.xml").write_bytes(etree.tostring(root))


def test_nothing_is_wrong_with_not_using_it(dialog: Dialog) -> None:
    assert "not used" in doctor_line(dialog("doctor"), NAME)


def test_it_tells_who_is_believed(dialog: Dialog, trust: Path) -> None:
    assert f"ekby: {OWN}/metadata, 3 groups" in doctor_line(dialog("doctor"), NAME)


@pytest.mark.parametrize(("days", "mark"), [(-1, "WRONG"), (7, "SOON"), (400, "ok")])
def test_it_tells_when_the_metadata_ends(dialog: Dialog, trust: Path, days: int, mark: str) -> None:
    describe(trust, days)
    line = doctor_line(dialog("doctor"), NAME)
    assert line.startswith(mark)
    assert "ekby: metadata end" in line


def test_it_tells_of_a_municipality_that_is_not_there(dialog: Dialog, trust: Path) -> None:
    trust.write_text(TRUST.replace("ekby]", "okby]").replace("ekby.roles", "okby.roles"))
    done = dialog("doctor")
    assert doctor_line(done, NAME).startswith("WRONG")
    assert "there is no municipality okby" in done.output


def test_it_tells_what_is_wrong_in_the_file(dialog: Dialog, trust: Path) -> None:
    trust.write_text(TRUST.replace("loa3", "loa9"))
    line = doctor_line(dialog("doctor"), NAME)
    assert line.startswith("WRONG")
    assert "level must be one of loa3, loa4" in line
