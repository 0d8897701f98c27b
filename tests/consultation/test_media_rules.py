"""What pictures and films must say of themselves."""

import pytest

from dialog.consultation.rules.content import Medium, TextContent
from dialog.consultation.rules.media import MOST_MEDIA, faults, missing_alt

FILM = {
    "video_url": "https://film.example/1",
    "video_title": "Vandring i parken",
    "video_note": "Filmen har undertexter.",
}


def test_a_picture_must_say_what_it_shows_but_a_document_need_not() -> None:
    content = TextContent(media=(Medium(1, "Dammen"), Medium(2, "  "), Medium(3)))
    assert missing_alt(content, {1, 2}) == [2]
    assert [field for field, _ in faults(content, {1, 2})] == ["media"]


def test_a_film_with_title_and_a_word_about_captions_is_fine() -> None:
    assert faults(TextContent(**FILM), set()) == []


@pytest.mark.parametrize("field", ["video_title", "video_note"])
def test_a_film_says_what_it_is_and_whether_it_has_captions(field: str) -> None:
    assert [name for name, _ in faults(TextContent(**FILM | {field: " "}), set())] == [field]


@pytest.mark.parametrize(
    "address",
    [
        "http://film.example/1",
        "javascript:alert(1)",
        "//film.example",
        "https://",
        "https://user:pass@film.example/",
        "https://film.example:port/",
        "https://[::1",
        "data:text/html,x",
    ],
)
def test_the_address_of_a_film_is_a_whole_https_address(address: str) -> None:
    content = TextContent(**FILM | {"video_url": address})
    assert [name for name, _ in faults(content, set())] == ["video_url"]


def test_a_part_holds_a_number_of_files() -> None:
    content = TextContent(media=tuple(Medium(n, "x") for n in range(MOST_MEDIA + 1)))
    assert "högst 30" in str(faults(content, set())[0][1])
