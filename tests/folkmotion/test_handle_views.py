"""The case: its clocks and papers, each act on its own page, and who may do what."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from dialog.core.context import Context
from dialog.core.worker import Desk, pay_debts
from dialog.folkmotion.actions import handle
from dialog.folkmotion.actions.count import count_names
from dialog.folkmotion.actions.handle import Plan
from dialog.folkmotion.models import Folkmotion
from dialog.process.models import Step
from tests import make
from tests.browser import Browser
from tests.cast import CAST
from tests.folkmotion.test_handle_actions import MEETING
from tests.make import NOW

Acting = Callable[[str], Context]
CASE = "/arbetsyta/folkmotioner/1"
READERS = ["moderator", "officer", "registrar", "councillor"]
STEP = {
    "kind": "meeting",
    "title": "Tekniska nämnden tar upp förslaget",
    "planned_on": "2027-02-15",
    "body": "Tekniska nämnden",
    "note": "Mötet är öppet.",
}


@pytest.fixture
def case(system: Context) -> Folkmotion:
    """Folkmotion 1 is handed over."""
    row = make.handed_over(system)
    assert row.id == 1
    system.session.commit()
    return row


@pytest.fixture
def hanna(browser: Browser, case: Folkmotion) -> Browser:
    return browser.log_in("officer")


def now(ctx: Context) -> Folkmotion:
    ctx.session.expire_all()
    return ctx.session.get_one(Folkmotion, 1)


@pytest.mark.parametrize("name", READERS)
def test_every_reader_sees_the_case(browser: Browser, case: Folkmotion, name: str) -> None:
    page = browser.log_in(name).get(CASE)
    assert page.h1 == "Ärende: Fler bänkar vid ån"
    assert "Överlämnad" in page.text
    assert "Svar senast" in page.text
    assert "182 dagar kvar" in page.text
    assert "120 av 100 underskrifter" in page.text
    assert "Överlämnad folkmotion: Fler bänkar vid ån" in page.text


def test_an_overdue_answer_is_marked(hanna: Browser, system: Context) -> None:
    now(system).answer_due_at = NOW - timedelta(days=12)
    system.session.commit()
    assert hanna.get(CASE).text.count("12 dagar försenad") == 2


def test_a_case_has_a_page_from_the_day_it_is_sent_in(browser: Browser, system: Context) -> None:
    make.waiting(system.session, system.keys, review_due_at=NOW + timedelta(days=1))
    make.folkmotion(system.session, system.keys, closes_at=NOW - timedelta(days=3))
    make.folkmotion(system.session, system.keys, closes_at=NOW + timedelta(hours=1))
    browser.log_in("registrar")
    texts = [browser.get(f"/arbetsyta/folkmotioner/{number}").text for number in (1, 2, 3)]
    assert "Granskas senast 2 december 2026" in texts[0]
    assert "Insamlingen slutade 28 november 2026" in texts[1]
    assert "Insamlingen slutar 1 december 2026 i dag" in texts[2]


def test_a_councillor_reads_and_does_nothing(
    browser: Browser, case: Folkmotion, acting: Acting
) -> None:
    officer = acting("officer")
    handle.prepare(officer, now(officer), MEETING)
    officer.session.commit()
    page = browser.log_in("councillor").get(CASE)
    main = page.soup.select_one("main")
    assert main is not None
    assert not main.select("form")
    links = {str(link["href"]) for link in main.select("a[href]")}
    documents = {f"{CASE}/overlamning.{form}" for form in ("pdf", "html", "json")}
    assert {link for link in links if link.startswith(CASE)} == documents


@pytest.mark.parametrize(
    "path",
    ["", "/diarienummer", "/steg", "/delmal", "/svar", "/avsluta", "/kontrollera-namn"],
)
def test_the_case_is_for_staff(browser: Browser, case: Folkmotion, path: str) -> None:
    url = CASE + path
    stranger = browser.get(url, follow_redirects=False)
    assert stranger.response.headers["Location"].startswith("/logga-in?next=")
    for name in ("resident", "author", "admin"):
        assert browser.log_in(name).get(url).status == 403, name
    if not path:
        return
    handlers = {"registrar"} if path == "/diarienummer" else {"registrar", "officer"}
    for name in READERS:
        assert browser.log_in(name).get(url).status == (200 if name in handlers else 403), name


def test_the_registrar_gives_a_number_and_a_department(
    browser: Browser, system: Context, case: Folkmotion
) -> None:
    browser.log_in("registrar")
    page = browser.submit(f"{CASE}/diarienummer", case_number="KS 2026/00123", department_id="1")
    assert page.url == CASE
    assert "KS 2026/00123" in page.text
    assert "Kommunstyrelsen" in page.text
    fields = browser.get(f"{CASE}/diarienummer").fields()
    assert (fields["case_number"], fields["department_id"]) == ("KS 2026/00123", "1")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"case_number": " "}, "case_number"),
        ({"case_number": "x" * 41}, "case_number"),
        ({"case_number": "KS 1", "department_id": "2"}, "department_id"),  # Björkby's
        ({"case_number": "KS 1", "department_id": "ingen"}, "department_id"),
    ],
)
def test_a_wrong_number_is_told_next_to_its_field(
    browser: Browser, system: Context, case: Folkmotion, fields: dict[str, str], wrong: str
) -> None:
    page = browser.log_in("registrar").submit(f"{CASE}/diarienummer", **fields)
    assert page.status == 422
    assert set(page.faults()) == {wrong}
    assert now(system).case_number == ""


def test_an_officer_plans_a_meeting_and_marks_it_done(hanna: Browser, system: Context) -> None:
    page = hanna.submit(f"{CASE}/steg", **STEP)
    assert "Tekniska nämnden tar upp förslaget" in page.text
    assert "15 februari 2027" in page.text
    assert "Bereds" in page.text
    done = hanna.submit(page.link("Markera som klart"), done_on="2026-12-01")
    assert "1 december 2026" in done.text
    assert system.session.scalars(select(Step.done_on)).one() == date(2026, 12, 1)


def test_an_officer_moves_a_meeting_to_another_day(hanna: Browser, system: Context) -> None:
    page = hanna.submit(f"{CASE}/steg", **STEP)
    form = hanna.get(page.link("Flytta"))
    assert "Planerat till den 15 februari 2027" in form.text
    assert "ett brev om den nya dagen" in form.text
    assert set(hanna.submit(form.url, planned_on="2026-11-30").faults()) == {"planned_on"}
    moved = hanna.submit(form.url, planned_on="2027-03-15")
    assert "15 mars 2027" in moved.text
    assert "En händelse flyttades: 15 mars 2027" in moved.text
    assert system.session.scalars(select(Step.planned_on)).one() == date(2027, 3, 15)


def test_a_step_in_the_past_is_marked_until_it_is_done(hanna: Browser) -> None:
    page = hanna.submit(f"{CASE}/steg", **(STEP | {"planned_on": "2026-11-24"}))
    assert "Dagen har passerat" in page.text


@pytest.mark.parametrize("missing", ["kind", "title", "planned_on"])
def test_a_step_says_what_and_when(hanna: Browser, system: Context, missing: str) -> None:
    page = hanna.submit(f"{CASE}/steg", **(STEP | {missing: ""}))
    assert page.status == 422
    assert set(page.faults()) == {missing}
    assert system.session.scalar(select(func.count(Step.id))) == 0


def test_the_same_step_twice_gets_a_clear_page(hanna: Browser, system: Context) -> None:
    fields = hanna.get(f"{CASE}/steg").fields() | STEP
    hanna.post(f"{CASE}/steg", fields)
    again = hanna.post(f"{CASE}/steg", fields)
    assert again.status == 409
    assert "Händelsen finns redan i planen" in again.text
    assert STEP["note"] in again.text, "what was typed is still there"
    assert again.link("Se hur ärendet står nu") == CASE
    assert system.session.scalar(select(func.count(Step.id))) == 1


def test_a_step_of_another_case_does_not_exist_here(
    hanna: Browser, system: Context, acting: Acting
) -> None:
    officer = acting("officer")
    other = make.handed_over(system, title="Ett annat")
    step = handle.prepare(officer, other, MEETING).id
    officer.session.commit()
    assert hanna.get(f"{CASE}/steg/{step}/klart").status == 404


def test_a_step_is_not_done_tomorrow_nor_twice(
    hanna: Browser, acting: Acting, system: Context
) -> None:
    officer = acting("officer")
    step = handle.prepare(officer, now(officer), MEETING).id
    officer.session.commit()
    url = f"{CASE}/steg/{step}/klart"
    assert set(hanna.submit(url, done_on="2026-12-02").faults()) == {"done_on"}
    fields = hanna.get(url).fields()
    assert fields["done_on"] == "2026-12-01"
    hanna.post(url, fields)
    again = hanna.post(url, fields)
    assert again.status == 409
    assert "redan markerad" in again.text


@pytest.fixture
def unverified(system: Context, acting: Acting) -> None:
    """Folkmotion 1 was signed by a resident and a neighbour while there was no register."""
    row = make.folkmotion(system.session, system.keys)
    make.forget_register(system)
    for name in ("resident", "neighbour"):
        make.signed_by(acting(name), row)
    count_names(system, row)
    system.session.commit()


@pytest.mark.usefixtures("unverified")
def test_a_name_check_is_ordered_and_its_result_shown(
    browser: Browser, system: Context, desk: Desk
) -> None:
    browser.log_in("officer")
    assert "när ett utdrag ur folkbokföringen är inläst" in browser.get(CASE).text
    make.register(system, [CAST["resident"].number])
    system.session.commit()
    assert "utdraget från 1 november 2026" in browser.get(CASE).text

    page = browser.submit(CASE, "/kontrollera-namn")
    assert "Kontrollen är beställd" in page.text
    assert "En kontroll pågår" in page.text
    pay_debts(desk)
    page = browser.get(CASE)
    assert "1 räknas, 1 räknas inte" in page.text
    assert not page.soup.select('form[action$="/kontrollera-namn"]')


@pytest.mark.usefixtures("unverified")
def test_a_second_order_is_told_and_changes_nothing(browser: Browser, system: Context) -> None:
    make.register(system, [CAST["resident"].number])
    system.session.commit()
    browser.log_in("officer")
    fields = browser.get(CASE).fields("/kontrollera-namn")
    browser.post(f"{CASE}/kontrollera-namn", fields)
    assert "redan beställd" in browser.post(f"{CASE}/kontrollera-namn", fields).text


@pytest.mark.parametrize("size", [0, 40])
def test_the_case_costs_the_same_however_much_has_happened(
    hanna: Browser, acting: Acting, statements: list[str], size: int
) -> None:
    officer = acting("officer")
    for number in range(size):
        plan = Plan(f"Steg {number}", date(2027, 1, 1) + timedelta(days=number))
        handle.prepare(officer, now(officer), plan)
    officer.session.commit()
    hanna.get(CASE)
    statements.clear()
    assert hanna.get(CASE).status == 200
    assert len(statements) <= 12, statements


def test_hostile_words_in_a_case_are_only_words(hanna: Browser) -> None:
    given: dict[str, Any] = STEP | {"title": "<b onclick=x>Möte</b>", "note": "{{ 7*7 }}"}
    page = hanna.submit(f"{CASE}/steg", **given)
    assert "<b onclick=x>Möte</b>" in page.text
