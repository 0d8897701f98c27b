"""An official with a pile of papers: what stays from one to the next, and the paper in hand."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from flask import abort, current_app, request
from werkzeug.datastructures import MultiDict

from dialog.consultation.actions.enter import Entry
from dialog.consultation.forms.entry import BatchForm
from dialog.consultation.models import Answer, Part, PartVersion
from dialog.consultation.queries import answers, entries
from dialog.consultation.queries.public import find_part
from dialog.consultation.rules import ANSWERED, answered
from dialog.consultation.rules import entry as rules
from dialog.consultation.rules.answered import Answered
from dialog.consultation.rules.content import Question
from dialog.consultation.rules.groups import AGES
from dialog.consultation.rules.paper import PaperPage, paper_form
from dialog.consultation.rules.questions import Judged
from dialog.consultation.rules.values import Typed
from dialog.consultation.views.filling import AGE, AREA, sent_before, typed_in
from dialog.core.errors import Faulty
from dialog.core.i18n import ZONE
from dialog.core.i18n import gettext as _
from dialog.process.rules import Channel
from dialog.web.request import allow, here

CHANNEL, CHANGE = "kanal", "andra"


def part_to_enter(id: int, part: int) -> Part:
    """The part that this address is about, if people answer it and whoever asks may enter answers."""
    found = find_part(here(), id, part)
    if found is None or found.kind not in ANSWERED:
        abort(404)
    allow(found.stage.consultation)
    return found


def is_enterable_now(part: Part) -> bool:
    """Whether answers to the part can be entered and mended now."""
    stage = part.stage
    publication = stage.consultation.publication
    return rules.is_enterable(publication, stage.opens_at, stage.closes_at, here().now)


@dataclass(frozen=True)
class Batch:
    """A pile: how it came, on which day, and which version of the form it is."""

    channel: Channel
    arrived_on: date
    version: PartVersion

    def in_address(self) -> dict[str, str]:
        """The same as the address says it, so that it stays from one paper to the next."""
        return {
            CHANNEL: self.channel.value,
            "inkom": self.arrived_on.isoformat(),
            "version": str(self.version.number),
        }


def batch_asked(part: Part, current: Batch | None = None) -> tuple[BatchForm, Batch | None]:
    """The pile that the address tells of, or the current one; else None, with the form that asks.

    The form says what is wrong with what the address tells.
    """
    asks = CHANGE in request.args or (CHANNEL not in request.args and current is None)
    if asks:
        today = here().now.astimezone(ZONE).date().isoformat()
        begun = {CHANNEL: Channel.PAPER.value, "inkom": today, "version": str(part.version.number)}
        begun |= current.in_address() if current else {}
        return BatchForm(MultiDict(begun | request.args.to_dict())), None
    if CHANNEL not in request.args:
        return BatchForm(None), current
    form = BatchForm(request.args)
    return form, _batch(part, form) if form.validate() else None


def _batch(part: Part, form: BatchForm) -> Batch | None:
    known = {str(each.number): each for each in entries.versions(here(), part)}
    version, stage = known.get(form.version.data or ""), part.stage
    if version is None:
        words = _("Den versionen har inte funnits. De här har funnits: %s.")
        form.version.errors = [words % ", ".join(reversed(known))]
        return None
    try:
        rules.ensure_in_time(stage.opens_at, stage.closes_at, form.inkom.data, here().now)
    except Faulty as fault:
        form.inkom.errors = [str(fault)]
        return None
    return Batch(Channel(form.kanal.data), form.inkom.data, version)


@dataclass(frozen=True)
class Paper:
    """The paper in hand, and what has been typed from it. Nothing on paper must be answered."""

    part: Part
    batch: Batch
    typed: Typed

    @property
    def kind(self) -> Answered:
        """How parts of this kind are answered."""
        return answered.of(self.part.kind)

    @cached_property
    def content(self) -> Any:
        """The content of the part as it stands on the paper."""
        return answered.unforced(self.batch.version.read(self.part.kind))

    @cached_property
    def judged(self) -> Judged:
        """The answers so far, and what is wrong."""
        return self.kind.judge(self.content, self.typed)

    @cached_property
    def pages(self) -> tuple[PaperPage, ...]:
        """The questions with the numbers that they have on the paper, said in their titles."""
        return tuple(
            replace(
                page,
                questions=tuple(
                    replace(each, question=_titled(each.number, each.question))
                    for each in page.questions
                ),
            )
            for page in paper_form(self.part.kind, self.content).pages
        )

    @cached_property
    def areas(self) -> list[str]:
        """The areas to choose from, where the form asks for one."""
        return answers.areas(here()) if getattr(self.content, "asks_area", False) else []

    @property
    def asks_age(self) -> bool:
        """Whether the form asks for the age."""
        return bool(getattr(self.content, "asks_age", False))

    def entry(self, number: str) -> Entry:
        """All of it, to be entered."""
        group, area = self.typed.one(AGE), self.typed.one(AREA)
        return Entry(
            self.batch.version,
            self.kind.given(self.content, self.judged),
            self.batch.channel,
            self.batch.arrived_on,
            number,
            told_group=group if self.asks_age and group in AGES else "",
            told_area=area if area in self.areas else "",
        )


def _titled(number: int, question: Question) -> Question:
    return replace(question, title=f"{number}. {question.title}")


def paper_in_hand(part: Part, batch: Batch, answer: Answer | None = None) -> Paper:
    """The paper with what was typed now, or kept through a login, or entered before."""
    kept = current_app.extensions["take_kept"]()
    if request.method == "POST" or kept:
        typed = typed_in(request.form if request.method == "POST" else kept)
    else:
        typed = sent_before(answer) if answer is not None else Typed()
    return Paper(part, batch, typed)
