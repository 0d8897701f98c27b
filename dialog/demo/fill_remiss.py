"""`dialog demo fill`: one remiss with as many sections and statements as any will have, to feel its pages.

The rows are made directly, as in dialog/demo/fill.py, with their receipts and traces. The compilation is
made public by the action that always does it.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy import select

from dialog.core.canonical import digest
from dialog.core.context import Context
from dialog.core.db import add_many
from dialog.core.i18n import ZONE
from dialog.core.journal import Event
from dialog.core.keys import pseudonym
from dialog.core.policy import SYSTEM, Actor, Role
from dialog.core.shapes import dump
from dialog.demo.content.load import load_file, load_remisser
from dialog.demo.fill import quick_number
from dialog.process.models import Contribution, ContributionText
from dialog.process.queries.keys import process_key
from dialog.process.rules import Handling, Level, Publication, end_of_day
from dialog.process.rules.own_words import likeness
from dialog.registry.models import Receipt
from dialog.remiss.actions.compilation import conclude
from dialog.remiss.actions.numbers import count_answers
from dialog.remiss.models import (
    Point,
    Remiss,
    RemissVersion,
    Reply,
    Response,
    Section,
    SectionComment,
    Statement,
)
from dialog.remiss.queries.publishing import keep_text
from dialog.remiss.rules import Effect, Sender, Showing
from dialog.remiss.rules.content import POSITIONS, WHOLE, usual_positions
from dialog.remiss.rules.reading import read
from dialog.remiss.rules.response import Opinion, View, as_data

CHUNK = 100  # answers a transaction
EACH = 10  # sections that one answer speaks of
DAYS_OPEN, DAYS_CLOSED = 100, 20
REPLIED = 0.6  # part of the points
ORGANISATIONS = 0.4  # part of the answers
WEIGHTS = (5, 3, 2, 1)  # of the positions
MODEL = "oppen"


@dataclass(frozen=True)
class Size:
    """How much to make, and from which seed."""

    sections: int
    statements: int
    seed: int = 1


@dataclass(frozen=True)
class Sent:
    """One answer: its number, receipt, sender, and what it says by section."""

    number: int
    receipt: str
    is_organisation: bool
    opinion: Opinion

    @property
    def parts(self) -> list[list[str]]:
        """As its receipt shows it."""
        return [
            [key or "Förslaget i stort", view.words] for key, view in self.opinion.views.items()
        ]


class Filling:
    """One remiss on its way to be full. `progress` is told how many statements have been added."""

    def __init__(self, ctx: Context, size: Size, progress: Callable[[int], None]) -> None:
        self.ctx, self.size, self.progress = ctx, size, progress
        self.chance = random.Random(size.seed)  # noqa: S311 - the same every time
        self.tale = next(each for each in load_remisser("ekby") if each.key == MODEL)
        self.texts = [text.partition(" | ")[2] for lean in self.tale.leans for text in lean.texts]
        self.row, self.version = self._begun()
        self.key = process_key(ctx, self.row)

    def _begun(self) -> tuple[Remiss, RemissVersion]:
        """Published and closed, with a document of so many sections."""
        ctx, tale = self.ctx, self.tale
        closed = end_of_day((ctx.now - timedelta(days=DAYS_CLOSED)).astimezone(ZONE).date())
        opened = closed - timedelta(days=DAYS_OPEN)
        names = ("summary", "concerns", "asks_for", "decided_by", "decision_when", "feedback_how")
        row = Remiss(
            **{name: getattr(tale, name) for name in (*names, "area")},
            title=f"{tale.title} ({ctx.now:%Y-%m-%d %H:%M:%S})",
            level=Level.CONSULTATION,
            author_id=None,
            contact_name=tale.contact,
            feedback_on=(ctx.now + timedelta(days=DAYS_CLOSED)).date(),
            showing=Showing.AFTER,
            positions=usual_positions(),
            created_at=opened - timedelta(days=DAYS_CLOSED),
            submitted_at=opened,
            published_at=opened,
            opens_at=opened,
            closes_at=closed,
            publication=Publication.PUBLISHED,
            handling=Handling.HANDED_OVER,
            handed_over_at=closed,
            wrapped_key=ctx.keys.new_data_key(f"process:{ctx.session.municipality_id}"),
        )
        version = RemissVersion(
            remiss=row, number=1, title=tale.title, made_at=opened, frozen_at=opened
        )
        version.sections.extend(self._sections())
        ctx.session.add(version)
        ctx.session.flush()
        keep_text(ctx, row)
        ctx.session.commit()
        return row, version

    def _sections(self) -> Iterator[Section]:
        """The sections of a document of the demo, again and again, each with a number of its own."""
        known = read(self.tale.document, load_file("ekby", self.tale.document)).sections
        for number in range(1, self.size.sections + 1):
            heading = known[number % len(known)]
            yield Section(
                key=f"s{number}",
                position=number,
                level=1,
                number=str(number),
                title=heading.title,
                content=dump(heading.body),
            )

    def fill(self) -> None:
        """Everything that was asked for, counted and compiled. Commits as it goes."""
        answers = self._answers()
        while some := list(islice(answers, CHUNK)):
            said = self._add(some)
            self.ctx.session.commit()
            self.progress(said)
        self._assess()
        count_answers(self._as(SYSTEM), self.row)
        conclude(self._as(Actor(roles=frozenset({Role.OFFICER}))), self.row)
        self.ctx.session.commit()

    def _as(self, actor: Actor) -> Context:
        ctx = self.ctx
        return Context(ctx.session, actor, ctx.now, ctx.keys, ctx.files)

    def _answers(self) -> Iterator[Sent]:
        """As many as it takes, each about the whole and some of the sections."""
        left, number = self.size.statements, 0
        keys = [f"s{n}" for n in range(1, self.size.sections + 1)]
        while left > 0:
            number += 1
            some = self.chance.sample(keys, min(EACH - 1, len(keys), left - 1))
            views = {key: self._view() for key in (WHOLE, *some)}
            left -= len(views)
            is_organisation = self.chance.random() < ORGANISATIONS
            yield Sent(number, quick_number(), is_organisation, Opinion(views))

    def _view(self) -> View:
        positions = [key for key, _label, _tone in POSITIONS]
        position = self.chance.choices(positions, WEIGHTS)[0]
        return View(position, " ".join(self.chance.sample(self.texts, 2)))

    def _add(self, some: list[Sent]) -> int:
        """The rows of each answer with its receipt, its trace and its statements. Return how many those are."""
        ctx, of = self.ctx, self.row.id
        add_many(ctx.session, Contribution, (self._contribution(each) for each in some))
        stmt = select(Contribution.receipt_number, Contribution.id).where(
            Contribution.process_id == of,
            Contribution.receipt_number.in_([each.receipt for each in some]),
        )
        ids = dict(ctx.session.execute(stmt).all())
        numbered = [(ids[each.receipt], each) for each in some]
        add_many(ctx.session, Response, (self._response(*each) for each in numbered))
        add_many(ctx.session, ContributionText, (self._text(*each) for each in numbered))
        add_many(ctx.session, Receipt, (self._receipt(*each) for each in numbered))
        add_many(ctx.session, Event, (self._event(number) for number, _sent in numbered))
        rows = [row for each in numbered for row in self._statements(*each)]
        add_many(ctx.session, Statement, rows)
        self._add_points([*ids.values()])
        return len(rows)

    def _owner(self, sent: Sent) -> str:
        return pseudonym(self.key, f"browser fill {sent.number}")

    def _contribution(self, sent: Sent) -> dict[str, Any]:
        return {
            "kind": str(Response.__mapper__.polymorphic_identity),
            "process_id": self.row.id,
            "body": sent.opinion.overall.words,
            "participant_key": self._owner(sent),
            "receipt_number": sent.receipt,
            "received_at": self.row.opens_at,
            "changed_at": self.row.opens_at,
        }

    def _response(self, id: int, sent: Sent) -> dict[str, Any]:
        return {
            "id": id,
            "remiss_id": self.row.id,
            "version_id": self.version.id,
            "owner": self._owner(sent),
            "number": 1,
            "sender": Sender.ORGANISATION if sent.is_organisation else Sender.PERSON,
            "organisation": f"Förening {sent.number}" if sent.is_organisation else "",
            "position": sent.opinion.overall.position,
        }

    def _text(self, id: int, sent: Sent) -> dict[str, Any]:
        return {
            "contribution_id": id,
            "number": 1,
            "body": sent.opinion.overall.words,
            "parts": sent.parts,
            "data": as_data(sent.opinion),
            "hash": digest(sent.parts),
            "received_at": self.row.opens_at,
        }

    def _receipt(self, id: int, sent: Sent) -> dict[str, Any]:
        return {
            "number": sent.receipt,
            "kind": "remiss.respond",
            "process_id": self.row.id,
            "contribution_id": id,
            "text_number": 1,
            "statement": "",
            "record_hash": digest(sent.parts),
            "at": self.row.opens_at,
        }

    def _event(self, id: int) -> dict[str, Any]:
        return {
            "at": self.row.opens_at,
            "name": "remiss.respond",
            "actor_id": None,
            "subject_type": Response.__tablename__,
            "subject_id": id,
            "data": {"number": 1, "is_late": False},
        }

    def _statements(self, id: int, sent: Sent) -> Iterator[dict[str, Any]]:
        for key, view in sent.opinion.views.items():
            where = {"remiss_id": self.row.id, "response_id": id, "section": key}
            yield where | {"position": view.position, "words": view.words}

    def _add_points(self, responses: list[int]) -> None:
        columns = (Statement.id, Statement.section, Statement.words)
        stmt = select(*columns).where(Statement.response_id.in_(responses))
        rows = self.ctx.session.execute(stmt.order_by(Statement.id)).all()
        told = (
            {"statement_id": of, "section": key, "words": words, "likeness": likeness(words)}
            for of, key, words in rows
        )
        add_many(self.ctx.session, Point, ({"remiss_id": self.row.id} | each for each in told))

    def _assess(self) -> None:
        """Most points have a reply; every section has a comment."""
        ctx, of = self.ctx, self.row.id
        ids = ctx.session.scalars(select(Point.id).where(Point.remiss_id == of).order_by(Point.id))
        said = {"remiss_id": of, "effect": Effect.NOTED, "at": ctx.now, "words": "Vi tar med det."}
        some = [point for point in ids if self.chance.random() < REPLIED]
        add_many(ctx.session, Reply, ({**said, "point_id": point} for point in some))
        comment = {"remiss_id": of, "words": "Vi har läst svaren.", "at": ctx.now}
        keys = [WHOLE, *(section.key for section in self.version.sections)]
        add_many(ctx.session, SectionComment, ({**comment, "section": key} for key in keys))
