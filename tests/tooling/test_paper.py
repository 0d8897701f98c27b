"""The papers of the project agree with one another."""

import json
import tomllib

import yaml

from devtools.shell import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PUBLIC = yaml.safe_load((ROOT / "publiccode.yml").read_text())


def test_the_version_is_the_same_everywhere() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    lock = json.loads((ROOT / "package-lock.json").read_text())
    told = {package["version"], lock["version"], PUBLIC["softwareVersion"], PROJECT["version"]}
    assert told == {PROJECT["version"]}


def test_the_licence_is_the_same_everywhere() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    told = {package["license"], PUBLIC["legal"]["license"], PROJECT["license"]}
    assert told == {"EUPL-1.2"}
    text = (ROOT / "LICENSES" / "EUPL-1.2.txt").read_text()
    assert (ROOT / "LICENSE").read_text() == text
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_public_descriptions_have_the_length_that_the_standard_asks_for() -> None:
    for description in PUBLIC["description"].values():
        assert len(description["shortDescription"]) <= 150
        assert 150 <= len(description["longDescription"]) <= 10_000
