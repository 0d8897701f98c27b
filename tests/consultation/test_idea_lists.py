"""Lists of ideas: ten thousand of them cost few statements, and the last page what the first one costs."""

from typing import Any

import pytest

from dialog.consultation.actions.numbers import shuffle_ideas
from dialog.consultation.models import Idea, Part
from dialog.consultation.queries import ideas as queries
from dialog.consultation.queries.ideas import Sorting, Wanted
from dialog.consultation.rules.content import IdeasContent
from dialog.core.context import Context
from dialog.core.db import add_many
from dialog.process.models import Contribution
from tests.browser import Browser
from tests.consultation import rows
from tests.consultation.rows import NOW

MANY = 10_000


def fill(ctx: Context, number: int) -> Part:
    """A part with so many ideas; commits."""
    row = rows.consultation(ctx.session, ctx.keys)
    part = rows.add_part(ctx.session, row, IdeasContent())
    shared = {
        "kind": "consultation_idea",
        "process_id": row.id,
        "language": "sv",
        "channel": "web",
        "publication": "published",
        "received_at": NOW,
        "changed_at": NOW,
        "author_name": "",
        "receipt_number": "",
        "refusal": "",
        "refusal_text": "",
    }
    base = 1000
    contributions = (
        shared
        | {
            "id": base + number,
            "title": f"Idé {number}",
            "body": "Text",
            "participant_key": str(number),
            "count_support": number % 97,
            "count_comments": number % 13,
        }
        for number in range(number)
    )
    add_many(ctx.session, Contribution, contributions)
    ideas: list[dict[str, Any]] = [
        {
            "id": base + number,
            "part_id": part.id,
            "category": "",
            "place": "",
            "is_outside": False,
            "image_alt": "",
            "shuffle": number * 7919 % MANY,
        }
        for number in range(number)
    ]
    add_many(ctx.session, Idea, ideas)
    ctx.session.commit()
    return part


@pytest.mark.parametrize("sorting", Sorting)
def test_every_order_shows_every_idea_once(system: Context, sorting: Sorting) -> None:
    part = fill(system, 100)
    seen: list[int] = []
    after = None
    while True:
        page = queries.listing(system, part, Wanted(sorting, after=after))
        seen += [idea.id for idea in page.rows]
        if (after := page.next) is None:
            break
    assert len(seen) == len(set(seen)) == 100


def test_ten_thousand_ideas_cost_five_statements_on_every_page(
    system: Context, browser: Browser, statements: list[str]
) -> None:
    part = fill(system, MANY)
    address = f"/medborgardialoger/{part.consultation_id}/ideer/{part.id}"
    system.session.rollback()
    browser.get(address)  # what is remembered of the municipality is asked for once
    deep = {"": "9900-10900", "nyast": "1100-1100", "stod": "5-1005", "kommentarer": "1-1300"}
    for order, cursor in deep.items():
        for query in (f"ordning={order}", f"ordning={order}&efter={cursor}"):
            statements.clear()
            page = browser.get(f"{address}?{query}")
            assert "10 000 idéer" in page.text.replace("\xa0", " ")
            assert len(page.soup.select(".idea-row")) == 24
            assert len(statements) <= 5, statements


def test_the_page_of_the_consultation_shows_a_few_of_many(
    system: Context, browser: Browser, statements: list[str]
) -> None:
    part = fill(system, 500)
    address = f"/medborgardialoger/{part.consultation_id}"
    system.session.rollback()
    browser.get(address)
    statements.clear()
    page = browser.get(address)
    assert len(page.soup.select(".idea-row")) == 3
    assert "500 idéer har kommit in." in page.text
    assert len(statements) <= 8, statements


def test_the_order_is_drawn_anew(system: Context) -> None:
    part = fill(system, 600)  # more than are held at a time
    before = [idea.id for idea in queries.listing(system, part, Wanted()).rows]
    shuffle_ideas(system, part)
    after = [idea.id for idea in queries.listing(system, part, Wanted()).rows]
    assert before != after
