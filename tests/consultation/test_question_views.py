"""The editor of a questionnaire: questions, pages, and what waits for what."""

from collections.abc import Callable
from typing import Any

import pytest

from dialog.consultation.models import Part
from dialog.consultation.rules.content import (
    Choice,
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
    ShownIf,
)
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from tests.browser import Browser
from tests.consultation import rows

PART = "/arbetsyta/medborgardialoger/1/del/1"
TWO = (Choice("c1", "Ja"), Choice("c2", "Nej"))
VISITS = Question("q1", QuestionKind.SINGLE, "Går du i parken?", choices=TWO, has_other=True)
WHY = Question("q2", QuestionKind.LONG_TEXT, "Varför inte?", shown_if=ShownIf("q1", ("c2",)))
GRADE = Question("q3", QuestionKind.SCALE, "Hur bra är den?")
PAGES = (QuestionPage("Parken", questions=(VISITS, WHY)), QuestionPage("Betyg", "", (GRADE,)))
Given = Callable[..., Browser]


@pytest.fixture
def hanna(browser: Browser, session: TenantSession, keys: Keyring) -> Given:
    """An official, and a questionnaire."""

    def begin(*pages: QuestionPage, **given: Any) -> Browser:
        row = rows.consultation(session, keys, **given)
        rows.add_part(session, row, QuestionnaireContent(pages=pages), title="Om parken")
        session.commit()
        return browser.log_in("officer")

    return begin


def now(session: TenantSession) -> QuestionnaireContent:
    session.expire_all()
    content: QuestionnaireContent = session.get_one(Part, 1).content()
    session.rollback()
    return content


def keys_of(session: TenantSession) -> list[list[str]]:
    return [[each.key for each in page.questions] for page in now(session).pages]


KINDS: dict[str, dict[str, Any]] = {
    "single": {"choices": "Ja\nNej", "has_other": "y"},
    "multiple": {"choices": "Ån\nTorget\nSkogen", "most": "2"},
    "scale": {"low": "1", "high": "5", "low_label": "Dåligt", "high_label": "Bra"},
    "ranking": {"choices": "Ån\nTorget"},
    "matrix": {"rows": "Lekplats\nDamm", "choices": "Bra\nDåligt"},
    "number": {"low": "0", "high": "20", "unit": "barn"},
    "date": {},
    "short_text": {"help": "Några ord räcker."},
    "long_text": {"is_required": "y"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_official_asks_a_question_of_every_kind(
    hanna: Given, session: TenantSession, kind: str
) -> None:
    browser = hanna(publication=Publication.DRAFT)
    page = browser.get(browser.get(PART).link("Lägg till en fråga"))
    assert page.h1 == "Hur ska frågan besvaras?"
    address = next(a["href"] for a in page.soup.select("a") if str(a["href"]).endswith(f"={kind}"))
    page = browser.submit(str(address), title="Vad tycker du?", **KINDS[kind])
    assert page.url == PART
    assert "Vad tycker du?" in page.text
    [question] = now(session).questions()
    assert (question.key, question.kind, question.title) == ("q1", kind, "Vad tycker du?")
    assert browser.get(f"{PART}/fraga/q1").fields().items() >= KINDS[kind].items()


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        ("single", {"choices": "Ja"}, "choices"),
        ("single", {"title": ""}, "title"),
        ("ranking", {"choices": "Ja\nJa"}, "choices"),
        ("matrix", {"rows": ""}, "rows"),
        ("multiple", {"most": "9"}, "most"),
        ("multiple", {"most": "två"}, "most"),
        ("scale", {"low": "1", "high": "1"}, "high"),
        ("scale", {"low": "0", "high": "100"}, "high"),
        ("number", {"low": "9", "high": "1"}, "high"),
        ("number", {"high": "99999999999999999999"}, "high"),
        ("number", {"low": ""}, "low"),
        ("date", {"help": "a" * 501}, "help"),
    ],
)
def test_a_question_that_nobody_can_answer_is_refused_and_kept_on_the_page(
    hanna: Given, kind: str, wrong: dict[str, str], field: str
) -> None:
    browser = hanna(publication=Publication.DRAFT)
    fields = {"title": "Vad tycker du?", **KINDS[kind], **wrong}
    page = browser.submit(f"{PART}/sida/1/ny-fraga?slag={kind}", **fields)
    assert page.status == 422
    assert list(page.faults()) == [field]
    assert page.fields().items() >= wrong.items()


def test_a_question_keeps_the_keys_of_its_choices(hanna: Given, session: TenantSession) -> None:
    hanna(*PAGES).submit(f"{PART}/fraga/q1", choices="Ja, ofta\nIbland\nNej")
    assert [each.key for each in now(session).questions()[0].choices] == ["c3", "c4", "c2"]
    hanna_again = now(session).questions()[0].choices
    assert [each.label for each in hanna_again] == ["Ja, ofta", "Ibland", "Nej"]


def test_a_question_waits_for_an_answer_to_an_earlier_one(
    hanna: Given, session: TenantSession
) -> None:
    browser = hanna(*PAGES)
    page = browser.submit(f"{PART}/fraga/q3", waits_for="q1")
    assert "Kryssa för minst ett svar" in page.faults()["any_of"]
    assert "Annat, med egna ord" in page.text
    browser.post(f"{PART}/fraga/q3", page.fields() | {"any_of": ["q1:c1", "q1:other"]})
    assert now(session).questions()[2].shown_if == ShownIf("q1", ("c1", "other"))
    browser.submit(f"{PART}/fraga/q3", waits_for="alltid")
    assert now(session).questions()[2].shown_if is None


def test_a_question_waits_for_nothing_that_comes_later(hanna: Given) -> None:
    browser = hanna(*PAGES)
    assert "När visas frågan?" not in browser.get(f"{PART}/fraga/q1").text
    page = browser.submit(f"{PART}/fraga/q2", waits_for="q3")
    assert page.faults()["waits_for"] == "Välj något i listan."


def test_answers_of_another_question_are_not_taken_for_those_of_this_one(hanna: Given) -> None:
    other = Question("q0", QuestionKind.SINGLE, "Bor du här?", choices=TWO)
    browser = hanna(QuestionPage(questions=(other, VISITS, WHY)))
    page = browser.submit(f"{PART}/fraga/q2", waits_for="q0", any_of=["q1:c2"])
    assert "any_of" in page.faults()


def test_when_a_choice_goes_the_official_is_told_who_waited_for_it(
    hanna: Given, session: TenantSession
) -> None:
    page = hanna(*PAGES).submit(f"{PART}/fraga/q1", choices="Ja\nIbland\nKanske")
    assert "”Varför inte?” visas nu alltid" in page.text
    assert now(session).questions()[1].shown_if is None


@pytest.mark.parametrize(
    ("fields", "then"),
    [
        ({"gor": "upp", "fraga": "q2"}, [["q2", "q1"], ["q3"]]),
        ({"gor": "ned", "fraga": "q2"}, [["q1"], ["q2", "q3"]]),
        ({"gor": "sida", "fraga": "q1", "sida": "2"}, [["q2"], ["q3", "q1"]]),
        ({"gor": "kopiera", "fraga": "q1"}, [["q1", "q4", "q2"], ["q3"]]),
        ({"gor": "sida", "fraga": "q1", "sida": "9"}, [["q1", "q2"], ["q3"]]),
        ({"gor": "upp", "fraga": "borta"}, [["q1", "q2"], ["q3"]]),
    ],
)
def test_questions_are_arranged_with_buttons(
    hanna: Given, session: TenantSession, fields: dict[str, str], then: list[list[str]]
) -> None:
    browser = hanna(*PAGES)
    token = browser.get(PART).fields("/ordna")["csrf_token"]
    assert browser.post(f"{PART}/ordna", fields | {"csrf_token": token}).url == PART
    assert keys_of(session) == then


@pytest.mark.parametrize(
    ("what", "page", "then"),
    [
        ("ny-sida", "0", [["q1", "q2"], ["q3"], []]),
        ("sida-upp", "2", [["q3"], ["q1", "q2"]]),
        ("sida-ned", "1", [["q3"], ["q1", "q2"]]),
        ("sida-bort", "2", [["q1", "q2", "q3"]]),
    ],
)
def test_pages_are_arranged_with_buttons(
    hanna: Given, session: TenantSession, what: str, page: str, then: list[list[str]]
) -> None:
    browser = hanna(*PAGES)
    fields = page_fields(browser) | {"gor": what, "sida": page}
    browser.post(f"{PART}/ordna", fields)
    assert keys_of(session) == then
    told = browser.post(f"{PART}/ordna", fields)
    assert "En kollega har ändrat frågorna" in told.text
    assert keys_of(session) == then


def page_fields(browser: Browser) -> dict[str, Any]:
    forms = browser.get(PART).soup.select("form:has([name=sedd])")
    return {str(tag["name"]): tag["value"] for tag in forms[-1].select("[name]")}


def test_what_nobody_offers_is_refused(hanna: Given) -> None:
    browser = hanna(*PAGES)
    fields = page_fields(browser) | {"gor": "allt"}
    assert browser.post(f"{PART}/ordna", fields).status == 400


def test_a_page_gets_a_title_and_an_introduction(hanna: Given, session: TenantSession) -> None:
    browser = hanna(*PAGES)
    browser.submit(f"{PART}/sida/2", title="Ditt betyg", intro="Sätt **betyg**.")
    assert now(session).pages[1] == QuestionPage("Ditt betyg", "Sätt **betyg**.", (GRADE,))
    assert browser.get(f"{PART}/sida/3").status == 404


def test_the_questionnaire_has_words_around_it(hanna: Given, session: TenantSession) -> None:
    words = {"title": "Din park", "intro": "Hej", "thanks": "Tack!", "asks_age": "y"}
    hanna(*PAGES).submit(f"{PART}/inledning", **words)
    assert now(session) == QuestionnaireContent("Hej", PAGES, asks_age=True, thanks="Tack!")


def test_a_question_is_removed_after_one_more_question(
    hanna: Given, session: TenantSession
) -> None:
    browser = hanna(*PAGES)
    page = browser.get(f"{PART}/fraga/q1/ta-bort")
    assert "Varför inte?" in page.text  # waits for it
    page = browser.submit(page.url)
    assert "Frågan är borttagen." in page.text
    assert keys_of(session) == [["q2"], ["q3"]]
    assert browser.get(f"{PART}/fraga/q1").status == 404


def test_a_new_question_never_gets_the_key_of_a_removed_one(
    hanna: Given, session: TenantSession
) -> None:
    browser = hanna(*PAGES)
    browser.submit(f"{PART}/fraga/q3/ta-bort")
    browser.submit(f"{PART}/sida/2/ny-fraga?slag=date", title="När?")
    assert keys_of(session) == [["q1", "q2"], ["q4"]]


def test_a_public_questionnaire_keeps_its_last_question(
    hanna: Given, session: TenantSession
) -> None:
    page = hanna(QuestionPage(questions=(GRADE,))).submit(f"{PART}/fraga/q3/ta-bort")
    assert "Lägg till minst en fråga." in page.text
    assert keys_of(session) == [["q3"]]


def test_nothing_typed_is_lost_when_the_login_is_gone(hanna: Given, session: TenantSession) -> None:
    browser = hanna(*PAGES)
    fields = browser.get(f"{PART}/fraga/q1").fields() | {"choices": "Ja\nNej\nVet inte"}
    with browser.client.session_transaction(base_url=browser.base_url) as cookie:
        cookie.clear()
    browser.post(f"{PART}/fraga/q1", fields)
    page = browser.log_in("officer").get(f"{PART}/fraga/q1")
    assert page.fields()["choices"] == "Ja\nNej\nVet inte"
    assert len(now(session).questions()[0].choices) == 2
    browser.post(page.url, page.fields())
    assert len(now(session).questions()[0].choices) == 3


def test_the_questions_are_shown_as_residents_meet_them(hanna: Given) -> None:
    browser = hanna(*PAGES)
    page = browser.get(browser.get(PART).link("Förhandsgranska"))
    assert page.h1 == "Förhandsgranska: Om parken"
    assert [each["value"] for each in page.soup.select("[name=svar-q1]")] == ["c1", "c2", "other"]
    assert "Sida 2 av 2" in page.text
    assert not page.soup.select("main form")
