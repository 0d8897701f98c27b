"""Which key a written line gets."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.consultation.rules.content import Choice
from dialog.consultation.rules.keys import fresh, match

ABC = (Choice("c1", "Lekplats"), Choice("c2", "Bänkar", "Gärna i skuggan"), Choice("c3", "Damm"))
WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=2), unique=True, max_size=8)


def keys(*lines: str, earlier: tuple[Choice, ...] = ()) -> list[str]:
    return [choice.key for choice in match(lines, ABC, earlier)]


def numbered(words: list[str]) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{number}", word) for number, word in enumerate(words, 1))


def test_a_line_keeps_its_key_wherever_it_stands() -> None:
    assert keys("Damm", "Lekplats", "Bänkar") == ["c3", "c1", "c2"]


def test_new_words_in_the_same_place_are_a_new_name() -> None:
    [_first, renamed, _last] = match(["Lekplats", "Fler bänkar", "Damm"], ABC)
    assert renamed == Choice("c2", "Fler bänkar", "Gärna i skuggan")


def test_a_new_line_between_others_is_something_new() -> None:
    assert keys("Lekplats", "Scen", "Bänkar", "Damm") == ["c1", "c4", "c2", "c3"]


def test_a_removed_line_takes_nothing_with_it() -> None:
    assert keys("Lekplats", "Damm") == ["c1", "c3"]


def test_when_it_could_be_either_of_two_it_is_neither() -> None:
    assert keys("Vilplatser", "Damm") == ["c4", "c3"]


def test_a_removed_line_and_a_new_one_elsewhere_are_two_things() -> None:
    assert keys("Lekplats", "Damm", "Scen") == ["c1", "c3", "c4"]


def test_what_was_removed_once_is_itself_when_it_comes_back() -> None:
    gone = (Choice("c7", "Scen"), Choice("c4", "Kiosk"))
    assert keys("Lekplats", "Bänkar", "Damm", "Scen", "Kafé", earlier=gone) == [
        "c1",
        "c2",
        "c3",
        "c7",
        "c8",
    ]


def test_a_key_that_came_back_as_a_new_name_is_not_given_twice() -> None:
    earlier = (Choice("c2", "Soffor"),)
    assert keys("Lekplats", "Fler bänkar", "Damm", "Soffor", earlier=earlier) == [
        "c1",
        "c2",
        "c3",
        "c4",
    ]


def test_a_fresh_key_has_never_been_used() -> None:
    assert fresh("q", []) == "q1"
    assert fresh("q", ["q2", "q11", "other", "barn"]) == "q12"


@settings(deadline=None)
@given(WORDS, WORDS)
def test_every_line_is_there_once_with_a_key_of_its_own(old: list[str], new: list[str]) -> None:
    matched = match(new, numbered(old))
    assert [choice.label for choice in matched] == new
    assert len({choice.key for choice in matched}) == len(new)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_words_that_stay_keep_their_key(old: list[str], new: list[str]) -> None:
    was = {choice.label: choice.key for choice in numbered(old)}
    for choice in match(new, numbered(old)):
        assert choice.key == was.get(choice.label, choice.key)


@settings(deadline=None)
@given(WORDS, st.data())
def test_one_new_name_keeps_every_key(old: list[str], data: st.DataObject) -> None:
    if old:
        place = data.draw(st.integers(0, len(old) - 1))
        new = [*old[:place], "nytt", *old[place + 1 :]]
        assert [choice.key for choice in match(new, numbered(old))] == [
            choice.key for choice in numbered(old)
        ]


@settings(deadline=None)
@given(WORDS, WORDS, WORDS)
def test_a_key_that_is_gone_comes_back_only_with_its_own_words(
    old: list[str], gone: list[str], new: list[str]
) -> None:
    was = {f"c{number}": word for number, word in enumerate(gone, 20)}
    earlier = [Choice(key, word) for key, word in was.items()]
    for choice in match(new, numbered(old), earlier):
        assert was.get(choice.key, choice.label) == choice.label
