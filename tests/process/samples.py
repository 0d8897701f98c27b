"""Files as bytes: sound ones, and the ways in which they can be bad. Nothing here is from a disk."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image

OOXML = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", f"{OOXML}wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", f"{OOXML}spreadsheetml.sheet"),
    "pptx": ("ppt/presentation.xml", f"{OOXML}presentationml.presentation"),
}
ODF = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
HIDDEN_PROGRAM = b"MZ\x90\x00 this program cannot be run"


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **save: Any
) -> bytes:
    """A picture with something to see in it."""
    image = Image.new(mode, size)
    image.paste(tuple([200] * len(mode)) if len(mode) > 1 else 200, (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, kind, **save)
    return out.getvalue()


def photo_with_place(orientation: int = 6) -> bytes:
    """A JPEG as a telephone makes it: lying on its side, with where and by what it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x0110] = "Telefon 17"
    exif[0x013B] = "Anna Andersson"
    exif.get_ifd(0x8825).update({1: "N", 2: (59.0, 36.0, 30.0), 3: "E", 4: (16.0, 32.0, 0.0)})
    return picture(size=(400, 300), exif=exif.tobytes(), comment=b"Anna")


def animated_webp() -> bytes:
    """Two frames that move."""
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def image_bomb(side: int = 30_000) -> bytes:
    """A PNG of some kilobytes that would become gigabytes."""
    rows = zlib.compressobj(9)
    row = b"\0" * (side // 8 + 1)
    packed = b"".join(rows.compress(row * 1000) for _ in range(side // 1000)) + rows.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND")


def _chunk(name: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def pdf(extra: bytes = b"", first: bytes = b"") -> bytes:
    """A small PDF; `first` comes in its beginning, `extra` among its objects."""
    body = b"%PDF-1.7\n" + first + b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    body += b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n" + extra
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R >>\n"
    return body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)


def packed(members: dict[str, bytes], stored: frozenset[str] = frozenset()) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            way = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, data, way)
    return out.getvalue()


def office(ending: str = "docx", more: dict[str, bytes] | None = None, types: str = "") -> bytes:
    """An office document with the members that its kind must have."""
    if ending in ODF:
        members = {
            "mimetype": ODF[ending].encode(),
            "content.xml": b"<office:document-content/>",
            "META-INF/manifest.xml": b"<manifest:manifest/>",
        }
        return packed(members | (more or {}), frozenset({"mimetype"}))
    member, kind = MAIN[ending]
    listed = (
        types or f'<Types><Override PartName="/{member}" ContentType="{kind}.main+xml"/></Types>'
    )
    members = {
        "[Content_Types].xml": listed.encode(),
        "_rels/.rels": b"<Relationships/>",
        member: b"<document/>",
    }
    return packed(members | (more or {}))


def encrypted_office() -> bytes:
    """A document whose entries say that they are encrypted."""
    data = bytearray(office())
    data[6] |= 1  # the flags of the first local header
    start = data.find(b"PK\x01\x02")
    while start != -1:
        data[start + 8] |= 1
        start = data.find(b"PK\x01\x02", start + 4)
    return bytes(data)


def lying_office() -> bytes:
    """A document with an entry that says it is smaller than it is."""
    data = bytearray(office(more={"word/media/bild.bin": b"\0" * 500_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.find(mark)
        while start != -1:
            if struct.unpack_from("<I", data, start + offset)[0] == 500_000:
                struct.pack_into("<I", data, start + offset, 100)
            start = data.find(mark, start + 4)
    return bytes(data)
