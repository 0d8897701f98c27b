"""Reading ODT: headings, numbers that it counts itself, lists, tables, notes, frames, tracked changes."""

from dialog.remiss.rules.content import BlockKind, Outline
from dialog.remiss.rules.reading import read
from tests.remiss.documents import odt
from tests.remiss.real import tree


def of(body: str, **parts: str) -> Outline:
    return read("plan.odt", odt(body, **parts))


def heading(text: str, level: int = 1) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def text(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def note(mark: str, words: str) -> str:
    body = f"<text:note-body>{text(words)}</text:note-body>"
    return f"<text:note><text:note-citation>{mark}</text:note-citation>{body}</text:note>"


def test_headings_have_the_level_that_the_document_says() -> None:
    title = '<text:p text:style-name="P1">Plan för cykling</text:p>'
    style = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    body = title + heading("1. Ett") + text("Text.") + heading("1.1 Under", 2) + text("Mer.")
    outline = of(body + heading("2. Två") + text("Sist."), styles=style)
    assert outline.title == "Plan för cykling"
    assert tree(outline) == [("1", "Ett", 1), ("1.1", "Under", 2), ("2", "Två", 1)]


def test_numbers_that_it_counts_itself_are_computed() -> None:
    levels = "".join(
        f'<text:outline-level-style text:level="{level}" style:num-format="1" '
        f'style:num-suffix="." text:display-levels="{level}"/>'
        for level in (1, 2)
    )
    outline = f"<text:outline-style>{levels}</text:outline-style>"
    body = heading("Ett") + heading("Under", 2) + text("a.") + heading("Mer", 2) + text("b.")
    found = [("1", "Ett", 1), ("1.1", "Under", 2), ("1.2", "Mer", 2), ("2", "Två", 1)]
    assert tree(of(body + heading("Två") + text("c."), outline=outline)) == found


def test_footnotes_are_in_the_section_that_has_their_mark() -> None:
    body = heading("Ett" + note("1", "Om rubriken.")) + text("Text.") + heading("Två")
    one, two = of(body + text(f"Avtal{note('2', 'Se bilagan.')} gäller.")).sections
    assert one.title == "Ett"
    assert [(each.mark, each.text) for each in one.body.notes] == [("1", "Om rubriken.")]
    assert two.body.blocks[0].text == "Avtal[2] gäller."
    assert [(each.mark, each.text) for each in two.body.notes] == [("2", "Se bilagan.")]


def test_lists_quotes_and_tables_keep_their_kind() -> None:
    styles = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>'
        '<style:style style:name="P2" style:parent-style-name="Quotations"/>'
    )
    inner = f"<text:list><text:list-item>{text('inre')}</text:list-item></text:list>"
    bullets = f"<text:list><text:list-item>{text('ett')}{inner}</text:list-item></text:list>"
    numbers = "".join(f"<text:list-item>{text(each)}</text:list-item>" for each in ("a", "b"))
    quote = '<text:p text:style-name="P2">Sagt.</text:p>'
    cell = f"<table:table-cell>{text('Mål')}</table:table-cell>"
    wide = f'<table:table-cell table:number-columns-spanned="2">{text("Båda")}</table:table-cell>'
    rows = (
        f"<table:table-header-rows><table:table-row>{cell}{cell}</table:table-row></table:table-header-rows>"
        f"<table:table-row>{wide}<table:covered-table-cell/></table:table-row>"
    )
    body = f'{bullets}<text:list text:style-name="L1">{numbers}</text:list>{quote}'
    found = of(f"{body}<table:table>{rows}</table:table>", styles=styles).sections[0].body.blocks
    kinds = [BlockKind.LIST, BlockKind.NUMBERED, BlockKind.QUOTE, BlockKind.TABLE]
    assert [each.kind for each in found] == kinds
    assert (found[0].items, found[1].items) == (("ett", "inre"), ("a", "b"))
    assert found[3].has_head
    assert found[3].rows == (("Mål", "Mål"), ("Båda", ""))


def test_deleted_text_remarks_and_the_table_of_contents_are_not_read() -> None:
    gone = f"<text:tracked-changes><text:changed-region><text:deletion>{text('Borta.')}</text:deletion></text:changed-region></text:tracked-changes>"
    contents = f"<text:table-of-content><text:index-body>{text('Ett 3')}</text:index-body></text:table-of-content>"
    remark = f"<office:annotation>{text('Stämmer det?')}</office:annotation>"
    body = gone + contents + heading("Ett") + text(f"Kvar{remark}<text:s text:c='2'/>här.")
    assert of(body).sections[0].body.words() == "Kvar här."


def test_frames_are_read_behind_their_paragraph() -> None:
    box = f"<draw:frame><draw:text-box>{text('I rutan.')}</draw:text-box></draw:frame>"
    image = '<draw:image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="Pictures/1.png"/>'
    picture = f"<draw:frame>{image}<svg:desc>Karta</svg:desc></draw:frame>"
    found = of(text(f"Före {box}och{picture} efter.")).sections[0].body.blocks
    assert [each.text for each in found] == ["Före och efter.", "I rutan.", "Karta"]
    assert found[2].kind is BlockKind.PICTURE


def test_without_headings_numbers_are_seen() -> None:
    body = text("1. Bakgrund") + text("Text.") + text("2. Förslag") + text("Mer.")
    assert tree(of(body)) == [("1", "Bakgrund", 1), ("2", "Förslag", 1)]
