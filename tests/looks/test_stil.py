"""Every component, in every way that people look at it."""

import gzip
import re
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template
from jinja2 import UndefinedError

from dialog.core import resources
from dialog.web.stil import sample
from tests.looks.conftest import Open, frame, overflow, violations

WAYS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "a yellow municipality": {"colour": "f2c300"},
    "a black municipality in the dark": {"colour": "000000", "color_scheme": "dark"},
    "phone of 320 pixels": {"viewport": {"width": 320, "height": 640}},
    "zoomed to 200 per cent": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
    "forced colours": {"forced_colors": "active"},
    "no JavaScript": {"scripts": False},
}
UI = resources.root() / "templates/_ui"


@pytest.fixture
def public(looks: Flask) -> BeautifulSoup:
    """/stil as a proxy may keep it."""
    nobody = SimpleNamespace(id=None, name="", roles=frozenset())
    with looks.test_request_context("/folkmotioner/17?sida=2"):
        html = render_template("stil.html", **frame("00664f", nobody, is_public=True), **sample())
    return BeautifulSoup(html, "html.parser")


@pytest.mark.browser
@pytest.mark.parametrize("way", WAYS)
def test_nothing_shuts_anyone_out(look: Open, way: str) -> None:
    page = look(**WAYS[way])
    assert violations(page) == []
    assert overflow(page) <= 0


@pytest.mark.browser
@pytest.mark.parametrize("width", [640, 1280])
def test_text_of_twice_the_size_has_room(look: Open, width: int) -> None:
    page = look(viewport={"width": width, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) <= 0


@pytest.mark.browser
def test_the_keyboard_reaches_everything_and_one_sees_where(look: Open) -> None:
    page = look()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    seen = set()
    for _ in range(page.locator("a, button, input, select, textarea, summary").count()):
        page.keyboard.press("Tab")
        mark = page.evaluate(
            """() => {
              const it = document.activeElement;
              if (it === document.body) return ["the browser's own buttons", true];
              const shows = [it, it.closest(".card"), it.closest(".ds-chip"), it.closest(".ds-field")];
              const ring = (e) => e && getComputedStyle(e).outlineStyle !== "none";
              return [it.outerHTML.slice(0, 80), shows.some(ring) || it.className === "ds-skip-link"];
            }"""
        )
        assert mark[1], f"one cannot see the focus on {mark[0]}"
        seen.add(mark[0])
    assert len(seen) > 30


@pytest.mark.browser
def test_what_is_wrong_gets_the_focus_and_leads_to_the_field(look: Open) -> None:
    page = look()
    assert page.evaluate("document.activeElement.className") == "ds-error-summary"
    for target in page.locator(".ds-error-summary a").evaluate_all("a => a.map(l => l.hash)"):
        assert page.locator(target).count() == 1
    page.get_by_role("link", name="Skriv en rubrik.").click()
    assert page.evaluate("document.activeElement.id") == "fel-title"


@pytest.mark.browser
def test_the_counter_counts_characters_as_people_do(look: Open) -> None:
    page = look()
    page.locator("#text").fill("Hej 👋")
    assert page.locator("#text-limit").inner_text() == "Tecken kvar: 4\u00a0995"
    assert page.locator("#fel-text-limit").inner_text() == "Tecken för mycket: 1"


@pytest.mark.browser
def test_a_question_is_asked_before_something_is_lost(look: Open) -> None:
    page = look()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("button", name="Ta bort utkastet").click()
    assert asked == ["Vill du ta bort utkastet?"]


@pytest.mark.browser
def test_paper_has_the_text_but_not_the_buttons(look: Open) -> None:
    page = look(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.get_by_role("heading", level=1).is_visible()
    assert not page.locator(".menu").is_visible()
    assert not page.get_by_role("link", name="Skriv under").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_first_visit_weighs_at_most_120_kilobytes(public: BeautifulSoup) -> None:
    static = resources.root() / "static"
    linked = [
        str(tag.get("href") or tag.get("src")) for tag in public.select("head [href], script")
    ]
    ours = [static / path.removeprefix("/static/") for path in linked if path.startswith("/static")]
    if not all(path.is_file() for path in ours):
        pytest.skip("style sheets are fetched by dev.py")
    sent = [path.read_bytes() for path in ours] + [str(public).encode()]
    font = (static / "vendor/inter-latin.woff2").stat().st_size  # compressed already
    assert sum(len(gzip.compress(body, 6)) for body in sent) + font < 120_000


def test_a_public_page_says_nothing_of_who_reads_it(public: BeautifulSoup) -> None:
    header = public.header
    assert header is not None
    assert not header.select("form")
    assert "csrf_token" not in str(header)
    assert (
        header.find("a", string="Logga in")["href"] == "/logga-in?next=/folkmotioner/17%3Fsida%3D2"
    )
    assert header.find("a", string="Mina sidor")
    hidden = header.find("a", string="Arbetsyta")
    assert hidden
    assert hidden.find_parent("li").has_attr("hidden"), (
        "shown by a script where staff are logged in"
    )


def test_the_header_knows_where_one_is_and_in_which_language(public: BeautifulSoup) -> None:
    current = public.select(".menu [aria-current]")
    assert [link.get_text() for link in current] == ["Folkmotioner"]
    other = public.select_one("a[hreflang]")
    assert other is not None
    assert (other["lang"], other["hreflang"]) == ("en", "en")
    assert other["href"] == "/sprak/en?till=/folkmotioner/17%3Fsida%3D2"


def test_help_and_error_are_tied_to_their_field(public: BeautifulSoup) -> None:
    field = public.select_one("#fel-text")
    assert field is not None
    assert field["aria-invalid"] == "true"
    for explained in str(field["aria-describedby"]).split():
        assert public.select_one(f"#{explained}"), explained
    assert "5\u00a0000 tecken" in public.select_one("#fel-text-limit").get_text()
    assert not field.has_attr("maxlength"), "a pasted text must not be cut off in silence"
    assert "(frivilligt)" in public.select_one('[for="day"]').get_text()
    assert "(frivilligt)" not in public.select_one('[for="title"]').get_text()


def test_no_macro_needs_style_or_script_in_the_page(public: BeautifulSoup) -> None:
    assert not public.select("[style], style, script:not([src])")
    assert not [name for tag in public.select("*") for name in tag.attrs if name.startswith("on")]


def test_every_macro_is_shown_on_the_page() -> None:
    page = (UI.parent / "stil.html").read_text()
    files = [UI.parent / name for name in re.findall(r'from "(_ui/\w+.html)"', page)]
    used = page + "".join(path.read_text() for path in files)
    for path in files:
        for name in re.findall(r"{% macro ([a-z]\w*)", path.read_text()):
            calls = re.findall(rf"(?<!macro )(?<!{{# )\b{name}\(", used)
            assert calls, f"{path.name}: {name}() is shown nowhere"


@pytest.mark.parametrize("macro", ["publication_tag", "window_tag", "handling_tag"])
def test_a_state_without_a_word_is_an_error(looks: Flask, macro: str) -> None:
    module = looks.jinja_env.get_template("_ui/status.html").module
    with pytest.raises(UndefinedError):
        getattr(module, macro)("unheard_of")
