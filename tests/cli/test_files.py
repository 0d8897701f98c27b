"""What `dialog doctor` says of files and of the virus scanner."""

from datetime import timedelta

import pytest

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.files import files_in
from dialog.process.models import Attachment, Scan
from tests import make
from tests.cli.conftest import Dialog, now
from tests.cli.test_saml import doctor_line
from tests.process import samples
from tests.process.clamd import scanner


@pytest.fixture
def row(system: Context, config: Config) -> int:
    """A file that came two hours ago and waits, by its number."""
    process = make.folkmotion(system.session, system.keys)
    digest = files_in(config.data_dir, make.EKBY).put(samples.pdf())
    attachment = Attachment(
        process=process,
        name="plan.pdf",
        media_type="application/pdf",
        size=len(samples.pdf()),
        digest=digest,
        uploaded_at=now() - timedelta(hours=2),
    )
    system.session.add(attachment)
    system.session.flush()
    number = attachment.id
    system.session.commit()
    return number


def test_files_that_are_there_are_well(row: int, dialog: Dialog) -> None:
    line = doctor_line(dialog("doctor"), "files")
    assert line.startswith("ok")
    assert "bjorkby: 0 attachments; ekby: 1 attachments" in line


def test_a_file_that_is_gone_is_wrong(row: int, system: Context, dialog: Dialog) -> None:
    system.files.delete(system.session.get_one(Attachment, row).digest)
    system.session.rollback()
    done = dialog("doctor")
    assert doctor_line(done, "files").startswith("WRONG")
    assert "ekby: 1 files are gone" in done.output


def test_the_demo_needs_no_scanner(system: Context, dialog: Dialog) -> None:
    assert doctor_line(dialog("doctor"), "virus scanner").startswith("ok")


def test_a_scanner_that_answers_is_well(
    system: Context, dialog: Dialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scanner(lambda data: b"PONG\0") as (address, _):
        monkeypatch.setenv("DIALOG_CLAMD", address)
        line = doctor_line(dialog("doctor"), "virus scanner")
    assert line.startswith("ok")
    assert f"{address} answers" in line


def test_a_scanner_that_is_away_and_files_that_wait_are_wrong(
    row: int, dialog: Dialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIALOG_CLAMD", "unix:/nowhere/at/all")
    line = doctor_line(dialog("doctor"), "virus scanner")
    assert line.startswith("WRONG")
    assert "does not answer" in line
    assert "1 files have waited for more than an hour" in line


def test_files_that_wait_without_a_scanner_are_told(
    row: int, system: Context, dialog: Dialog
) -> None:
    assert doctor_line(dialog("doctor"), "virus scanner").startswith("SOON")
    system.session.get_one(Attachment, row).scan = Scan.CLEAN
    system.session.commit()
    assert doctor_line(dialog("doctor"), "virus scanner").startswith("ok")
