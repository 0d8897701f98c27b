"""What is typed for one question becomes a value, or a clear message."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.consultation.rules.content import Question, QuestionKind
from dialog.consultation.rules.values import Typed, field_name, read, write
from dialog.core.errors import Faulty
from dialog.process.rules.own_words import MOST_LONG, unformatted
from tests.consultation.questionnaire import COLOURS, ROWS, question

K = QuestionKind
KEYS = [choice.key for choice in COLOURS]
WORDS = st.from_regex(r"[a-zåäö][a-zåäö ]{0,20}[a-zåäö]", fullmatch=True).map(
    lambda text: " ".join(text.split())
)
VALUES: dict[QuestionKind, st.SearchStrategy[dict[str, Any]]] = {
    K.SINGLE: st.one_of(
        st.sampled_from(KEYS).map(lambda key: {"choice": key}),
        WORDS.map(lambda words: {"choice": "other", "words": words}),
    ),
    K.MULTIPLE: st.sets(st.sampled_from(KEYS), min_size=1).map(
        lambda keys: {"choices": [key for key in KEYS if key in keys]}
    ),
    K.SCALE: st.integers(1, 5).map(lambda step: {"value": step}),
    K.RANKING: st.permutations(KEYS).map(lambda keys: {"order": keys}),
    K.MATRIX: st.dictionaries(
        st.sampled_from([row.key for row in ROWS]), st.sampled_from(KEYS), min_size=1
    ).map(lambda rows: {"rows": rows}),
    K.NUMBER: st.integers(0, 100_000).map(
        lambda n: {"value": f"{n / 100:.2f}".rstrip("0").rstrip(".")}
    ),
    K.DATE: st.dates().map(lambda day: {"value": day.isoformat()}),
    K.SHORT_TEXT: WORDS.map(lambda words: {"words": words}),
    K.LONG_TEXT: st.lists(WORDS, min_size=1).map(lambda lines: {"words": "\n".join(lines)}),
}


def typed(*values: str, row: str = "") -> Typed:
    return Typed({field_name(question("q", K.SINGLE), row): values})


def asked(kind: QuestionKind, **given: Any) -> Question:
    return question("q", kind, **given)


@pytest.mark.parametrize("kind", K)
@given(data=st.data())
def test_what_a_value_is_typed_as_gives_the_value_again(
    kind: QuestionKind, data: st.DataObject
) -> None:
    value = data.draw(VALUES[kind])
    about = asked(kind, has_other=kind is K.SINGLE)
    assert read(about, Typed(write(about, value))) == value


@pytest.mark.parametrize("kind", K)
def test_nothing_typed_is_no_answer(kind: QuestionKind) -> None:
    assert read(asked(kind), Typed()) is None


@pytest.mark.parametrize("kind", K)
@given(words=st.text(max_size=30))
def test_whatever_is_typed_is_a_value_or_a_message(kind: QuestionKind, words: str) -> None:
    names = [field_name(question("q", kind), row) for row in ("", "other", *KEYS, "play", "pond")]
    found = outcome(asked(kind, has_other=True), Typed({name: [words] for name in names}))
    assert not isinstance(found, Faulty) or (found.field in names and str(found))


def outcome(about: Question, given_: Typed) -> Any:
    try:
        return read(about, given_)
    except Faulty as fault:
        return fault


FAULTS = [
    (asked(K.SINGLE), typed("yellow"), "finns inte längre"),
    (asked(K.SINGLE), typed("other"), "finns inte längre"),
    (asked(K.SINGLE, has_other=True), typed("other"), "Annat"),
    (asked(K.MULTIPLE), typed("red", "yellow"), "finns inte längre"),
    (asked(K.MULTIPLE, most=2), typed(*KEYS), "Du har valt 3. Välj högst 2."),
    (asked(K.SCALE), typed("6"), "finns inte längre"),
    (asked(K.SCALE), typed("²"), "finns inte längre"),
    (asked(K.NUMBER), typed("tolv"), "Skriv ett tal"),
    (asked(K.NUMBER), typed("1.000,5"), "Skriv ett tal"),
    (asked(K.NUMBER), typed("1e3"), "Skriv ett tal"),
    (asked(K.NUMBER), typed("NaN"), "Skriv ett tal"),
    (asked(K.NUMBER), typed("-1"), "mellan 0 och 1000"),
    (asked(K.NUMBER), typed("9" * 5000), "Skriv ett tal"),
    (asked(K.DATE), typed("2026-02-30"), "finns inte"),
    (asked(K.DATE), typed("0000-01-01"), "finns inte"),
    (asked(K.DATE), typed("i morgon"), "år-månad-dag"),
    (asked(K.SHORT_TEXT), typed("a" * 201), "1 tecken för lång"),
    (asked(K.LONG_TEXT), typed("å" * 5000), "1000 tecken för lång. Den får ha högst 4000"),
    (asked(K.LONG_TEXT), typed("x\x00y"), "styrtecken"),
    (asked(K.LONG_TEXT), typed("x\u202ey"), "styrtecken"),
    (asked(K.LONG_TEXT), typed("Jag är 19900602-2397"), "Personnummer"),
]


@pytest.mark.parametrize(("about", "given_", "words"), FAULTS)
def test_what_is_wrong_is_said_for_the_field(about: Question, given_: Typed, words: str) -> None:
    with pytest.raises(Faulty, match=words) as fault:
        read(about, given_)
    assert fault.value.field.startswith("svar-q")


RANKS = [
    ({"red": "1", "green": "1"}, "samma plats"),
    ({"red": "1", "green": "3"}, "hoppat över plats 2"),
    ({"red": "2"}, "hoppat över plats 1"),
    ({"red": "4"}, "Välj en plats"),
    ({"red": "först"}, "Välj en plats"),
]


@pytest.mark.parametrize(("places", "words"), RANKS)
def test_a_ranking_has_neither_repeats_nor_gaps(places: dict[str, str], words: str) -> None:
    fields = {f"svar-q--{key}": [place] for key, place in places.items()}
    with pytest.raises(Faulty, match=words):
        read(asked(K.RANKING), Typed(fields))


def test_not_everything_needs_to_be_ranked() -> None:
    fields = {"svar-q--blue": ["1"], "svar-q--red": ["2"]}
    assert read(asked(K.RANKING), Typed(fields)) == {"order": ["blue", "red"]}


def test_a_required_matrix_names_the_row_that_lacks_an_answer() -> None:
    with pytest.raises(Faulty, match="Dammen") as fault:
        read(asked(K.MATRIX, is_required=True), typed("red", row="play"))
    assert fault.value.field == "svar-q--pond"


def test_own_words_without_a_tick_are_something_else() -> None:
    words = {"svar-q--other": ["  lila "]}
    assert read(asked(K.SINGLE, has_other=True), Typed(words)) == {
        "choice": "other",
        "words": "lila",
    }
    both = Typed(words | {"svar-q": ["red"]})
    assert read(asked(K.MULTIPLE, has_other=True), both) == {
        "choices": ["red", "other"],
        "words": "lila",
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [("12,50", "12.5"), ("1 000", "1000"), ("1\u00a0000 kg", "1000"), ("+7", "7"), ("-0", "0")],
)
def test_a_number_may_be_written_as_people_do(text: str, value: str) -> None:
    assert read(asked(K.NUMBER, unit="kg"), typed(text)) == {"value": value}


@pytest.mark.parametrize("text", ["2026-12-01", "20261201", "2026/12/1", " 2026-12-01 "])
def test_a_date_may_be_written_as_people_do(text: str) -> None:
    assert read(asked(K.DATE), typed(text)) == {"value": "2026-12-01"}


def test_a_pasted_text_loses_its_formatting_and_keeps_its_words() -> None:
    pasted = (
        "\ufeffEtt\u00a0stycke\x0bmed rad\u00adbrytning.\r\n\r\n\r\n\r\nEtt\ttill.\u2028 \u200b"
    )
    assert unformatted(pasted) == "Ett stycke\nmed radbrytning.\n\nEtt till."
    padded = "\r\n".join(["ord " * 8] * 110) + "\u00a0" * 1000
    assert len(padded) > MOST_LONG
    assert read(asked(K.LONG_TEXT), typed(padded)) is not None
