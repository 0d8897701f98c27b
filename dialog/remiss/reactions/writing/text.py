"""The compilation as a Word document: every section with who thinks what, comment, changes and replies."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import html

from dialog.core.i18n import SOURCE, format_number
from dialog.core.i18n import gettext as _
from dialog.core.text import markdown
from dialog.core.wordfile import About, Columns, Word, word_document
from dialog.remiss.queries.replied import Together, Told
from dialog.remiss.reactions.writing.sheets import heading
from dialog.remiss.reactions.writing.whole import Whole, of_section
from dialog.remiss.rules import EFFECT_NAMES
from dialog.remiss.rules.compilation import Chapter

LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
BLOCKS = ("h2", "h3", "h4", "p", "li")


def write_docx(whole: Whole, file: BinaryIO) -> Iterator[int]:
    """A document in the language of the municipality, with contents, headings and tables with heads."""
    title = f"{_('Sammanställning')}: {whole.remiss.title}"
    about = About(title, whole.place, LANGUAGES[SOURCE])
    done = 0
    with word_document(file, about) as word:
        word.title(title)
        facts = Columns(_("Om sammanställningen"), [_("Uppgift"), _("Värde")], (1, 2))
        word.table(facts, whole.facts())
        chapters = [(each, f"avsnitt_{at}") for at, each in enumerate(whole.chapters(), 1)]
        word.heading(_("Innehåll"), 1)
        word.contents([(heading(each), mark) for each, mark in chapters], "1-2")
        if whole.remiss.compilation_words:
            word.heading(_("Vad kommunen säger"), 1)
            introduction(word, whole.remiss.compilation_words)
        word.heading(_("Avsnitt för avsnitt"), 1)
        for chapter, mark in chapters:
            word.heading(heading(chapter), 2, mark=mark)
            opinions(word, whole, chapter)
            official(word, chapter)
            for number in replies(word, whole, chapter):
                done += number
                yield done
    yield done


def introduction(word: Word, words: str) -> None:
    """Markdown as headings of one level, list items and paragraphs."""
    for block in html.fragment_fromstring(markdown(words), create_parent="div").iter(*BLOCKS):
        text = " ".join(block.text_content().split())
        if block.tag.startswith("h"):
            word.heading(text, 2)
        elif block.tag == "li":
            word.paragraph(text, style="ListBullet")
        elif block.getparent().tag != "li":
            word.paragraph(text)


def opinions(word: Word, whole: Whole, chapter: Chapter) -> None:
    """How many took each position, and which organisations."""
    if not chapter.took_position:
        word.paragraph(_("Ingen har tagit ställning."))
        return
    names = dict(whole.taken_by(chapter))
    rows = [
        [
            line.label,
            format_number(line.more[0]),
            format_number(line.more[1]),
            ", ".join(names.get(line.label, ())),
        ]
        for line in whole.lines(chapter)
    ]
    head = [
        _("Ställningstagande"),
        _("Organisationer"),
        _("Privatpersoner"),
        _("Vilka organisationer"),
    ]
    caption = _("Ställningstaganden: %(what)s") % {"what": chapter.heading}
    word.table(Columns(caption, head, (4, 3, 3, 6)), rows)


def official(word: Word, chapter: Chapter) -> None:
    """What the municipality says and changed, or why it says nothing."""
    comment = chapter.comment
    if comment.words:
        word.heading(_("Kommunens kommentar"), 3)
        word.paragraph(comment.words)
        word.heading(_("Det här ändras"), 3)
        word.paragraph(comment.changed or _("Inget ändras i avsnittet."))
    else:
        word.heading(_("Kommunen kommenterar inte avsnittet"), 3)
        word.paragraph(comment.none_reason or _("Kommunen har inte skrivit något än."))


def replies(word: Word, whole: Whole, chapter: Chapter) -> Iterator[int]:
    """What was said and what is replied, in tables; yields how many statements each batch was."""
    groups = whole.together(chapter)
    if not (groups or chapter.points):
        return
    word.heading(_("Synpunkter och svar"), 3)
    if groups:
        head = [_("Synpunkt från flera"), _("Från"), _("Kommunens svar")]
        caption = _("Synpunkter som flera har: %(what)s") % {"what": chapter.heading}
        word.table(Columns(caption, head, (4, 4, 6)), map(_group, groups))
    head = [_("Från"), _("Synpunkt"), _("Kommunens svar")]
    caption = _("Alla synpunkter: %(what)s") % {"what": chapter.heading}
    with word.open_table(Columns(caption, head, (3, 7, 6))) as write:
        for batch in whole.told(chapter):
            for each in batch:
                if each.words:
                    write(_point(whole, each))
            yield of_section(chapter, batch)


def _group(group: Together) -> list[str]:
    persons = group.senders.persons
    names = list(group.organisations)
    if persons:
        names.append(_("privatpersoner: %(n)s") % {"n": format_number(persons)})
    return [group.title, ", ".join(names), _reply(group.effect, group.words)]


def _point(whole: Whole, each: Told) -> list[str]:
    sender = each.sender
    if each.position:
        sender = f"{sender}\n{whole.position(each.position)}"
    if not each.is_counted:
        sender = f"{sender}\n{_('Beaktas inte')}"
    if each.reply is None:
        answer = _("Se kommunens kommentar till avsnittet.")
    elif each.group and each.reply.group_id is not None:
        answer = _("Se svaret till flera: %(title)s") % {"title": each.group}
    else:
        answer = _reply(each.reply.effect, each.reply.words)
    return [sender, each.words, answer]


def _reply(effect: Any, words: str) -> str:
    return f"{EFFECT_NAMES[effect]}.\n{words}"
