"""Text files: taken only where text is read, judged by their content, and never served as a page."""

from collections.abc import Callable

import pytest

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.process.actions.attachments import attach
from dialog.process.models import Scan
from dialog.process.rules.files import (
    FILE_FROM_STAFF,
    FROM_PARTICIPANTS,
    READABLE_FROM_STAFF,
    Taken,
    WrongFile,
    judge,
)
from tests import make
from tests.browser import Browser
from tests.process import samples

PAGE = b"<!doctype html><title>Plan</title><script>alert(1)</script><h1>Plan</h1>"


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("plan.txt", "1 Mål\nVi vill åka.".encode(), "text/plain"),
        ("plan.txt", "1 Mål\nVi vill åka.".encode("cp1252"), "text/plain"),
        ("plan.txt", "1 Mål".encode("utf-16"), "text/plain"),
        ("plan.MD", b"# Plan\n\nText", "text/markdown"),
        ("plan.markdown", b"# Plan", "text/markdown"),
        ("plan.html", PAGE, "text/html"),
        ("plan.htm", b"<h1>Plan</h1><p>Text", "text/html"),
        ("plan", b"Plan", "text/plain"),
    ],
)
def test_text_is_taken_where_text_is_read(name: str, data: bytes, media_type: str) -> None:
    upload = judge(name, data, READABLE_FROM_STAFF)
    assert (upload.media_type, upload.data) == (media_type, data)


def test_documents_are_taken_there_too() -> None:
    for ending in ("docx", "odt"):
        upload = judge(f"plan.{ending}", samples.office(ending), READABLE_FROM_STAFF)
        assert upload.name == f"plan.{ending}"
    assert judge("plan.pdf", samples.pdf(), READABLE_FROM_STAFF).media_type == "application/pdf"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("plan.txt", PAGE, "slutar på .txt, men innehållet är HTML"),
        ("plan.html", samples.pdf(), "innehållet är PDF"),
        ("bild.svg", b"<svg onload='alert(1)'/>", "SVG"),
        ("bild.txt", b"<svg onload='alert(1)'/>", "SVG"),
        ("plan.txt", b"   \n", "Filen är tom"),
        ("plan.txt", b"\x01\x02\x03" * 50, "Vi känner inte igen filen. Välj: En fil"),
        ("plan.xlsx", samples.office("xlsx"), "Du kan inte skicka den här sortens fil"),
        ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "äldre format"),
        ("plan.docm", samples.packed({"a.txt": b"a"}), "packade filer"),
    ],
)
def test_each_wrong_file_is_told_what_to_do(name: str, data: bytes, words: str) -> None:
    with pytest.raises(WrongFile) as fault:
        judge(name, data, READABLE_FROM_STAFF)
    assert words in str(fault.value)


@pytest.mark.parametrize("taken", [FILE_FROM_STAFF, FROM_PARTICIPANTS])
@pytest.mark.parametrize(("name", "data"), [("sida.html", PAGE), ("plan.txt", b"Plan")])
def test_nowhere_else_is_text_taken(name: str, data: bytes, taken: Taken) -> None:
    with pytest.raises(WrongFile):
        judge(name, data, taken)


def test_a_web_page_is_saved_and_never_opened_here(
    acting: Callable[[str], Context], browser: Browser, session: TenantSession
) -> None:
    officer = acting("officer")
    row = make.folkmotion(officer.session, officer.keys)
    file = attach(officer, row, judge("plan.html", PAGE, READABLE_FROM_STAFF))
    file.scan = Scan.CLEAN
    officer.session.commit()
    number = file.id
    officer.session.rollback()
    headers = browser.log_in("officer").get(f"/arbetsyta/bilagor/{number}").response.headers
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
