"""The compilation as a PDF that screen readers can read.

A page is drawn in memory, so single points are in it only where they are few (MOST_ON_PAPER). Numbers,
organisations, comments and replies to many at once always are.
"""

from collections.abc import Iterator
from typing import BinaryIO

from dialog.core.paper import pdf, render
from dialog.remiss.actions.exports import MOST_ON_PAPER
from dialog.remiss.reactions.writing.whole import Whole
from dialog.remiss.rules import EFFECT_NAMES


def write_pdf(whole: Whole, file: BinaryIO) -> Iterator[int]:
    """The document. Raises core.paper.NoTextEngine."""
    file.write(pdf(page(whole)))
    yield whole.statements()


def page(whole: Whole) -> str:
    """The document as HTML, with its own style sheet."""
    chapters = whole.chapters()
    with_points = sum(each.points for each in chapters) <= MOST_ON_PAPER
    shown = [
        {
            "chapter": each,
            "lines": whole.lines(each),
            "names": whole.taken_by(each),
            "groups": whole.together(each),
            "told": [row for batch in whole.told(each) for row in batch if row.words]
            if with_points
            else [],
        }
        for each in chapters
    ]
    return render(
        "remiss/compilation_document.html",
        whole=whole,
        remiss=whole.remiss,
        chapters=shown,
        with_points=with_points,
        effects=EFFECT_NAMES,
    )
