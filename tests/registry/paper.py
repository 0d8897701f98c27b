"""Reads a PDF back, enough to know what it says of itself and which words stand in it."""

import re
import zlib
from dataclasses import dataclass

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"\[(.*?)\]\s*TJ|<([0-9a-fA-F\s]+)>\s*Tj", re.DOTALL)
_GLYPHS = re.compile(rb"<([0-9a-fA-F\s]+)>")
_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*$", re.MULTILINE)
_TITLE = re.compile(r"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", re.DOTALL)


@dataclass(frozen=True)
class Paper:
    """A PDF: all that was compressed in it, unpacked."""

    streams: list[bytes]

    @property
    def structure(self) -> str:
        """The objects of the document and its metadata, as written."""
        return b"\n".join(each for each in self.streams if not self._is_page(each)).decode(
            "latin-1"
        )

    @property
    def metadata(self) -> str:
        """The XMP packet."""
        return next(each for each in self.streams if each.startswith(b"<?xpacket")).decode()

    @property
    def title(self) -> str:
        """What a reader shows as the name of the document."""
        found = _TITLE.search(self.metadata)
        return found[1] if found else ""

    @property
    def words(self) -> str:
        """Everything that is drawn, without spaces, read with each font in turn.

        A word is drawn in one font, so it is readable in one of the turns.
        """
        fonts = [self._font(each) for each in self.streams if b"begincmap" in each]
        pages = [each for each in self.streams if self._is_page(each)]
        text = "\n".join(self._read(page, font) for page in pages for font in fonts)
        return "".join(text.split(" "))

    @staticmethod
    def _is_page(stream: bytes) -> bool:
        return b" Tf" in stream and b"BT" in stream

    @staticmethod
    def _font(stream: bytes) -> dict[int, str]:
        return {
            int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in _PAIR.findall(stream)
        }

    @staticmethod
    def _read(page: bytes, font: dict[int, str]) -> str:
        read = []
        for array, single in _SHOWN.findall(page):
            glyphs = b"".join(_GLYPHS.findall(array)) if array else single
            codes = re.findall(rb"[0-9a-fA-F]{4}", b"".join(glyphs.split()))
            read.append("".join(font.get(int(code, 16), "\ufffd") for code in codes))
        return "".join(read)


def read(content: bytes) -> Paper:
    """Unpack a PDF."""
    return Paper([_unpacked(each) for each in _STREAM.findall(content)])


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream
