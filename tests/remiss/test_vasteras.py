"""Västerås' programme: what a person who reads it finds in it, the program finds too."""

import re
from collections import Counter

import pytest

from dialog.remiss.rules.content import BlockKind, Outline
from tests.remiss.real import below, outline_of, real, tree, words

NAME = "vasteras-program-digital-utveckling-2024-2027.txt"
TITLE = "Program för digital utveckling i Västerås stad och dess helägda bolag 2024–2027"

# Written by hand from reading the document: the words below each heading counted, too.
TREE = [
    ("", "Förord", 1),
    ("1", "Inledning", 1),
    ("2", "Digitalisering – en del i ett större sammanhang", 1),
    ("3", "Digitaliseringens bidrag", 1),
    ("4", "Målområden", 1),
    ("", "HÖG DIGITAL FÖRMÅGA", 2),
    ("", "DATADRIVNA STADEN", 2),
    ("", "HANDLINGSKRAFTIG VERKSAMHET", 2),
    ("5", "Vägledande principer", 1),
    ("", "UTGÅ FRÅN INVÅNARE OCH MEDARBETARES BEHOV OCH NYTTA", 2),
    ("", "GÖR DET ENKELT OCH SÄKERT ATT ANVÄNDA FÖR ALLA", 2),
    ("", "ARBETA ÖPPET, ÅTERANVÄND OCH DELA", 2),
    ("", "BALANSERA FÖRNYELSE OCH STABILITET", 2),
    ("", "VÅGA UTMANA BEFINTLIGA ARBETSSÄTT OCH STRUKTURER", 2),
    ("6", "Genomförande", 1),
]


@pytest.fixture(scope="module")
def programme() -> Outline:
    return outline_of(NAME)


def test_sections_and_headings_are_those_of_the_document(programme: Outline) -> None:
    assert programme.title == TITLE
    assert tree(programme) == TREE


def test_what_the_kinds_of_documents_are_is_a_table_in_the_foreword(programme: Outline) -> None:
    *texts, table = programme.sections[0].body.blocks
    assert [block.kind for block in texts] == [BlockKind.PARAGRAPH] * 3
    assert table.kind is BlockKind.TABLE
    assert [row[0] for row in table.rows] == ["Program", "Policy", "Handlingsplan", "Riktlinje"]
    assert table.rows[0][1].startswith("anger en långsiktig politisk viljeinriktning")
    assert not table.has_head


def test_words_that_were_divided_between_pages_are_whole(programme: Outline) -> None:
    bidrag, last = below(programme, "3", "Digitaliseringens bidrag"), programme.sections[-1]
    assert (
        "kan nyttjandet av digital information i verksamhetsutvecklingen stärka"
        in bidrag.body.words()
    )
    assert "ett stort ansvar i realiseringen av programmet. Programmets" in last.body.words()
    assert [len(section.body.blocks) for section in (bidrag, last)] == [1, 3]


@pytest.mark.parametrize(
    ("where", "blocks", "first", "last"),
    [
        (("1", "Inledning"), 3, "Visionen för Västerås stad", "inom digitalisering."),
        (("4", "Målområden"), 1, "Digitaliseringen är komplex", "vision och målsättningar."),
        (("4", "DATADRIVNA STADEN"), 1, "Den tekniska utvecklingen", "service och verksamheter."),
        (("5", "ARBETA ÖPPET, ÅTERANVÄND OCH DELA"), 2, "Utgå från redan", "offentliga aktörer."),
        (("6", "Genomförande"), 3, "Digitaliseringen ska utgöra", "oförenliga lösningar."),
    ],
)
def test_a_section_has_its_own_text_and_no_other(
    programme: Outline, where: tuple[str, str], blocks: int, first: str, last: str
) -> None:
    body = below(programme, *where).body
    assert len(body.blocks) == blocks
    assert body.words().startswith(first)
    assert body.words().endswith(last)


def test_the_title_page_and_the_last_page_are_no_text(programme: Outline) -> None:
    whole = " ".join(words(programme))
    for each in ("VÄSTERÅS STAD", "Kontaktcenter", "www.vasteras.se", "Antaget av"):
        assert each not in whole


def test_no_word_of_the_document_is_lost_and_none_is_added(programme: Outline) -> None:
    source = real(NAME).read_text(encoding="utf-8")
    text = source[source.index("\nFörord\n") : source.rindex("VÄSTERÅS STAD")]
    text = text.replace("verk-\n\nsamhet", "verksamhet").replace(
        "realise-\n\nringen", "realiseringen"
    )
    text = re.sub(r"(?m)^([1-6])\. ", r"\1 ", text)
    assert Counter(words(programme)) == Counter(text.split())
    assert [each.word_count() for each in programme.sections] == [
        *(231, 143, 188, 56, 37, 92, 80, 86, 27, 39, 62, 84, 71, 71, 112),
    ]
