"""Where it is played: a made-up city with its rules, its register and one open folkmotion."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dialog.core.context import Context
from dialog.core.db import Base
from dialog.core.keys import Keyring
from dialog.core.policy import Identity, Role
from dialog.core.worker import Desk, run_once
from dialog.folkmotion.actions.propose import Proposal, create, submit
from dialog.folkmotion.actions.review import publish
from dialog.identity.actions.population import import_population
from dialog.identity.actions.roles import grant
from dialog.identity.persons import recognise
from dialog.identity.rules import personal_number
from dialog.identity.saml.outcome import Authenticated
from dialog.identity.session import actor_of
from dialog.moderation.actions.lock import claim
from dialog.tenancy.actions import Version, set_rule
from dialog.tenancy.models import Host, Municipality

SLUG = "storby"
DAYS = 60
MODERATOR = "198507099805"
LEVEL = "loa3"
PROVIDER = "https://idp.example/metadata"
RULES = {
    "ef.enabled": True,
    "ef.threshold": {"mode": "percent_population", "value": 1},
    "ef.collection_days": DAYS,
    "ef.co_proposers": 0,
}
PROPOSAL = Proposal(
    title="Låt oss rösta om flygplatsen",
    summary="Kommunen ska fråga alla som bor här innan den bestämmer om flygplatsen.",
    body="Flygplatsen rör alla som bor i kommunen. Frågan är stor och svår att ändra efteråt.\n\n"
    "Jag föreslår att kommunen håller en folkomröstning.",
    reasons="En stor fråga blir bäst avgjord när många har fått säga sitt.",
    area="demokrati",
)


@dataclass(frozen=True)
class Ground:
    """The city and its folkmotion, by id."""

    engine: Engine
    keys: Keyring
    municipality_id: int
    folkmotion_id: int
    opens_at: datetime

    def desk(self, now: datetime) -> Desk:
        """The worker's desk at that time."""
        return Desk(self.engine, self.keys, now)

    def work(self, now: datetime) -> None:
        """Let the worker do all that is due: count, hand over, check against the register."""
        while run_once(self.desk(now), [self.municipality_id]):
            pass


def found_city(engine: Engine, keys: Keyring) -> int:
    """Tables and the municipality itself. Return its id."""
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        row = Municipality(
            slug=SLUG,
            name="Storby kommun",
            place="Storby",
            colour="#00664f",
            contact_email="kommun@storby.example",
            organisation_number="000000-0003",
            website="https://www.storby.example",
            wrapped_key=keys.new_data_key(f"municipality:{SLUG}"),
            is_demo=True,
        )
        session.add(row)
        session.commit()
        return row.id


def add_host(engine: Engine, municipality_id: int, name: str) -> None:
    """Let the city answer under that name."""
    with Session(engine) as session:
        session.add(Host(name=name, municipality_id=municipality_id))
        session.commit()


def decide_rules(ctx: Context, people: int) -> None:
    """The local rules, and how many live there for as long as no register says it."""
    for key, value in {**RULES, "ef.population": people}.items():
        since = (ctx.now - timedelta(days=1)).date()
        set_rule(ctx, Version(key, value, since, "Kommunfullmäktige", "KF 2020/1"))


def load_register(ctx: Context, numbers: Iterable[str]) -> int:
    """The population register, through the real import. Return how many people it holds."""
    return import_population(ctx, numbers, ctx.now.date()).people


def open_folkmotion(ctx: Context, author: str) -> int:
    """Written, sent in, reviewed and published, through the real actions. Return its id."""
    writing = log_in(ctx, author)
    folkmotion = create(writing, PROPOSAL)
    submit(writing, folkmotion)
    person = grant(ctx, MODERATOR, [Role.MODERATOR], name="Maja Granskog")
    reviewing = replace(ctx, actor=actor_of(ctx, person, LEVEL))
    claim(reviewing, folkmotion)
    publish(reviewing, folkmotion)
    return folkmotion.id


def log_in(ctx: Context, number: str) -> Context:
    """The same context, as the person with this number: what is known after a SAML login."""
    person = recognise(ctx, authenticated(number, ctx.now))
    ctx.session.flush()
    return replace(ctx, actor=actor_of(ctx, person, LEVEL))


def authenticated(number: str, now: datetime) -> Authenticated:
    """What the SAML half would say of this person."""
    return Authenticated(
        identifier=number,
        identity=Identity(personal_number(number).kind),
        given_name="Test",
        surname=number[-4:],
        display_name=f"Test Person {number[-4:]}",
        loa=LEVEL,
        authn_instant=now,
        issue_instant=now,
        assertion_id="",
        response_id="",
        in_response_to="",
        idp_entity_id=PROVIDER,
        raw=b"",
        assertion_xml=b"",
    )
