"""Pictures from outside, drawn anew: no metadata, no surprises, a size that suits the page."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps

MOST_PIXELS = 20_000_000
MOST_PIXELS_OF_JPEG = 50_000_000  # what telephones take; read at half or a quarter of the size
QUALITY = 85
ENOUGH_DETAIL = 1.2  # a JPEG is read at the size next above that many times what is wanted
MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}


class NotAPicture(ValueError):
    """The data is no picture that we can read."""


class TooManyPixels(ValueError):
    """Drawing it would cost too much."""


@dataclass(frozen=True)
class Picture:
    """A picture that we have drawn ourselves."""

    data: bytes
    media_type: str
    width: int
    height: int


def redrawn(data: bytes, width: int, height: int) -> bytes:
    """A PNG, PNG or JPEG or WebP before, no larger than that. Raises NotAPicture or TooManyPixels."""
    with _opened(data, MOST_PIXELS, MOST_PIXELS) as image:
        image.thumbnail((width, height))
        out = io.BytesIO()
        image.convert("RGBA").save(out, "PNG", optimize=True)
        return out.getvalue()


def for_page(data: bytes, longest: int) -> Picture:
    """The same kind of picture, the right way up, no side longer than that, and nothing else.

    Only the first frame of what moves. Where it was taken, by whom and with what is gone, and so is
    whatever lay behind it in the file. Raises NotAPicture or TooManyPixels.
    """
    with _opened(data, MOST_PIXELS, MOST_PIXELS_OF_JPEG) as image:
        kind = str(image.format)
        image.thumbnail((longest, longest), reducing_gap=ENOUGH_DETAIL)
        upright = ImageOps.exif_transpose(image)  # after the size: a square fits both ways
        has_alpha = kind != "JPEG" and upright.has_transparency_data
        clean = upright.convert("RGBA" if has_alpha else "RGB")
        clean.info.clear()  # Pillow would write some of it again: colour profiles, comments
        out = io.BytesIO()
        options = {} if kind == "PNG" else {"quality": QUALITY}
        clean.save(out, kind, optimize=True, **options)
        return Picture(out.getvalue(), MEDIA_TYPES[kind], clean.width, clean.height)


@contextmanager
def _opened(data: bytes, most: int, most_of_jpeg: int) -> Iterator[Image.Image]:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint turns it on for the whole process
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "WEBP"]) as image:
            _ensure_few_pixels(image, most_of_jpeg if image.format == "JPEG" else most)
            yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels from None
    except TooManyPixels:
        raise
    except (OSError, SyntaxError, ValueError, LookupError, struct.error):  # what decoders raise
        raise NotAPicture from None


def _ensure_few_pixels(image: Image.Image, most: int) -> None:
    if image.width * image.height > most:
        raise TooManyPixels
