"""What the types of process put on "My pages". Nothing here knows any type."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dialog.core.context import Context


@dataclass(frozen=True)
class Row:
    """One thing of mine: where it stands and what happens next. `tags` as in views.cards."""

    title: str
    href: str
    language: str = "sv"
    tags: Sequence[tuple[str, str, str]] = ()
    next: str = ""  # the next step
    whose: str = ""  # whose turn it is, and when
    comment: str = ""  # the municipality's words to the author
    facts: Sequence[str] = ()
    links: Sequence[tuple[str, str]] = ()  # words and address


@dataclass(frozen=True)
class Panel:
    """A heading and its rows. An empty panel says so, and what one can do about it."""

    title: str
    rows: Sequence[Row]
    empty: str
    links: Sequence[tuple[str, str]] = field(default_factory=tuple)


Build = Callable[[Context], Panel | None]
PANELS: list[Build] = []


def panel(build: Build) -> Build:
    """Show what the function builds on "My pages", in the order of registration; None shows nothing."""
    PANELS.append(build)
    return build
