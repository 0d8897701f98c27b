"""The default page texts: both languages, the same placeholders, what the law wants, no false claims."""

import re
from importlib.resources import files
from string import Formatter

import pytest

from dialog.core.text import MOST_CHARACTERS, markdown

FOLDER = files("dialog.tenancy") / "texts"
PAGES = ("om", "tillganglighet", "personuppgifter", "regler", "skriv-under-info")
VALUES = {
    "municipality": "Ekby kommun",
    "contact_email": "kommun@ekby.example",
    "contact_phone": "0980-319 200",
    "dpo_email": "dataskydd@ekby.example",
    "service_decision": "KF 2025/00041",
    "dpia": "KS 2025/00187",
    "date": "3 mars 2026",
    "assessed": "2 februari 2026",
    "complaint_url": "https://www.digg.se/tdosanmalan",
}
OWN_PAGES = {"/om/regler", "/om/personuppgifter", "/om/tillganglighet", "/mina-sidor"}
FALSE_CLAIMS = [
    r"rätt enligt lag",
    r"enligt lag (har|får) du",
    r"lagen ger dig",
    r"rätt att (starta|lämna|väcka) en folkmotion",
    r"lagstadgad",
    r"måste politikerna",
    r"kommunallagen",
    r"right by law",
    r"legal(ly)? (right|binding)",
    r"right to (start|make) a folkmotion",
    r"anonym",
    r"MDFFS",
    r"EN 301 549",
]
every_page = pytest.mark.parametrize("page", PAGES)
every_text = pytest.mark.parametrize(
    ("page", "language"), [(page, language) for page in PAGES for language in ("sv", "en")]
)


def text(page: str, language: str) -> str:
    return (FOLDER / f"{page}.{language}.md").read_text("utf-8")


def placeholders(source: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(source) if name is not None}


def test_there_are_no_other_texts() -> None:
    names = {entry.name for entry in FOLDER.iterdir()}
    assert names == {f"{page}.{language}.md" for page in PAGES for language in ("sv", "en")}


@every_page
def test_both_languages_have_the_same_placeholders(page: str) -> None:
    assert placeholders(text(page, "sv")) == placeholders(text(page, "en"))
    assert placeholders(text(page, "sv")) <= set(VALUES)


@every_page
def test_both_languages_have_the_same_build(page: str) -> None:
    def build(source: str) -> list[str]:
        marks = (re.match(r"## |- \*\*|- |\S", line) for line in source.splitlines())
        return [mark[0] if mark[0] in {"## ", "- **", "- "} else "text" for mark in marks if mark]

    assert build(text(page, "sv")) == build(text(page, "en"))


@every_page
def test_both_languages_name_the_same_sections_of_law(page: str) -> None:
    swedish = re.compile(r"(?:(\d+) kap\. )?(\d+)(?:, [\d a,och]+)? §")
    english = re.compile(r"(?:Chapter (\d+), )?Sections? (\d+)")
    acts = re.compile(r"\d{4}:\d+")
    assert swedish.findall(text(page, "sv")) == english.findall(text(page, "en"))
    assert acts.findall(text(page, "sv")) == acts.findall(text(page, "en"))


@every_text
def test_a_filled_text_renders_with_headings_below_the_page_title(page: str, language: str) -> None:
    filled = text(page, language).format(**VALUES)
    assert len(filled) < MOST_CHARACTERS
    html = markdown(filled, heading_shift=0)
    assert "<h1" not in html
    assert "{" not in html
    assert "**" not in html
    assert ("<h2" in html) == (page != "skriv-under-info")
    links = set(re.findall(r'href="([^"]+)"', html))
    assert {link for link in links if link.startswith("/")} <= OWN_PAGES
    outward = {link for link in links if not link.startswith(("/", "mailto:"))}
    assert outward <= {VALUES["complaint_url"], "https://www.imy.se"}


@every_text
def test_no_text_claims_more_than_is_so(page: str, language: str) -> None:
    for claim in FALSE_CLAIMS:
        assert not re.search(claim, text(page, language), re.IGNORECASE), claim


def test_the_accessibility_statement_has_the_required_contents() -> None:
    source = text("tillganglighet", "sv")
    required = [
        "{municipality} står bakom",  # who
        "den här webbplatsen",  # which service
        "delvis förenlig",  # how far
        "Brister som vi känner till",  # what is not accessible, and why
        "12 §",  # unreasonable burden
        "9 §",  # exempt content
        "{assessed}",  # date of assessment
        "{date}",  # date of latest update
        "egen bedömning",  # method
        "{contact_email}",  # function for comments
        "15 §",  # accessible version on request
        "20 §",  # a refusal can be appealed against
        "{complaint_url}",  # supervisory authority
    ]
    assert [item for item in required if item not in source] == []


def test_the_privacy_page_has_the_required_contents() -> None:
    source = text("personuppgifter", "sv")
    required = [
        "personuppgiftsansvarig",
        "{dpo_email}",
        "artikel 6.1 e",
        "2 kap. 2 §",
        "{service_decision}",
        "känsliga personuppgifter",
        "3 kap. 3 §",
        "3 kap. 10 §",
        "{dpia}",
        "pseudonym",
        "allmän handling",
        "21 kap. 1, 3, 3 a och 7 §§",
        "7 kap. 2 §",
        "Integritetsskyddsmyndigheten",
        "9 kap. 28 §",
    ]
    assert [item for item in required if item not in source] == []


def test_the_rules_page_tells_what_the_bulletin_board_act_wants_told() -> None:
    source = text("regler", "sv")
    assert "3 § lagen (1998:112)" in source
    assert "tillhandahålls av** {municipality}" in source
    removed = source.split("Enligt 5 §")[1].split("Förtal")[0]
    assert removed.count("\n- ") == 8  # seven categories and copyright
    assert "Förtal finns inte med i den listan" in source
