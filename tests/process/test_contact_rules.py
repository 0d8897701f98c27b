"""What looks like a telephone number, an e-mail address or a personal number, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.process.rules.contact import Contact, contacts


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Ring 070-123 45 67 efter fem.", Contact.PHONE, "070-123 45 67"),
        ("Ring +46 70 123 45 67!", Contact.PHONE, "+46 70 123 45 67"),
        ("(08) 123 456 78", Contact.PHONE, "(08) 123 456 78"),
        ("tel:0701234567", Contact.PHONE, "0701234567"),
        ("070–123 45 67", Contact.PHONE, "070-123 45 67"),
        ("Skriv till eva.ek@example.com.", Contact.EMAIL, "eva.ek@example.com"),
        ("född 640823-3230", Contact.NUMBER, "640823-3230"),
        ("19640823 3230", Contact.NUMBER, "19640823 3230"),
        ("samordning 640883-3230", Contact.NUMBER, "640883-3230"),
    ],
)
def test_what_looks_like_one_is_found_as_it_stands(text: str, kind: Contact, words: str) -> None:
    assert contacts(text) == {kind: [words]}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Det kostar 10 000 000 kronor.",
        "Den 2026-12-01 klockan 18.00",
        "01-12-2026",
        "Ärende KS 2026/01234567",
        "12345 Ekby, år 1999-2004",
        "Bredd 0,75 meter, höjd 0.123456789 meter",
        "991399-1234",  # there is no such month
        "@ekby på sociala medier",
        "Buss 0123",
        "012345678901234567890",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert contacts(text) == {}


def test_each_is_told_once() -> None:
    twice = "070-123 45 67, a@b.se, 070-123 45 67, a@b.se"
    assert contacts(twice) == {Contact.PHONE: ["070-123 45 67"], Contact.EMAIL: ["a@b.se"]}


@given(st.text(alphabet="0123456789+-() ./@abå\n", max_size=400))
def test_whatever_is_written_is_read_and_only_what_stands_there_is_found(text: str) -> None:
    plain = text.replace("\u2013", "-")
    for words in contacts(text).values():
        assert all(each in plain for each in words)


@given(st.from_regex(r"0[1-9][0-9]-[0-9]{3} [0-9]{2} [0-9]{2}", fullmatch=True))
def test_every_mobile_number_is_found_between_words(number: str) -> None:
    assert number in contacts(f"Ring {number} i kväll")[Contact.PHONE]
