"""What the pages share on which the document is mended: the version in work, its sections, and the way back."""

from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from dialog.core.i18n import gettext as _
from dialog.identity.kept import Sent
from dialog.moderation.rules import changes
from dialog.remiss.forms.document import SeenForm
from dialog.remiss.models import Remiss, RemissVersion
from dialog.remiss.queries.document import version_in_work
from dialog.remiss.rules import editing
from dialog.remiss.rules.editing import Entry, Gone
from dialog.web.request import access, here

PAGE_SIZE = 60
SEE_OTHER = 303
NEEDLESS = {"csrf_token", "seen", "seen_before", "below"}


@dataclass(frozen=True)
class Work:
    """The version in work, as it is now."""

    remiss: Remiss
    version: RemissVersion
    entries: list[Entry]

    def find(self, key: str) -> Entry:
        """The section. Raises Gone."""
        return self.entries[editing.place(self.entries, key)]

    def at(self, key: str) -> int:
        """Where the section stands. Raises Gone."""
        return editing.place(self.entries, key)

    def title(self, key: str) -> str:
        """Number and title, or words that say that it has none."""
        heading = self.find(key).heading
        return f"{heading.number} {heading.title}".strip() or _("Avsnitt utan rubrik")


def the_work(id: int) -> Work:
    """What is worked on in this remiss; 404 when nothing is."""
    remiss = access(Remiss, id)
    return work_on(remiss) or abort(404)


def work_on(remiss: Remiss) -> Work | None:
    """What is worked on in this remiss, as it is now."""
    version = version_in_work(here(), remiss)
    return None if version is None else Work(remiss, version, version.entries())


def review_href(work: Work, key: str = "") -> str:
    """The page of the review on which the section stands, at the section."""
    keys = [entry.key for entry in work.entries]
    page = keys.index(key) // PAGE_SIZE + 1 if key in keys else 1
    return url_for(
        "remiss.review_document",
        id=work.remiss.id,
        sida=page if page > 1 else None,
        _anchor=f"avsnitt-{key}" if key in keys else None,
    )


def back_to_review(remiss: Remiss, key: str = "") -> Any:
    """To the section on the review page, as it is after what was done."""
    work = work_on(remiss)
    href = review_href(work, key) if work else url_for("remiss.document", id=remiss.id)
    return redirect(href, SEE_OTHER)


def section_href(work: Work, key: str, anchor: str = "") -> str:
    """The page of one section."""
    return url_for("remiss.edit_section", id=work.remiss.id, key=key, _anchor=anchor or None)


def show(template: str, work: Work, sent: Sent, **more: Any) -> Any:
    """A page of templates/remiss/document/, with what stands in the way of what was sent."""
    html = render_template(
        f"remiss/document/{template}.html",
        remiss=work.remiss,
        version=work.version,
        refusal=sent.refusal,
        **more,
    )
    return html, sent.status


def conflict(form: SeenForm, mark: str, theirs: str, mine: str) -> list[tuple[str, str]]:
    """From what a colleague has written to what was typed; nothing where nobody was faster.

    `mark` is that of what stands there now: whoever sends the form again has seen both.
    """
    if form.seen.data == mark:
        return []
    form.seen.data = mark
    return changes(theirs, mine)


def gone(id: int, fault: Gone) -> Any:
    """The section is not there any more; what was typed can still be copied."""
    remiss = access(Remiss, id)
    typed = [
        value for name, value in request.form.items(multi=True) if name not in NEEDLESS and value
    ]
    html = render_template(
        "remiss/document/gone.html",
        remiss=remiss,
        fault=str(fault),
        typed="\n\n".join(typed),
        back=url_for("remiss.review_document", id=remiss.id),
    )
    return html, fault.status
