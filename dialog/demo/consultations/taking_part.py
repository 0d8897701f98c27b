"""How people take part in one step: they answer, propose, support and comment, each in their time."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from dialog.consultation.actions.comments import NewComment, comment
from dialog.consultation.actions.enter import Entry, enter_response
from dialog.consultation.actions.ideas import NewIdea, propose
from dialog.consultation.actions.respond import Sent, respond
from dialog.consultation.actions.support import support
from dialog.consultation.models import Comment, Idea, Part, Stage
from dialog.consultation.queries.participants import in_office, named
from dialog.consultation.rules import place
from dialog.consultation.rules.content import PrioritiesContent, QuestionnaireContent
from dialog.core import geojson
from dialog.core.context import Context
from dialog.core.i18n import ZONE
from dialog.core.policy import Actor, Role
from dialog.demo.consultations.answers import priorities_answers, questionnaire_answers
from dialog.demo.consultations.contents import key_of
from dialog.demo.consultations.voices import Voice, voices
from dialog.demo.content import consultation_shapes as told
from dialog.demo.stage import Scene
from dialog.demo.town import Town
from dialog.process.rules import Channel

BREATH = timedelta(minutes=2)
MOST_AT_FIRST = 1.5  # more people come in the beginning than later
SHOW_NAMES = 0.6
COMMENT = "Din kommentar"


@dataclass(frozen=True)
class Move:
    """Something that somebody does at a moment."""

    at: datetime
    actor: Actor
    act: Callable[[Context], Any]


@dataclass
class Place:
    """Where contributions are made: the part, its step and town, those who come, and chance itself."""

    part: Part
    told: told.Part
    town: Town
    begins: datetime
    ends: datetime
    chance: random.Random
    crowd: Iterator[Voice]

    @property
    def stage(self) -> Stage:
        """The step."""
        return self.part.stage

    def moment(self, after: datetime | None = None) -> datetime:
        """Some time in the span, after that one."""
        begins = (after or self.begins) + BREATH / 2
        part: float = self.chance.random() ** MOST_AT_FIRST
        return begins + max(self.ends - begins, BREATH / 4) * part

    def next(self) -> Voice:
        """Somebody who has not been here."""
        return next(self.crowd)

    def name(self, voice: Voice) -> str:
        """What they choose to show."""
        return voice.name if self.chance.random() < SHOW_NAMES else ""


def taking_part(town: Town, stage: Stage, parts: list[told.Part], now: datetime) -> Scene:
    """Everything that is sent in the step, from its opening until its end, or until now."""
    published = stage.consultation.published_at
    opens, closes = stage.opens_at, stage.closes_at
    if published is None or opens is None or closes is None:
        return
    begins, ends = max(opens, published) + BREATH, min(closes, now) - BREATH
    moves: list[Move] = []
    for part, each in zip(stage.parts, parts, strict=True):
        chance = random.Random(f"{stage.consultation.title} {part.number}")  # noqa: S311 - the same demo every time
        crowd = voices(town, stage, chance, each.ages)
        moves += _moves(Place(part, each, town, begins, ends, chance, crowd))
    for move in sorted(moves, key=lambda move: move.at):
        ctx = yield move.at, move.actor
        move.act(ctx)


def _moves(place: Place) -> Iterator[Move]:
    yield from _answers(place)
    audience = list(islice(place.crowd, _audience(place.told)))
    for idea in place.told.ideas:
        yield from _idea(place, idea, audience)
    for post in place.told.comments:
        yield from _post(place, post, audience)


def _audience(part: told.Part) -> int:
    """Enough people for the most supported thing, with some who do not support it."""
    supports = [each.support for each in part.ideas] + [each.support for each in part.comments]
    most = max(supports, default=0)
    return most + most // 3 + 1 if most else 0


def _answers(place: Place) -> Iterator[Move]:
    content, today = place.part.content(), place.begins.astimezone(ZONE).date()
    if isinstance(content, QuestionnaireContent):
        given = questionnaire_answers(place.told, content, place.chance, today)
    elif isinstance(content, PrioritiesContent):
        given = priorities_answers(place.told, content, place.chance)
    else:
        return
    for number, answers in enumerate(given, start=1):
        voice, at = place.next(), place.moment()
        if number <= place.told.on_paper:
            officer = place.town.staff[Role.OFFICER]
            yield Move(at, officer, _on_paper(place, voice, answers, number))
        else:
            yield Move(at, voice.actor, _answer(place, voice, answers))


def _answer(place: Place, voice: Voice, answers: dict[str, Any]) -> Callable[[Context], Any]:
    def act(ctx: Context) -> None:
        who = voice.enter(ctx, place.stage, asks=place.part)
        respond(ctx, place.part, who, Sent(place.part.version, answers))

    return act


def _on_paper(
    place: Place, voice: Voice, answers: dict[str, Any], number: int
) -> Callable[[Context], Any]:
    def act(ctx: Context) -> None:
        day = ctx.now.astimezone(ZONE).date()
        entry = Entry(
            place.part.version, answers, Channel.PAPER, day, str(number), voice.age, voice.area
        )
        enter_response(ctx, place.part, entry, once=voice.token)

    return act


def _idea(place: Place, idea: told.Idea, audience: list[Voice]) -> Iterator[Move]:
    author, at = place.next(), place.moment()
    shown, found = place.name(author), Found(Idea)

    def act(ctx: Context) -> None:
        who = author.enter(ctx, place.stage)
        found.keep(propose(ctx, place.part, who, _new_idea(idea, shown)).contribution_id)

    yield Move(at, author.actor, act)
    yield from _supports(place, found, at, place.chance.sample(audience, idea.support))
    for text in idea.comments:
        yield _comment(place, found, at, text)


def _new_idea(idea: told.Idea, shown: str) -> NewIdea:
    geometry: dict[str, Any] | None = None
    if idea.point:
        geometry = {"type": geojson.POINT, "coordinates": [*idea.point]}
    elif idea.line:
        geometry = {"type": geojson.LINESTRING, "coordinates": [[*each] for each in idea.line]}
    words = [("Rubrik", idea.title), ("Beskriv din idé", idea.body), ("Kategori", idea.category)]
    where = place.Place(idea.place, geometry)
    return NewIdea(
        title=idea.title,
        body=idea.body,
        parts=(*words, *place.labelled(where, is_outside=False)),
        category=key_of(idea.category),
        place=idea.place,
        geometry=geometry,
        author_name=shown,
    )


def _post(place: Place, post: told.Comment, audience: list[Voice]) -> Iterator[Move]:
    author, at = place.next(), place.moment()
    shown, found = place.name(author), Found(Comment)

    def act(ctx: Context) -> None:
        new = NewComment(post.text, COMMENT, author_name=shown)
        found.keep(comment(ctx, place.part, author.enter(ctx, place.stage), new).contribution_id)

    yield Move(at, author.actor, act)
    yield from _supports(place, found, at, place.chance.sample(audience, post.support))
    for text in post.replies:
        yield _comment(place, found, at, text)
    if post.official:
        yield _official(place, found, at, post.official)


class Found:
    """A contribution that is there once it has been made."""

    def __init__(self, model: type[Idea | Comment]) -> None:
        self.model, self.id = model, 0

    def keep(self, id: int | None) -> None:
        """It has been made."""
        self.id = id or 0

    def row(self, ctx: Context) -> Idea | Comment:
        """The row."""
        if self.model is Idea:
            return ctx.session.get_one(Idea, self.id)
        return ctx.session.get_one(Comment, self.id)


def _supports(
    place: Place, found: Found, after: datetime, supporters: list[Voice]
) -> Iterator[Move]:
    def by(voice: Voice) -> Callable[[Context], Any]:
        return lambda ctx: support(ctx, found.row(ctx), voice.enter(ctx, place.stage))

    for voice in supporters:
        yield Move(place.moment(after), voice.actor, by(voice))


def _comment(place: Place, found: Found, after: datetime, text: str) -> Move:
    voice = place.next()
    shown = place.name(voice)

    def act(ctx: Context) -> None:
        who = voice.enter(ctx, place.stage)
        _say(ctx, place, found, who, NewComment(text, COMMENT, author_name=shown))

    return Move(place.moment(after), voice.actor, act)


def _official(place: Place, found: Found, after: datetime, text: str) -> Move:
    officer = place.town.staff[Role.OFFICER]

    def act(ctx: Context) -> None:
        who = named(ctx, in_office(ctx, place.stage.consultation))
        new = NewComment(text, COMMENT, author_name=officer.name, role=Role.OFFICER.value)
        _say(ctx, place, found, who, new)

    return Move(place.moment(after), officer, act)


def _say(ctx: Context, place: Place, found: Found, who: Any, new: NewComment) -> None:
    """About an idea, or as an answer to a comment."""
    row = found.row(ctx)
    if isinstance(row, Idea):
        comment(ctx, row, who, new)
    else:
        comment(ctx, place.part, who, replace(new, answers=row))
