"""Raises a demo municipality: its facts, local rules, departments, people with roles, and register."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.core.policy import SYSTEM, Actor, Role
from dialog.demo.content import shapes
from dialog.demo.names import made_up_name
from dialog.demo.numbers import made_up_numbers
from dialog.demo.people import PEOPLE, DemoPerson, at_home
from dialog.demo.stage import Scene, Stage
from dialog.identity.actions.population import import_population
from dialog.identity.actions.roles import grant
from dialog.identity.models import Person
from dialog.identity.queries import hide, person_key
from dialog.tenancy.actions import Version, add_department, set_rule
from dialog.tenancy.models import Host, Municipality

HOSTS = {"ekby": "localhost", "bjorkby": "bjorkby.localhost"}
FIRST_DAY = 500  # days ago: the local rules began, the first roles were given
# Ekby loads a register now and then; Björkby has none, so names there are not verified.
REGISTERS = {"ekby": ((FIRST_DAY - 5, 9_350), (75, 9_412))}
CROWD = 480  # made-up signers; each may sign many folkmotioner, never one twice
ELSEWHERE = 20_000  # beyond the numbers that any register holds
USUAL_PORT = 80


@dataclass(frozen=True)
class Town:
    """A municipality and those who act in it."""

    facts: shapes.Municipality
    row: Municipality  # held, so that it need not be read anew for every action
    authors: list[Actor]
    staff: dict[Role, Actor]
    crowd: list[Actor]
    departments: dict[str, int]
    case_numbers: Iterator[int]

    def author(self, number: int) -> Actor:
        """Author 1 is the main one; numbers beyond the cast begin again with the second."""
        if number <= len(self.authors):
            return self.authors[number - 1]
        return self.authors[1 + (number - 2) % (len(self.authors) - 1)]

    def friends(self, number: int, many: int) -> list[Actor]:
        """Residents who stand behind a proposal of that author."""
        author = self.author(number)
        start = number % len(self.authors)
        circle = [*self.authors[start:], *self.authors[:start]]
        return [actor for actor in circle if actor.id != author.id][:many]

    def committee(self, key: str) -> shapes.Committee:
        """The body of elected members with that key."""
        return next(body for body in self.facts.committees if body.key == key)


def found(session: Session, keys: Keyring, facts: shapes.Municipality) -> int:
    """Make the municipality's row. Return its id."""
    row = Municipality(
        slug=facts.key,
        name=facts.name,
        place=facts.place,
        colour=facts.colour,
        contact_email=facts.contact_email,
        contact_phone=facts.contact_phone,
        organisation_number=facts.organisation_number,
        website=facts.website,
        wrapped_key=keys.new_data_key(f"municipality:{facts.key}"),
        is_demo=True,
    )
    session.add(row)
    session.flush()
    return row.id


def host_name(slug: str, port: int) -> str:
    """Where a demo municipality is found when the server listens on that port."""
    return HOSTS[slug] if port == USUAL_PORT else f"{HOSTS[slug]}:{port}"


def add_hosts(session: Session, port: int) -> int:
    """Let the demo municipalities answer on that port, too. Return how many hosts were new."""
    rows = session.scalars(select(Municipality).where(Municipality.slug.in_(HOSTS))).all()
    wanted = {host_name(row.slug, port): row.id for row in rows if row.is_demo}
    known = set(session.scalars(select(Host.name).where(Host.name.in_(wanted))))
    new = [Host(name=n, municipality_id=i) for n, i in wanted.items() if n not in known]
    session.add_all(new)
    return len(new)


def furnish(ctx: Context, facts: shapes.Municipality) -> Town:
    """Everything that a municipality has before its first folkmotion, through the real actions."""
    row = ctx.session.get_one(Municipality, ctx.session.municipality_id)
    for rule in facts.rules:
        version = Version(
            key=rule.key,
            value=rule.value,
            valid_from=ctx.now.date() - timedelta(days=rule.valid_from_days_ago),
            decided_by=rule.decided_by,
            case_number=rule.case_number,
            legal_ref=rule.legal_ref,
        )
        set_rule(_days_ago(ctx, rule.valid_from_days_ago), version)
    long_ago = _days_ago(ctx, FIRST_DAY)
    departments = {
        **{body.key: add_department(long_ago, body.sv).id for body in facts.departments},
        **{
            body.key: add_department(long_ago, body.sv, is_committee=True).id
            for body in facts.committees
        },
    }
    return Town(
        facts=facts,
        row=row,
        authors=[_resident(long_ago, person) for person in _writers(facts.key)],
        staff={role: _colleague(long_ago, facts.key, role) for role in Role},
        crowd=list(_crowd(long_ago, facts.key)),
        departments=departments,
        case_numbers=iter(range(facts.first_case, facts.first_case + 10_000, 7)),
    )


def register_lines(slug: str, people: int) -> Iterator[str]:
    """The numbers in a register of that many people: those of the cast at home there, and others."""
    home = [person.number for person in at_home(slug)]
    yield from home
    yield from islice(made_up_numbers(), people - len(home))


def registers(stage: Stage, slug: str) -> Scene:
    """An operator loads a file from the tax agency, now and then."""
    for days_ago, people in REGISTERS.get(slug, ()):
        ctx = yield stage.at(days_ago, 8), SYSTEM
        as_of = stage.day(days_ago).replace(day=1)
        import_population(ctx, register_lines(slug, people), as_of)


def _days_ago(ctx: Context, days: int) -> Context:
    return replace(ctx, now=ctx.now - timedelta(days=days))


def _writers(slug: str) -> list[DemoPerson]:
    """Adults who live there, with an ordinary name and no task for the municipality."""
    return [
        person
        for person in at_home(slug)
        if not person.roles
        and person.loa == "loa3"
        and person.number < "2008"
        and person.name.replace(" ", "").isalpha()
    ]


def _resident(ctx: Context, person: DemoPerson) -> Actor:
    """Somebody who has logged in before and left an address, so that letters have somewhere to go."""
    row = Person(
        key=person_key(ctx, person.number),
        sealed_name=hide(ctx, person.name, "name"),
        sealed_email=hide(ctx, _address(person), "email"),
    )
    ctx.session.add(row)
    ctx.session.flush()
    return Actor(id=row.id, key=row.key, name=person.name, loa=person.loa)


def _address(person: DemoPerson) -> str:
    plain = unicodedata.normalize("NFKD", person.name).encode("ascii", "ignore").decode()
    return f"{plain.lower().replace(' ', '.')}@demo.example"


def _colleague(ctx: Context, slug: str, role: Role) -> Actor:
    """Whoever has the role there; the first of them, where there are several."""
    known: list[Actor] = []
    for person in PEOPLE:
        if role in person.roles and slug in person.works_in:
            row = grant(ctx, person.number, person.roles, name=person.name)
            known.append(Actor(row.id, row.key, person.name, frozenset(person.roles), loa="loa3"))
    return known[0]


def _crowd(ctx: Context, slug: str) -> Iterator[Actor]:
    """Made-up signers. They want no letters: the demo's mailbox would drown."""
    skipped = 0 if slug in REGISTERS else ELSEWHERE
    numbers = list(islice(made_up_numbers(), skipped, skipped + CROWD))
    rows = [Person(key=person_key(ctx, number), wants_letters=False) for number in numbers]
    ctx.session.add_all(rows)
    ctx.session.flush()
    for place, row in enumerate(rows):
        yield Actor(id=row.id, key=row.key, name=made_up_name(place), loa="loa3")
