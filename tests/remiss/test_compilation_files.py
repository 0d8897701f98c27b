"""The files of the compilation, opened again and compared with what was said and replied."""

import io
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.document import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from dialog.core.context import Context
from dialog.core.i18n import SOURCE, speaking
from dialog.core.keys import Keyring
from dialog.process.models import Format
from dialog.remiss.models import Note, Remiss
from dialog.remiss.reactions.writing import WRITERS
from dialog.remiss.reactions.writing.paper import page
from dialog.remiss.reactions.writing.whole import whole_of
from dialog.remiss.rules.response import View
from tests.remiss import compiled, rows

SECRETS = ("Nils Nord", "Elin Ek", "Fula ord")


@pytest.fixture
def remiss(system: Context, keys: Keyring) -> Remiss:
    """With comments, a group with a reply, a reply of its own, and a formula."""
    session = system.session
    row = compiled.heard(
        session, keys, compilation_words="## Kort\n\nVi **ändrar**.\n\n- Ett\n- Två"
    )
    first, second, third, *_ = compiled.points(session, row, "s2")
    compiled.gather(session, row, [first, second], "Vi bygger fler.")
    compiled.reply(session, row, third, "Tack.")
    session.add(Note(point_id=first.id, words="Fråga Kim om ån.", at=rows.NOW))
    rows.add_response(session, row, {"s3": View("no_view", "=1+1")})
    compiled.comment(session, row, "s2", words="Vi ändrar banan.", changed="Bredden är 3 meter.")
    compiled.comment(session, row, "s4", words="", none_reason="Ingen har skrivit om det.")
    session.flush()
    return row


def written(ctx: Context, row: Remiss, format: Format, **given: Any) -> bytes:
    file = io.BytesIO()
    with speaking(SOURCE):
        done = list(WRITERS[format](whole_of(ctx, row, **given), file))
    assert done == sorted(done)
    assert done[-1] == 7, "statements"
    return file.getvalue()


def sheets(ctx: Context, row: Remiss, **given: Any) -> dict[str, list[list[Any]]]:
    book = load_workbook(io.BytesIO(written(ctx, row, Format.XLSX, **given)))
    return {
        sheet.title: [[cell.value for cell in line] for line in sheet.iter_rows()] for sheet in book
    }


def document(ctx: Context, row: Remiss) -> Document:
    return docx.Document(io.BytesIO(written(ctx, row, Format.DOCX)))


def table(found: Document, caption: str) -> list[list[str]]:
    """The cells of the table that is called so."""
    for each in found.tables:
        [told] = each._tbl.xpath("./w:tblPr/w:tblCaption/@w:val") or [""]
        if told == caption:
            return [[cell.text for cell in line.cells] for line in each.rows]
    raise AssertionError(f"no table {caption!r}")


def test_the_workbook_holds_every_point_with_its_reply(system: Context, remiss: Remiss) -> None:
    head, *lines = sheets(system, remiss)["Synpunkter"]
    assert head[1:6] == ["Avsnitt", "Avsändare", "Ställningstagande", "Fråga", "Synpunkt"]
    told = {line[5]: line for line in lines}
    assert told["Bygg fler."][1:4] == ["1 Cykelvägar", "Cykelklubben", "Stödjer inte förslaget"]
    assert told["Bygg fler."][6:] == [
        "cykel",
        "Fler cykelvägar",
        "Ja",
        "Förslaget ändras",
        "Vi bygger fler.",
    ]
    assert told["Bygg fler!"][2] == "Privatperson"
    masked = "Bra, säger [Maskerat: Personuppgifter om någon annan] på Norrvägen."
    assert told[masked][9:] == ["Förslaget ändras delvis", "Tack."]
    assert told["Sent."][2] == "Sena bolaget"
    assert told["Sent."][8] == "Nej"
    assert told["[Kommunen har dolt texten.]"][1] == "1.1 Längs ån"
    assert len(lines) == 7


def test_words_are_never_a_formula(system: Context, remiss: Remiss) -> None:
    book = load_workbook(io.BytesIO(written(system, remiss, Format.XLSX)))
    [cell] = [cell for line in book["Synpunkter"] for cell in line if cell.value == "=1+1"]
    assert cell.data_type == "s"


def test_the_workbook_counts_positions_by_section(system: Context, remiss: Remiss) -> None:
    head, *lines = sheets(system, remiss)["Avsnitt × ställningstaganden"]
    [section] = [dict(zip(head, line, strict=True)) for line in lines if line[0] == "1 Cykelvägar"]
    assert section["Stödjer inte förslaget, organisationer"] == 1
    assert section["Stödjer inte förslaget, privatpersoner"] == 1
    assert section["Stödjer förslaget, organisationer"] == 0, "the late one does not count"
    assert section["Kommunens kommentar"] == "Vi ändrar banan."
    assert section["Det här ändras"] == "Bredden är 3 meter."
    assert [line[0] for line in lines] == [
        "Hela dokumentet",
        "1 Cykelvägar",
        "1.1 Längs ån",
        "2 Kollektivtrafik",
    ]
    overview = dict(line[:2] for line in sheets(system, remiss)["Översikt"])
    assert overview["Delar som är kvar"] == 2
    assert overview["Svar som inte beaktas"] == "Sena bolaget"


def test_notes_are_in_the_file_for_staff_alone(system: Context, remiss: Remiss) -> None:
    assert "Fråga Kim om ån." not in str(sheets(system, remiss))
    head, *lines = sheets(system, remiss, with_notes=True)["Synpunkter"]
    assert head[-1] == "Interna anteckningar"
    assert [line[-1] for line in lines if line[5] == "Bygg fler."] == ["Fråga Kim om ån."]


def test_the_document_says_the_same(system: Context, remiss: Remiss) -> None:
    found = document(system, remiss)
    positions = table(found, "Ställningstaganden: 1 Cykelvägar")
    assert positions[0] == [
        "Ställningstagande",
        "Organisationer",
        "Privatpersoner",
        "Vilka organisationer",
    ]
    assert ["Stödjer inte förslaget", "1", "1", "Cykelklubben"] in positions
    groups = table(found, "Synpunkter som flera har: 1 Cykelvägar")
    told = "Förslaget ändras.\nVi bygger fler."
    assert groups[1] == ["Fler cykelvägar", "Cykelklubben, privatpersoner: 1", told]
    points = {line[1]: line for line in table(found, "Alla synpunkter: 1 Cykelvägar")}
    assert points["Bygg fler."][0] == "Cykelklubben\nStödjer inte förslaget"
    assert points["Bygg fler."][2] == "Se svaret till flera: Fler cykelvägar"
    assert "Beaktas inte" in points["Sent."][0]
    texts = [each.text for each in found.paragraphs]
    for words in ("Vi ändrar banan.", "Bredden är 3 meter.", "Ingen har skrivit om det.", "Ett"):
        assert words in texts


def test_the_document_can_be_found_ones_way_in(system: Context, remiss: Remiss) -> None:
    found = document(system, remiss)
    assert found.core_properties.language == "sv-SE"
    assert found.core_properties.title == "Sammanställning: Trafikplan för Ekby"
    assert set(found.styles.element.xpath("//w:lang/@w:val")) == {"sv-SE"}
    heads = [(each.style.name, each.text) for each in found.paragraphs if "Head" in each.style.name]
    assert ("Heading 2", "1 Cykelvägar") in heads
    levels = [int(name[-1]) for name, _ in heads]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels)), "no level is skipped"
    body = found.element.body
    links = body.xpath(".//w:hyperlink/@w:anchor")
    assert links == body.xpath(".//w:bookmarkStart/@w:name")
    assert len(links) == 4
    assert body.xpath(".//w:instrText")[0].text.strip().startswith("TOC")
    for each in found.tables:
        assert each._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader"), "every table has a head"
    assert found.sections[0].footer.paragraphs[0]._p.xpath("./w:fldSimple")


def test_the_pdf_says_the_same_and_is_tagged(system: Context, remiss: Remiss) -> None:
    reader = PdfReader(io.BytesIO(written(system, remiss, Format.PDF)))
    text = " ".join(" ".join(each.extract_text() for each in reader.pages).split())
    for words in ("Vi ändrar banan.", "Bredden är 3 meter.", "Cykelklubben", "Bygg fler!", "Tack."):
        assert words in text
    assert reader.root_object["/Lang"] == "sv"
    assert reader.root_object["/MarkInfo"]["/Marked"]


def test_where_there_are_many_points_the_pdf_says_where_they_are(
    system: Context, remiss: Remiss, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialog.remiss.reactions.writing.paper.MOST_ON_PAPER", 3)
    told = page(whole_of(system, remiss))
    assert "Bygg fler!" not in told
    assert "Vi bygger fler." in told, "a reply to many stays"
    assert "Alla finns i Word-filen och Excel-filen." in told


def test_nothing_that_must_not_be_seen_is_in_any_file(system: Context, remiss: Remiss) -> None:
    texts = [
        str(sheets(system, remiss, with_notes=True)),
        document(system, remiss).element.xml,
        page(whole_of(system, remiss)),
    ]
    for text in texts:
        for secret in SECRETS:
            assert secret not in text


def test_what_no_document_may_hold_stops_nothing(system: Context, remiss: Remiss) -> None:
    strange = "Ett\x0btecken \ud83d\ude0a \uffff och \U0001f600"
    strange = strange.encode("utf-16", "surrogatepass").decode("utf-16")
    rows.add_response(system.session, remiss, {"s4": View(words=strange)})
    with speaking(SOURCE):
        for each in (Format.XLSX, Format.DOCX, Format.PDF):
            file = io.BytesIO()
            list(WRITERS[each](whole_of(system, remiss), file))
            assert file.getvalue()


def test_a_compilation_of_nothing_is_a_file_too(system: Context, keys: Keyring) -> None:
    row = rows.remiss(system.session, keys)
    with speaking(SOURCE):
        for each in (Format.XLSX, Format.DOCX, Format.PDF):
            file = io.BytesIO()
            assert list(WRITERS[each](whole_of(system, row), file))[-1] == 0
            assert file.getvalue()
