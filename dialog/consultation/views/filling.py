"""Somebody in the middle of answering a part: who, which questions, what is typed, and which page is next."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from flask import current_app

from dialog.consultation.models import Answer, Part, PartVersion
from dialog.consultation.queries import answers as queries
from dialog.consultation.queries import drafts
from dialog.consultation.queries.drafts import Begun
from dialog.consultation.rules import answered, priorities
from dialog.consultation.rules.admission import Participant
from dialog.consultation.rules.answered import Answered
from dialog.consultation.rules.content import Method, QuestionnaireContent, QuestionPage
from dialog.consultation.rules.groups import AGES
from dialog.consultation.rules.questions import (
    Changes,
    Judged,
    asked_on,
    asked_pages,
    changes,
    known_fields,
)
from dialog.consultation.rules.values import Typed, field_names
from dialog.web.request import here

AGE, AREA = "alder", "omrade"
BACKGROUND, REVIEW = "bakgrund", "granska"


@dataclass(frozen=True)
class Filling:
    """One part with its questions in one pair of hands. `draft_page` is None when nothing has been saved."""

    part: Part
    who: Participant
    version: PartVersion
    typed: Typed
    answer: Answer | None = None
    draft_page: int | None = None

    @property
    def is_begun(self) -> bool:
        """Whether something has been saved and not sent."""
        return self.draft_page is not None

    @property
    def kind(self) -> Answered:
        """How parts of this kind are answered."""
        return answered.of(self.part.kind)

    @cached_property
    def seen(self) -> Any:
        """The content of the part as this person sees it."""
        return self.version.read(self.part.kind)

    @cached_property
    def content(self) -> QuestionnaireContent:
        """The questions of it."""
        return self.kind.questions(self.seen)

    @property
    def points_left(self) -> int | None:
        """How many points there are left to give, where points are given."""
        gives_points = getattr(self.seen, "method", None) is Method.POINTS
        return priorities.left(self.seen, self.typed) if gives_points else None

    @cached_property
    def judged(self) -> Judged:
        """The answers so far, and what is wrong."""
        return self.kind.judge(self.seen, self.typed)

    @cached_property
    def areas(self) -> list[str]:
        """The areas to choose from, where the questionnaire asks for one."""
        return queries.areas(here()) if self.content.asks_area else []

    @property
    def asks_age(self) -> bool:
        """Whether the age is asked for. It is not where the login tells it."""
        return self.content.asks_age and self.who.age is None

    @cached_property
    def places(self) -> list[str]:
        """Every page of the way, in order, by what the address calls it."""
        pages = [str(number) for number in asked_pages(self.content, self.judged)]
        background = [BACKGROUND] if self.asks_age or self.areas else []
        return [*pages, *background, REVIEW]

    def place(self, wanted: str) -> str:
        """The page that is asked for, or the nearest one before it that is asked."""
        if wanted in self.places:
            return wanted
        numbers = [str(number) for number in range(1, len(self.content.pages) + 1)]
        reached = numbers[: numbers.index(wanted) + 1] if wanted in numbers else numbers[:1]
        before = [each for each in self.places if each in reached]
        return before[-1] if before else self.places[0]

    def after(self, place: str) -> str:
        """The page after this one. What this page was answered with has been judged."""
        return self._beside(place, 1)

    def before(self, place: str) -> str:
        """The page before this one, or this one when it is the first."""
        return self._beside(place, -1)

    def _beside(self, place: str, step: int) -> str:
        index = self.places.index(place) + step if place in self.places else 0
        return self.places[min(max(index, 0), len(self.places) - 1)]

    def page(self, place: str) -> QuestionPage | None:
        """The questions of the page; None for the last pages."""
        return self.content.pages[int(place) - 1] if place.isdigit() else None

    @property
    def has_new_version(self) -> bool:
        """Whether the questions have been changed since this person began."""
        return self.version.id != self.part.version.id

    def changes(self) -> Changes:
        """What has been changed since."""
        return changes(self.content, self.kind.questions(self.part.content()))

    def told(self) -> Participant:
        """Whoever answers, with the little that they tell about themselves."""
        group, area = self.typed.one(AGE), self.typed.one(AREA)
        return replace(
            self.who,
            told_group=group if self.asks_age and group in AGES else "",
            told_area=area if area in self.areas else "",
        )

    def fields_to_keep(self, sent: Typed) -> Typed:
        """Of what was sent, what belongs to the questionnaire."""
        own = {name: sent.all(name) for name in (AGE, AREA) if name in sent.fields}
        return Typed(known_fields(self.content, sent).fields | own)

    def with_typed(self, sent: Typed) -> "Filling":
        """The same with more typed."""
        return replace(self, typed=self.fields_to_keep(sent).over(self.typed))

    def with_version(self, version: PartVersion) -> "Filling":
        """The same with another version of the questions. Fields of the same name stay typed."""
        return replace(self, version=version)

    def emptied(self, place: str) -> Typed:
        """Every field that is drawn on the page, empty: a box that nobody ticks is not sent at all."""
        page = self.page(place)
        drawn = asked_on(page, self.judged) if page else []
        return Typed({name: [] for question in drawn for name in field_names(question)})

    def save(self, place: str) -> None:
        """Keep all of it, and where the person is."""
        page = int(place) if place.isdigit() else len(self.content.pages) + 1
        begun = Begun(self.version.id, self.typed, page)
        drafts.keep_draft(here(), self.part, self.who.key, begun)


def filling_of(part: Part, who: Participant) -> Filling:
    """Where this person is: in a draft, at an answer that was sent, or at the beginning."""
    ctx = here()
    draft, answer = queries.begun_or_sent(ctx, part, who.key)
    if draft is not None:
        begun = drafts.open_draft(ctx, part, draft)
        version = drafts.version_seen(ctx, part, begun.version_id) or part.version
        filling = Filling(part, who, version, begun.typed, answer, begun.page)
    elif answer is not None:
        filling = Filling(part, who, answer.version, sent_before(answer), answer)
    else:
        filling = Filling(part, who, part.version, Typed())
    kept = current_app.extensions["take_kept"]()
    return filling.with_typed(typed_in(kept)) if kept else filling


def sent_before(answer: Answer) -> Typed:
    """What was typed to give the answer that was sent."""
    data = answer.texts[-1].data
    told = data.get("background", {})
    own = {AGE: [told.get("age_group", "")], AREA: [told.get("area", "")]}
    kind = answer.part.kind
    return answered.of(kind).typed(answer.version.read(kind), data).over(Typed(own))


def typed_in(fields: Any) -> Typed:
    """What a form holds, by name of the field."""
    return Typed({name: fields.getlist(name) for name in fields})
