"""Why a filter points at a text, in words and links, for those who decide."""

from dataclasses import dataclass

from flask import url_for

from dialog.core.i18n import format_number
from dialog.core.text import plain
from dialog.moderation.models import Suggestion
from dialog.moderation.queries import suggesting as queries
from dialog.moderation.rules.suggesting import CLUE_NAMES, Clue
from dialog.moderation.views import rows
from dialog.process.queries.paging import Page
from dialog.web.request import here


@dataclass(frozen=True)
class Shown:
    """One reason: what it is, the words that triggered it, and where an earlier text stands."""

    title: str
    words: tuple[str, ...] = ()
    href: str = ""

    def __str__(self) -> str:
        return f"{self.title}: {', '.join(self.words)}" if self.words else self.title


def clue(found: Suggestion) -> Shown:
    """One suggestion as pages show it."""
    title = str(CLUE_NAMES[found.kind])
    if found.kind is Clue.DUPLICATE:
        return Shown(title, href=url_for("moderation.contribution", id=int(found.words[0])))
    if found.kind is Clue.FLOOD:
        return Shown(title, (format_number(int(found.words[0])),))
    return Shown(title, tuple(plain(word) for word in found.words))


def suggested_rows(page: Page) -> list[rows.Row]:
    """Contributions as rows of a list, with why they are there. One statement."""
    ctx = here()
    clues = queries.clues(ctx, page.rows)
    return [rows.suggested(each, [str(clue(row)) for row in clues[each.id]]) for each in page.rows]
