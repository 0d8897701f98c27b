"""Which files are taken, and what people are told of those that are not."""

import io

import openpyxl
import pytest
from PIL import Image

from dialog.core.paper import pdf
from dialog.process.rules.files import (
    FILE_FROM_STAFF,
    FROM_PARTICIPANTS,
    MOST_DOCUMENT,
    MOST_PICTURE,
    Taken,
    WrongFile,
    judge,
    size_words,
)
from tests.process import samples


def told(name: str, data: bytes, taken: Taken = FILE_FROM_STAFF) -> str:
    """What is said of a file that is not taken."""
    with pytest.raises(WrongFile) as fault:
        judge(name, data, taken)
    assert fault.value.field == "file"
    return str(fault.value)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_stays_the_kind_it_was(kind: str) -> None:
    upload = judge(f"Parken.{kind.lower()}", samples.picture(kind), FILE_FROM_STAFF)
    assert upload.media_type == f"image/{kind.lower()}"
    assert Image.open(io.BytesIO(upload.data)).format == kind
    assert (upload.width, upload.height) == (40, 30)


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pptx", "odt", "ods", "odp"])
def test_office_documents_are_taken_as_they_are(ending: str) -> None:
    data = samples.office(ending)
    upload = judge(f"Förslag.{ending.upper()}", data, FILE_FROM_STAFF)
    assert (upload.name, upload.data) == (f"Förslag.{ending}", data)


def test_a_workbook_of_a_real_program_is_taken() -> None:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    assert judge("bok.xlsx", out.getvalue(), FILE_FROM_STAFF).media_type.endswith("sheet")


def test_a_pdf_is_taken_as_it_is() -> None:
    assert judge("plan.pdf", samples.pdf(), FILE_FROM_STAFF).media_type == "application/pdf"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("tom.pdf", b"", "Filen är tom"),
        ("bild.svg", b'<svg xmlns="x"><script>alert(1)</script></svg>', "SVG"),
        ("bild.png", b'<?xml version="1.0"?>\n<!-- x -->\n<svg onload="x()"/>', "SVG"),
        ("bild.svg", '<svg onload="x()"/>'.encode("utf-16"), "SVG"),
        ("sida.html", b"<!DOCTYPE html><title>x</title>", "Webbsidor"),
        ("bild.jpg", b"\n\n<script>alert(1)</script>", "Webbsidor"),
        ("rolig.gif", samples.picture("GIF"), "GIF"),
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40, "HEIC"),
        ("gammal.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "äldre format"),
        ("allt.zip", samples.packed({"a.txt": b"a"}), "packade filer"),
        ("spel.exe", samples.HIDDEN_PROGRAM, "program"),
        ("data.bin", b"\x01\x02\x03" * 50, "känner inte igen"),
        ("trasig.docx", samples.office()[:-30], "trasigt"),
        ("trasig.pdf", samples.pdf()[:-40], "trasig"),
        ("trasig.jpg", samples.picture(size=(300, 300))[:900], "ofullständig"),
        ("trasig.png", samples.picture("PNG", size=(300, 300))[:90], "ofullständig"),
        ("bomb.png", samples.image_bomb(), "bildpunkter"),
        ("plan.docx", samples.pdf(), "slutar på .docx, men innehållet är PDF"),
        ("bild.png", samples.picture("JPEG"), "Spara om filen som .jpg"),
        ("plan.pdf.exe", samples.pdf(), "slutar på .exe"),
    ],
)
def test_each_wrong_file_is_told_what_to_do(name: str, data: bytes, words: str) -> None:
    assert words in told(name, data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (samples.pdf() + samples.packed({"a.exe": b"MZ"}), "annan sorts fil"),
        (samples.pdf(first=b"% <html><script>x</script>\n"), "annan sorts fil"),
        (samples.pdf(first=b"% PK\x03\x04 \n"), "annan sorts fil"),
        (b"<html>" + samples.pdf(), "Webbsidor"),
        (samples.pdf(b"3 0 obj << /S /JavaScript /JS (app.alert) >> endobj\n"), "JavaScript"),
        (samples.pdf(b"3 0 obj << /S /Launch /F (cmd.exe) >> endobj\n"), "program"),
        (samples.pdf(b"trailer << /Encrypt 5 0 R >>\n"), "lösenord"),
    ],
)
def test_a_pdf_that_is_more_than_a_pdf_is_refused(data: bytes, words: str) -> None:
    assert words in told("plan.pdf", data)


def test_what_lies_behind_a_picture_does_not_come_along() -> None:
    data = samples.picture() + samples.packed({"hemlig.exe": samples.HIDDEN_PROGRAM})
    kept = judge("bild.jpg", data, FROM_PARTICIPANTS).data
    assert b"PK\x03\x04" not in kept
    assert b"hemlig" not in kept


def test_where_a_photo_was_taken_is_gone_and_it_stands_upright() -> None:
    upload = judge("IMG_1.jpg", samples.photo_with_place(), FROM_PARTICIPANTS)
    image = Image.open(io.BytesIO(upload.data))
    assert not image.getexif()
    assert "comment" not in image.info
    assert b"Anna" not in upload.data
    assert image.size == (300, 400) == (upload.width, upload.height)


def test_a_large_photo_becomes_as_large_as_a_page_needs() -> None:
    upload = judge("stor.jpg", samples.picture(size=(4000, 1000)), FROM_PARTICIPANTS)
    assert (upload.width, upload.height) == (1600, 400)


@pytest.mark.parametrize(
    "data",
    [
        samples.picture("JPEG", mode="CMYK"),
        samples.animated_webp(),
        samples.picture("PNG", mode="RGBA"),
        samples.picture("PNG", mode="L"),
        samples.picture("JPEG", icc_profile=b"\0" * 400),
    ],
)
def test_odd_pictures_become_plain_ones(data: bytes) -> None:
    image = Image.open(io.BytesIO(judge("bild", data, FROM_PARTICIPANTS).data))
    assert image.mode in {"RGB", "RGBA"}
    assert getattr(image, "n_frames", 1) == 1
    assert "icc_profile" not in image.info


def test_sizes_have_a_limit_that_is_told() -> None:
    document = samples.pdf(b"%" + b"x" * MOST_DOCUMENT + b"\n")
    assert "Den får vara högst 20 MB" in told("stor.pdf", document)
    photo = samples.picture() + b"\0" * MOST_PICTURE
    assert "Den får vara högst 10 MB" in told("stor.jpg", photo)


def test_participants_leave_pictures_only() -> None:
    assert "Välj: En bild (PNG, JPEG, WebP)" in told("a.pdf", samples.pdf(), FROM_PARTICIPANTS)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Mina dokument\\plan.pdf", "plan.pdf"),
        ("plan\x00\r\nX-Evil: 1\u202efdp.pdf", "plan X-Evil 1fdp.pdf"),
        ("x" * 5000 + ".pdf", "x" * 100 + ".pdf"),
        (".pdf", "pdf.pdf"),
        ("", "dokument.pdf"),
        ("Åtgärder för o\u0308n.PDF", "Åtgärder för ön.pdf"),
        ('"<a>|?*".pdf', "a.pdf"),
    ],
)
def test_a_name_is_made_harmless(given: str, kept: str) -> None:
    assert judge(given, samples.pdf(), FILE_FROM_STAFF).name == kept


def test_a_participants_picture_does_not_keep_its_name() -> None:
    data = samples.picture()
    assert judge("Anna Andersson.jpg", data, FROM_PARTICIPANTS).name == "bild.jpg"
    assert judge("Parken i dag.jpg", data, FILE_FROM_STAFF).name == "Parken i dag.jpg"


def test_a_size_is_said_in_words() -> None:
    assert [size_words(n) for n in (1, 340_400, 1_240_000)] == ["1 kB", "340 kB", "1,2 MB"]


@pytest.mark.pdf
def test_a_pdf_of_a_real_program_is_taken() -> None:
    data = pdf("<!doctype html><html lang=sv><title>Plan</title><h1>Plan för parken</h1></html>")
    assert judge("plan.pdf", data, FILE_FROM_STAFF).media_type == "application/pdf"
