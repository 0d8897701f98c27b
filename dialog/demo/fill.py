"""`dialog demo fill`: many folkmotioner and names, to feel the pages at size.

The rows are made directly, not through the actions: this is about size, not about what happened.
They hold to every constraint, their counts are true, and they can be found by searching.
"""

import random
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.db import add_many
from dialog.core.journal import Event
from dialog.core.keys import pseudonym, seal
from dialog.demo.content.load import MUNICIPALITIES, load_folkmotioner
from dialog.demo.names import made_up_name
from dialog.demo.numbers import made_up_numbers
from dialog.demo.town import CROWD
from dialog.folkmotion import queries, rules
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.rules import MOST_TITLE, Eligibility
from dialog.identity.models import Person
from dialog.identity.queries import current_extract, person_key
from dialog.process.models import ProcessText
from dialog.process.queries.keys import process_key
from dialog.process.rules import AREA_NAMES, Publication, review_due_at
from dialog.process.search import index
from dialog.registry.models import Receipt
from dialog.registry.records import ALPHABET, GROUP, NUMBER_LENGTH
from dialog.tenancy.queries import rules_now

CHUNK = 50  # folkmotioner a transaction
LONGEST_AGO = timedelta(days=3 * 365)
SPREAD = 1.0  # how unlike the folkmotioner are in size (log-normal)
SHOWN = 0.2  # part of the names that are public
EXAMPLE_HASH = "0" * 64  # of a record that nobody signed
STATEMENT = "Jag ställer mig bakom förslaget."
HUNDRED = 100


@dataclass(frozen=True)
class Size:
    """How much to make, and from which seed."""

    folkmotioner: int
    signatures: int
    seed: int = 1


@dataclass(frozen=True)
class Supply:
    """What every folkmotion is made from."""

    people: list[tuple[int, str]]  # id and key
    eligibility: Eligibility
    rules: dict[str, Any]
    basis: dict[str, Any]
    texts: list[tuple[str, str, str, str]]


def fill(ctx: Context, size: Size, progress: Callable[[int], None]) -> None:
    """Add that many; `progress` is told how many folkmotioner have been added. Commits as it goes."""
    chance = random.Random(size.seed)  # noqa: S311 - the same every time
    sizes = shares(size, chance)
    supply = gather(ctx, max(sizes, default=0))
    numbered = enumerate(sizes, start=1)
    while chunk := list(islice(numbered, CHUNK)):
        made = [(folkmotion(ctx, supply, chance, n), many) for n, many in chunk]
        ctx.session.add_all(row for row, _ in made)
        ctx.session.flush()
        for row, many in made:
            text = row.texts[-1]
            everything = f"{text.body} {text.reasons}"
            index(ctx, row, (text.title, 3), (text.summary, 2), (everything, 1))
            sign_many(ctx, supply, row, chance.sample(supply.people, many))
        ctx.session.commit()
        ctx.session.expunge_all()
        progress(len(chunk))


def shares(size: Size, chance: random.Random) -> list[int]:
    """How many names each folkmotion has: a few have many, together exactly as many as asked for."""
    weights = [chance.lognormvariate(0, SPREAD) for _ in range(size.folkmotioner)]
    total = sum(weights) or 1
    whole = [int(size.signatures * weight / total) for weight in weights]
    for place in range(size.signatures - sum(whole) if whole else 0):
        whole[place % len(whole)] += 1
    return whole


def gather(ctx: Context, most: int) -> Supply:
    """People enough for the largest folkmotion, and a threshold that none of them reaches.

    Otherwise the worker would hand over a thousand of them at once.
    """
    extract, current = current_extract(ctx), rules_now(ctx)
    needed = (most // HUNDRED + 1) * HUNDRED
    threshold = {"mode": "count", "value": needed}
    population = extract.people if extract else current["ef.population"]
    as_of = extract.as_of.isoformat() if extract else None
    mine = {key: value for key, value in current.items() if key.startswith("ef.")}
    told = [motion for slug in MUNICIPALITIES for motion in load_folkmotioner(slug)]
    return Supply(
        people=people(ctx, max(most, 1)),
        eligibility=Eligibility.VALID if extract else Eligibility.UNVERIFIED,
        rules=mine | {"ef.threshold": threshold},
        basis={**threshold, "population": population, "as_of": as_of},
        texts=[(each.title, each.summary, each.body, each.reasons) for each in told],
    )


def people(ctx: Context, many: int) -> list[tuple[int, str]]:
    """That many made-up residents; those who are there already are used again."""
    numbers = islice(made_up_numbers(), CROWD, CROWD + many)
    wanted = [person_key(ctx, number) for number in numbers]
    ids = known(ctx)
    rows = [{"key": key, "wants_letters": False, "roles": []} for key in wanted if key not in ids]
    add_many(ctx.session, Person, rows)
    ids = known(ctx)
    return [(ids[key], key) for key in wanted]


def known(ctx: Context) -> dict[str, int]:
    """Everyone's id by key."""
    return dict(ctx.session.execute(select(Person.key, Person.id)).all())


def folkmotion(ctx: Context, supply: Supply, chance: random.Random, number: int) -> Folkmotion:
    """One that has been published and gathers names, or did."""
    title, summary, body, _ = chance.choice(supply.texts)
    reasons = chance.choice(supply.texts)[3]
    ending = f" ({number})"
    wording = {
        "title": title[: MOST_TITLE - len(ending)] + ending,
        "summary": summary,
        "body": body,
        "reasons": reasons,
    }
    published = ctx.now - LONGEST_AGO * chance.random()
    sent = published - timedelta(days=2)
    closes = rules.closes_at(published, supply.rules["ef.collection_days"])
    row = Folkmotion(
        title=wording["title"],
        summary=summary,
        area=chance.choice(list(AREA_NAMES)),
        author_id=chance.choice(supply.people)[0],
        author_name=made_up_name(number),
        rules=supply.rules,
        wrapped_key=ctx.keys.new_data_key(f"process:{ctx.session.municipality_id}"),
        publication=Publication.PUBLISHED,
        created_at=sent - timedelta(days=3),
        submitted_at=sent,
        review_due_at=review_due_at(sent, supply.rules["ef.publish_within"]),
        published_at=published,
        opens_at=published,
        closes_at=closes,
        counted_at=min(closes + timedelta(minutes=1), ctx.now),
        threshold=supply.basis["value"],
        threshold_basis=supply.basis,
        invitation=secrets.token_urlsafe(16),
    )
    written = {"number": 1, "hash": rules.text_hash(**wording), "received_at": sent}
    row.texts.append(ProcessText(written_at=sent, **wording, **written))
    return row


def sign_many(ctx: Context, supply: Supply, row: Folkmotion, who: list[tuple[int, str]]) -> None:
    """A signature, a receipt and an event for each of them, and the true count."""
    key = process_key(ctx, row)
    moments = list(_moments(row, len(who), ctx.now))
    receipts = [quick_number() for _ in who]
    add_many(
        ctx.session,
        Receipt,
        (
            {
                "number": number,
                "kind": "folkmotion.sign",
                "process_id": row.id,
                "text_number": 1,
                "statement": STATEMENT,
                "record_hash": EXAMPLE_HASH,
                "at": at,
            }
            for number, at in zip(receipts, moments, strict=True)
        ),
    )
    add_many(
        ctx.session,
        Signature,
        (
            {
                "folkmotion_id": row.id,
                "signer_key": pseudonym(key, person_key),
                "eligibility": supply.eligibility,
                "shown_name": made_up_name(person_id) if person_id % round(1 / SHOWN) == 0 else "",
                "text_number": 1,
                "receipt_number": number,
                "sealed": seal(key, b'{"person": %d}' % person_id, "signer"),
                "wants_letters": False,
                "signed_at": at,
                "changed_at": at,
            }
            for (person_id, person_key), number, at in zip(who, receipts, moments, strict=True)
        ),
    )
    add_many(ctx.session, Event, _events(row, moments))
    valid, unverified, against = queries.count_signatures(ctx.session, row)
    row.count_valid, row.count_unverified, row.count_against = valid, unverified, against


def quick_number() -> str:
    """Like a receipt's number, without asking the system for sixteen secrets each time."""
    letters = "".join(random.choices(ALPHABET, k=NUMBER_LENGTH))  # noqa: S311 - opens nothing
    return "-".join(letters[i : i + GROUP] for i in range(0, NUMBER_LENGTH, GROUP))


def _moments(row: Folkmotion, many: int, now: datetime) -> Iterator[datetime]:
    """Spread evenly over the time in which people could sign."""
    begins, ends = row.opens_at or now, min(row.closes_at or now, now)
    yield from (begins + (ends - begins) * (n + 1) / (many + 2) for n in range(many))


def _events(row: Folkmotion, moments: list[datetime]) -> Iterator[dict[str, Any]]:
    happened = [("create", row.created_at), ("submit", row.submitted_at)]
    happened += [("publish", row.published_at), *(("sign", at) for at in moments)]
    for verb, at in happened:
        yield {
            "at": at,
            "name": f"folkmotion.{verb}",
            "actor_id": None,
            "subject_type": "folkmotion",
            "subject_id": row.id,
            "data": {"text": 1},
        }
