"""Reading DOCX: headings in any language of Word, numbers, notes, tables, text boxes, tracked changes."""

from typing import Any

import pytest
from docx.oxml import parse_xml

from dialog.remiss.rules.content import BlockKind, Outline
from dialog.remiss.rules.reading import read, text_of
from tests.remiss.documents import W, add_notes, paragraph, raw, reference, run, word
from tests.remiss.real import tree

NUMBERED = "<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='77'/></w:numPr>"


def of(build: Any) -> Outline:
    return read("plan.docx", word(build))


def texts(outline: Outline, place: int = 0) -> list[str]:
    return [block.words() for block in outline.sections[place].body.blocks]


def test_styles_name_the_title_and_the_headings() -> None:
    def build(document: Any) -> None:
        document.add_heading("Plan för cykling", 0)
        document.add_heading("1 Bakgrund", 1)
        document.add_paragraph("Många cyklar.")
        document.add_heading("1.1 Mål", 2)
        document.add_paragraph("Fler ska cykla.")
        document.add_heading("Källor", 1)
        document.add_paragraph("Räkningar i maj.")

    outline = of(build)
    assert outline.title == "Plan för cykling"
    assert tree(outline) == [("1", "Bakgrund", 1), ("1.1", "Mål", 2), ("", "Källor", 1)]
    assert texts(outline, 1) == ["Fler ska cykla."]


@pytest.mark.parametrize(
    ("identity", "name"), [("Rubrik2", "heading 2"), ("Rubrik2", "Rubrik 2"), ("Heading2", "x")]
)
def test_headings_are_known_where_word_was_swedish(identity: str, name: str) -> None:
    def build(document: Any) -> None:
        style = document.styles["Heading 2"].element
        style.set(f"{{{style.nsmap['w']}}}styleId", identity)
        style.find(f"{{{style.nsmap['w']}}}name").set(f"{{{style.nsmap['w']}}}val", name)
        document.add_heading("Ett", 1)
        raw(document, paragraph(run("Två"), identity) + paragraph(run("Text.")))
        document.add_heading("Tre", 1)
        document.add_paragraph("Mer.")

    assert tree(of(build)) == [("", "Ett", 1), ("", "Två", 2), ("", "Tre", 1)]


def test_an_own_style_is_a_heading_by_its_outline_level_or_what_it_is_based_on() -> None:
    def build(document: Any) -> None:
        own = document.styles.add_style("Kapitelrubrik", 1)
        own.base_style = document.styles["Heading 1"]
        document.add_paragraph("Ett", style="Kapitelrubrik")
        raw(document, f"<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr>{run('Under')}</w:p>")
        document.add_paragraph("Text.")
        document.add_paragraph("Två", style="Kapitelrubrik")

    assert tree(of(build)) == [("", "Ett", 1), ("", "Under", 2), ("", "Två", 1)]


def test_numbers_that_word_counts_itself_are_computed() -> None:
    def build(document: Any) -> None:
        numbering = document.part.numbering_part.element
        levels = "".join(
            f"<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='decimal'/>"
            f"<w:pStyle w:val='Heading{level + 1}'/><w:lvlText w:val='{words}'/></w:lvl>"
            for level, words in enumerate(["%1.", "%1.%2"])
        )
        kinds = f"<w:abstractNum {W} w:abstractNumId='77'>{levels}</w:abstractNum>"
        number = f"<w:num {W} w:numId='77'><w:abstractNumId w:val='77'/></w:num>"
        for xml in (kinds, number):
            numbering.append(parse_xml(xml))
        for level, title in ((0, "Ett"), (1, "Under"), (1, "Mer"), (0, "Två"), (1, "Sist")):
            own = f"<w:pStyle w:val='Heading{level + 1}'/>{NUMBERED.format(level=level)}"
            raw(document, f"<w:p><w:pPr>{own}</w:pPr>{run(title)}</w:p>")
            document.add_paragraph("Text.")

    found = [("1", "Ett", 1), ("1.1", "Under", 2), ("1.2", "Mer", 2), ("2", "Två", 1)]
    assert tree(of(build)) == [*found, ("2.1", "Sist", 2)]


def test_footnotes_are_in_the_section_that_has_their_mark() -> None:
    def build(document: Any) -> None:
        raw(document, paragraph(run("Ett") + reference(7), "Heading1") + paragraph(run("Text.")))
        raw(document, paragraph(run("Två"), "Heading1"))
        raw(document, paragraph(run("Avtal") + reference(3) + run(" gäller.")))
        add_notes(document, {3: " Se bilagan.", 7: "Om rubriken."})

    one, two = of(build).sections
    assert (one.title, [(note.mark, note.text) for note in one.body.notes]) == (
        "Ett",
        [("1", "Om rubriken.")],
    )
    assert two.body.blocks[0].text == "Avtal[2] gäller."
    assert [(note.mark, note.text) for note in two.body.notes] == [("2", "Se bilagan.")]


def test_what_was_inserted_is_read_and_what_was_deleted_is_not() -> None:
    def build(document: Any) -> None:
        inserted = f"<w:ins w:id='1' w:author='A'>{run('inte ')}</w:ins>"
        gone = "<w:del w:id='2' w:author='A'><w:r><w:delText>alltid </w:delText></w:r></w:del>"
        raw(document, paragraph(run("Vi ska ") + inserted + gone + run("bygga.")))
        ended = "<w:p><w:pPr><w:rPr><w:del w:id='3' w:author='A'/></w:rPr></w:pPr>"
        raw(document, ended + run("Två stycken ") + "</w:p>" + paragraph(run("blev ett.")))

    assert texts(of(build)) == ["Vi ska inte bygga.", "Två stycken blev ett."]


def test_text_in_a_text_box_is_read_once_behind_its_paragraph() -> None:
    def build(document: Any) -> None:
        box = f"<w:txbxContent>{paragraph(run('I rutan.'))}</w:txbxContent>"
        new = f"<mc:Choice Requires='wps'><w:drawing><wp:inline><wp:docPr id='1' name='R'/><wps:txbx>{box}</wps:txbx></wp:inline></w:drawing></mc:Choice>"
        old = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        both = f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>"
        raw(document, paragraph(run("Före. ") + both + run("Efter.")))

    assert texts(of(build)) == ["Före. Efter.", "I rutan."]


def test_lists_quotes_and_tables_keep_their_kind() -> None:
    def build(document: Any) -> None:
        for text in ("ett", "två"):
            document.add_paragraph(text, style="List Bullet")
        for text in ("först", "sedan"):
            document.add_paragraph(text, style="List Number")
        document.add_paragraph("Sagt av någon.", style="Intense Quote")
        table = document.add_table(3, 3)
        for place, text in enumerate(("Mål", "År", "Ansvar")):
            table.cell(0, place).text = text
        table.cell(1, 0).merge(table.cell(2, 0)).text = "Fler cyklar"
        table.cell(1, 1).merge(table.cell(1, 2)).text = "2030"

    bullets, numbers, quote, table = of(build).sections[0].body.blocks
    assert (bullets.kind, bullets.items) == (BlockKind.LIST, ("ett", "två"))
    assert (numbers.kind, numbers.items) == (BlockKind.NUMBERED, ("först", "sedan"))
    assert (quote.kind, quote.text) == (BlockKind.QUOTE, "Sagt av någon.")
    assert table.has_head
    assert table.rows == (("Mål", "År", "Ansvar"), ("Fler cyklar", "2030", ""))


def test_a_picture_is_told_by_its_alternative_text() -> None:
    def build(document: Any) -> None:
        frame = (
            "<wp:inline><wp:docPr id='1' name='Bild 1' descr='Karta över cykelvägar'/></wp:inline>"
        )
        raw(document, paragraph(run("Se kartan.") + f"<w:r><w:drawing>{frame}</w:drawing></w:r>"))

    _text, picture = of(build).sections[0].body.blocks
    assert (picture.kind, picture.text) == (BlockKind.PICTURE, "Karta över cykelvägar")


def test_the_table_of_contents_is_no_text() -> None:
    def build(document: Any) -> None:
        document.styles.add_style("toc 1", 1)
        document.add_paragraph("Ett\t3", style="toc 1")
        gallery = "<w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        raw(
            document,
            f"<w:sdt>{gallery}<w:sdtContent>{paragraph(run('Två 4'))}</w:sdtContent></w:sdt>",
        )
        raw(document, f"<w:sdt><w:sdtContent>{paragraph(run('Ett fält.'))}</w:sdtContent></w:sdt>")
        document.add_heading("Ett", 1)
        document.add_paragraph("Text.")

    assert text_of("a.docx", word(build)) == "Ett fält.\n\nEtt\n\nText."


def test_without_styles_bold_lines_and_numbers_are_headings() -> None:
    def build(document: Any) -> None:
        for title in ("1. Bakgrund", "2. Förslag"):
            document.add_paragraph(title)
            document.add_paragraph("Det här är text.")
            document.add_paragraph().add_run("Kostnader").bold = True
            document.add_paragraph("Det kostar.")

    found = [("1", "Bakgrund", 1), ("", "Kostnader", 2), ("2", "Förslag", 1), ("", "Kostnader", 2)]
    assert tree(of(build)) == found


def test_progress_is_told_and_grows() -> None:
    told: list[tuple[int, int]] = []
    data = word(lambda document: [document.add_paragraph(f"Stycke {n}.") for n in range(900)])
    read("a.docx", data, lambda done, total: told.append((done, total)))
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1] == (900, 900)


def test_a_paragraph_that_is_called_a_heading_but_is_long_stays_text() -> None:
    def build(document: Any) -> None:
        document.add_heading("Ett", 1)
        document.add_heading("Det här är ingen rubrik. " * 20, 1)

    (section,) = of(build).sections
    assert section.body.words().startswith("Det här är ingen rubrik.")
