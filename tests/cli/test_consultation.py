"""`dialog consultation`: the answers of one as a file, a list of all, and figures."""

import csv
import json
import stat
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dialog.consultation.queries.figures import newest_figures
from dialog.core.context import Context
from tests.cli.conftest import Dialog
from tests.consultation import asked


@pytest.fixture
def number(system: Context) -> str:
    """A consultation with two answers."""
    row, _ = asked.made(system, "Fler träd", "=1+1")
    found = str(row.id)
    system.session.rollback()
    return found


@pytest.mark.parametrize("format", ["xlsx", "csv", "json"])
def test_answers_are_written_to_a_file(
    format: str, dialog: Dialog, number: str, tmp_path: Path
) -> None:
    file = tmp_path / f"svar.{format}"
    file.write_text("older")
    done = dialog("consultation", "export", "--format", format, number, str(file))
    assert done.exit_code == 0, done.output
    assert "2 answers" in done.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    if format == "json":
        assert len(json.loads(file.read_text())["answers"]) == 2
    elif format == "csv":
        lines = list(csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))
        assert {line[-1] for line in lines[1:]} == {"Fler träd", "'=1+1"}
    else:
        assert load_workbook(file)["Svar"].max_row == 3


def test_what_is_not_there_leaves_the_file_alone(dialog: Dialog, tmp_path: Path) -> None:
    file = tmp_path / "svar.csv"
    done = dialog("consultation", "export", "--format", "csv", "99", str(file))
    assert done.exit_code == 1
    assert "there is no consultation 99" in str(done.exception)
    assert not file.exists()


def test_the_neighbour_has_it_not(dialog: Dialog, number: str, tmp_path: Path) -> None:
    words = ("consultation", "export", "--municipality", "bjorkby", "--format", "csv")
    done = dialog(*words, number, str(tmp_path / "svar.csv"))
    assert done.exit_code == 1
    assert "in bjorkby" in str(done.exception)


def test_consultations_are_listed(dialog: Dialog, number: str) -> None:
    done = dialog("consultation", "list")
    assert done.output == f"ekby {number} published 2 Hur ska Stadsparken bli?\n"
    assert dialog("consultation", "list", "--municipality", "bjorkby").output == ""


def test_figures_are_imported_and_bad_lines_told(
    dialog: Dialog, system: Context, tmp_path: Path
) -> None:
    system.session.rollback()
    file = tmp_path / "befolkning.csv"
    file.write_text("Norr;20-29;7\nSyd;x;1\n", encoding="utf-8")
    words = ("consultation", "figures", "import", "--municipality", "ekby")
    wrong = dialog(*words, "--as-of", "2025-12-31", str(file))
    assert wrong.exit_code == 1
    assert "line 2" in wrong.output
    file.write_text("Norr;20-29;7\n", encoding="utf-8")
    assert "1 figures" in dialog(*words, "--as-of", "2025-12-31", str(file)).output
    assert [each.people for each in newest_figures(system.session)] == [7]
