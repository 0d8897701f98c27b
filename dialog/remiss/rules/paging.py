"""On which pages a document is answered: the whole first, then chapter by chapter."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

MOST_ON_A_PAGE = 20  # sections; a longer chapter is divided


class Numbered(Protocol):
    """A section of a document."""

    key: Any
    level: Any
    takes_views: Any


S = TypeVar("S", bound=Numbered)


@dataclass(frozen=True)
class Page(Generic[S]):
    """Sections that are answered on one page. `first` gives it its title and its address.

    `chapter` is the section that begins the chapter, where the page is a later piece of it.
    """

    first: S
    sections: tuple[S, ...]
    chapter: S | None = None

    @property
    def key(self) -> str:
        """What the address calls it."""
        return str(self.first.key)


def pages_of(
    sections: Sequence[S], asked: Collection[str], most: int = MOST_ON_A_PAGE
) -> list[Page[S]]:
    """The pages of a document, without those on which nobody is asked for anything.

    `asked`: keys of sections about which there is a question.
    """
    pages = [page for chapter in _chapters(sections) for page in _divided(chapter, most)]
    return [
        page
        for page in pages
        if any(section.takes_views or section.key in asked for section in page.sections)
    ]


def page_with(pages: Sequence[Page[S]], key: str) -> Page[S] | None:
    """The page on which that section is answered."""
    return next(
        (page for page in pages if any(each.key == key for each in page.sections)),
        None,
    )


def _chapters(sections: Sequence[S]) -> Iterator[list[S]]:
    """The document cut at its outermost headings. What stands before the first one goes with it."""
    if not sections:
        return
    outermost = min(section.level for section in sections)
    chapter: list[S] = []
    for section in sections:
        begins = section.level == outermost
        if begins and any(each.level == outermost for each in chapter):
            yield chapter
            chapter = []
        chapter.append(section)
    yield chapter


def _divided(chapter: list[S], most: int) -> Iterator[Page[S]]:
    """A chapter as one page, or in pieces that begin at a heading of the next level where they can."""
    if len(chapter) <= most:
        yield Page(chapter[0], tuple(chapter))
        return
    head, rest = chapter[0], chapter[1:]
    piece = [head]
    for part in _parts(rest, most):
        if len(piece) + len(part) > most and len(piece) > 1:
            yield _piece(head, piece)
            piece = []
        piece += part
    yield _piece(head, piece)


def _parts(sections: Sequence[S], most: int) -> Iterator[list[S]]:
    for part in _chapters(sections):
        if len(part) <= most:
            yield part
        else:
            yield part[:1]
            yield from _parts(part[1:], most)


def _piece(head: S, piece: list[S]) -> Page[S]:
    return Page(piece[0], tuple(piece), None if piece[0] is head else head)
