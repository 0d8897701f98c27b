"""`dialog remiss export`: the compilation of a remiss as a file."""

import stat
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from dialog.core.context import Context
from tests.cli.conftest import Dialog
from tests.remiss import compiled


@pytest.fixture
def number(system: Context) -> str:
    found = str(compiled.heard(system.session, system.keys).id)
    system.session.commit()
    return found


def words_of(format: str, content: bytes) -> str:
    if format == "xlsx":
        book = load_workbook(BytesIO(content))
        return str([[cell.value for cell in line] for sheet in book for line in sheet])
    if format == "docx":
        return str(docx.Document(BytesIO(content)).element.xml)
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


@pytest.mark.parametrize("format", ["xlsx", "docx", "pdf"])
def test_the_compilation_is_written_to_a_file(
    format: str, dialog: Dialog, number: str, tmp_path: Path
) -> None:
    file = tmp_path / f"sammanstallning.{format}"
    file.write_text("older")
    done = dialog("remiss", "export", "--format", format, number, str(file))
    assert done.exit_code == 0, done.output
    assert "6 statements" in done.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    words = words_of(format, file.read_bytes())
    assert "Cykelklubben" in words
    assert "Nils Nord" not in words


def test_notes_are_for_the_workbook_alone(dialog: Dialog, number: str, tmp_path: Path) -> None:
    file = tmp_path / "anteckningar.xlsx"
    done = dialog("remiss", "export", "--format", "xlsx", "--notes", number, str(file))
    assert done.exit_code == 0
    assert "Interna anteckningar" in words_of("xlsx", file.read_bytes())
    assert dialog("remiss", "export", "--format", "docx", "--notes", number, str(file)).exit_code


def test_what_is_not_there_leaves_the_file_alone(
    dialog: Dialog, number: str, tmp_path: Path
) -> None:
    file = tmp_path / "sammanstallning.docx"
    for words in (("99",), ("--municipality", "bjorkby", number)):
        done = dialog("remiss", "export", "--format", "docx", *words, str(file))
        assert done.exit_code == 1
        assert "there is no remiss" in str(done.exception)
        assert not file.exists()
