"""The files themselves, opened again: nothing is lost, nothing runs, nothing tells who."""

import csv
import io
import json
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from dialog.consultation.models import Consultation
from dialog.consultation.queries.whole import whole
from dialog.consultation.reactions.writing import WRITERS
from dialog.consultation.reactions.writing.paper import page
from dialog.consultation.rules.content import (
    Choice,
    IdeasContent,
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
)
from dialog.core.context import Context
from dialog.process.models import Format
from dialog.process.rules import Publication
from tests.consultation import answered, asked, rows
from tests.registry import paper

EVIL = ("=1+1", "+46", "-2", "@SUM(A1)", "\t=1", "http://x.example", "0012")
KEY = "hemlig-nyckel"


def written(ctx: Context, number: int, format: Format) -> bytes:
    """The file of the consultation with this id."""
    file = io.BytesIO()
    done = list(WRITERS[format](whole(ctx, ctx.session.get_one(Consultation, number)), file))
    assert done == sorted(done)
    return file.getvalue()


def full(ctx: Context, **given: Any) -> int:
    """A consultation with one answer to everything, evil words, an idea and a comment; its id."""
    row, part = asked.made(ctx, *EVIL, **given)
    who = {"area": "Norr", "age": "20-29"}
    answered.answer(ctx.session, part, {"answers": asked.FULL}, KEY, **who)
    content = IdeasContent(categories=(Choice("natur", "Natur"),))
    ideas = rows.add_part(ctx.session, row, content, title="Idéer")
    pond = answered.idea(
        ctx.session, ideas, "=Damm", body="Med ankor", category="natur", author_name="Eva Ek"
    )
    hidden = {"publication": Publication.HIDDEN}
    answered.idea(ctx.session, ideas, "Dold", **hidden)
    answered.comment(ctx.session, ideas, "Bra", idea_id=pond.id, role="officer")
    asked.counted(ctx, part)
    asked.counted(ctx, ideas)
    return row.id


def sheet(book: Workbook, name: str) -> list[list[Any]]:
    return [list(line) for line in book[name].iter_rows(values_only=True)]


def test_a_workbook_holds_it_all(system: Context) -> None:
    book = load_workbook(io.BytesIO(written(system, full(system), Format.XLSX)))
    assert book.sheetnames == ["Om filen", "Svar", "Frågor", "Idéer", "Kommentarer", "Antal"]
    head, *lines = sheet(book, "Svar")
    assert head[:8] == ["Rad", "Steg", "Del", "Version", "Så kom svaret in", "Datum", "Område", "Ålder"]  # fmt: skip
    assert sorted(line[0] for line in lines) == list(range(1, 9))
    whole_answer = next(line for line in lines if line[6] == "Norr")
    found = dict(zip(head, whole_answer, strict=True))
    assert found["Ålder"] == "20\N{EN DASH}29 år"
    assert found["Hur många?"] == 12.5
    assert found["Vad saknas?: Bänkar"] == 0
    assert found["Vad är viktigast?: egna ord"] == "En damm"
    asked_for = sheet(book, "Frågor")
    assert ["Om parken", 1, "Hur ofta?", "rutor", "matrix", "Sommar", "sommar"] in asked_for
    assert sheet(book, "Idéer")[1][:6] == [1 + 8, "Idéer", "Natur", "=Damm", "Med ankor", "Eva Ek"]
    assert len(sheet(book, "Idéer")) == 2, "what is hidden is not there"
    assert sheet(book, "Kommentarer")[1][2:7] == [9, None, "Bra", None, "officer"]
    counted = sheet(book, "Antal")
    assert ["Steg 1", "Om parken", "Hur trygg är du?", None, "4", 1, 100] in counted
    assert "personuppgifter" in str(sheet(book, "Om filen"))


def test_words_in_a_workbook_are_never_formulas_or_links(system: Context) -> None:
    book = load_workbook(io.BytesIO(written(system, full(system), Format.XLSX)))
    cells = [cell for each in book.worksheets for line in each.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert not [cell for cell in cells if cell.hyperlink]
    values = [cell.value for cell in cells]
    assert {each.strip() for each in EVIL} <= {str(value).strip() for value in values}
    assert "0012" in values, "a number that someone wrote is a word"


def test_a_text_that_no_cell_holds_is_cut_and_says_so(system: Context) -> None:
    row, _ = asked.made(system, "x" * 40_000)
    book = load_workbook(io.BytesIO(written(system, row.id, Format.XLSX)))
    text = str(sheet(book, "Svar")[1][-1])
    assert len(text) < 32_767
    assert text.endswith("[avkortad, hela texten finns i csv och json]")


def test_csv_is_for_swedish_spreadsheets_and_safe(system: Context) -> None:
    content = written(system, full(system), Format.CSV)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1
    head, *lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == 8
    assert {len(line) for line in lines} == {len(head)}
    texts = {line[-1] for line in lines}
    assert {"'=1+1", "'+46", "'-2", "'@SUM(A1)"} <= texts
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@"))]
    assert any("12,5" in line for line in lines)


def test_csv_of_a_collection_of_ideas_holds_the_ideas(system: Context) -> None:
    row = rows.consultation(system.session, system.keys)
    part = rows.add_part(system.session, row, IdeasContent(), title="Idéer")
    answered.idea(system.session, part, "En damm")
    content = written(system, row.id, Format.CSV).decode("utf-8-sig")
    assert '"Idéer";"";"En damm"' in content


def test_json_holds_the_answers_under_their_keys(system: Context) -> None:
    number = full(system)
    found = json.loads(written(system, number, Format.JSON))
    assert (found["kind"], found["shape"]) == ("dialog.consultation", 1)
    assert found["consultation"]["id"] == number
    assert [part["kind"] for part in found["parts"]] == ["questionnaire", "ideas"]
    assert found["parts"][0]["versions"][0]["content"]["pages"]
    whole_answer = next(each for each in found["answers"] if each["area"])
    assert whole_answer["data"] == {"answers": asked.FULL}
    assert (whole_answer["version"], whole_answer["channel"]) == (1, "web")
    assert whole_answer["received_on"] == "2026-12-01"
    assert len(found["answers"]) == 8
    assert [idea["title"] for idea in found["ideas"]] == ["=Damm"]
    assert [each["body"] for each in found["comments"]] == ["Bra"]
    key = {"question": "skala", "row": "", "choice": "4"}
    assert any(count.items() >= (key | {"number": 1}).items() for count in found["counts"])


@pytest.mark.parametrize("format", [Format.XLSX, Format.CSV, Format.JSON])
def test_an_empty_consultation_is_a_whole_file(format: Format, system: Context) -> None:
    row = rows.consultation(system.session, system.keys)
    content = written(system, row.id, format)
    if format is Format.JSON:
        assert json.loads(content)["answers"] == []
    assert content


@pytest.mark.parametrize("format", [Format.XLSX, Format.CSV, Format.JSON])
def test_no_file_tells_who(format: Format, system: Context) -> None:
    content = written(system, full(system, is_anonymous=True), format)
    if format is Format.XLSX:
        book = load_workbook(io.BytesIO(content))
        content = str([sheet(book, name) for name in book.sheetnames]).encode()
    text = content.decode()
    assert KEY not in text
    assert "skribent" not in text
    assert "Norr" not in text, "an anonymous step tells no area"
    assert "20-29" not in text
    assert '"2026-12-01"' not in text
    assert "En damm" in text


def test_what_was_taken_back_or_hidden_is_left_out(system: Context) -> None:
    row, part = asked.made(system, "Synlig")
    gone = answered.answer(system.session, part, asked.said("Borttagen"), "a")
    gone.publication = Publication.WITHDRAWN
    dark = answered.answer(system.session, part, {"answers": asked.FULL}, "b")
    dark.publication = Publication.HIDDEN
    system.session.flush()
    for each in (Format.CSV, Format.JSON):
        text = written(system, row.id, each).decode()
        assert "Borttagen" not in text
        assert "En damm" not in text
        assert "Synlig" in text
    found = json.loads(written(system, row.id, Format.JSON))["answers"]
    assert {"choice": "other"} in [each["data"]["answers"].get("en") for each in found]


def test_questions_of_older_versions_keep_their_columns(system: Context) -> None:
    row, part = asked.made(system, "Gammalt svar")
    new = Question("ny", QuestionKind.SHORT_TEXT, "Något nytt?")
    rows.add_version(
        system.session,
        part,
        QuestionnaireContent(pages=(QuestionPage(questions=(new,)),)),
        title="Om parken",
    )
    answered.answer(system.session, part, {"answers": {"ny": {"words": "Nytt svar"}}}, "ny")
    system.session.flush()
    text = written(system, row.id, Format.CSV).decode("utf-8-sig")
    head, *lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    old = "Vad vill du säga? (fanns i en tidigare version)"
    told = [dict(zip(head, line, strict=True)) for line in lines]
    assert {(each["Version"], each["Något nytt?"], each[old]) for each in told} == {
        ("1", "", "Gammalt svar"),
        ("2", "Nytt svar", ""),
    }


def test_the_report_tells_numbers_and_words_but_no_answers(system: Context) -> None:
    number = full(system, results_words="# Så blev det\n\nMånga vill ha **träd**.")
    html = page(whole(system, system.session.get_one(Consultation, number)))
    assert "Hur trygg är du?" in html
    assert "<strong>träd</strong>" in html
    assert "Vilka har deltagit?" in html
    assert "En damm" not in html


@pytest.mark.pdf
def test_the_report_is_a_pdf_for_everybody(system: Context) -> None:
    content = written(system, full(system), Format.PDF)
    assert content.startswith(b"%PDF")
    read = paper.read(content)
    assert "/StructTreeRoot" in read.structure + content.decode("latin-1")
    assert read.title == "Resultat: Hur ska Stadsparken bli?"
    assert "Hurtryggärdu?" in read.words
