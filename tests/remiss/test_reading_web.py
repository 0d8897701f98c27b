"""Reading HTML and Markdown: headings, lists, tables, notes; nothing that a program would run."""

import pytest

from dialog.core.text import document_html
from dialog.remiss.rules.content import BlockKind, Outline
from dialog.remiss.rules.reading import Unreadable, read, text_of
from tests.remiss.real import tree

MARKDOWN = """---
author: Ekby
---
# Plan för cykling

Vi vill att fler cyklar.

## 1. Mål[^1]

Text *med* tyngd och en not.[^b]

| Mål | År |
|-----|----|
| Fler | 2030 |

- ett
  - inre
- två

1. först
2. sedan

> Sagt av någon.

![Karta över cykelvägar](karta.png)

### 1.1 Uppföljning

Varje år.

[^1]: Om rubriken.
[^b]: Om texten,
    i två rader.
"""


def web(body: str, head: str = "") -> Outline:
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read("plan.html", page.encode())


def test_markdown_is_read_with_tables_notes_and_lists() -> None:
    outline = read("plan.md", MARKDOWN.encode())
    assert outline.title == "Plan för cykling"
    found = [("", "Plan för cykling", 1), ("1", "Mål", 1), ("1.1", "Uppföljning", 2)]
    assert tree(outline) == found
    body = outline.sections[1].body
    assert [block.kind.value for block in body.blocks] == [
        *("paragraph", "table", "list", "numbered", "quote", "picture"),
    ]
    assert body.blocks[0].text == "Text med tyngd och en not.[b]"
    assert body.blocks[1].rows == (("Mål", "År"), ("Fler", "2030"))
    assert body.blocks[1].has_head
    assert body.blocks[2].items == ("ett", "inre", "två")
    notes = [(note.mark, note.text) for note in body.notes]
    assert notes == [("1", "Om rubriken."), ("b", "Om texten, i två rader.")]


def test_markdown_becomes_html_with_tables() -> None:
    assert "<table>" in document_html("|a|\n|-|\n|b|\n")


def test_scripts_styles_and_menus_are_not_read() -> None:
    body = "<nav>Meny</nav><script>x()</script><style>p{}</style><h1>Ett</h1><p>Text.</p><!-- x -->"
    page = (
        f"<html><head><title>T</title></head><body>{body}<noscript>Slå på.</noscript></body></html>"
    )
    assert text_of("a.html", page.encode()) == "Ett\n\nText."


def test_the_only_first_heading_is_the_title_and_text_below_it_is_kept() -> None:
    outline = web("<h1>Plan</h1><p>Kort.</p><h2>Mål</h2><p>Fler.</p><h2>Tid</h2><p>2030.</p>")
    assert outline.title == "Plan"
    assert tree(outline) == [("", "Plan", 1), ("", "Mål", 1), ("", "Tid", 1)]


def test_several_first_headings_leave_the_title_to_the_page() -> None:
    outline = web("<h1>Mål</h1><p>A.</p><h1>Tid</h1><p>B.</p>", "<title>Plan</title>")
    assert outline.title == "Plan"
    assert tree(outline) == [("", "Mål", 1), ("", "Tid", 1)]


def test_levels_have_no_gaps() -> None:
    outline = web("<h2>A</h2><p>a</p><h4>B</h4><p>b</p><h4>C</h4><h2>D</h2><p>d</p>")
    assert [each.level for each in outline.sections] == [1, 2, 2, 1]


def test_raised_links_lead_to_notes_and_squares_stay() -> None:
    note = '<ol><li id="n1">Se bilagan. <a href="#b1">↩</a></li></ol>'
    text = '<p>Avtal<sup><a id="b1" href="#n1">1</a></sup> om 5 m<sup>2</sup>.</p>'
    (section,) = web(f"<h1>A</h1>{text}{note}").sections
    assert section.body.blocks[0].text == "Avtal[1] om 5 m²."
    assert [(each.mark, each.text) for each in section.body.notes] == [("1", "Se bilagan.")]
    assert len(section.body.blocks) == 1


def test_merged_cells_say_their_text_once() -> None:
    rows = (
        "<tr><th colspan=2>Båda<th>C<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5"
        "<tr><td colspan=99999>6</tr>"
    )
    (block,) = web(f"<table><caption>Tabell 1</caption>{rows}</table>").sections[0].body.blocks[1:]
    assert block.has_head
    assert [row[:3] for row in block.rows] == [
        *(("Båda", "", "C"), ("1", "2", "3"), ("", "4", "5"), ("6", "", "")),
    ]


def test_numbers_of_a_list_stay_right_when_it_holds_another_list() -> None:
    (block,) = (
        web("<ol><li>ett<ul><li>a</li><li>b</li></ul></li><li>två</li></ol>")
        .sections[0]
        .body.blocks
    )
    assert (block.kind, block.items) == (BlockKind.NUMBERED, ("ett • a • b", "två"))


def test_pictures_are_told_by_their_alternative_text() -> None:
    blocks = web('<p>Se <img src="a" alt="Karta">.</p><p><img src="b" alt=""></p>').sections[0]
    pictures = [each.text for each in blocks.body.blocks if each.kind is BlockKind.PICTURE]
    assert pictures == ["Karta"]


def test_deep_nesting_is_read_as_far_as_anybody_writes_and_refused_beyond() -> None:
    def nested(depth: int) -> bytes:
        return f"<html><body>{'<div>' * depth}<p>Text.</p>{'</div>' * depth}".encode()

    assert "Text." in read("a.html", nested(200)).sections[0].body.words()
    with pytest.raises(Unreadable, match="trasigt"):
        read("a.html", nested(5000))
