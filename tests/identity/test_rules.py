"""Personal numbers, and where a login may lead."""

from datetime import date

import pytest

from dialog.identity.rules import NotAPersonalNumber, local_path, personal_number


@pytest.mark.parametrize("digits", ["199006022397", "191212121212", "200001052380", "194408139089"])
def test_a_personal_number_has_twelve_digits_and_a_check_digit(digits):
    number = personal_number(digits)
    assert (number.digits, number.kind) == (digits, "personal")


def test_a_coordination_number_adds_60_to_the_day():
    number = personal_number("197010632391")
    assert (number.kind, number.born) == ("coordination", date(1970, 10, 3))


def test_its_repr_does_not_show_it():
    assert "1990" not in repr(personal_number("199006022397"))


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "199006022398", "19900602-2397", "9006022397", "199006022397\n", "199013022397",
        "199002302397", "１９９００６０２２３９７", "0199006022397", "170006022397", "abcdefghijkl",
        "199006022397 ", "+19900602239", "000000000000",
    ],
)  # fmt: skip
def test_other_texts_are_no_personal_numbers(text):
    with pytest.raises(NotAPersonalNumber):
        personal_number(text)


@pytest.mark.parametrize(
    "path", ["/", "/folkmotioner/7?sida=2", "/a//b", "/å", "/a#b", "/a?x=http://b"]
)
def test_a_local_path_is_kept(path):
    assert local_path(path) == path


@pytest.mark.parametrize(
    "target",
    [
        None, "", "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example",
        "/\t/evil.example", "/\n/evil.example", "\t//evil.example", "///evil.example",
        "javascript:alert(1)", "http:evil.example", "evil.example", " /x", "/x\\..\\y", "/x\r\nSet-Cookie: a",
        "/\x00", "data:text/html,x", "/%0d\n",
    ],
)  # fmt: skip
def test_anything_else_leads_home(target):
    assert local_path(target) == "/"
    assert local_path(target, default="/mina-sidor") == "/mina-sidor"
