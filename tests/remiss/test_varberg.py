"""Varberg's digital agenda: what a person who reads it finds in it, the program finds too."""

import re
from collections import Counter

import pytest

from dialog.remiss.rules.content import BlockKind, Outline
from tests.remiss.real import below, outline_of, real, tree, words

NAME = "varberg-digital-agenda-2019-2022.txt"
AIMS = "Varbergs kommun ska"

# Written by hand from reading the document.
TREE = [
    ("", "Digital agenda för Varbergs kommun, 2019–2022", 1),
    ("", "Inledning", 1),
    ("", "Digital transformation sker nu", 2),
    ("", "Syfte", 2),
    ("", "Varbergs kommuns styrmodell för digitalisering", 2),
    ("", "Omvärld", 1),
    ("", "EU", 2),
    ("", "Nationellt", 2),
    ("", "Regionalt", 2),
    ("", "Lokalt", 2),
    ("1", "Bredbandsutbyggnad", 1),
    ("", "Omvärld", 2),
    ("", "Lokalt", 2),
    ("", AIMS, 2),
    ("2", "Öppna data", 1),
    ("", "Omvärld", 2),
    ("", "Lokalt", 2),
    ("", "Ökad mängd data att hantera", 2),
    ("", "Omvärld", 3),
    ("", "Lokalt", 3),
    ("", AIMS, 3),
    ("3", "Spetsteknik och avancerade systemlösningar", 1),
    ("", "Omvärld", 2),
    ("", "Lokalt", 2),
    ("", AIMS, 2),
    ("4", "Självservice och e-förvaltning", 1),
    ("", "Omvärld", 2),
    ("", "Lokalt", 2),
    ("", AIMS, 2),
    ("5", "Informationssäkerhet, integritet och legitimation", 1),
    ("", "Omvärld", 2),
    ("", "Lokalt", 2),
    ("", AIMS, 2),
    ("6", "Samverkan, standarder och plattform", 1),
    ("", "Omvärld", 2),
    ("", "Lokalt", 2),
    ("", "Gemensamma system", 2),
    ("", AIMS, 2),
    ("7", "Digital innovation, förvaltning och användande", 1),
    ("", "Omvärld", 2),
    ("", "Lokalt", 2),
    ("", AIMS, 2),
    ("8", "Medborgardialog", 1),
    ("", "Omvärld", 2),
    ("", "Lokalt", 2),
    ("", AIMS, 2),
]
# Where each footnote belongs: the chapter, the section whose text or heading has its mark, its words.
NOTES = {
    "1": ("", "Digital transformation sker nu", "De anpassningar företag", "digital värld"),
    "2": ("2", "Öppna data", "Öppna data avser digital", "insyn i förvaltningen."),
    "3": ("3", "Spetsteknik och avancerade systemlösningar", "Med spetsteknik", "för hemmet."),
    "4": ("4", "Självservice och e-förvaltning", "Självservice är tjänster", "e-tjänster."),
    "5": ("4", "Lokalt", "Mina meddelanden är en säker", "tjänsten till invånarna."),
    "6": ("7", "Omvärld", "Agila metoder innebär", "projektförändringar."),
    # Its mark was lost when the text was taken out of the file: it is about "bimodalitet".
    "7": ("7", "Omvärld", "År 2014 introducerade Gartner", "produkter i organisationen."),
    # It has two paragraphs, and stands in the middle of a sentence.
    "8": ("7", "Lokalt", "Under 2015 godkände", "utvecklingen i Varbergs kommun."),
    "9": ("8", "Lokalt", "Master class (engelska", "begränsad tidsperiod"),
}
# Sentences that a page break, a date or footnotes tore apart in the source.
TORN = {
    "": [
        "de möten och processer som ingår i modellen. De blå markerade formerna",
        "en öppnare förvaltning som stödjer innovation och delaktighet samt högre kvalitet",
    ],
    "6": ["för att förbereda dem för ett aktivt deltagande i ett allt mer teknikorienterat"],
    "7": ["i existerande system och det andra ska möjliggöra dynamik och innovation"],
}


@pytest.fixture(scope="module")
def agenda() -> Outline:
    return outline_of(NAME)


def test_sections_and_headings_are_those_of_the_document(agenda: Outline) -> None:
    assert agenda.title == "Digital agenda för Varbergs kommun, 2019–2022"
    assert tree(agenda) == TREE


def test_the_facts_of_the_title_page_are_a_table_of_names_and_values(agenda: Outline) -> None:
    (block,) = agenda.sections[0].body.blocks
    assert block.kind is BlockKind.TABLE
    assert block.rows == (
        ("Dokumenttyp", "Strategi"),
        ("Dokumentnamn", "Digital agenda för Varbergs kommun"),
        ("Diarienummer", "KS 2017/0525"),
        ("Beslutad av", "Kommunstyrelsen"),
        ("Beslutsdatum", "2017-10-24, § 271"),
        ("Giltig till och med", "Tills vidare"),
        ("Gäller för", "Varbergs kommun"),
        ("Dokumentansvarig avdelning", "Kommunkansliet"),
        ("Senast reviderad", ""),
    )


@pytest.mark.parametrize("mark", NOTES)
def test_every_footnote_is_in_the_section_that_it_explains(agenda: Outline, mark: str) -> None:
    chapter, title, begins, ends = NOTES[mark]
    section = below(agenda, chapter, title)
    found = {note.mark: note.text for note in section.body.notes}
    assert found[mark].startswith(begins)
    assert found[mark].endswith(ends)


def test_there_are_no_other_footnotes_and_none_is_left_in_the_text(agenda: Outline) -> None:
    notes = [note.mark for section in agenda.sections for note in section.body.notes]
    assert sorted(notes) == sorted(NOTES)
    assert not re.search("[¹²³⁴-⁹]", " ".join(words(agenda)))
    text = below(agenda, "7", "Omvärld").body.blocks[0].text
    assert "ett mer agilt[6] arbetssätt" in text


@pytest.mark.parametrize("chapter", TORN)
def test_torn_sentences_are_whole(agenda: Outline, chapter: str) -> None:
    numbers = [section.number for section in agenda.sections]
    rest = agenda.sections[numbers.index(chapter) :]
    texts = [block.text for section in rest for block in section.body.blocks]
    for sentence in TORN[chapter]:
        assert any(sentence in text for text in texts)


def test_neither_dates_of_pages_nor_the_table_of_contents_are_text(agenda: Outline) -> None:
    whole = " ".join(words(agenda))
    assert "2017-10-17" not in whole
    assert "....." not in whole
    assert "Begreppsförklaring" not in whole  # only the table of contents has it


@pytest.mark.parametrize(
    ("where", "kinds", "first", "count"),
    [
        (("", "Syfte"), "ppp", "Detta dokument har till syfte att stötta förvaltningarna", 102),
        (("", "EU"), "ppp", "Den digitala agendan för Europa är ett av sju", 74),
        (("", "Nationellt"), "pppppl", "Regeringen har beslutat om en fyraårig satsning", 153),
        (("", "Regionalt"), "pqp", "I Region Hallands ePlan står att läsa:", 88),
        (("1", "Omvärld"), "pplp", "Bredbandsutbyggnaden är en grundförutsättning för", 89),
        (("1", AIMS), "l", "Överträffa den nationella målbilden", 22),
        (("6", "Gemensamma system"), "pppp", "Projektet Säker digital informationsförvaltning", 84),
        (("6", AIMS), "l", "aktivt söka samverkansplattformar med andra.", 19),
        (("8", "Omvärld"), "plpp", 'Demokratiutredningen "Låt fler forma framtiden!"', 71),
    ],
)
def test_a_section_has_its_own_text_and_no_other(
    agenda: Outline, where: tuple[str, str], kinds: str, first: str, count: int
) -> None:
    section = below(agenda, *where)
    assert "".join(block.kind.value[0] for block in section.body.blocks) == kinds
    assert section.body.words().startswith(first)
    assert section.word_count() == count


def test_no_word_of_the_document_is_lost_and_none_is_added(agenda: Outline) -> None:
    source = real(NAME).read_text(encoding="utf-8")
    text = source[source.rindex("\nInledning\n") :]
    text = re.sub(r"(?m)^2017-10-17$|^- |^([1-8])\. ", r"\1 ", text)
    text = text.replace("Varbergs kommun ska:", AIMS).replace("*Digitalt först*", "Digitalt först")
    text = re.sub("[¹²³⁴-⁹]", lambda found: str("⁰¹²³⁴⁵⁶⁷⁸⁹".index(found[0])), text)
    there = re.sub(r"\[\d\]", "", " ".join(words(agenda)[len(agenda.sections[0].title.split()) :]))
    before = agenda.sections[0].body.words().split()
    assert there.split()[: len(before)] == before
    read = Counter(there.split()[len(before) :])
    lost = Counter(text.split()) - read
    added = read - Counter(text.split())
    # Marks in the text stand behind a word in the source; in the text that was read they are apart.
    marked = (
        "transformation1 data2 Spetsteknik3 Självservice4 meddelanden5” agilt6 livscykel8 class9"
    )
    assert lost == Counter(marked.split())
    assert added == Counter(re.sub(r"\d", "", marked).split())
