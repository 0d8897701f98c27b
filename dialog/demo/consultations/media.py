"""The pictures and documents of the demo. The picture is drawn here, so that it is nobody's but ours."""

import io
from itertools import pairwise

from PIL import Image, ImageDraw

from dialog.demo.content.consultation_shapes import Medium
from dialog.demo.content.load import load_file
from dialog.process.rules.files import FILE_FROM_STAFF, Upload, judge

SIZE = (1200, 800)
GRASS, PATH, WATER, OAK, PLAY, EDGE = (
    "#d9e8c9",
    "#f4ead6",
    "#8fc1d9",
    "#4f7a3f",
    "#e3a063",
    "#5c6b52",
)
OUTLINE = [(90, 640), (200, 130), (900, 90), (1110, 330), (1040, 690), (420, 730)]
WALKS = ([(150, 380), (480, 420), (760, 330), (1080, 420)], [(480, 420), (560, 720)])
BROOK = [(300, 115), (380, 250), (620, 260), (820, 480), (980, 700)]
OAKS = ((330, 540), (700, 180), (900, 250))
PLAYGROUND = (590, 520, 770, 640)
CROWN, TRUNK = 62, 12


def file_of(slug: str, medium: Medium) -> Upload:
    """The file, judged as one that staff have chosen."""
    data = park() if medium.file == "kvarnparken.png" else load_file(slug, medium.file)
    return judge(medium.name, data, FILE_FROM_STAFF)


def park() -> bytes:
    """A plan of Kvarnparken: grass, walks, a brook in a pipe, three oaks and a playground."""
    picture = Image.new("RGB", SIZE, "#f7f5ef")
    pen = ImageDraw.Draw(picture)
    pen.polygon(OUTLINE, fill=GRASS, outline=EDGE, width=6)
    for start, end in pairwise(BROOK):
        _dashes(pen, start, end)
    for walk in WALKS:
        pen.line(walk, fill=PATH, width=34, joint="curve")
    pen.rounded_rectangle(PLAYGROUND, radius=24, fill=PLAY, outline=EDGE, width=4)
    for x, y in OAKS:
        pen.ellipse((x - CROWN, y - CROWN, x + CROWN, y + CROWN), fill=OAK)
        pen.ellipse((x - TRUNK, y - TRUNK, x + TRUNK, y + TRUNK), fill=EDGE)
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def _dashes(pen: ImageDraw.ImageDraw, start: tuple[int, int], end: tuple[int, int]) -> None:
    """The brook runs in a pipe, so it is drawn as a broken line."""
    dashes = 9
    for n in range(dashes):
        a, b = n / dashes, (n + 0.55) / dashes
        points = [
            (start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t) for t in (a, b)
        ]
        pen.line(points, fill=WATER, width=14)
