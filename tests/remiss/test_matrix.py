"""The public matrix: every sender once, nothing hidden, the way to the statements, and what it costs."""

import pytest

from dialog.core.context import Context
from dialog.core.db import TenantSession, add_many
from dialog.core.keys import Keyring
from dialog.core.shapes import dump
from dialog.process.rules import Publication
from dialog.remiss.models import Remiss, Section, Statement
from dialog.remiss.queries.answers import spread
from dialog.remiss.rules import Showing
from dialog.remiss.rules.content import Body
from dialog.remiss.rules.picture import rows as picture
from dialog.remiss.rules.response import View
from tests.browser import Browser, Page
from tests.remiss import rows

SUPPORTS, OPPOSES = View("supports", "Ja."), View("opposes", "Nej.")
MUST_NOT = View("opposes", "Hemligt.")


@pytest.fixture
def shown(session: TenantSession, keys: Keyring) -> Remiss:
    return rows.remiss(session, keys, showing=Showing.AT_ONCE)


def cells(page: Page) -> dict[str, list[str]]:
    """The numbers of each section, by the beginning of its name."""
    table = page.soup.find_all("table")[-1]
    found = {}
    for row in table.tbody.find_all("tr"):
        name = row.th.get_text(" ", strip=True)
        numbers = [cell.get_text(" ", strip=True).split(" ")[0] for cell in row.find_all("td")]
        found[name] = numbers
    return found


def test_positions_are_counted_by_section_and_lead_to_what_was_said(
    session: TenantSession, shown: Remiss, browser: Browser
) -> None:
    rows.add_response(session, shown, {"": SUPPORTS, "s2": OPPOSES})
    rows.add_response(session, shown, {"": SUPPORTS, "s2": SUPPORTS, "s4": View("", "Mer.")})
    number = shown.id
    session.commit()
    page = browser.get(f"/remisser/{number}/matris")
    found = cells(page)
    assert found["Helheten"] == ["2", "0", "0", "0", "0", "2"]
    assert found["1 Cykelvägar"] == ["1", "0", "1", "0", "0", "2"]
    assert found["2 Kollektivtrafik"] == ["0", "0", "0", "0", "1", "1"]
    assert "Förord" not in found  # nobody is asked about it, and nobody spoke of it
    table = page.soup.find_all("table")[-1]
    against = next(a for a in table.find_all("a") if "inte förslaget, 1 Cykel" in a.get_text())
    there = browser.get(against["href"])
    assert "1 svar" in there.text
    assert "Nej." in there.text
    without = next(a for a in table.find_all("a") if "inte ställning" in a.get_text())
    assert "Mer." in browser.get(without["href"]).text


def test_a_section_tells_how_others_have_answered(
    session: TenantSession, shown: Remiss, browser: Browser
) -> None:
    rows.add_response(session, shown, {"s2": OPPOSES})
    number = shown.id
    session.commit()
    page = browser.get(f"/remisser/{number}/avsnitt/s2")
    assert "Så har andra svarat" in page.text
    assert "Nej." in browser.get(page.link("Läs vad de skriver om avsnittet")).text
    assert "Så har andra svarat" not in browser.get(f"/remisser/{number}/avsnitt/s4").text


def test_whoever_completes_an_answer_is_counted_once_with_their_newest_position(
    session: TenantSession, shown: Remiss, system: Context
) -> None:
    same = {"owner": "a", "participant_key": "a"}
    rows.add_response(session, shown, {"": SUPPORTS, "s2": SUPPORTS}, **same)
    rows.add_response(
        session, shown, {"": View("", "Glömde."), "s2": OPPOSES, "s3": SUPPORTS}, number=2, **same
    )
    rows.add_response(session, shown, {"s3": View("", "Igen.")}, number=3, **same)
    found = spread(system, shown)
    assert found == {"": {"supports": 1}, "s2": {"opposes": 1}, "s3": {"supports": 1}}


@pytest.mark.parametrize("state", [Publication.HIDDEN, Publication.WITHDRAWN])
def test_what_is_not_shown_is_not_counted_and_hides_nothing_behind_it(
    session: TenantSession, shown: Remiss, system: Context, state: Publication
) -> None:
    same = {"owner": "a", "participant_key": "a"}
    rows.add_response(session, shown, {"s2": SUPPORTS}, **same)
    rows.add_response(session, shown, {"s2": MUST_NOT}, number=2, publication=state, **same)
    assert spread(system, shown) == {"s2": {"supports": 1}}


def test_the_parts_of_a_bar_fill_it_and_nobody_gets_none() -> None:
    found = picture({"a": {"x": 1, "y": 3, "": 2, "old": 1}}, ["a", "b"], ["x", "y"])
    assert [(row.counts, row.without, row.total) for row in found] == [
        ((1, 3), 2, 7),
        ((0, 0), 0, 0),
    ]
    assert found[0].bars == ((0.0, 25.0), (25.0, 75.0))
    assert found[1].bars == ()


def test_thirty_sections_and_two_thousand_statements_cost_eight_statements_at_most(
    session: TenantSession, shown: Remiss, browser: Browser, statements: list[str]
) -> None:
    version = rows.add_version(session, shown)
    more = [
        Section(
            version_id=version.id,
            key=f"t{n}",
            position=n,
            level=1,
            title=f"Del {n}",
            content=dump(Body()),
        )
        for n in range(5, 31)
    ]
    session.add_all(more)
    session.flush()
    keys_of_all = ["s2", "s3", "s4", *(each.key for each in more)]
    answers = [rows.add_response(session, shown, {"": SUPPORTS}) for _n in range(70)]
    given = [
        {
            "remiss_id": shown.id,
            "response_id": answer.id,
            "section": key,
            "question": "",
            "position": ("supports", "opposes", "no_view")[(place + nr) % 3],
            "words": "Ord.",
            "proposal": "",
        }
        for nr, answer in enumerate(answers)
        for place, key in enumerate(keys_of_all)
    ]
    add_many(session, Statement, given)
    number = shown.id
    session.commit()
    statements.clear()
    page = browser.get(f"/remisser/{number}/matris")
    asked = [each for each in statements if each.startswith(("SELECT", "WITH"))]
    assert len(asked) <= 8, asked
    assert len(cells(page)) == 30
    statements.clear()
    browser.get(f"/remisser/{number}/svar?avsnitt=s2&standpunkt=supports")
    asked = [each for each in statements if each.startswith(("SELECT", "WITH"))]
    assert len(asked) <= 9, asked
