"""Reading a PDF with text: headings by size, what pages repeat, divided words, lists, notes."""

import pytest

from dialog.core import paper
from dialog.remiss.rules.content import BlockKind, Outline
from dialog.remiss.rules.reading import read
from tests.remiss.real import tree

pytestmark = pytest.mark.pdf

STYLE = """
@page { size: A5; margin: 2cm; @top-center { content: "Plan för cykling i Ekby" }
        @bottom-center { content: "Sida " counter(page) " av " counter(pages) } }
body { font: 11pt/1.4 sans-serif; hyphens: auto } p { margin: 0 0 10pt }
h1 { font-size: 24pt } h2 { font-size: 16pt } h3 { font-size: 13pt }
.plain h2, .plain h1 { font-size: 11pt } sup { font-size: 6pt } .note { font-size: 8pt }
"""
LONG = (
    "Stadsbyggnadsnämnden ansvarar för samhällsplaneringen och informationssäkerhetsarbetet "
    "tillsammans med kommunstyrelsen och kommunfullmäktige i alla de delar som berörs."
)
TEXTS = [
    f"{name}nämnden {LONG.lower().replace(' och ', f' och {name.lower()}- och ').replace('som', name.lower())}"
    for name in ("Skol", "Social", "Kultur", "Miljö", "Teknik", "Omsorgs", "Fritids")
]


def of(body: str, kind: str = "") -> Outline:
    head = f"<head><title>Plan</title><style>{STYLE}</style></head>"
    page = f'<html lang="sv">{head}<body class="{kind}">{body}</body></html>'
    return read("plan.pdf", paper.pdf(page))


def chapters(number: int) -> str:
    return "".join(
        f"<h2>{n} Kapitel</h2><p>Inledande text<sup>{n}</sup> om kapitlet.</p><h3>{n}.1 Mål</h3>"
        + "".join(f"<p>{text}</p>" for text in TEXTS)
        + f'<ul><li>en punkt</li><li>en till</li></ul><p class="note">{n} Noten.</p>'
        for n in range(1, number + 1)
    )


@pytest.fixture(scope="module")
def outline() -> Outline:
    return of(f"<h1>Plan för cykling</h1>{chapters(3)}")


def test_sizes_give_the_title_and_the_levels(outline: Outline) -> None:
    assert outline.title == "Plan för cykling"
    assert tree(outline) == [
        each for n in "123" for each in ((n, "Kapitel", 1), (f"{n}.1", "Mål", 2))
    ]


def test_what_pages_repeat_is_left_out_and_divided_words_are_whole(outline: Outline) -> None:
    for section in outline.sections[1::2]:
        texts = [block.text for block in section.body.blocks if block.kind is BlockKind.PARAGRAPH]
        assert texts == TEXTS


def test_lists_and_notes_are_seen(outline: Outline) -> None:
    for place, section in enumerate(outline.sections[::2], 1):
        assert section.body.blocks[0].text == f"Inledande text[{place}] om kapitlet."
        assert [(note.mark, note.text) for note in section.body.notes] == [(str(place), "Noten.")]
    for section in outline.sections[1::2]:
        assert section.body.blocks[-1].items == ("en punkt", "en till")


def test_bold_lines_of_usual_size_are_headings_by_their_number() -> None:
    body = "".join(
        f"<h2>{n} Kapitel</h2><p>{LONG}</p><h2>{n}.1 Mål</h2><p>{LONG}</p>" for n in (1, 2)
    )
    assert tree(of(body, "plain")) == [
        each for n in "12" for each in ((n, "Kapitel", 1), (f"{n}.1", "Mål", 2))
    ]


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int]] = []
    page = f"<html lang='sv'><head><title>P</title><style>{STYLE}</style></head><body>{chapters(3)}"
    read("plan.pdf", paper.pdf(page), lambda done, total: told.append((done, total)))
    assert [done for done, _total in told] == list(range(1, told[0][1] + 1))
