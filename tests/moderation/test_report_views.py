"""The pages of reports: for any reader, for whoever has the link, and for moderators."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from dialog.core.context import Context
from dialog.core.db import TenantSession, add_many
from dialog.core.keys import Keyring
from dialog.folkmotion.actions import review
from dialog.folkmotion.models import Folkmotion
from dialog.moderation.actions.appeal import appeal, judge
from dialog.moderation.actions.reports import claim_reports, dismiss_reports
from dialog.moderation.models import Decision, Report, ReportCase
from dialog.moderation.queries.reports import ON_A_PAGE
from dialog.moderation.rules import MOST_REPORTS, Result
from dialog.process.models import Process
from dialog.process.rules import Publication
from tests import make
from tests.browser import Browser
from tests.make import NOW
from tests.moderation.reporting import about, report

Acting = Callable[[str], Context]
DAY = timedelta(days=1)
QUEUE = "/arbetsyta/anmalningar"


@pytest.fixture
def thing(session: TenantSession, keys: Keyring) -> Folkmotion:
    return make.folkmotion(session, keys, title="Fler bänkar")


def reported(ctx: Context, thing: Folkmotion, category: str = "offensive", text: str = "") -> int:
    """The number of the case, after one report; commits."""
    report(ctx, thing, category, text)
    number = about(ctx, thing).case.id
    ctx.session.commit()
    return number


# Anyone


def test_the_way_to_report_stands_on_the_public_page(browser: Browser, thing: Folkmotion) -> None:
    page = browser.get(f"/folkmotioner/{thing.id}")
    assert page.link("Anmäl texten") == f"/anmal/process/{thing.id}"
    assert "public" in page.response.headers["Cache-Control"]
    form = browser.get(page.link("Anmäl texten"))
    assert form.response.headers["Cache-Control"] == "no-store"
    assert form.soup.select_one('meta[name=robots][content="noindex"]')


def test_a_reader_reports_and_follows_the_report_by_its_link(
    browser: Browser, thing: Folkmotion, session: TenantSession
) -> None:
    path = f"/anmal/process/{thing.id}"
    session.commit()
    page = browser.submit(path, category="bbs_threat", text="I andra stycket")
    assert page.url.startswith("/anmalan/")
    assert "Tack. Vi har tagit emot din anmälan." in page.text
    assert "Du får svar här, senast 2 december 2026." in page.text
    assert "Olaga hot" in page.text
    assert page.link("Fler bänkar") == f"/folkmotioner/{thing.id}"
    assert page.soup.select_one('meta[name=robots][content="noindex"]')
    assert page.response.headers["Referrer-Policy"] == "same-origin"
    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.url in page.soup.select_one(".copy a")["href"]
    assert "Fler bänkar" in browser.get(f"/folkmotioner/{thing.id}").text, "still shown"


def test_the_link_tells_when_it_is_looked_at_and_what_was_decided(
    browser: Browser, moderator: Context, thing: Folkmotion
) -> None:
    token = report(moderator, thing)
    claim_reports(moderator, about(moderator, thing))
    moderator.session.commit()
    assert "Kommunen granskar din anmälan" in browser.get(f"/anmalan/{token}").text
    words = "Texten är hård men <b>tillåten</b>."
    dismiss_reports(moderator, about(moderator, thing), seen=1, explanation=words)
    moderator.session.commit()
    page = browser.get(f"/anmalan/{token}")
    assert "Kommunen gör inget åt texten" in page.text
    assert words in page.text
    assert "Spara länken" in page.text


def test_the_link_of_what_was_hidden_tells_why_but_not_what(
    browser: Browser, moderator: Context, thing: Folkmotion
) -> None:
    token = report(moderator, thing, "bbs_threat")
    review.stop(moderator, thing, reason="bbs_threat", comment="Hotet i andra stycket")
    moderator.session.commit()
    page = browser.get(f"/anmalan/{token}")
    assert "Kommunen har ingripit mot texten" in page.text
    assert "5 § lagen (1998:112)" in page.text
    assert "Fler bänkar" not in page.text
    assert "Hotet i andra stycket" not in page.text


def test_the_link_tells_that_an_appeal_put_the_text_back(
    browser: Browser, moderator: Context, acting: Acting, keys: Keyring
) -> None:
    author = acting("author")
    thing = make.folkmotion(author.session, keys, author_id=author.actor.id)
    token = report(moderator, thing)
    review.stop(moderator, thing, reason="offensive", comment="Texten är kränkande")
    moderator.session.commit()
    assert "Texten visas igen" not in browser.get(f"/anmalan/{token}").text
    decision = moderator.session.scalars(select(Decision)).one()
    asked = appeal(author, decision, text="Den är hård men saklig")
    judge(acting("second_moderator"), asked, result=Result.CHANGED, answer="Det stämmer")
    moderator.session.commit()
    assert "Texten visas igen" in browser.get(f"/anmalan/{token}").text


def test_a_link_that_is_none_is_not_found(browser: Browser) -> None:
    for token in ("x", "a" * 43, "%00", "å"):
        assert browser.get(f"/anmalan/{token}").status == 404


@pytest.mark.parametrize("text", ["", "<script>alert(1)</script>", "{{ 7 * 7 }}", "🦆 " * 500])
def test_whatever_is_written_is_shown_as_it_was_written(
    browser: Browser, moderator: Context, thing: Folkmotion, text: str
) -> None:
    number = thing.id
    moderator.session.commit()
    browser.submit(f"/anmal/process/{number}", category="offensive", text=text)
    case = moderator.session.scalars(select(ReportCase.id)).one()
    moderator.session.commit()
    page = browser.log_in("moderator").get(f"{QUEUE}/{case}")
    assert page.status == 200
    assert text.strip() in page.text
    assert "49" not in page.text


@pytest.mark.parametrize(
    ("fields", "faulty"),
    [
        ({"text": "Bara ord"}, "category"),
        ({"category": "hittepå"}, "category"),
        ({"category": "bbs_"}, "category"),
        ({"category": "offensive", "text": "Han har 19121212-1212"}, "text"),
        ({"category": "offensive", "text": "x" * 2001}, "text"),
        ({"category": "offensive", "text": "dolt\u202etecken"}, "text"),
    ],
)
def test_what_does_not_hold_is_said_at_its_field_and_the_words_stay(
    browser: Browser,
    session: TenantSession,
    thing: Folkmotion,
    fields: dict[str, str],
    faulty: str,
) -> None:
    path = f"/anmal/process/{thing.id}"
    session.commit()
    page = browser.submit(path, **fields)
    assert page.status == 422
    assert list(page.faults()) == [faulty]
    assert page.fields()["text"] == fields.get("text", "")
    assert session.scalar(select(func.count(Report.id))) == 0


def test_the_field_that_nobody_sees_stops_programs_but_not_people(
    browser: Browser, session: TenantSession, thing: Folkmotion
) -> None:
    path = f"/anmal/process/{thing.id}"
    session.commit()
    page = browser.submit(path, category="offensive", website="https://spam.example")
    assert page.status == 422
    assert page.soup.select_one("div.trap[aria-hidden=true] input[name=website][tabindex='-1']")
    assert page.fields()["website"] == "", "sending the same again helps"
    assert session.scalar(select(func.count(Report.id))) == 0


def test_a_post_from_elsewhere_is_no_report(
    browser: Browser, session: TenantSession, thing: Folkmotion
) -> None:
    path = f"/anmal/process/{thing.id}"
    session.commit()
    page = browser.post(path, {"category": "offensive"}, headers={"Origin": "https://evil.example"})
    assert page.status == 400
    assert session.scalar(select(func.count(Report.id))) == 0


def test_a_page_that_was_open_for_too_long_keeps_the_words(
    browser: Browser, session: TenantSession, thing: Folkmotion
) -> None:
    path = f"/anmal/process/{thing.id}"
    session.commit()
    page = browser.post(path, {"category": "offensive", "text": "Mina ord"})
    assert page.url == path
    assert page.fields()["text"] == "Mina ord"
    assert page.fields()["category"] == "offensive"
    assert session.scalar(select(func.count(Report.id))) == 0
    session.commit()
    assert browser.submit(path).url.startswith("/anmalan/")


def test_too_many_reports_from_one_place_are_told_to_wait(
    browser: Browser, session: TenantSession, thing: Folkmotion
) -> None:
    path = f"/anmal/process/{thing.id}"
    session.commit()
    for _ in range(MOST_REPORTS):
        assert browser.submit(path, category="offensive").status == 200
    page = browser.submit(path, category="offensive", text="En till")
    assert page.status == 429
    assert "Vänta en timme" in page.text
    assert page.fields()["text"] == "En till"
    assert session.scalar(select(func.count(Report.id))) == MOST_REPORTS


def test_what_is_hidden_already_needs_no_report(
    browser: Browser, session: TenantSession, keys: Keyring
) -> None:
    hidden = make.folkmotion(
        session, keys, title="Otäckt", publication=Publication.HIDDEN, refusal="bbs_threat"
    ).id
    draft = make.folkmotion(session, keys, publication=Publication.DRAFT).id
    session.commit()
    page = browser.get(f"/anmal/process/{hidden}")
    assert page.status == 409
    assert "Texten visas inte längre" in page.text
    assert "Otäckt" not in page.text
    for path in (f"process/{draft}", "process/999999", f"person/{hidden}", "process/x"):
        assert browser.get(f"/anmal/{path}").status == 404


# Moderators


@pytest.mark.parametrize("path", ["", "/{}", "/{}/ta", "/{}/slapp", "/{}/ingen-atgard"])
def test_the_reports_are_for_moderators(
    browser: Browser, system: Context, thing: Folkmotion, path: str
) -> None:
    url = QUEUE + path.format(reported(system, thing))
    stranger = browser.get(url, follow_redirects=False)
    assert stranger.response.headers["Location"].startswith("/logga-in?next=/arbetsyta")
    for name in ("resident", "officer", "registrar", "councillor", "admin"):
        assert browser.log_in(name).get(url).status == 403, name
    assert browser.log_in("moderator").get(url).status == 200


def test_one_does_not_open_reports_about_ones_own_text(
    browser: Browser, moderator: Context, keys: Keyring
) -> None:
    own = make.folkmotion(moderator.session, keys, author_id=moderator.actor.id)
    number = reported(moderator, own)
    assert browser.log_in("moderator").get(f"{QUEUE}/{number}").status == 403


def test_possible_crimes_stand_first_then_the_most_overdue(
    browser: Browser, system: Context, keys: Keyring
) -> None:
    for title, category, age in (
        ("Nyss", "offensive", 0),
        ("Länge sedan", "offensive", 9),
        ("Kanske brott", "bbs_threat", 0),
    ):
        thing = make.folkmotion(system.session, keys, title=title)
        reported(system, thing, category)
        case = about(system, thing).case
        case.due_at = NOW + DAY - age * DAY
        system.session.commit()
    page = browser.log_in("moderator").get(QUEUE)
    titles = [link.text.strip() for link in page.soup.select(".link-row a")]
    assert titles == ["Kanske brott", "Länge sedan", "Nyss"]
    assert "8 dagar försenad" in page.text
    assert "3 väntar" in page.text
    assert "1 försenade" in page.text
    desk = browser.get("/arbetsyta")
    assert desk.link("Alla anmälningar (3)") == QUEUE
    assert desk.text.index("Kanske brott") < desk.text.index("Länge sedan")
    assert "Anmält av läsare" not in browser.log_in("officer").get("/arbetsyta").text


def test_the_page_shows_the_text_and_every_report_about_it(
    browser: Browser, system: Context, thing: Folkmotion
) -> None:
    report(system, thing, "bbs_threat", "Läs andra stycket")
    number = reported(system, thing, "offensive", "Otrevligt")
    page = browser.log_in("moderator").get(f"{QUEUE}/{number}")
    assert page.h1 == "Anmält: Fler bänkar"
    for words in ("2 anmälningar", "Läs andra stycket", "Otrevligt", "Många vill vila på vägen"):
        assert words in page.text, words
    assert page.link("Stoppa eller dölj") == f"/arbetsyta/folkmotioner/{thing.id}/granskning"


def test_a_moderator_takes_it_up_and_decides_on_no_action(
    browser: Browser, system: Context, thing: Folkmotion
) -> None:
    page = f"{QUEUE}/{reported(system, thing)}"
    browser.log_in("moderator")
    assert "Du granskar nu anmälningarna" in browser.submit(page, "/ta").text
    mats = Browser(browser.app).log_in("second_moderator")
    assert "Maja Moderator granskar sedan" in mats.get(page).text
    assert "Ditt beslut" not in mats.get(page).text
    assert browser.submit(page, "/ingen-atgard", explanation="").status == 422
    done = browser.submit(page, "/ingen-atgard", explanation="Tillåtet enligt reglerna")
    assert done.url == QUEUE
    assert "Beslutet är sparat" in done.text
    assert "Ingen anmälan väntar" in done.text
    later = browser.get(page)
    assert "Tillåtet enligt reglerna" in later.text
    assert "Ditt beslut" not in later.text


def test_a_decision_that_others_were_before_keeps_the_words(
    browser: Browser, acting: Acting, thing: Folkmotion
) -> None:
    mats = acting("second_moderator")
    number = reported(mats, thing)
    page = browser.log_in("moderator").get(f"{QUEUE}/{number}")
    fields = page.fields("/ingen-atgard") | {"explanation": "Mina ord"}
    reported(mats, thing, "bbs_threat", "En sak till")
    refused = browser.post(f"{QUEUE}/{number}/ingen-atgard", fields)
    assert refused.status == 409
    assert "Det har kommit fler anmälningar" in refused.text
    assert "En sak till" in refused.text
    shown = refused.fields("/ingen-atgard")  # with a token of its own, made a second later perhaps
    assert shown == fields | {"seen": "2", "csrf_token": shown["csrf_token"]}
    dismiss_reports(mats, about(mats, thing), seen=2, explanation="Mats ord")
    mats.session.commit()
    late = browser.post(f"{QUEUE}/{number}/ingen-atgard", fields | {"seen": "2"})
    assert late.status == 409
    assert "redan besvarade" in late.text
    assert "Mina ord" in late.text


def test_the_neighbours_find_nothing(browser: Browser, system: Context, thing: Folkmotion) -> None:
    token, thing_id = report(system, thing), thing.id
    number = reported(system, thing)
    elsewhere = Browser(browser.app, "bjorkby.localhost")
    assert elsewhere.get(f"/anmal/process/{thing_id}").status == 404
    assert elsewhere.get(f"/anmalan/{token}").status == 404
    assert elsewhere.get(f"{QUEUE}/{number}").status == 404


def queue_of(ctx: Context, size: int) -> None:
    """So many things that have been reported, every other as a crime, one of them taken up; commits."""
    start = ctx.session.scalar(select(func.max(Process.id))) or 0
    row = {"kind": "process", "created_at": NOW, "municipality_id": make.EKBY}
    things = [row | {"title": f"Sak {n}"} for n in range(size)]
    ctx.session.connection().execute(insert(Process.__table__), things)
    waiting = {"subject_type": "process", "count": 3, "opened_at": NOW - DAY}
    add_many(
        ctx.session,
        ReportCase,
        (
            {
                "subject_id": start + 1 + n,
                "is_urgent": bool(n % 2),
                "due_at": NOW + n * DAY / 100,
                "locked_by": None if n else ctx.actor.id,
                "locked_at": None if n else NOW,
                **waiting,
            }
            for n in range(size)
        ),
    )
    ctx.session.commit()


@pytest.mark.parametrize("size", [2, 5000])
def test_the_queue_costs_eight_statements_however_long_it_is(
    browser: Browser, moderator: Context, statements: list[str], size: int
) -> None:
    queue_of(moderator, size)
    browser.log_in("moderator")
    for path in (QUEUE, f"{QUEUE}?urval=brott"):
        browser.get(path)
        statements.clear()
        page = browser.get(path)
        assert page.status == 200
        assert len(page.soup.select(".link-row")) >= min(size, ON_A_PAGE) / 2
        assert len(statements) <= 8, statements


def test_every_report_in_the_queue_is_on_one_page(browser: Browser, moderator: Context) -> None:
    queue_of(moderator, 4 * ON_A_PAGE + 6)
    browser.log_in("moderator")
    start = browser.get(QUEUE)
    assert start.link("Alla som kan vara brott (53)") == f"{QUEUE}?urval=brott"
    for url, first in ((QUEUE, ON_A_PAGE), (f"{QUEUE}?urval=brott", 0)):
        seen, following = list[str](), url
        while following:
            page = browser.get(following)
            seen += [str(link["href"]) for link in page.soup.select(".link-row a")][first:]
            link = page.soup.select_one("a[rel=next]")
            following = str(link["href"]) if link else ""
        assert len(seen) == len(set(seen)) == 2 * ON_A_PAGE + 3
