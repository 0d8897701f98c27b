"""The list of what a filter points at, one text with why, and the words about it afterwards."""

import csv
import io
from collections.abc import Callable

import pytest
from sqlalchemy import select

from dialog.consultation.models import Idea
from dialog.consultation.rules.content import IdeasContent
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.worker import Desk, run_once
from dialog.moderation.models import Suggestion
from dialog.process.rules import Publication
from tests.browser import Browser
from tests.consultation import rows
from tests.make import EKBY
from tests.moderation.test_suggestions import LONG, write

QUEUE = "/arbetsyta/granskning/inlagg"
Filled = Callable[[int], None]


@pytest.fixture
def fill(author: Context, desk: Desk) -> Filled:
    """So many ideas with a link, looked through by the worker."""

    def fill(number: int) -> None:
        row = rows.consultation(author.session, author.keys)
        part = rows.add_part(author.session, row, IdeasContent())
        for each in range(number):
            write(author, part, f"Se www.example.com. {each}")
        author.session.commit()
        run_once(desk, [EKBY])

    return fill


@pytest.fixture
def staff(app, session: TenantSession) -> Browser:
    session.rollback()
    return Browser(app).log_in("moderator")


def test_from_the_desk_to_nothing_wrong(fill: Filled, staff: Browser) -> None:
    fill(1)
    desk = staff.get("/arbetsyta")
    assert "1 publicerat inlägg som ett filter har pekat ut" in desk.text
    assert "Länk: www.example.com" in staff.get(desk.link("1 publicerat inlägg")).text
    page = staff.get(staff.get(QUEUE).link("Idé"))
    assert "Ett filter har pekat ut texten. Det betyder inte att något är fel." in page.text
    assert "Länk: www.example.com" in page.text
    done = staff.submit(page.url, "/inget-fel")
    assert "Tack. Texten är kvar" in done.text
    assert "Att titta på" not in done.text
    again = staff.post(f"{page.url}/inget-fel", page.fields("/inget-fel"))
    assert again.status == 409
    assert "En kollega har redan tittat på texten." in again.text


def test_an_earlier_text_that_says_the_same_is_one_click_away(
    author: Context, desk: Desk, staff: Browser, session: TenantSession
) -> None:
    row = rows.consultation(author.session, author.keys)
    part = rows.add_part(author.session, row, IdeasContent())
    first, again = write(author, part, LONG).id, write(author, part, LONG).id
    session.commit()
    run_once(desk, [EKBY])
    page = staff.get(f"{QUEUE}/{again}")
    assert page.link("Samma text finns redan") == f"{QUEUE}/{first}"


def hide(staff: Browser) -> None:
    page = staff.get(staff.get(QUEUE).link("Idé"))
    staff.submit(page.url, "/dolj", **{"hide-reason": "off_topic", "hide-comment": "Reklam."})


def test_the_statement_and_the_log_tell_of_the_filter(
    fill: Filled, staff: Browser, browser: Browser, session: TenantSession
) -> None:
    fill(2)
    hide(staff)
    session.rollback()
    author = browser.log_in("author")
    statement = author.get(author.get("/mina-sidor").link("Dold: Idé"))
    assert "En människa har fattat beslutet. Ett automatiskt filter hade pekat ut" in statement.text
    page = browser.get("/om/granskning")
    assert "Filtret kan aldrig dölja eller stoppa något." in page.text
    assert "Länk 2 1" in page.text
    answer = browser.get("/om/granskning.csv").response
    log = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert (log[0][5:7], log[1][5:7]) == (["Automatik", "Utpekad av filter"], ["Nej", "Ja"])
    hidden = session.scalars(select(Idea).where(Idea.publication == Publication.HIDDEN)).one()
    row = select(Suggestion).where(Suggestion.contribution_id == hidden.id)
    assert session.scalars(row).one().decision_id is not None


def test_the_queue_with_both_lists_costs_at_most_eight_statements(
    fill: Filled, staff: Browser, statements: list[str]
) -> None:
    fill(30)
    for address, most in ((QUEUE, 8), (f"{QUEUE}/att-titta-pa", 7)):
        statements.clear()
        page = staff.get(address)
        assert page.soup.select(".link-row")
        assert len(statements) <= most, statements
    assert page.link("Nästa")
    assert "30 utpekade" in page.text


def test_an_empty_list_says_so_and_only_moderators_read_it(staff: Browser, app) -> None:
    assert "Filtret pekar inte ut något nu." in staff.get(f"{QUEUE}/att-titta-pa").text
    assert Browser(app).log_in("officer").get(f"{QUEUE}/att-titta-pa").status == 403
