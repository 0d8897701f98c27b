"""The compilation as a workbook: an overview, sections and positions, and everything that was said."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from dialog.core.i18n import gettext as _
from dialog.core.workbook import workbook
from dialog.remiss.queries.replied import Told, notes
from dialog.remiss.reactions.writing.whole import Whole, of_section
from dialog.remiss.rules import EFFECT_NAMES
from dialog.remiss.rules.compilation import Chapter

Row = Sequence[Any]
WIDE, NARROW, WORDS = 28, 14, 70  # columns, in characters


def write_xlsx(whole: Whole, file: BinaryIO) -> Iterator[int]:
    """A workbook."""
    done = 0
    with workbook(file, _("avkortad, hela texten finns i svaret")) as book:
        book.fill(_("Översikt"), overview(whole), (WIDE, WORDS))
        book.fill(_("Avsnitt × ställningstaganden"), sections(whole), (WORDS // 2, NARROW))
        widths = (NARROW, WIDE, WIDE, WIDE, WIDE, WORDS, WIDE, WIDE, NARROW, WIDE, WORDS, WORDS)
        sheet = book.sheet(_("Synpunkter"), widths)
        sheet.write(head(whole))
        for chapter in whole.chapters():
            for batch in whole.told(chapter):
                for row in points(whole, chapter, batch):
                    sheet.write(row)
                done += of_section(chapter, batch)
                yield done
    yield done


def overview(whole: Whole) -> Iterator[Row]:
    """What the file is of, how far the compilation has come, and what must be kept in mind."""
    yield [_("Sammanställning"), ""]
    yield from whole.facts()
    needed, left = whole.compilation.needed(), len(whole.compilation.left())
    yield [_("Delar som har kommentar eller skäl"), needed - left]
    yield [_("Delar som är kvar"), left]
    yield [
        "",
        _("Privatpersoners namn står inte i filen. Det som är maskerat eller dolt är utelämnat."),
    ]
    yield ["", _("En avsändare som har ändrat sig räknas en gång, med sitt senaste svar.")]
    if whole.with_notes:
        yield ["", _("Arbetsmaterial med interna anteckningar. Dela inte filen utanför kommunen.")]


def sections(whole: Whole) -> Iterator[Row]:
    """How many took each position on each section, and what the municipality says of it."""
    chapters = whole.chapters()
    labels = [line.label for line in whole.lines(chapters[0])]
    yield [
        _("Avsnitt"),
        _("Svar"),
        *(_("%(position)s, organisationer") % {"position": label} for label in labels),
        *(_("%(position)s, privatpersoner") % {"position": label} for label in labels),
        _("Synpunkter"),
        _("Synpunkter utan eget svar"),
        _("Kommunens kommentar"),
        _("Det här ändras"),
        _("Varför det inte finns någon kommentar"),
    ]
    for chapter in chapters:
        counts = whole.lines(chapter)[: len(labels)]
        comment = chapter.comment
        yield [
            heading(chapter),
            chapter.answers,
            *(line.more[0] for line in counts),
            *(line.more[1] for line in counts),
            chapter.points,
            chapter.unreplied,
            comment.words,
            comment.changed,
            comment.none_reason,
        ]


def heading(chapter: Chapter) -> str:
    """What a section is called, and whether a new version has it no more."""
    return (
        f"{chapter.heading} ({_('borttaget i ny version')})" if chapter.is_gone else chapter.heading
    )


def head(whole: Whole) -> Row:
    """What the columns of what was said are called."""
    columns = [
        _("Nummer"),
        _("Avsnitt"),
        _("Avsändare"),
        _("Ställningstagande"),
        _("Fråga"),
        _("Synpunkt"),
        _("Taggar"),
        _("Grupp"),
        _("Beaktas"),
        _("Följd"),
        _("Kommunens svar"),
    ]
    return [*columns, _("Interna anteckningar")] if whole.with_notes else columns


def points(whole: Whole, chapter: Chapter, batch: Sequence[Told]) -> Iterator[Row]:
    """What was said of a section, one point a row."""
    written = [each.point for each in batch if each.point is not None]
    internal = notes(whole.ctx, written) if whole.with_notes else {}
    for each in batch:
        yield _row(whole, chapter, each, internal)


def _row(whole: Whole, chapter: Chapter, each: Told, internal: Mapping[int, list[str]]) -> Row:
    question, reply, point = each.statement.question, each.reply, each.point
    row = [
        point.id if point else "",
        heading(chapter),
        each.sender,
        whole.position(each.position) if each.position else "",
        whole.question(question) if question else "",
        each.words,
        ", ".join(each.tags),
        each.group,
        _("Ja") if each.is_counted else _("Nej"),
        str(EFFECT_NAMES[reply.effect]) if reply else "",
        reply.words if reply else "",
    ]
    own = "\n\n".join(internal.get(point.id, ())) if point else ""
    return [*row, own] if whole.with_notes else row
