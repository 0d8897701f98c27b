"""Reading plain text: headings by number and by place, pages, torn sentences, notes, lists, tables."""

import pytest

from dialog.remiss.rules.content import BlockKind, Outline
from dialog.remiss.rules.reading import read
from tests.remiss.real import tree

SENTENCE = "Kommunen ska arbeta för att fler ska kunna cykla till arbete och skola varje dag."


def of(*paragraphs: str) -> Outline:
    return read("plan.txt", "\n\n".join(paragraphs).encode())


def blocks(outline: Outline, place: int = -1) -> list[str]:
    return [block.words() for block in outline.sections[place].body.blocks]


def test_numbers_give_levels() -> None:
    outline = of("Plan för cykling i Ekby", "1. Bakgrund", SENTENCE, "1.1 Läget nu", SENTENCE)
    assert outline.title == "Plan för cykling i Ekby"
    assert tree(outline) == [("1", "Bakgrund", 1), ("1.1", "Läget nu", 2)]


def test_a_heading_that_another_follows_at_once_holds_it() -> None:
    found = of("Inledning", "Syfte", SENTENCE, "Läsanvisning", SENTENCE, "Mål", "Cykling", SENTENCE)
    assert tree(found) == [
        *(("", "Inledning", 1), ("", "Syfte", 2), ("", "Läsanvisning", 2)),
        *(("", "Mål", 1), ("", "Cykling", 2)),
    ]


def test_headings_without_numbers_lie_below_numbered_ones_until_appendices_come() -> None:
    found = of(
        "1. Mål", SENTENCE, "Cykling", SENTENCE, "2. Tid", SENTENCE, "Bilaga 1 Karta", SENTENCE
    )
    levels = [("1", "Mål", 1), ("", "Cykling", 2), ("2", "Tid", 1), ("", "Bilaga 1 Karta", 1)]
    assert tree(found) == levels


@pytest.mark.parametrize(
    "line", ["Det är bra.", "och sedan", "2017-10-17", "021-39 00 00", "Vi vill detta:", "a" * 200]
)
def test_a_line_that_is_no_heading_is_text(line: str) -> None:
    assert [each.title for each in of("1. Mål", SENTENCE, line, SENTENCE).sections] == ["Mål"]


def test_a_line_with_a_colon_is_a_heading_where_the_same_words_are_one_elsewhere() -> None:
    found = of("1. Mål", SENTENCE, "Vi ska", "- cykla", "2. Tid", SENTENCE, "Vi ska:", "- gå")
    assert [each.title for each in found.sections] == ["Mål", "Vi ska", "Tid", "Vi ska"]


def test_the_table_of_contents_is_no_text_and_names_headings() -> None:
    found = of(
        "Plan", "Innehåll", "1. Mål.......3\nså här gör vi ........ 4", "1. Mål", SENTENCE,
        "så här gör vi", SENTENCE,
    )  # fmt: skip
    assert [each.title for each in found.sections] == ["Mål", "så här gör vi"]
    assert not any("...." in each.body.words() for each in found.sections)


def test_dots_that_lead_to_pages_are_a_table_of_contents_without_its_heading() -> None:
    found = of("Plan för cykling", "Mål\t1\nTid ..... 2\nPengar … 3", "Mål", SENTENCE)
    assert (found.title, tree(found)) == ("Plan för cykling", [("", "Mål", 1)])


def test_what_is_repeated_on_pages_is_left_out_and_torn_sentences_are_whole() -> None:
    first, second = SENTENCE[:40], SENTENCE[40:].strip()
    pages = [
        *("1. Mål", first, "2024-05-01", "Plan för cykling – sida 1", second),
        *(SENTENCE, "2024-05-01", "Plan för cykling – sida 2", SENTENCE),
        *("2. Tid", SENTENCE, "Plan för cykling – sida 3"),
    ]
    found = of(*pages)
    assert blocks(found, 0) == [f"{first} {second}", SENTENCE, SENTENCE]
    assert blocks(found, 1) == [SENTENCE]


def test_page_numbers_between_pages_are_left_out() -> None:
    found = of("1. Mål", SENTENCE, "Sida 1 av 2", SENTENCE, "2(2)", SENTENCE)
    assert blocks(found) == [SENTENCE] * 3


def test_a_word_that_was_divided_is_whole_but_other_hyphens_stay() -> None:
    text = "Vi arbetar med verk-\n\nsamhetsutveckling inom hälso-\noch sjukvården i alla delar."
    assert blocks(of("1. Mål", text)) == [
        "Vi arbetar med verksamhetsutveckling inom hälso- och sjukvården i alla delar."
    ]


def test_lines_of_a_paragraph_are_joined() -> None:
    assert blocks(of("3. Mål\nKommunen ska\nbygga mer.", SENTENCE)) == [
        *("Kommunen ska bygga mer.", SENTENCE),
    ]


def test_notes_go_to_the_section_of_their_mark_wherever_they_stand() -> None:
    one, two = of(
        "1. Mål", "Fler¹ ska cykla på 5 m² till", "¹ Enligt räkning.\n² Se avtalet.",
        "skolan. [3]", "2. Avtal²", SENTENCE, "[3] En tredje.",
    ).sections  # fmt: skip
    assert one.body.blocks[0].text == "Fler[1] ska cykla på 5 m² till skolan. [3]"
    assert [(note.mark, note.text) for note in one.body.notes] == [
        *(("1", "Enligt räkning."), ("3", "En tredje.")),
    ]
    assert (two.title, [note.text for note in two.body.notes]) == ("Avtal", ["Se avtalet."])


def test_lists_tables_and_quotes_are_seen() -> None:
    quote = "”Vi vill att alla barn ska kunna cykla till skolan på egen hand.”"
    found = of(
        "1. Mål", SENTENCE, "- ett\n  och ett halvt\n- två", "• tre",
        "1. först\n2. sedan", "Namn\tVärde\nA\t1", "Datum: 1 maj\tPlats: Ekby", quote,
        "> Sagt\n> av någon.",
    ).sections[0].body.blocks[1:]  # fmt: skip
    assert [each.kind.value for each in found] == [
        *("list", "numbered", "table", "table", "quote", "quote"),
    ]
    assert found[0].items == ("ett och ett halvt", "två", "tre")
    assert found[1].items == ("först", "sedan")
    assert found[2].rows == (("Namn", "Värde"), ("A", "1"))
    assert found[3].rows == (("Datum", "1 maj"), ("Plats", "Ekby"))
    assert found[5].text == "Sagt av någon."


def test_numbered_lines_in_a_row_are_a_list_and_not_headings() -> None:
    (section,) = of("1. Mål", SENTENCE, "1. Cykla", "2. Gå", "3. Åka buss", SENTENCE).sections
    kinds = [BlockKind.PARAGRAPH, BlockKind.NUMBERED, BlockKind.PARAGRAPH]
    assert [each.kind for each in section.body.blocks] == kinds


def test_text_without_any_heading_is_one_section_with_the_name_of_the_file() -> None:
    outline = read("min_plan.txt", SENTENCE.encode())
    assert (outline.title, tree(outline)) == ("min plan", [("", "min plan", 1)])
    assert blocks(outline) == [SENTENCE]


def test_emphasis_is_read_without_its_stars() -> None:
    assert blocks(of("1. Mål", "Vi *vill* **cykla**, 3 * 4 * 5.")) == ["Vi vill cykla, 3 * 4 * 5."]


def test_progress_is_told_and_grows() -> None:
    told: list[tuple[int, int]] = []
    text = "\n\n".join([SENTENCE] * 100).encode()
    read("a.txt", text, lambda done, total: told.append((done, total)))
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_a_foreword_before_the_table_of_contents_is_a_section() -> None:
    found = of(
        "Plan för cykling", "Förord", SENTENCE, "Innehåll", "1. Mål ... 3", "1. Mål", SENTENCE
    )
    assert found.title == "Plan för cykling"
    assert tree(found) == [("", "Förord", 1), ("1", "Mål", 1)]


def test_a_section_that_is_called_contents_is_a_section() -> None:
    found = of("1. Mål", SENTENCE, "Innehåll", SENTENCE)
    assert tree(found) == [("1", "Mål", 1), ("", "Innehåll", 2)]


def test_a_title_with_text_below_it_is_the_title_and_keeps_its_text() -> None:
    found = of("Plan för cykling", SENTENCE, "1. Mål", SENTENCE)
    assert found.title == "Plan för cykling"
    assert tree(found) == [("", "Plan för cykling", 1), ("1", "Mål", 1)]


def test_lone_numbers_are_text_unless_they_grow_as_pages_do() -> None:
    assert blocks(of("1. Mål", SENTENCE, "95", SENTENCE, "12", SENTENCE))[1] == "95"
    assert blocks(of("1. Mål", SENTENCE, "3", SENTENCE, "4", SENTENCE)) == [SENTENCE] * 3
