"""A new version of a document that people read: what differs, and releasing it."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for

from dialog.core.i18n import gettext as _
from dialog.remiss.actions import document as actions
from dialog.remiss.forms.document import ReleaseForm
from dialog.remiss.queries.document import shown_version
from dialog.remiss.queries.document_work import spoken_of
from dialog.remiss.rules.differences import (
    CHANGE_NAMES,
    Change,
    Difference,
    between,
    word_changes,
)
from dialog.remiss.rules.editing import Entry, mark_of_all
from dialog.remiss.views import bp
from dialog.remiss.views.document import BOTH, PLACE
from dialog.remiss.views.staff import do
from dialog.remiss.views.working import Work, the_work
from dialog.web.request import here

PAGE_SIZE = 20


@dataclass(frozen=True)
class Shown:
    """One difference as the page shows it."""

    key: str
    title: str
    change: str
    name: Any
    parts: list[tuple[str, str]]
    answers: int  # how many have spoken of a section that is removed


@dataclass(frozen=True)
class Differences:
    """What differs between what is shown and what is worked on."""

    found: list[Difference]  # those that readers would notice
    answers: dict[str, int]

    def counts(self) -> list[tuple[Any, int]]:
        """How many sections of each sort."""
        sums = [(change, sum(d.change is change for d in self.found)) for change in Change]
        return [(CHANGE_NAMES[change], n) for change, n in sums if n]

    def removed(self) -> list[tuple[str, int]]:
        """Sections that readers will not find any more, and how many answers have spoken of them."""
        gone = (each for each in self.found if each.change is Change.REMOVED)
        return [(each.title, self.answers.get(each.key, 0)) for each in gone]


def _differences(work: Work) -> Differences | None:
    """None while nothing is shown yet."""
    version = shown_version(here(), work.remiss)
    if version is None:
        return None
    before: list[Entry] = version.entries()
    found = [d for d in between(before, work.entries) if d.change is not Change.SAME]
    gone = [each.key for each in found if each.change is Change.REMOVED]
    return Differences(found, spoken_of(here(), work.remiss, gone))


@bp.get(f"{PLACE}/andringar")
def document_changes(id: int) -> Any:
    """Section by section, what differs from what people read."""
    work = the_work(id)
    differences = _differences(work)
    if differences is None:
        return redirect(url_for(".review_document", id=id), 303)
    pages = max(1, -(-len(differences.found) // PAGE_SIZE))
    page = min(max(request.args.get("sida", 1, type=int), 1), pages)
    start = (page - 1) * PAGE_SIZE
    return render_template(
        "remiss/document/changes.html",
        remiss=work.remiss,
        counts=differences.counts(),
        shown=[_shown(each, differences) for each in differences.found[start : start + PAGE_SIZE]],
        previous=url_for(".document_changes", id=id, sida=page - 1) if page > 1 else None,
        next=url_for(".document_changes", id=id, sida=page + 1) if page < pages else None,
    )


def _shown(each: Difference, differences: Differences) -> Shown:
    is_text = each.change is not Change.MOVED
    parts = word_changes(each.before, each.after) if is_text else []
    return Shown(
        key=each.key,
        title=each.title or _("Avsnitt utan rubrik"),
        change=each.change.value,
        name=CHANGE_NAMES[each.change],
        parts=parts,
        answers=differences.answers.get(each.key, 0),
    )


@bp.route(f"{PLACE}/ny-version", methods=BOTH)
def release_version(id: int) -> Any:
    """Let people read it instead, with a note of what is changed."""
    work = the_work(id)
    differences = _differences(work)
    form = ReleaseForm(seen=mark_of_all(work.entries))
    return do(
        work.remiss,
        form,
        lambda: actions.release_version(
            here(), work.remiss, form.note.data or "", str(form.seen.data or "")
        ),
        heading=_("Publicera den nya versionen"),
        button=_("Publicera versionen"),
        back="remiss.document",
        saved=_("Den nya versionen är publicerad. De som följer remissen får veta det."),
        template="remiss/document/release.html",
        counts=differences.counts() if differences else [],
        removed=differences.removed() if differences else [],
        is_published=differences is not None,
    )
