"""Private persons who answer: some of them told one by one, and a crowd that leans as the content says."""

import random
from collections.abc import Iterator
from typing import Any

from dialog.core.context import Context
from dialog.core.policy import ANONYMOUS, Actor, Role
from dialog.demo.content import remiss_shapes as told
from dialog.demo.names import made_up_name
from dialog.demo.remisser.saying import Matter, contact
from dialog.demo.stage import Scene
from dialog.process.queries.keys import open_key, own_key
from dialog.process.rules import Channel
from dialog.remiss.actions.consider import consider
from dialog.remiss.actions.enter import Entry, enter_response
from dialog.remiss.actions.respond import respond
from dialog.remiss.models import Response
from dialog.remiss.rules import Sender
from dialog.remiss.rules.content import POSITIONS
from dialog.remiss.rules.drafting import Owner

HOURS = (9, 11, 13, 15, 18, 20)
SAYS_SOMETHING = 0.7  # of the sections that the content tells of
LOGS_IN = 0.5
SHOWS = 0.5


def private_scenes(matter: Matter, first: int, last: int) -> Iterator[Scene]:
    """Everybody's answer on its day; the crowd's between these two days."""
    for number, person in enumerate(matter.tale.persons):
        yield answering(matter, person, f"{number}")
    for number, person in enumerate(_crowd(matter, first, last)):
        yield answering(matter, person, f"crowd {number}")


def answering(matter: Matter, person: told.Person, token: str) -> Scene:
    """One person's answer. Whoever is not among the demo's people is somebody of the crowd, or unknown."""
    answer, chance = person.answer, random.Random(f"{matter.tale.key} {token}")  # noqa: S311 - the same demo every time
    when = matter.theatre.at(answer.days_ago, chance.choice(HOURS))
    actor, name = _who(matter, person, chance)
    officer = matter.town.staff[Role.OFFICER]
    ctx = yield when, officer if person.on_paper else actor
    opinion = matter.opinion(ctx, answer.views)
    given: dict[str, Any] = {"sender": Sender.PERSON, "sender_name": name, "contact": contact(name)}
    once = f"demo {matter.tale.key} {token}"
    if person.on_paper:
        given |= {"channel": Channel.PAPER, "entered_by": officer.id, "once": once}
        given |= {"arrived_on": matter.theatre.day(answer.days_ago)}
        receipt = enter_response(ctx, matter.row, Entry(matter.sending(ctx, opinion, (), **given)))
    else:
        shown = name if person.shows_name and matter.tale.shows_names else ""
        sending = matter.sending(ctx, opinion, (), **given, shown_name=shown)
        receipt = respond(ctx, matter.row, _owner(ctx, matter, once), sending)
    if answer.late:
        ctx = yield matter.theatre.at(answer.late.days_ago, HOURS[-1]), officer
        row = ctx.session.get_one(Response, receipt.contribution_id)
        consider(ctx, matter.row, row, answer.late.words, is_considered=answer.late.is_considered)


def _who(matter: Matter, person: told.Person, chance: random.Random) -> tuple[Actor, str]:
    if person.name:
        actor = next(each for each in matter.town.authors if each.name == person.name)
        return actor, actor.name
    if chance.random() < LOGS_IN:
        actor = chance.choice(matter.town.crowd)
        return actor, actor.name
    return ANONYMOUS, made_up_name(chance.randrange(2000))


def _owner(ctx: Context, matter: Matter, token: str) -> Owner:
    if ctx.actor.id is None:
        return Owner(open_key(ctx, matter.row, token))
    return Owner(own_key(ctx, matter.row), person_id=ctx.actor.id)


def _crowd(matter: Matter, first: int, last: int) -> Iterator[told.Person]:
    """As many as told. Each text is written by one of them."""
    chance = random.Random(f"{matter.tale.key} crowd")  # noqa: S311 - the same demo every time
    decks = {each.section: list(each.texts) for each in matter.tale.leans}
    for _ in range(matter.tale.crowd):
        leans = [
            each
            for each in matter.tale.leans
            if each.section == "" or chance.random() < SAYS_SOMETHING
        ]
        views = tuple(_view(lean, decks[lean.section], chance) for lean in leans)
        answer = told.Answer(days_ago=chance.randint(last, first), views=views)
        yield told.Person(shows_name=chance.random() < SHOWS, answer=answer)


def _view(lean: told.Lean, deck: list[str], chance: random.Random) -> told.View:
    """Whoever comes first writes, as long as there are texts; a text tells its position."""
    keys = [key for key, _label, _tone in POSITIONS]
    drawn = chance.choices(keys, lean.weights)[0]
    position, _, words = deck.pop(0).partition(" | ") if deck else (drawn, "", "")
    return told.View(section=lean.section, position=position, words=words)
