"""The results as a document that screen readers can read: what was counted, never the answers themselves."""

from collections.abc import Iterator
from typing import BinaryIO

from dialog.consultation.queries.whole import Whole
from dialog.consultation.rules.lens import Why
from dialog.core.i18n import gettext as _
from dialog.core.paper import pdf, render
from dialog.tenancy.queries import municipality


def write_pdf(whole: Whole, file: BinaryIO) -> Iterator[int]:
    """The document. Raises core.paper.NoTextEngine."""
    file.write(pdf(page(whole)))
    yield 0


def page(whole: Whole) -> str:
    """The document as HTML, with its own style sheet."""
    report = whole.report()
    return render(
        "consultation/report.html",
        consultation=whole.consultation,
        municipality=municipality(whole.ctx.session),
        report=report,
        took_part=whole.counted.took_part(),
        figures=whole.counted.figures[0] if whole.counted.figures else None,
        now=whole.ctx.now,
        why={
            Why.NOBODY.value: _("Ingen har svarat på frågan."),
            Why.FEW.value: _("För få har svarat för att svaren ska kunna visas."),
        },
    )
