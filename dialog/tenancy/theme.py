"""From one colour to a whole theme: every accent step, light and dark, always readable.

Each step gets the luminance that the same step has in Designsystemet's own theme, so contrast is
a property of the step and not of the colour that the municipality chose. Only hue and chroma come
from the municipality. Colours are mixed in OKLCH, where equal numbers look equally strong.
"""

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from dialog.core.i18n import lazy_gettext as _l

PREFIX = "--ds-color-accent-"

# Step: ((luminance, share of the chroma) in light, the same in dark). The luminances are those of
# theme.css 1.11.0; in dark, links and buttons keep more of the chroma, or most colours look grey.
REFERENCE = {
    "background-default": ((1.000, 0.00), (0.009, 0.21)),
    "background-tinted": ((0.898, 0.06), (0.014, 0.27)),
    "surface-default": ((1.000, 0.00), (0.021, 0.33)),
    "surface-tinted": ((0.809, 0.14), (0.027, 0.37)),
    "surface-hover": ((0.701, 0.22), (0.036, 0.42)),
    "surface-active": ((0.591, 0.32), (0.056, 0.51)),
    "border-subtle": ((0.500, 0.41), (0.079, 0.59)),
    "border-default": ((0.189, 0.86), (0.220, 0.55)),
    "border-strong": ((0.110, 0.96), (0.388, 0.70)),
    "text-subtle": ((0.110, 0.96), (0.388, 0.70)),
    "text-default": ((0.024, 0.54), (0.841, 0.07)),
    "base-default": ((0.123, 1.00), (0.263, 0.95)),
    "base-hover": ((0.078, 0.84), (0.356, 0.80)),
    "base-active": ((0.046, 0.70), (0.475, 0.65)),
}
HOVER, ACTIVE = 0.05, 0.10  # how far a pressed button moves from the municipality's own colour
BLACKISH, WHITISH = 0.20, 0.90  # lightness outside which there is no room to get darker, lighter
LINEAR_PART = 0.04045  # below this, sRGB is a straight line
ROUNDING = 0.0005  # what a channel may fall outside the screen without being visible

Scale = dict[str, str]
RGB = tuple[float, float, float]  # linear light, 0 to 1


class Oklch(NamedTuple):
    """A colour as lightness, chroma and hue (radians)."""

    lightness: float
    chroma: float
    hue: float


@lru_cache(maxsize=256)
def stylesheet(colour: str) -> str:
    """The style sheet that dresses a municipality in `colour`, given as "#rrggbb"."""
    light, dark = (_block(scale) for scale in scales(colour))
    return (
        f':root,[data-color-scheme="light"],[data-color-scheme="auto"]{{{light}}}\n'
        f'@media (prefers-color-scheme:dark){{[data-color-scheme="auto"]{{{dark}}}}}\n'
        f'[data-color-scheme="dark"]{{{dark}}}\n'
    )


def scales(colour: str) -> tuple[Scale, Scale]:
    """Every accent step in light and in dark. The light base is the municipality's own colour."""
    own = _oklch(_linear(colour))
    light, dark = (
        {step: _at(luminance[i], share[i], own) for step, (luminance, share) in _steps()}
        for i in (0, 1)
    )
    light |= _own_base(colour.lower(), own)
    return _with_text_on_base(light), _with_text_on_base(dark)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2 between two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2, 0 (black) to 1 (white)."""
    return _luminance(_linear(colour))


def _steps() -> Iterable[tuple[str, tuple[tuple[float, float], tuple[float, float]]]]:
    for step, (light, dark) in REFERENCE.items():
        yield step, ((light[0], dark[0]), (light[1], dark[1]))


def _block(scale: Scale) -> str:
    return ";".join(f"{PREFIX}{step}:{colour}" for step, colour in scale.items())


def _own_base(colour: str, own: Oklch) -> Scale:
    """Hover and active move away from the text on the button, so that they only get clearer."""
    away = -1 if _text_on(colour) == "#ffffff" else 1
    if not BLACKISH < own.lightness < WHITISH:
        away = -away
    start = max(own.lightness, BLACKISH)
    return {
        "base-default": colour,
        "base-hover": _hex(own._replace(lightness=start + away * HOVER)),
        "base-active": _hex(own._replace(lightness=start + away * ACTIVE)),
    }


def _with_text_on_base(scale: Scale) -> Scale:
    text = _text_on(scale["base-default"])
    return scale | {"base-contrast-subtle": text, "base-contrast-default": text}


def _text_on(colour: str) -> str:
    return max(("#ffffff", "#000000"), key=lambda text: contrast(text, colour))


def _at(wanted: float, share: float, own: Oklch) -> str:
    """The colour of this hue that has the wanted luminance."""
    low, high = 0.0, 1.0
    for _ in range(24):
        middle = (low + high) / 2
        if _luminance(_rgb(Oklch(middle, own.chroma * share, own.hue))) < wanted:
            low = middle
        else:
            high = middle
    return _hex(Oklch(high, own.chroma * share, own.hue))


def _linear(colour: str) -> RGB:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError(_l("Skriv färgen som # följt av sex tecken 0–9 eller a–f, som #00664f."))
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= LINEAR_PART else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return red, green, blue


def _luminance(rgb: RGB) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def _hex(colour: Oklch) -> str:
    shown = (min(1.0, max(0.0, channel)) for channel in _rgb(colour))
    curved = (
        12.92 * c if c <= LINEAR_PART / 12.92 else 1.055 * c ** (1 / 2.4) - 0.055 for c in shown
    )
    return "#" + "".join(f"{round(c * 255):02x}" for c in curved)


def _rgb(colour: Oklch) -> RGB:
    """Linear light; a colour too strong for a screen keeps its lightness and hue, loses chroma."""
    rgb = _from_oklch(colour)
    if _on_screen(rgb):
        return rgb
    low, high = 0.0, colour.chroma
    for _ in range(12):
        middle = (low + high) / 2
        if _on_screen(_from_oklch(colour._replace(chroma=middle))):
            low = middle
        else:
            high = middle
    return _from_oklch(colour._replace(chroma=low))


def _on_screen(rgb: RGB) -> bool:
    return all(-ROUNDING <= channel <= 1 + ROUNDING for channel in rgb)


def _oklch(rgb: RGB) -> Oklch:
    """Björn Ottosson's OKLab, as polar coordinates."""
    r, g, b = rgb
    x = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    y = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    z = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * x + 0.7936177850 * y - 0.0040720468 * z
    green_red = 1.9779984951 * x - 2.4285922050 * y + 0.4505937099 * z
    blue_yellow = 0.0259040371 * x + 0.7827717662 * y - 0.8086757660 * z
    return Oklch(lightness, math.hypot(green_red, blue_yellow), math.atan2(blue_yellow, green_red))


def _from_oklch(colour: Oklch) -> RGB:
    a = colour.chroma * math.cos(colour.hue)
    b = colour.chroma * math.sin(colour.hue)
    x = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    y = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    z = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
        -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
        -0.0041960863 * x - 0.7034186147 * y + 1.7076147010 * z,
    )
