"""`dialog demo fill`: one consultation with as much in it as any will have, to feel its pages at size.

The rows are made directly, as in dialog/demo/fill.py. They hold to every constraint, they are counted by
the actions that always count, and what is public can be found by searching.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import select

from dialog.consultation.actions.ideas import SHUFFLE
from dialog.consultation.actions.numbers import count_contributions
from dialog.consultation.actions.tally import count_part, count_participants
from dialog.consultation.models import (
    Answer,
    Comment,
    Consultation,
    Counting,
    Idea,
    Part,
    Participation,
    PartVersion,
    Stage,
)
from dialog.consultation.queries import publishing, support
from dialog.consultation.rules import Blueprint, PartKind, wording
from dialog.core.context import Context
from dialog.core.db import add_many
from dialog.core.i18n import ZONE
from dialog.core.journal import Event
from dialog.core.keys import pseudonym
from dialog.core.shapes import dump
from dialog.demo import fill_rows
from dialog.demo.consultations.answers import Drawing
from dialog.demo.consultations.contents import content_of, key_of
from dialog.demo.consultations.voices import EAGER, FALLBACK
from dialog.demo.content import consultation_shapes as told
from dialog.demo.content.load import load_consultations, read_population
from dialog.demo.fill import quick_number
from dialog.demo.fill_rows import Kinds, Sent
from dialog.demo.names import made_up_name
from dialog.process.models import Contribution, ContributionText, Support
from dialog.process.queries.keys import process_key
from dialog.process.rules import Channel, Level, Publication, end_of_day
from dialog.process.search import make_findable
from dialog.registry.models import Receipt

CHUNK = 1000  # contributions a transaction
DAYS_OPEN, DAYS_LEFT = 40, 20
SUPPORTS = 5  # for each idea, on the average
REPLIES = 0.3  # part of the comments that answer another one
PAPER = 0.06  # part of the answers
COMMENT = "Din kommentar"

Chance = random.Random
T = TypeVar("T")


@dataclass(frozen=True)
class Size:
    """How much to make, and from which seed."""

    answers: int
    ideas: int
    comments: int
    seed: int = 1

    @property
    def steps(self) -> int:
        """How far there is to go, for a bar."""
        return self.answers + self.ideas + self.comments


class Filling:
    """One consultation on its way to be full. `progress` is told how many have been added."""

    def __init__(self, ctx: Context, size: Size, progress: Callable[[int], None]) -> None:
        self.ctx, self.size, self.progress = ctx, size, progress
        self.chance = Chance(size.seed)
        self.models = {each.key: each for each in load_consultations("ekby")}
        self.ideas_told = self.models["kvarnparken"].steps[0].parts[1].ideas
        self.people = 0
        self.figures = read_population("ekby") or list(FALLBACK)
        self.row = self._begun()
        self.key = process_key(ctx, self.row)
        self.opens = self.row.opens_at or ctx.now

    def _begun(self) -> Consultation:
        """Published and open, with a questionnaire, ideas and a discussion in one step."""
        ctx, model = self.ctx, self.models["kvarnparken"]
        opens = ctx.now - timedelta(days=DAYS_OPEN)
        names = ("concerns", "can_affect", "cannot_affect", "decided_by", "decision_when")
        row = Consultation(
            **{name: getattr(model, name) for name in (*names, "feedback_how", "summary", "area")},
            title=f"{model.title} ({ctx.now:%Y-%m-%d %H:%M:%S})",
            blueprint=Blueprint.IDEAS,
            level=Level(model.level),
            has_chosen_level=True,
            contact_name=model.contact,
            contact_phone="0980-319 200",
            feedback_on=(ctx.now + timedelta(days=model.feedback_in_days)).date(),
            author_id=None,
            created_at=opens - timedelta(days=5),
            submitted_at=opens,
            published_at=opens,
            publication=Publication.PUBLISHED,
            results_public_at=ctx.now,
            results_words="Så här har det gått hittills.",
            wrapped_key=ctx.keys.new_data_key(f"process:{ctx.session.municipality_id}"),
        )
        ctx.session.add(row)
        ctx.session.flush()
        closes = end_of_day((ctx.now + timedelta(days=DAYS_LEFT)).astimezone(ZONE).date())
        stage = Stage(
            consultation_id=row.id, number=1, title="Berätta", opens_at=opens, closes_at=closes
        )
        ctx.session.add(stage)
        ctx.session.flush()
        survey = self.models["biblioteket"].steps[0].parts[-1]
        for number, part in enumerate((survey, *model.steps[0].parts[1:]), start=1):
            self._add_part(stage, number, part, opens)
        publishing.follow_stages(ctx, row)
        publishing.keep_text(ctx, row)
        make_findable(ctx, row)
        ctx.session.commit()
        return row

    def _add_part(self, stage: Stage, number: int, part: told.Part, at: datetime) -> None:
        kind, session = PartKind(part.kind), self.ctx.session
        row = Part(
            stage_id=stage.id, consultation_id=stage.consultation_id, kind=kind, number=number
        )
        content = dump(content_of(part, {}))
        first = PartVersion(
            number=1, title=part.title, content=content, written_at=at, frozen_at=at
        )
        row.versions.append(first)
        session.add(row)
        session.flush()

    def part(self, kind: PartKind) -> Part:
        """The part of that kind."""
        return next(each for each in self.row.stages[0].parts if each.kind is kind)

    def fill(self) -> None:
        """Everything that was asked for, counted. Commits as it goes."""
        self._add_all(Answer, self._answers())
        ideas = self._add_all(Idea, self._ideas())
        self._support(ideas)
        replies = int(self.size.comments * REPLIES) if ideas else 0
        if ideas:
            about = [(idea, None) for idea in ideas]
            self._add_all(Comment, self._comments(about, self.size.comments - replies))
            stmt = select(Comment.idea_id, Comment.id).where(Comment.process_id == self.row.id)
            answered = [(idea, number) for idea, number in self.ctx.session.execute(stmt)]
            self._add_all(Comment, self._comments(answered, replies if answered else 0))
        self._count()

    def _answers(self) -> Iterator[Sent]:
        part = self.part(PartKind.QUESTIONNAIRE)
        model = self.models["biblioteket"].steps[0].parts[-1]
        content, today = part.content(), self.ctx.now.date()
        drawing = Drawing(model, content, self.chance)
        own = {"part_id": part.id, "version_id": part.version.id}
        weights = [people * EAGER[age] for _, age, people in self.figures]
        for _ in range(self.size.answers):
            if not any(drawing.decks.values()):
                drawing = Drawing(model, content, self.chance)
            answers = drawing.one(today)
            area, age, _people = self.chance.choices(self.figures, weights)[0]
            told = [*wording.labelled(content, answers), *wording.background(age, area)]
            yield Sent(
                parts=[[label, words] for label, words in told],
                data={
                    "answers": answers,
                    "background": {"age_group": age, "area": area},
                },
                own=own,
                channel=Channel.PAPER if self.chance.random() < PAPER else Channel.WEB,
                age=age,
                area=area,
            )

    def _ideas(self) -> Iterator[Sent]:
        part = self.part(PartKind.IDEAS)
        for number in range(1, self.size.ideas + 1):
            model = self.chance.choice(self.ideas_told)
            title = f"{model.title} ({number})"
            words = [("Rubrik", title), ("Beskriv din idé", model.body)]
            yield Sent(
                parts=[[*each] for each in (*words, ("Kategori", model.category))],
                data={"category": key_of(model.category), "place": "", "geometry": None},
                own={
                    "part_id": part.id,
                    "category": key_of(model.category),
                    "shuffle": self.chance.randrange(SHUFFLE),
                },
                title=title,
                body=model.body,
                name=made_up_name(number),
            )

    def _comments(
        self, places: Sequence[tuple[int | None, int | None]], many: int
    ) -> Iterator[Sent]:
        """In some of these places: about an idea, and perhaps as an answer to a comment."""
        texts = [text for model in self.ideas_told for text in model.comments]
        part = self.part(PartKind.IDEAS)
        for number in range(many):
            text = self.chance.choice(texts)
            idea, parent = self.chance.choice(places)
            yield Sent(
                parts=[[COMMENT, text]],
                data={},
                own={"part_id": part.id, "idea_id": idea, "parent_id": parent},
                body=text,
                name=made_up_name(number),
            )

    def _add_all(self, model: type[Kinds], all_sent: Iterator[Sent]) -> list[int]:
        """The rows of each and its receipt and trace. Return their numbers."""
        made: list[int] = []
        for sent in _chunks(all_sent):
            made += self._add(model, sent)
            self.ctx.session.commit()
            self.progress(len(sent))
        return made

    def _add(self, model: type[Kinds], sent: list[Sent]) -> list[int]:
        ctx, of = self.ctx, self.row.id
        keys = [self._someone() for _ in sent]
        receipts = [quick_number() for _ in sent]
        moments = [self._moment() for _ in sent]
        rows = list(zip(sent, keys, receipts, moments, strict=True))
        add_many(ctx.session, Contribution, (fill_rows.contribution(of, model, r) for r in rows))
        stmt = select(Contribution.receipt_number, Contribution.id).where(
            Contribution.process_id == of, Contribution.receipt_number.in_(receipts)
        )
        ids = dict(ctx.session.execute(stmt).all())
        numbered = [(ids[row[2]], row) for row in rows]
        add_many(ctx.session, model, (fill_rows.own(model, *each) for each in numbered))
        add_many(ctx.session, ContributionText, (fill_rows.text(*each) for each in numbered))
        add_many(ctx.session, Receipt, (fill_rows.receipt(of, model, *each) for each in numbered))
        add_many(ctx.session, Event, (fill_rows.event(model, *each) for each in numbered))
        add_many(ctx.session, Participation, (fill_rows.participation(of, row) for row in rows))
        return [*ids.values()]

    def _someone(self) -> str:
        """The key of somebody who has not been here."""
        self.people += 1
        return pseudonym(self.key, f"browser fill {self.people}")

    def _moment(self) -> datetime:
        return self.opens + (self.ctx.now - self.opens) * self.chance.random()

    def _support(self, ideas: list[int]) -> None:
        """Some ideas have much support, many have little; a few people support a great many."""
        most = 0
        for some in _chunks(iter(ideas)):
            many = {n: int(self.chance.expovariate(1 / SUPPORTS)) for n in some}
            most = max(most, *many.values())
            add_many(self.ctx.session, Support, self._supports(many))
            self.ctx.session.commit()
        keys = (self._supporter(n) for n in range(most))
        rows = (fill_rows.visit(self.row.id, key, self.opens) for key in keys)
        add_many(self.ctx.session, Participation, rows)

    def _supports(self, many: dict[int, int]) -> Iterator[dict[str, Any]]:
        for idea, number in many.items():
            for n in range(number):
                key, at = self._supporter(n), self._moment()
                yield {"contribution_id": idea, "supporter_key": key, "at": at}

    def _supporter(self, number: int) -> str:
        return pseudonym(self.key, f"browser fill support {number}")

    def _count(self) -> None:
        """As the worker does, until nothing waits."""
        ctx = self.ctx
        for part in self.row.stages[0].parts:
            is_behind = True
            while is_behind:
                count_part(ctx, part)
                ctx.session.commit()
                counted = select(Counting.is_behind).where(Counting.part_id == part.id)
                is_behind = bool(ctx.session.scalar(counted))
        count_contributions(ctx, self.row, support.everything_in(ctx, self.row))
        count_participants(ctx, self.row)
        ctx.session.commit()


def _chunks(things: Iterator[T]) -> Iterator[list[T]]:
    """So many at a time that a transaction stays small."""
    while some := list(islice(things, CHUNK)):
        yield some
