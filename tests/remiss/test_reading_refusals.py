"""What cannot be read is told in words that say what the person can do, and nothing else is ever raised."""

import io
import os
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from dialog.core.errors import DomainError
from dialog.remiss.rules.content import Outline
from dialog.remiss.rules.reading import ENDINGS, Unreadable, judging, pieces, read, text_of
from tests.remiss.documents import odt, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
PROGRAM = "Sub AutoOpen()"


def a_word_document() -> bytes:
    return word(lambda document: document.add_paragraph("Text."))


def rebuilt(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The same archive with these members changed or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return stream.getvalue()


def broken_inside() -> bytes:
    return rebuilt(a_word_document(), {"word/document.xml": b"<w:document"})


def with_macros() -> bytes:
    return rebuilt(a_word_document(), {"word/vbaProject.bin": PROGRAM.encode()})


def bomb() -> bytes:
    return rebuilt(a_word_document(), {"word/media/a.xml": b"\0" * 60_000_000})


def large() -> bytes:
    padding = os.urandom(21_000_000)
    return rebuilt(a_word_document(), {"word/media/a.bin": padding})


def blank_pdf(password: str = "") -> bytes:
    """Pages without text, as a scanner makes them."""
    writer, stream = PdfWriter(), io.BytesIO()
    for _page in range(3):
        writer.add_blank_page(600, 800)
    if password:
        writer.encrypt(password)
    writer.write(stream)
    return stream.getvalue()


BAD = {
    "a.docx": [
        (b"", "Dokumentet är tomt"),
        (b"PK\x03\x04 inte mer", "trasigt"),
        (a_word_document()[:-200], "trasigt"),
        (broken_inside(), "trasigt"),
        (with_macros(), "makron"),
        (OLE, "låst med lösenord"),
        (PNG, "Spara dokumentet som docx"),
        (b"{\\rtf1 Text}", "Spara dokumentet som docx"),
        (b"%PDF-1.7\nstartxref\n%%EOF", "slutar på .docx, men innehållet är PDF"),
        (odt("<text:p xmlns:text='x'/>"), "slutar på .docx, men innehållet är OpenDocument"),
        (word(lambda document: None), "Dokumentet är tomt"),
    ],
    "a.odt": [
        (a_word_document(), "slutar på .odt, men innehållet är Word"),
        (odt("<text:p>"), "trasigt"),
        (odt("<text:p/>"), "Dokumentet är tomt"),
    ],
    "a.pdf": [
        (b"%PDF-1.7\n" + b"x" * 2000, "trasig eller ofullständig"),
        (b"%PDF-1.7\n/Encrypt 1 0 R\nstartxref\n%%EOF", "låst med lösenord"),
        (b"%PDF-1.7\nstartxref\n0\n%%EOF", "trasigt"),
        (blank_pdf(), "inskannat"),
        (blank_pdf(password="hemligt"), "låst med lösenord"),
    ],
    "a.txt": [
        (b" \n\t ", "Dokumentet är tomt"),
        (a_word_document(), "slutar på .txt, men innehållet är Word"),
        (b"%PDF-1.7\n" + b"x" * 2000, "trasig"),
        (b"\x00\x01\x02\x03" * 50, "inte text"),
        (b"<!doctype html><html><body>Hej", "innehållet är en webbsida"),
        (b"\xff\xfeabc", "teckenkodningen UTF-8"),
    ],
    "a.html": [
        (b"Bara text.", "innehållet är vanlig text"),
        (b"<html><body></body></html>", "Dokumentet är tomt"),
        (b"<html><body><script>x()</script></body></html>", "Dokumentet är tomt"),
    ],
    "a.md": [(b"", "Dokumentet är tomt"), (PNG, "Spara dokumentet som docx")],
    "a.xlsx": [(b"x", "Spara dokumentet som docx")],
    "a": [(b"x", "Spara dokumentet som docx")],
    "": [(b"x", "Spara dokumentet som docx")],
}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [(name, data, words) for name, cases in BAD.items() for data, words in cases],
    ids=[f"{name} {place}" for name, cases in BAD.items() for place in range(len(cases))],
)
def test_a_bad_file_is_refused_in_words(name: str, data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=".*" + words.replace(".", r"\.")) as caught:
        read(name, data)
    assert isinstance(caught.value, DomainError)
    with pytest.raises(Unreadable):
        text_of(name, data)


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("a.docx", bomb, "orimligt stort"),
        ("a.docx", large, "Den får vara högst 20"),
        ("a.txt", lambda: b"a" * 3_100_000, "för stort"),
    ],
    ids=["bomb", "large", "large text"],
)
def test_a_file_that_is_too_large_is_refused(
    name: str, make: Callable[[], bytes], words: str
) -> None:
    with pytest.raises(Unreadable, match=words):
        read(name, make())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_swedish_letters_are_read_in_every_usual_encoding(encoding: str) -> None:
    outline = read("a.txt", "1. Åtgärder\n\nVi gör ”mer” för älvar och öar.".encode(encoding))
    assert outline.sections[0].title == "Åtgärder"
    assert outline.sections[0].body.words() == "Vi gör ”mer” för älvar och öar."


def test_a_page_says_its_own_encoding() -> None:
    page = '<meta charset="iso-8859-1"><p>Åtgärder</p>'.encode("iso-8859-1")
    assert text_of("a.html", page) == "Åtgärder"


def test_an_ending_in_capitals_is_the_same() -> None:
    assert read("PLAN.TXT", b"Text.").sections[0].body.words() == "Text."


def test_a_giant_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST_CELLS", 100)
    rows = "<tr><td>a</td><td>b</td></tr>" * 60
    with pytest.raises(Unreadable, match="för stort"):
        read("a.html", f"<table>{rows}</table>".encode())


def test_more_text_than_anybody_can_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST_PIECES", 10)
    with pytest.raises(Unreadable, match="för stort"):
        read("a.txt", b"Text.\n\n" * 20)


def whole(name: str, data: bytes) -> None:
    """Read it; whatever comes is an outline or a refusal."""
    try:
        outline = read(name, data)
    except Unreadable:
        return
    assert isinstance(outline, Outline)
    assert outline.title
    assert outline.sections
    assert all(1 <= section.level <= 9 and section.title for section in outline.sections)


@given(st.sampled_from(ENDINGS), st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(ending: str, data: bytes) -> None:
    whole(f"a.{ending}", data)


SAMPLES = (
    *("", "1. Mål", "1.1 Under", "Rubrik", "text som går vidare", "Mening.", "- punkt", "¹ Not."),
    *("A\tB", "2024-01-01", "3", "Innehåll", "Mål ..... 3", "# Ett", "> Sagt", "| a | b |"),
    *("|-|-|", "<p>", "</table>", "<table><tr><td>", "<h1>A", "<li id=a>", "[^1]: Not"),
    "<sup><a href='#a'>1</a></sup>",
)
LINES = st.sampled_from(SAMPLES)


@given(st.sampled_from(["txt", "md", "html"]), st.lists(LINES | st.text(max_size=20), max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused(ending: str, lines: list[str]) -> None:
    whole(f"a.{ending}", "\n".join(lines).encode())


XML = st.recursive(
    st.text("ab <1.å", max_size=8).map(lambda text: text.replace("<", "")),
    lambda inner: st.tuples(
        st.sampled_from(["p", "h", "list", "list-item", "note", "note-body", "s", "span"]),
        st.lists(inner, max_size=4),
    ).map(lambda node: f"<text:{node[0]} text:c='9'>{''.join(node[1])}</text:{node[0]}>"),
    max_leaves=12,
)


@given(XML)
@settings(max_examples=100, deadline=None)
def test_any_opendocument_is_read_or_refused(body: str) -> None:
    whole("a.odt", odt(body))


@given(st.binary(max_size=30), st.integers(0, 4000))
@settings(max_examples=60, deadline=None)
def test_any_damaged_word_document_is_read_or_refused(damage: bytes, place: int) -> None:
    def build(document: Any) -> None:
        document.add_heading("Ett", 1)
        document.add_paragraph("Text.")

    with zipfile.ZipFile(io.BytesIO(word(build))) as archive:
        inner = archive.read("word/document.xml")
    damaged = inner[:place] + damage + inner[place + len(damage) :]
    whole("a.docx", rebuilt(word(build), {"word/document.xml": damaged}))


def test_the_formats_that_are_offered_are_those_that_are_judged() -> None:
    assert set(ENDINGS) <= {*judging.BINARY, *judging.TEXTS}


def test_what_progress_raises_is_no_fault_of_the_file() -> None:
    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read("a.txt", b"Text.", stop)


def test_text_without_end_is_refused_before_it_is_read() -> None:
    for name, data in {"a.md": b"a\n" * 50_000, "a.txt": b"- a\n" * 50_000}.items():
        with pytest.raises(Unreadable, match="för stort"):
            read(name, data)
