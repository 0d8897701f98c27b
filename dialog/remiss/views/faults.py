"""What in a draft cannot be sent as it stands, and where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass

from dialog.remiss.forms.respond import as_fields, page_form
from dialog.remiss.models import Section
from dialog.remiss.rules.paging import Page
from dialog.remiss.views.answering import FIRST, Answering


@dataclass(frozen=True)
class Fault:
    """What is wrong with one text."""

    heading: str
    words: str
    href: str


def faults_of(answering: Answering) -> list[Fault]:
    """Every fault of every page on which something has been written."""
    return [fault for page in [None, *answering.pages] for fault in _on_page(answering, page)]


def _on_page(answering: Answering, page: Page[Section] | None) -> Iterator[Fault]:
    said = answering.opinion.said()
    place = page.key if page else FIRST
    for each in answering.asked_on(page):
        if each.key not in said:
            continue
        data = as_fields(answering.opinion, [each])
        form = page_form([each], answering.positions)(formdata=None, data=data)
        for field in form:
            if field.type == "TextAreaField" and not field.validate(form):
                href = answering.address(sida=place, visa="fel", _anchor=field.id)
                yield Fault(answering.asked.named(each.key), str(field.errors[0]), href)
