"""Pictures from outside, drawn anew: no metadata, no surprises, a size that suits the page."""

import io

from PIL import Image, ImageFile, UnidentifiedImageError

MOST_PIXELS = 20_000_000


class NotAPicture(ValueError):
    """The data is no picture that we can read."""


class TooManyPixels(ValueError):
    """Drawing it would cost too much."""


def redrawn(data: bytes, width: int, height: int) -> bytes:
    """A PNG, PNG or JPEG or WebP before, no larger than that. Raises NotAPicture or TooManyPixels."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint turns it on for the whole process
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "WEBP"]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise TooManyPixels
            image.thumbnail((width, height))
            out = io.BytesIO()
            image.convert("RGBA").save(out, "PNG", optimize=True)
            return out.getvalue()
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise NotAPicture from None
