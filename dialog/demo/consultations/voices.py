"""Those who take part in the demo: browsers that nobody knows, and the crowd when a login is asked for."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dialog.consultation.models import Part, Stage
from dialog.consultation.queries.participants import logged_in, unlinked
from dialog.consultation.rules.admission import NEEDS_LOGIN, Basis, Participant
from dialog.core.context import Context
from dialog.core.policy import ANONYMOUS, Actor
from dialog.demo.content.load import read_population
from dialog.demo.names import made_up_name
from dialog.demo.town import Town
from dialog.process.queries.keys import open_key

# How much likelier than others each age group is to take part, as it is in most municipalities.
EAGER = {
    "0-12": 0.02,
    "13-19": 0.4,
    "20-29": 0.5,
    "30-44": 1.0,
    "45-64": 1.3,
    "65-79": 1.7,
    "80-": 0.6,
}
AGES = {"0-12": 12, "13-19": 17, "20-29": 25, "30-44": 38, "45-64": 55, "65-79": 71, "80-": 84}
SILENT = 0.1  # do not say how old they are, or where they live
FALLBACK = (("", "30-44", 1), ("", "45-64", 1), ("", "65-79", 1))  # where there are no figures


@dataclass(frozen=True)
class Voice:
    """One who takes part. `token` is what their browser holds when they have not logged in."""

    actor: Actor
    token: str
    name: str
    age: str
    area: str

    def enter(self, ctx: Context, stage: Stage, *, asks: Part | None = None) -> Participant:
        """As the step knows them. `asks`: the part whose background questions they answer."""
        consultation = stage.consultation
        if self.actor.id is None:
            who = Participant(open_key(ctx, consultation, self.token), Basis.OPEN)
        else:
            who = unlinked(logged_in(ctx, consultation, AGES.get(self.age)), stage)
        content = asks.content() if asks else None
        if getattr(content, "asks_age", False) and self.actor.id is None:
            who = replace(who, told_group=self.age)
        if getattr(content, "asks_area", False):
            who = replace(who, told_area=self.area)
        return who


def voices(
    town: Town, stage: Stage, chance: random.Random, ages: Sequence[str] = ()
) -> Iterator[Voice]:
    """One after the other, each somebody else. Of those who log in there are only so many."""
    figures = read_population(town.facts.key) or FALLBACK
    rows = [row for row in figures if row[1] in (ages or EAGER)]
    weights = [people * (1 if ages else EAGER[age]) for _, age, people in rows]
    needs_login = stage.demand().needs_login or stage.who in NEEDS_LOGIN
    crowd = iter(chance.sample(town.crowd, len(town.crowd)))
    for place in range(len(town.crowd) if needs_login else 100_000):
        area, age, _ = chance.choices(rows, weights)[0]
        is_silent = chance.random() < SILENT
        actor = next(crowd) if needs_login else ANONYMOUS
        yield Voice(
            actor=actor,
            token=f"demo {stage.id} {chance.random()} {place}",
            name=actor.name or made_up_name(chance.randrange(2000)),
            age="" if is_silent else age,
            area="" if is_silent else area,
        )
