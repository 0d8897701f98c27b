"""What it costs to read a DOCX of 300 pages, in time and in memory: for `dev.py bench`."""

import multiprocessing
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from dialog.remiss.rules.reading import read
from tests.remiss.documents import add_notes, paragraph, raw, reference, run, word

KB = 1024
MOST_SECONDS, MOST_MB = 10, 300
CHAPTERS, SECTIONS, PARAGRAPHS = 40, 10, 4  # with what is below: about 300 pages
SENTENCE = (
    "Kommunen ska arbeta för att fler invånare ska kunna resa hållbart i hela Ekby varje dag. "
)


def large_document() -> bytes:
    """Chapters with sections, each with text, a list and a footnote; a table in every second one."""
    notes: dict[int, str] = {}

    def build(document: Any) -> None:
        document.add_heading("Översiktsplan för Ekby", 0)
        for chapter in range(1, CHAPTERS + 1):
            document.add_heading(f"{chapter} Kapitel", 1)
            for section in range(1, SECTIONS + 1):
                document.add_heading(f"{chapter}.{section} Avsnitt", 2)
                add_section(document, notes, chapter * SECTIONS + section)
        add_notes(document, notes)

    return word(build)


def add_section(document: Any, notes: dict[int, str], number: int) -> None:
    """The text of one section."""
    notes[number] = f"Se underlag {number}."
    raw(document, paragraph(run(SENTENCE) + reference(number)))
    for _paragraph in range(PARAGRAPHS):
        document.add_paragraph(SENTENCE * 4)
    for item in ("Bygga cykelvägar", "Sänka farten", "Räkna resor"):
        document.add_paragraph(item, style="List Bullet")
    if number % 2:
        row = "".join(f"<w:tc>{paragraph(run(f'Cell {cell}'))}</w:tc>" for cell in range(4))
        raw(document, f"<w:tbl>{f'<w:tr>{row}</w:tr>' * 8}</w:tbl>")


def bench_reading() -> bool:
    """Read it in a process of its own. Whether time and memory are within what is promised."""
    fresh = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.docx"
        path.write_bytes(large_document())
        with fresh.Pool(1) as pool:
            seconds, peak, facts = pool.apply(measured, (path,))
    print("\nReading a document of 300 pages (DOCX)")
    print(f"  {facts}")
    print(
        f"  {seconds:5.1f} s (at most {MOST_SECONDS}), {peak:5.0f} MB at most (at most {MOST_MB})"
    )
    return seconds <= MOST_SECONDS and peak <= MOST_MB


def measured(path: Path) -> tuple[float, float, str]:
    """Seconds, the highest use of memory in MB, and what was read."""
    told: list[int] = []
    data = path.read_bytes()
    began = time.perf_counter()
    outline = read(path.name, data, lambda done, total: told.append(done))
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB
    words = sum(section.word_count() for section in outline.sections)
    notes = sum(len(section.body.notes) for section in outline.sections)
    kinds = [block.kind for section in outline.sections for block in section.body.blocks]
    facts = (
        f"{len(outline.sections)} sections, {words} words, {kinds.count('table')} tables, "
        f"{notes} footnotes, {len(data) / KB:.0f} kB, progress told {len(told)} times"
    )
    return seconds, peak, facts
