"""One colour gives a theme in which everything can be read."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialog.core import resources
from dialog.tenancy import theme

colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")
vendor = resources.root() / "static/vendor/theme.css"


@settings(max_examples=150, deadline=None)
@example("#000000")
@example("#ffffff")
@example("#f2c300")
@example("#ff0000")
@example("#0000ff")
@example("#00ff00")
@example("#777777")
@given(colours)
def test_text_can_be_read_whatever_the_colour(colour: str) -> None:
    for scale in theme.scales(colour):
        pages = ["background-default", "background-tinted", "surface-default", "surface-tinted"]
        for page in pages:
            assert theme.contrast(scale["text-subtle"], scale[page]) >= 4.5
            assert theme.contrast(scale["border-default"], scale[page]) >= 3
        for page in [*pages, "surface-hover", "surface-active"]:
            assert theme.contrast(scale["text-default"], scale[page]) >= 4.5
        for base in ("base-default", "base-hover", "base-active"):
            assert theme.contrast(scale["base-contrast-default"], scale[base]) >= 4.5


@settings(max_examples=50, deadline=None)
@given(colours)
def test_every_step_has_the_luminance_of_the_reference(colour: str) -> None:
    for at, scale in enumerate(theme.scales(colour)):
        for step, reference in theme.REFERENCE.items():
            if not (at == 0 and step.startswith("base")):
                assert theme.luminance(scale[step]) == pytest.approx(reference[at][0], abs=0.015)


def test_the_municipality_sees_its_own_colour_on_buttons() -> None:
    light, dark = theme.scales("#A6192E")
    assert light["base-default"] == "#a6192e"
    assert light["base-contrast-default"] == "#ffffff"
    assert dark["base-contrast-default"] == "#000000"
    assert theme.scales("#f2c300")[0]["base-contrast-default"] == "#000000"


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#00664f", "#f2c300", "#1a1a1a"])
def test_a_pressed_button_looks_pressed(colour: str) -> None:
    for scale in theme.scales(colour):
        assert len({scale["base-default"], scale["base-hover"], scale["base-active"]}) == 3


def test_the_style_sheet_covers_every_way_to_choose_a_scheme() -> None:
    light, dark = theme.scales("#00664f")
    sheet = theme.stylesheet("#00664f")
    first, by_system, last = sheet.splitlines()
    assert first.startswith(':root,[data-color-scheme="light"],[data-color-scheme="auto"]{')
    assert by_system.startswith('@media (prefers-color-scheme:dark){[data-color-scheme="auto"]{')
    assert last.startswith('[data-color-scheme="dark"]{')
    assert light["text-default"] in first
    assert dark["text-default"] in by_system
    assert dark["text-default"] in last
    assert sheet.count("{") == sheet.count("}") == 4


@pytest.mark.parametrize(
    "colour", ["", "00664f", "#0064f", "#00664g", "#00664f;}", "röd", "#00664f\n"]
)
def test_what_is_no_colour_is_refused_in_words(colour: str) -> None:
    with pytest.raises(ValueError, match="Skriv färgen som #"):
        theme.stylesheet(colour)


@pytest.mark.skipif(not vendor.is_file(), reason="style sheets are fetched by dev.py")
def test_the_reference_is_that_of_the_installed_style_sheet() -> None:
    light, dark = (_accent(scheme) for scheme in ("light", "dark"))
    names = {*theme.REFERENCE, "base-contrast-subtle", "base-contrast-default"}
    assert set(light) == set(dark) == set(theme.scales("#0062ba")[0]) == names
    for step, reference in theme.REFERENCE.items():
        assert theme.luminance(light[step]) == pytest.approx(reference[0][0], abs=0.001)
        assert theme.luminance(dark[step]) == pytest.approx(reference[1][0], abs=0.001)


def _accent(scheme: str) -> dict[str, str]:
    css = vendor.read_text()
    css = css[css.index(f'[data-color-scheme="{scheme}"] {{') :]
    return dict(re.findall(theme.PREFIX + r"([a-z-]+): (#[0-9a-fA-F]{6});", css[: css.index("}")]))
