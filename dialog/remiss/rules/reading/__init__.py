"""Reading a document that is sent for opinion: from a file in any usual format to a tree of sections."""

from collections.abc import Callable, Iterator
from pathlib import PurePath

from dialog.remiss.rules.content import Outline
from dialog.remiss.rules.reading.assemble import assembled
from dialog.remiss.rules.reading.fault import BROKEN, EMPTY, Unreadable
from dialog.remiss.rules.reading.judging import format_of, text_in
from dialog.remiss.rules.reading.marked import read_markdown
from dialog.remiss.rules.reading.opendocument import read_odt
from dialog.remiss.rules.reading.pdf import read_pdf
from dialog.remiss.rules.reading.pieces import MARK, Piece, Progress, tidy, within_limits, words_of
from dialog.remiss.rules.reading.plain import read_plain
from dialog.remiss.rules.reading.web import read_web
from dialog.remiss.rules.reading.word import read_word

ENDINGS = ("docx", "odt", "pdf", "html", "htm", "md", "txt")  # what people can choose
WITHOUT_COVER = {"html", "markdown"}
LONGEST_NAME = 200


def read(name: str, data: bytes, progress: Progress = lambda done, total: None) -> Outline:
    """The document in a file of this name. `progress` is told how many parts of how many are read.

    Raises Unreadable, whose words say what the person can do, and whatever `progress` raises.
    """
    form = format_of(name, data)
    pieces = _pieces(form, data, progress)
    outline = assembled(pieces, _name_without_ending(name), has_cover=form not in WITHOUT_COVER)
    if not any(section.body.blocks for section in outline.sections):
        raise Unreadable(EMPTY)
    return outline


def text_of(name: str, data: bytes) -> str:
    """All that the document says, as one text, for search. Raises Unreadable."""
    pieces = _pieces(format_of(name, data), data, lambda done, total: None)
    found = (MARK.sub("", words_of(piece)) for piece in pieces)
    return "\n\n".join(filter(None, found))


def _pieces(form: str, data: bytes, progress: Progress) -> list[Piece]:
    def told(done: int, total: int) -> None:
        try:
            progress(done, total)
        except Exception as error:
            raise _Stopped from error

    try:
        pieces = list(within_limits(READERS[form](data, told)))
    except Unreadable:
        raise
    except _Stopped as stopped:
        raise stopped.__cause__ or stopped from None
    except Exception as error:  # what parsers of files by strangers raise is no closed list
        raise Unreadable(BROKEN) from error
    if not pieces:
        raise Unreadable(EMPTY)
    return pieces


def _name_without_ending(name: str) -> str:
    stem = PurePath(name.replace("\\", "/")).name.rpartition(".")[0]
    return tidy(stem.replace("_", " "))[:LONGEST_NAME] or "–"


def _plain(data: bytes, progress: Progress) -> Iterator[Piece]:
    return read_plain(text_in(data, "plain"), progress)


class _Stopped(Exception):
    """Whoever is told of progress wants no more of it, which is no fault of the file."""


Reader = Callable[[bytes, Progress], Iterator[Piece]]
READERS: dict[str, Reader] = {
    "docx": read_word,
    "html": read_web,
    "markdown": read_markdown,
    "odt": read_odt,
    "pdf": read_pdf,
    "plain": _plain,
}
