"""The assessment table as officials see it: filters, counts, paging, and how little it asks."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.remiss.models import Group, Point, PointTag, Remiss, Reply, Response, Tag
from dialog.remiss.rules import Effect, Sender
from dialog.remiss.rules.response import View
from tests.browser import Browser, Page
from tests.remiss import crowd, rows
from tests.remiss.assessing import points

TABLE = "/arbetsyta/remisser/1/bedomning"
MOST = 12  # statements to the database


@pytest.fixture
def hanna(browser: Browser) -> Browser:
    return browser.log_in("officer")


@pytest.fixture
def three(session: TenantSession, keys: Keyring) -> None:
    """A person about the whole and s2; an organisation, late, about s4; a person about s4."""
    row = rows.remiss(session, keys)
    views = {"": View("supports", "Bra plan."), "s2": View("with_changes", "Fler cykelvägar!")}
    rows.add_response(session, row, views)
    club = {"sender": Sender.ORGANISATION, "organisation": "Åkeriet", "is_late": True}
    rows.add_response(session, row, {"s4": View("opposes", "Färre bussar.")}, **club)
    rows.add_response(session, row, {"s4": View("supports", "fler cykelvägar")})
    session.commit()


def shown(page: Page) -> list[str]:
    """The words of every line of the table."""
    return [each.get_text().strip() for each in page.soup.select("tbody .assess__words")]


def test_every_point_is_there_section_by_section(hanna: Browser, three: None) -> None:
    page = hanna.get(TABLE)
    assert shown(page) == ["Bra plan.", "Fler cykelvägar!", "Färre bussar.", "fler cykelvägar"]
    assert "Hela förslaget" in page.text
    assert "Åkeriet" in page.text
    assert "Kom för sent" in page.text
    assert page.soup.select(".assess-table [role=columnheader]")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("avsnitt=s4", ["Färre bussar.", "fler cykelvägar"]),
        ("avsnitt=-", ["Bra plan."]),
        ("stallning=opposes", ["Färre bussar."]),
        ("avsandare=organisation", ["Färre bussar."]),
        ("sen=ja", ["Färre bussar."]),
        ("ord=CYKELVÄGAR", ["Fler cykelvägar!", "fler cykelvägar"]),
        ("ord=åkeriet", ["Färre bussar."]),
        ("svar=ja", []),
        ("tilldelad=mig", []),
        ("tagg=utan&sen=ja", ["Färre bussar."]),
        ("ordning=nyast", ["fler cykelvägar", "Färre bussar.", "Fler cykelvägar!", "Bra plan."]),
        ("ordning=aldst", ["Bra plan.", "Fler cykelvägar!", "Färre bussar.", "fler cykelvägar"]),
        ("ordning=frist&efter=1-1", ["Bra plan.", "Fler cykelvägar!", "Färre bussar.", "fler cykelvägar"]),
        ("tilldelad=x&avsandare=x&tagg=x&ordning=x&efter=x", ["Bra plan.", "Fler cykelvägar!", "Färre bussar.", "fler cykelvägar"]),
    ],
)  # fmt: skip
def test_the_table_is_filtered_and_sorted(
    hanna: Browser, three: None, query: str, words: list[str]
) -> None:
    assert shown(hanna.get(f"{TABLE}?{query}")) == words


def test_tags_groups_replies_and_colleagues_are_filters_too(
    hanna: Browser, three: None, session: TenantSession
) -> None:
    first, second, third, fourth = points(session)
    tag, group = Tag(remiss_id=1, name="Bil"), Group(remiss_id=1, title="Fler", made_at=rows.NOW)
    session.add_all([tag, group])
    session.flush()
    session.add(PointTag(point_id=third.id, tag_id=tag.id))
    second.group_id = fourth.group_id = group.id
    given = {"effect": Effect.NOTED, "words": "Tack.", "by": None, "at": rows.NOW}
    session.add(Reply(remiss_id=1, group_id=group.id, **given))
    first.assigned_to, first.due_on = 5, (rows.NOW - timedelta(days=2)).date()
    wanted = {
        f"tagg={tag.id}": ["Färre bussar."],
        f"grupp={group.id}": ["Fler cykelvägar!", "fler cykelvägar"],
        "svar=ja": ["Fler cykelvägar!", "fler cykelvägar"],
        "svar=nej": ["Bra plan.", "Färre bussar."],
        "tilldelad=nagon": ["Bra plan."],
        "tilldelad=5": ["Bra plan."],
        "tilldelad=ingen&svar=nej": ["Färre bussar."],
        "forsenad=ja": ["Bra plan."],
    }
    session.commit()
    for query, words in wanted.items():
        assert shown(hanna.get(f"{TABLE}?{query}")) == words, query


def test_equal_texts_are_suggested_as_alike(
    hanna: Browser, three: None, session: TenantSession
) -> None:
    found = points(session)
    found[1].likeness = found[3].likeness
    session.commit()
    page = hanna.get(TABLE)
    assert shown(hanna.get(page.link("2 lika"))) == ["Fler cykelvägar!", "fler cykelvägar"]


def test_counts_for_each_section_stand_beside(hanna: Browser, three: None) -> None:
    cells = hanna.get(TABLE).soup.select(".assess-sections tbody tr")
    told = [" ".join(each.get_text(" ").split()) for each in cells]
    assert told == [
        "Hela förslaget 1 1",
        "1 Cykelvägar 1 1",
        "1.1 Längs ån 0 0",
        "2 Kollektivtrafik 2 2",
    ]
    assert len(hanna.get(TABLE).soup.select(".assess-sections rect")) == 3


def test_an_answer_about_an_earlier_version_is_marked(
    hanna: Browser, three: None, session: TenantSession
) -> None:
    remiss = session.scalars(select(Response)).first()
    assert remiss is not None
    rows.add_version(session, remiss.process)
    session.commit()
    assert "Om version 1" in hanna.get(TABLE).text


def test_two_thousand_statements_are_paged_and_cost_twelve_questions(
    hanna: Browser, session: TenantSession, keys: Keyring, statements: list[str]
) -> None:
    crowd.remiss(session, keys, sections=30, statements=2000)
    hanna.get(TABLE)
    statements.clear()
    page = hanna.get(TABLE)
    assert len(statements) <= MOST, "\n".join(statements)
    assert len(shown(page)) == 50
    numbers: Sequence[str] = [each.get_text().strip() for each in page.soup.select(".figures dd")]
    assert "".join(numbers[0].split()) == "2000"
    second = hanna.get(page.link("Nästa"))
    assert shown(second) != shown(page)
    assert shown(hanna.get(second.link("Föregående"))) == shown(page)
    statements.clear()
    hanna.get(f"{TABLE}?ord=cykelvägar&stallning=supports&svar=nej&tagg=utan&ordning=nyast")
    assert len(statements) <= MOST, "\n".join(statements)


def test_what_comes_in_meanwhile_is_there_and_stops_nobody(
    hanna: Browser, three: None, session: TenantSession
) -> None:
    page = hanna.get(f"{TABLE}/tagga?punkt=1&punkt=2")
    row = session.scalars(select(Response)).first()
    assert row is not None
    said = {"s2": View("opposes", "Ett tillägg.")}
    rows.add_response(session, session.get_one(Remiss, 1), said, owner=row.owner, number=2)
    session.commit()
    after = hanna.post(page.url, page.fields() | {"new": "Cykel"})
    assert shown(after)[2] == "Ett tillägg."
    assert "Komplettering 1" in after.text
    assert [each.get_text() for each in after.soup.select("tbody [data-color=accent]")] == [
        "Cykel"
    ] * 2


@pytest.mark.parametrize("name", ["resident", "registrar", "moderator", "councillor"])
def test_only_officers_assess(browser: Browser, three: None, name: str) -> None:
    assert browser.log_in(name).get(TABLE).status == 403


def test_what_waits_for_an_official_lies_on_the_desk(
    hanna: Browser, three: None, session: TenantSession
) -> None:
    hanna.get(f"{TABLE}/tilldela?punkt=1&punkt=2")
    hanna.submit(f"{TABLE}/tilldela?punkt=1&punkt=2", to=_me(hanna))
    session.get_one(Point, 1).due_on = (rows.NOW - timedelta(days=2)).date()
    session.commit()
    page = hanna.get("/arbetsyta")
    assert "2 synpunkter väntar på dig" in page.text
    assert "1 försenade" in page.text
    assert len(shown(hanna.get(page.link("Trafikplan")))) == 2


def _me(browser: Browser) -> str:
    options = browser.get(f"{TABLE}/tilldela?punkt=1").soup.select("#to option")
    return next(str(each["value"]) for each in options if each.get_text() == "Jag själv")
