"""What a file is made from: what stands in the compilation, and a way to read the rest piece by piece."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dialog.core.context import Context
from dialog.core.i18n import format_date, format_number
from dialog.core.i18n import gettext as _
from dialog.remiss.models import Remiss
from dialog.remiss.queries.compilation import Compilation, Names, compilation, organisations
from dialog.remiss.queries.replied import (
    Together,
    Told,
    count_statements,
    together,
    told,
)
from dialog.remiss.rules.compilation import Chapter, Line, lines
from dialog.remiss.rules.files import is_of_file
from dialog.tenancy.queries import municipality


@dataclass(frozen=True)
class Whole:
    """One compilation. `with_notes`: whether what staff have said to one another goes along."""

    ctx: Context
    remiss: Remiss
    compilation: Compilation
    names: Names
    place: str  # the municipality
    with_notes: bool = False

    def statements(self) -> int:
        """How many statements there are to write."""
        return count_statements(self.ctx, self.remiss)

    def chapters(self) -> list[Chapter]:
        """The sections that are told of, the whole document first."""
        return self.compilation.told()

    def told(self, chapter: Chapter) -> Iterator[list[Told]]:
        """What was said of a section, in batches."""
        return told(self.ctx, self.remiss, chapter.key)

    def together(self, chapter: Chapter) -> list[Together]:
        """The points of a section that say the same and got one reply."""
        return together(self.ctx, self.remiss, chapter.key)

    def lines(self, chapter: Chapter) -> list[Line]:
        """How many took each position on it."""
        return lines(self.remiss.all_positions(), chapter.counts)

    def taken_by(self, chapter: Chapter) -> list[tuple[str, list[str]]]:
        """Which organisations took each position on it."""
        names = self.names.get(chapter.key, {})
        return [(self.position(key), names[key]) for key in names]

    def position(self, key: str) -> str:
        """What a position is called."""
        known = (each.label for each in self.remiss.all_positions() if each.key == key)
        return next(known, key)

    def question(self, key: str) -> str:
        """A question in words."""
        if is_of_file(key):
            return _("Ur ett dokument")
        known = (each.text for each in self.remiss.all_questions() if each.key == key)
        return next(known, key)

    def facts(self) -> list[tuple[str, str]]:
        """What the compilation is of, as names and values."""
        remiss, answers = self.remiss, self.compilation.answers
        state = _("Klar") if remiss.concluded_at else _("Arbetsmaterial, inte klar")
        found = [
            (_("Remiss"), remiss.title),
            (_("Kommun"), self.place),
            (_("Diarienummer"), remiss.case_number),
            (_("Läge"), state),
            (_("Filen gjord"), format_date(self.ctx.now)),
            (_("Organisationer som har svarat"), format_number(answers.organisations)),
            (_("Privatpersoner som har svarat"), format_number(answers.persons)),
            (_("Svar som inte beaktas"), ", ".join(self.compilation.unconsidered)),
        ]
        return [(name, value) for name, value in found if value]


def whole_of(ctx: Context, remiss: Remiss, *, with_notes: bool = False) -> Whole:
    """The compilation, ready to be written to a file."""
    place = municipality(ctx.session).name
    found = compilation(ctx, remiss)
    return Whole(ctx, remiss, found, organisations(ctx, remiss), place, with_notes)


def of_section(chapter: Chapter, batch: Sequence[Told]) -> int:
    """How many statements about the section are in a batch; others stand in their own section too."""
    return len({each.statement.id for each in batch if each.statement.section == chapter.key})
