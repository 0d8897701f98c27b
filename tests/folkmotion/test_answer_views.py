"""The answer and what follows: refused without reasons and time plan, told to everyone who signed."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from dialog.core.context import Context
from dialog.feedback.models import Outcome
from dialog.folkmotion.actions import handle
from dialog.folkmotion.actions.count import count_names
from dialog.folkmotion.models import Folkmotion
from dialog.process.models import Step
from dialog.process.rules import Handling
from tests import make
from tests.browser import Browser
from tests.folkmotion.test_handle_actions import ANSWER, MILESTONE

Acting = Callable[[str], Context]
CASE = "/arbetsyta/folkmotioner/1"
DECISION = {
    "decision": "partly",
    "body": "Kommunfullmäktige",
    "decided_on": "2026-11-30",
    "paragraph": "§ 112",
    "minutes_url": "https://www.ekby.example/protokoll",
    "reasons": "Fler vill vila på vägen.",
    "time_plan": "Bänkarna ställs ut i maj 2027.",
}


@pytest.fixture
def case(system: Context) -> Folkmotion:
    """Folkmotion 1 is handed over."""
    row = make.handed_over(system)
    system.session.commit()
    return row


@pytest.fixture
def hanna(browser: Browser, case: Folkmotion) -> Browser:
    return browser.log_in("officer")


def now(ctx: Context) -> Folkmotion:
    ctx.session.expire_all()
    return ctx.session.get_one(Folkmotion, 1)


def test_an_officer_answers(hanna: Browser, system: Context) -> None:
    page = hanna.submit(f"{CASE}/svar", **DECISION)
    assert page.url == CASE
    for words in ("Delvis bifall", "§ 112", DECISION["reasons"], DECISION["time_plan"]):
        assert words in page.text
    assert page.link("Protokollet") == DECISION["minutes_url"]
    assert now(system).handling is Handling.DECIDED


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reasons", ""),
        ("reasons", "  \n "),
        ("time_plan", ""),
        ("time_plan", "\t"),
        ("decision", ""),
        ("decision", "kanske"),
        ("body", ""),
        ("paragraph", ""),
        ("decided_on", ""),
        ("decided_on", "2026-12-02"),
        ("decided_on", "den första"),
        ("minutes_url", "javascript:alert(1)"),
        ("minutes_url", "protokoll.pdf"),
        ("reasons", "x" * 8001),
        ("time_plan", "a\u202eb"),
    ],
)
def test_an_answer_that_lacks_something_is_refused_next_to_the_field(
    hanna: Browser, system: Context, field: str, value: str
) -> None:
    page = hanna.submit(f"{CASE}/svar", **(DECISION | {field: value}))
    assert page.status == 422
    assert set(page.faults()) == {field}
    assert system.session.scalar(select(func.count(Outcome.id))) == 0
    kept = page.fields()
    others = set(DECISION) - {field}
    assert {name: kept.get(name) for name in others} == {name: DECISION[name] for name in others}


def test_an_answer_without_reasons_and_time_plan_says_both(hanna: Browser) -> None:
    page = hanna.submit(f"{CASE}/svar", **(DECISION | {"reasons": "", "time_plan": ""}))
    assert set(page.faults()) == {"reasons", "time_plan"}
    assert "Ett svar måste ha en motivering." in page.text
    assert "Ett svar måste ha en tidsplan." in page.text


def test_the_officer_sees_how_many_will_be_told(
    browser: Browser, system: Context, acting: Acting
) -> None:
    row = make.folkmotion(system.session, system.keys, threshold=2)
    make.signed_by(acting("resident"), row)
    make.signed_by(acting("friend"), row)
    make.signed_by(acting("second_friend"), row, wants_letters=False)
    count_names(system, row)
    system.session.commit()
    page = browser.log_in("officer").get(f"{CASE}/svar")
    assert "högst 3 personer brev" in page.text, "two signers and the author"


def test_a_second_answer_gets_a_clear_page(hanna: Browser, acting: Acting) -> None:
    fields = hanna.get(f"{CASE}/svar").fields() | DECISION
    registrar = acting("registrar")
    handle.answer(registrar, now(registrar), ANSWER)
    registrar.session.commit()
    page = hanna.post(f"{CASE}/svar", fields)
    assert page.status == 409
    assert "redan besvarad" in page.text
    assert DECISION["reasons"] in page.text
    assert registrar.session.scalars(select(Outcome.reasons)).all() == [ANSWER.reasons]


def test_a_long_answer_survives_a_lost_login(hanna: Browser, system: Context) -> None:
    fields = hanna.get(f"{CASE}/svar").fields() | DECISION | {"reasons": "Ord. " * 1500}
    with hanna.client.session_transaction(base_url=hanna.base_url) as cookie:
        user = cookie.pop("_user_id")
    hanna.post(f"{CASE}/svar", fields, follow_redirects=False)
    with hanna.client.session_transaction(base_url=hanna.base_url) as cookie:
        cookie["_user_id"] = user
    kept = hanna.get(f"{CASE}/svar").fields()
    assert kept["reasons"].strip() == fields["reasons"].strip()
    assert kept["decision"] == "partly"
    assert hanna.post(f"{CASE}/svar", kept).status == 200
    assert now(system).handling is Handling.DECIDED


def test_milestones_follow_and_the_case_is_closed(hanna: Browser, system: Context) -> None:
    assert "Planera ett delmål" not in hanna.get(CASE).text
    hanna.submit(f"{CASE}/svar", **DECISION)
    plan = {"title": MILESTONE.title, "planned_on": "2027-05-01"}
    page = hanna.submit(f"{CASE}/delmal", **plan)
    assert "Bänkarna beställs" in page.text
    assert "Genomförs" in page.text
    confirm = hanna.get(f"{CASE}/avsluta")
    assert "Bänkarna beställs, 1 maj 2027" in confirm.text, "what is not done is told"
    assert "Klar" in hanna.submit(f"{CASE}/avsluta").text
    assert hanna.submit(f"{CASE}/avsluta").status == 409
    assert now(system).handling is Handling.COMPLETED


def test_a_case_without_an_answer_is_not_closed(hanna: Browser, system: Context) -> None:
    assert "Avsluta ärendet" not in hanna.get(CASE).text
    page = hanna.submit(f"{CASE}/avsluta")
    assert page.status == 422
    assert "utan ett publicerat svar" in page.text
    assert now(system).handling is Handling.HANDED_OVER


def test_a_milestone_before_the_answer_gets_a_clear_page(hanna: Browser, system: Context) -> None:
    page = hanna.submit(f"{CASE}/delmal", title="Bänkar", planned_on="2027-05-01")
    assert page.status == 409
    assert system.session.scalar(select(func.count(Step.id))) == 0
