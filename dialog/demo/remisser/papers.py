"""The documents of the demo: the one that is sent for opinion, and statements that come as a file."""

import io

import docx

from dialog.demo.content import remiss_shapes as told
from dialog.demo.content.load import load_file
from dialog.process.rules.files import READABLE_FROM_STAFF, Upload, judge
from dialog.remiss.rules.content import BlockKind, Outline
from dialog.remiss.rules.files import TAKEN
from dialog.remiss.rules.reading import read

STYLES = {BlockKind.LIST: "List Bullet", BlockKind.NUMBERED: "List Number"}


def document_of(slug: str, remiss: told.Remiss) -> Upload:
    """The document as the officer has it on their computer, judged as any other."""
    data, name = load_file(slug, remiss.document), remiss.document
    if remiss.is_word:
        data, name = as_word(read(name, data)), f"{name.removesuffix('.md')}.docx"
    return judge(name, data, READABLE_FROM_STAFF)


def statement_of(answer: told.Answer) -> Upload:
    """What an organisation has written elsewhere and sends along."""
    page = docx.Document()
    page.add_heading("Yttrande", 1)
    for words in answer.file_words.split("\n\n"):
        page.add_paragraph(words)
    return judge(answer.file, _saved(page), TAKEN)


def as_word(outline: Outline) -> bytes:
    """The same document as somebody would write it in Word: with its styles for titles and lists."""
    page = docx.Document()
    page.add_heading(outline.title, 0)
    for section in outline.sections:
        page.add_heading(f"{section.number} {section.title}".strip(), section.level)
        for block in section.body.blocks:
            if block.rows:
                _add_table(page, block.rows)
            elif block.items:
                for item in block.items:
                    page.add_paragraph(item, STYLES[block.kind])
            else:
                page.add_paragraph(block.text)
    return _saved(page)


def _add_table(page: "docx.document.Document", rows: tuple[tuple[str, ...], ...]) -> None:
    table = page.add_table(0, len(rows[0]))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words


def _saved(page: "docx.document.Document") -> bytes:
    kept = io.BytesIO()
    page.save(kept)
    return kept.getvalue()
