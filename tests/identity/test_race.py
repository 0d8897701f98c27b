"""Many at the same moment: one answer opens one session, one person gets one row."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from dialog.demo.people import stand_in
from dialog.identity.models import AuthSession, Person, UsedAssertion

NEW_PERSON = "198502142386"
AT_ONCE = 12


def test_one_answer_sent_many_times_at_once_logs_in_once(visit, rows):
    visitor = visit()
    answer = visitor.provider.answer_url(visitor.ask(), NEW_PERSON)
    handle = answer.fields["RelayState"]
    copies = [visit() for _ in range(AT_ONCE)]
    for copy in copies:  # the very same browser, with many windows
        copy.client.set_cookie(
            f"saml_{handle[:8]}", handle, domain="localhost", path="/saml/acs", secure=False
        )
    with ThreadPoolExecutor(AT_ONCE) as pool:
        pages = list(pool.map(lambda copy: copy.bring(answer), copies))
    assert sorted(page.response.headers["Location"] for page in pages) == [
        *["/logga-in/nekad"] * (AT_ONCE - 1),
        "/mina-sidor",
    ]
    assert len(rows(select(AuthSession))) == 1
    assert len(rows(select(UsedAssertion))) == 2


def test_one_person_in_many_browsers_is_one_person(visit, rows):
    before = len(rows(select(Person)))
    visitors = [visit() for _ in range(AT_ONCE)]
    answers = [
        each.provider.say_yes(each.question(each.ask()), stand_in(NEW_PERSON)) for each in visitors
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        pages = list(
            pool.map(lambda pair: pair[0].bring(pair[1]), zip(visitors, answers, strict=True))
        )
    assert {page.response.headers["Location"] for page in pages} == {"/mina-sidor"}
    assert len(rows(select(Person))) == before + 1
    assert len(rows(select(AuthSession))) == AT_ONCE
