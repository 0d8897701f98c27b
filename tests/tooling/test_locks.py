"""The locks pin everything, by hash, and say nothing of where it comes from."""

import json
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import lxml.etree
import pytest
import xmlsec

from devtools import locks
from devtools.shell import ROOT, Failed

PINNED = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)(?: ;.*)?(?: \\)?$")
ALL = sorted(locks.PYTHON_LOCKS)


def pins(lock: Path) -> set[tuple[str, ...]]:
    """Read name and version of every package; some have one version per Python."""
    found = (PINNED.match(line) for line in lock.read_text().splitlines())
    return {pin.groups() for pin in found if pin}


@pytest.mark.parametrize("lock", ALL, ids=lambda lock: lock.name)
def test_every_python_package_is_pinned_by_hash(lock: Path) -> None:
    lines = [line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#")]
    assert any(PINNED.match(line) for line in lines)
    for line, following in pairwise([*lines, ""]):
        if not line.startswith(" "):
            assert PINNED.match(line), line
            assert following.startswith("    --hash=sha256:"), line


def test_every_npm_package_is_pinned_by_hash_and_from_nowhere() -> None:
    packages = json.loads(locks.NODE_LOCK.read_text())["packages"]
    packages.pop("")
    assert packages
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name


@pytest.mark.parametrize("lock", [*ALL, locks.NODE_LOCK], ids=lambda lock: lock.name)
def test_no_lock_names_a_host_or_a_path(lock: Path) -> None:
    locks.ensure_no_host(lock)


@pytest.mark.parametrize(
    "line", ["--index-url https://mirror.test/simple", "a @ file:///srv/a.whl", "a @ ./a"]
)
def test_a_lock_that_names_a_host_is_refused(line: str, tmp_path: Path) -> None:
    lock = tmp_path / "bad.lock"
    lock.write_text(f"flask==3.1.3\n{line}\n")
    with pytest.raises(Failed, match=r"bad\.lock:2"):
        locks.ensure_no_host(lock)


def test_what_npm_adds_about_hosts_is_taken_out(tmp_path: Path) -> None:
    lock = tmp_path / "package-lock.json"
    package = {"version": "1", "integrity": "x", "resolved": "https://a.test", "funding": {}}
    lock.write_text(json.dumps({"packages": {"node_modules/a": package}}))
    locks.forget_hosts(lock)
    kept = json.loads(lock.read_text())["packages"]["node_modules/a"]
    assert kept == {"version": "1", "integrity": "x"}


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    run, dev, uv, node = (pins(lock) for lock in locks.PYTHON_LOCKS)
    for asked, held in (
        (project["project"]["dependencies"], run),
        (groups["dev"], dev),
        (groups["uv"], uv),
        (groups["node"], node),
    ):
        wanted = {tuple(re.sub(r"\[.*]", "", line).split("==")) for line in asked}
        assert wanted <= held


def test_who_can_test_can_also_run() -> None:
    run, dev, _, _ = (pins(lock) for lock in locks.PYTHON_LOCKS)
    assert run <= dev


def test_lxml_and_xmlsec_carry_the_same_libxml2() -> None:
    assert xmlsec.get_libxml_version() == lxml.etree.LIBXML_VERSION
