"""What can hide in an office document, which is a packed folder."""

import pytest

from dialog.process.rules.files import FILE_FROM_STAFF, WrongFile, judge
from tests.process import samples

ZEROES = b"\0" * 30_000_000


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (samples.office(more={"word/vbaProject.bin": b"x"}), "makron"),
        (samples.office("xlsx", {"xl/macrosheets/sheet1.xml": b"x"}), "makron"),
        (samples.office("odt", {"Basic/Standard/Module1.xml": b"x"}), "makron"),
        (samples.office(types="application/vnd.ms-word.document.macroEnabled.main+xml"), "makron"),
        (samples.office(more={"word/embeddings/spel.exe": samples.HIDDEN_PROGRAM}), "annan fil"),
        (samples.office(more={"../../ut.xml": b"x"}), "trasigt"),
        (samples.office(more={"/rot.xml": b"x"}), "trasigt"),
        (samples.office(more={"WORD/document.xml": b"x"}), "trasigt"),
        (samples.encrypted_office(), "lösenord"),
        (
            samples.office("odt", {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
            "lösenord",
        ),
        (samples.office(more={"word/media/stor.bin": ZEROES}), "orimligt stort"),
        (samples.office(more={f"word/{n}.xml": b"" for n in range(5001)}), "orimligt stort"),
        (samples.office("docx", {"[Content_Types].xml": b"<" * 1_100_000}), "orimligt stort"),
        (samples.lying_office(), "trasigt"),
        (samples.office() + b"%PDF-1.7 behind", "trasigt"),
        (samples.office(types="<Types/>"), "trasigt"),
        (samples.office("odt", {"mimetype": b"application/x-something"}), "trasigt"),
    ],
)
def test_an_unsound_document_is_refused_with_a_way_out(data: bytes, words: str) -> None:
    with pytest.raises(WrongFile, match=words):
        judge("dokument", data, FILE_FROM_STAFF)


def test_a_document_that_is_two_kinds_at_once_is_refused() -> None:
    member, kind = samples.MAIN["xlsx"]
    types = "".join(f"{each}.main+xml " for _, each in samples.MAIN.values())
    with pytest.raises(WrongFile, match="trasigt"):
        judge("dokument", samples.office(more={member: b"x"}, types=types), FILE_FROM_STAFF)
    assert kind in types


def test_no_cut_or_flipped_document_is_more_than_refused() -> None:
    """Whatever the bytes are, the answer is a document or plain words."""
    data = samples.office()
    broken = [data[:n] for n in range(5, len(data), 7)]
    broken += [data[:n] + b"\xff\xff" + data[n + 2 :] for n in range(4, len(data) - 2, 5)]
    for each in broken:
        try:
            judge("dokument", each, FILE_FROM_STAFF)
        except WrongFile:
            continue
