"""Hostile text in, safe text out."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from dialog.core.text import TAGS, has_unwanted, markdown, tidy

HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "![x](https://evil.example/pixel.png)",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '<a href="vbscript:x">y</a>',
    "<style>*{display:none}</style>",
    "<iframe src=//evil.example></iframe>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_survives(text: str) -> None:
    soup = BeautifulSoup(markdown(text), "html.parser")
    assert {tag.name for tag in soup.find_all(name=True)} <= TAGS
    for tag in soup.find_all(name=True):
        assert set(tag.attrs) <= {"href", "rel"}
        assert not str(tag.get("href", "")).lower().startswith(("javascript", "data", "vbscript"))


@given(st.text(max_size=300))
def test_any_text_becomes_harmless(text: str) -> None:
    soup = BeautifulSoup(markdown(text), "html.parser")
    assert {tag.name for tag in soup.find_all(name=True)} <= TAGS


def test_ordinary_writing_keeps_its_shape() -> None:
    html = markdown("# Hej\n\nEn **viktig** sak:\n\n- ett\n- två\n\n[länk](https://ekby.example)")
    assert "<h2>Hej</h2>" in html
    assert "<strong>viktig</strong>" in html
    assert "<li>två</li>" in html
    assert 'href="https://ekby.example"' in html


def test_nested_markup_is_cut_before_it_costs() -> None:
    assert len(markdown("> " * 50_000)) < 200_000


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "a\u2066b", "a\x1bb", "a\u200bb"])
def test_invisible_characters_are_noticed(text: str) -> None:
    assert has_unwanted(text)


@pytest.mark.parametrize(
    "text", ["hej 👋🏽", "שלום", "العربية", "rad\r\nrad", "tabb\there", "👩‍👩‍👧"]
)
def test_all_peoples_letters_are_welcome(text: str) -> None:
    assert not has_unwanted(text)


def test_tidy_composes_letters_and_line_breaks() -> None:
    assert tidy("  o\u0308l \r\nrad \r") == "öl\nrad"
