"""dev.py needs nothing but Python, says what is wrong in words, and fails when it should."""

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from devtools import assets, checks, running, system, testing
from devtools.shell import ROOT, Failed

SOURCES = [ROOT / "dev.py", *sorted((ROOT / "devtools").glob("*.py"))]


def imports(source: Path) -> set[str]:
    """Give the first part of the name of everything that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_only_the_standard_library_is_imported(source: Path) -> None:
    assert imports(source) <= {*sys.stdlib_module_names, "devtools"}


def test_an_old_python_can_read_its_way_to_the_refusal() -> None:
    ast.parse((ROOT / "dev.py").read_text(), feature_version=(3, 7))


def test_help_names_every_command() -> None:
    shown = subprocess.run(
        [sys.executable, ROOT / "dev.py", "--help"], capture_output=True, text=True, check=True
    ).stdout
    for command in ("run", "test", "bench", "check", "format", "i18n", "lock", "build", "doctor"):
        assert f"\n    {command} " in shown


def test_an_unknown_option_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "dev.py", "run", "--prot", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "--prot" in done.stderr


@pytest.mark.parametrize("fails", ["check", "test", "nothing"])
def test_ci_runs_checks_and_tests_and_fails_when_either_does(fails: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    python = tmp_path / "python3"
    python.write_text(f'#!/bin/sh\necho "$@ $CI" >>"{log}"\n[ "$2" != {fails} ]\n')
    python.chmod(0o755)
    env = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run([ROOT / ".ci" / "run"], env=env, cwd=tmp_path, check=False)
    assert log.read_text().splitlines() == ["dev.py check true", "dev.py test true"]
    assert (done.returncode == 0) == (fails == "nothing")


def test_a_port_that_is_taken_is_told_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Failed, match=f"Port {port} is taken"):
            running.ensure_free(port)
    running.ensure_free(port)


def test_a_failed_check_says_so_and_the_next_ones_still_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def complain() -> None:
        raise Failed("line 7 is too long")

    assert not checks.passes("style", complain)
    assert checks.passes("types", lambda: None)
    first, complaint, second = capsys.readouterr().out.splitlines()
    assert first.startswith("style")
    assert "FAILED" in first
    assert complaint.strip() == "line 7 is too long"
    assert " ok " in second


REPORT = '<testsuites><testsuite tests="7" failures="1" errors="1" skipped="2"/></testsuites>'


def test_the_verdict_counts_every_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    tally = testing.Tally()
    tally.add(report, 1)
    tally.add(report, 1)
    assert testing.verdict(tally, []) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "6 passed, 4 failed"


def test_a_run_that_broke_is_a_failure(tmp_path: Path) -> None:
    tally = testing.Tally(passed=1)
    tally.add(tmp_path / "never-written.xml", 4)
    assert testing.verdict(tally, []) == 1


def test_no_tests_at_all_is_a_failure() -> None:
    assert testing.verdict(testing.Tally(), []) == 1


@pytest.mark.parametrize("part", system.PARTS, ids=lambda part: part.name)
@pytest.mark.parametrize(("ci", "status"), [("true", 1), ("", 0)])
def test_a_missing_part_is_told_and_fails_under_ci(
    part: system.Part,
    ci: str,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CI", ci)
    assert testing.verdict(testing.Tally(passed=3), [part]) == status
    told = capsys.readouterr().out
    assert f"{part.name} is missing. SKIPPED" in told
    assert told.splitlines()[-1] == f"3 passed, {status} failed"


def test_without_simplesamlphp_the_other_tests_in_a_browser_still_run() -> None:
    assert testing.in_browser([]) == "browser"
    assert testing.in_browser([system.OTHER_PROVIDER]) == "browser and not simplesaml"


def test_simplesamlphp_is_looked_for_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIALOG_SIMPLESAMLPHP", str(tmp_path))
    assert not system.has_provider()
    (tmp_path / "www").mkdir()
    assert system.simplesamlphp() == tmp_path
    php = tmp_path / "php"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not system.has_provider()
    for status in (1, 0):  # a PHP without what it needs, and one with it
        php.write_text(f"#!/bin/sh\nexit {status}\n")
        php.chmod(0o755)
        assert system.has_provider() == (status == 0)


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An apt-get that knows of tidewater only; the folder where it makes it and writes its log."""
    apt = tmp_path / "apt-get"
    apt.write_text(
        '#!/bin/sh\nfolder=$(dirname "$0")\necho "$1" >>"$folder/log"\n'
        'case "$*" in *install*unheard-of*) exit 100;;\n'
        '*install*tidewater*) touch "$folder/tidewater";; esac\n'
    )
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    return tmp_path


def test_apt_brings_what_is_missing_to_root_and_to_nobody_else(apt: Path) -> None:
    part = system.Part("Tide", (apt / "tidewater").exists, ("tidewater",), "wait", "it")
    is_root = os.geteuid() == 0
    assert system.provide((part,)) == ([] if is_root else [part])
    if is_root:
        assert (apt / "log").read_text().split() == ["update", "install"]


def test_what_apt_does_not_have_keeps_nothing_else_away(apt: Path) -> None:
    other = system.Part("Other", lambda: False, ("unheard-of",), "wait", "it")
    part = system.Part("Tide", (apt / "tidewater").exists, ("tidewater",), "wait", "it")
    assert system.provide((other, part)) == ([other] if os.geteuid() == 0 else [other, part])


def test_everything_that_pages_load_has_been_copied_with_its_licence() -> None:
    assert assets.is_complete()
    names = assets.COPIES.values()
    for family in ("designsystemet", "theme", "inter"):
        assert f"{family}.LICENSE.txt" in names
        assert any(name.startswith(family) and "LICENSE" not in name for name in names)
