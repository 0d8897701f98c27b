"""The workspace: each role sees its own heaps, the queue costs the same however long it is."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.folkmotion.actions import handle
from dialog.moderation.actions.lock import claim
from dialog.moderation.queries.piles import ON_A_PAGE, ON_THE_DESK
from dialog.process.rules import Handling, Publication
from tests import make
from tests.browser import Browser
from tests.make import NOW

Acting = Callable[[str], Context]
DAY = timedelta(days=1)


def queue_of(session: TenantSession, keys: Keyring, size: int) -> None:
    """So many that wait; every third has the same target time."""
    for number in range(size):
        due = NOW + (number // 3 - 5) * DAY
        title = f"Förslag {number:03}"
        make.waiting(session, keys, title=title, submitted_at=NOW - 9 * DAY, review_due_at=due)


@pytest.mark.parametrize(
    "path", ["/arbetsyta", "/arbetsyta/granskning", "/arbetsyta/arenden", "/arbetsyta/diarium"]
)
def test_the_workspace_is_for_staff(browser: Browser, path: str) -> None:
    stranger = browser.get(path, follow_redirects=False)
    assert stranger.status == 303
    assert stranger.response.headers["Location"].startswith("/logga-in?next=/arbetsyta")
    assert browser.log_in("resident").get(path).status == 403


@pytest.mark.parametrize(
    ("path", "welcome"),
    [
        ("/arbetsyta", {"moderator", "officer", "registrar", "councillor", "admin"}),
        ("/arbetsyta/granskning", {"moderator"}),
        ("/arbetsyta/arenden", {"moderator", "officer", "registrar", "councillor"}),
        ("/arbetsyta/diarium", {"officer", "registrar"}),
        ("/arbetsyta/diarium.csv", {"officer", "registrar"}),
    ],
)
def test_each_role_opens_its_own_pages(browser: Browser, path: str, welcome: set[str]) -> None:
    for name in ("moderator", "officer", "registrar", "councillor", "admin"):
        assert browser.log_in(name).get(path).status == (200 if name in welcome else 403), name


def test_staff_of_one_municipality_are_strangers_in_another(browser: Browser) -> None:
    browser.log_in("moderator")
    elsewhere = Browser(browser.app, "bjorkby.localhost")
    elsewhere.client = browser.client
    page = elsewhere.get("/arbetsyta", follow_redirects=False)
    assert page.response.headers["Location"].startswith("/logga-in")


def test_a_moderator_sees_what_is_overdue_first(
    browser: Browser, session: TenantSession, keys: Keyring
) -> None:
    make.waiting(session, keys, title="I tid", review_due_at=NOW + DAY)
    make.waiting(session, keys, title="För sen", review_due_at=NOW - 2 * DAY)
    page = browser.log_in("moderator").get("/arbetsyta/granskning")
    assert page.text.index("För sen") < page.text.index("I tid")
    assert "2 dagar försenad" in page.text
    assert "Senast 2 december 2026" in page.text
    assert "Har väntat 12 dagar" in page.text
    assert "2 väntar" in page.text
    assert "1 försenade" in page.text


def test_the_queue_says_who_has_taken_it_up(
    browser: Browser, acting: Acting, keys: Keyring
) -> None:
    mats = acting("second_moderator")
    claim(mats, make.waiting(mats.session, keys))
    mats.session.commit()
    assert (
        "Granskas av Mats Moderator"
        in browser.log_in("moderator").get("/arbetsyta/granskning").text
    )


@pytest.mark.parametrize("size", [1, 60])
def test_the_queue_costs_six_statements_however_long_it_is(
    browser: Browser, acting: Acting, keys: Keyring, statements: list[str], size: int
) -> None:
    mats = acting("second_moderator")
    queue_of(mats.session, keys, size)
    claim(mats, make.waiting(mats.session, keys, review_due_at=NOW - 90 * DAY))
    mats.session.commit()
    browser.log_in("moderator")
    browser.get("/arbetsyta/granskning")
    statements.clear()
    assert browser.get("/arbetsyta/granskning").status == 200
    assert len(statements) <= 6, statements


def test_every_one_in_the_queue_is_on_one_page(
    browser: Browser, session: TenantSession, keys: Keyring
) -> None:
    queue_of(session, keys, 2 * ON_A_PAGE + 3)
    browser.log_in("moderator")
    seen, url = list[str](), "/arbetsyta/granskning"
    for rows in (ON_A_PAGE, ON_A_PAGE, 3):
        page = browser.get(url)
        titles = [link.text for link in page.soup.select(".link-row a")]
        assert len(titles) == rows
        seen += titles
        following = page.soup.select_one("a[rel=next]")
        url = str(following["href"]) if following else ""
    assert not url
    assert seen == sorted(seen)
    assert len(set(seen)) == 2 * ON_A_PAGE + 3


def test_a_registrar_sees_cases_without_a_number(browser: Browser, system: Context) -> None:
    make.handed_over(system, title="Utan nummer")
    make.handed_over(system, title="Med nummer", case_number="KS 2026/1")
    page = browser.log_in("registrar").get("/arbetsyta")
    heap = page.text.split("Saknar diarienummer")[1].split("Väntar på svar")[0]
    assert "Utan nummer" in heap
    assert "Med nummer" not in heap
    assert "Saknar diarienummer" not in browser.log_in("councillor").get("/arbetsyta").text


def test_an_answer_that_is_late_says_how_late(browser: Browser, system: Context) -> None:
    make.folkmotion(
        system.session,
        system.keys,
        title="Sent svar",
        handling=Handling.HANDED_OVER,
        handed_over_at=NOW - 200 * DAY,
        answer_due_at=NOW - 12 * DAY,
    )
    for name in ("moderator", "officer", "registrar", "councillor"):
        page = browser.log_in(name).get("/arbetsyta")
        assert "12 dagar försenad" in page.text, name


def test_an_officer_sees_steps_whose_day_has_passed(
    browser: Browser, system: Context, acting: Acting
) -> None:
    case, officer = make.handed_over(system, title="Fler bänkar"), acting("officer")
    handle.prepare(officer, case, handle.Plan("Nämnden möts", date(2026, 11, 28)))
    handle.prepare(officer, case, handle.Plan("Fullmäktige möts", date(2026, 12, 1)))
    officer.session.commit()
    page = browser.log_in("officer").get("/arbetsyta")
    heap = page.text.split("dagen har passerat")[1]
    assert "Nämnden möts, 28 november 2026" in heap
    assert "3 dagar sedan" in heap
    assert "Fullmäktige möts" not in page.text


def test_unverified_names_wait_once_there_is_a_register(browser: Browser, system: Context) -> None:
    make.folkmotion(system.session, system.keys, title="Okontrollerad", count_unverified=23)
    assert "23 okontrollerade namn" in browser.log_in("officer").get("/arbetsyta").text
    make.forget_register(system)
    system.session.commit()
    assert "Namn att kontrollera" not in browser.get("/arbetsyta").text


def test_the_desk_shows_a_few_and_leads_to_the_rest(
    browser: Browser, session: TenantSession, keys: Keyring, statements: list[str]
) -> None:
    queue_of(session, keys, ON_THE_DESK + 5)
    browser.log_in("moderator")
    browser.get("/arbetsyta")
    statements.clear()
    page = browser.get("/arbetsyta")
    assert len(statements) <= 11, statements
    assert "Förslag 007" in page.text
    assert "Förslag 008" not in page.text
    assert page.link("Hela kön (13)") == "/arbetsyta/granskning"


def test_an_administrator_finds_the_tools_and_only_those(browser: Browser) -> None:
    page = browser.log_in("admin").get("/arbetsyta")
    for link in page.soup.select("main a[href]"):
        assert browser.get(str(link["href"])).status == 200, link
    assert page.link("Lokala regler") == "/arbetsyta/regler"
    assert "Lokala regler" not in browser.log_in("officer").get("/arbetsyta").text


def test_cases_are_found_by_title_number_and_heap(browser: Browser, system: Context) -> None:
    make.handed_over(system, title="Återställ ängen", case_number="KS 2026/00417")
    make.handed_over(system, title="Cykelväg")
    make.folkmotion(system.session, system.keys, title="Hemligt", publication=Publication.DRAFT)
    browser.log_in("councillor")
    assert "Återställ ängen" in browser.get("/arbetsyta/arenden?q=återställ").text
    assert "Cykelväg" not in browser.get("/arbetsyta/arenden?q=00417").text
    without = browser.get("/arbetsyta/arenden?urval=utan-nummer").text
    assert "Cykelväg" in without
    assert "Återställ ängen" not in without
    assert "Hemligt" not in browser.get("/arbetsyta/arenden").text
    assert "Inget ärende stämmer" in browser.get("/arbetsyta/arenden?q=%25").text


def test_nonsense_in_the_address_is_the_first_page(browser: Browser) -> None:
    browser.log_in("moderator")
    for query in ("efter=x", "fore=1-99999999999999", "urval=allt&efter=0-0"):
        assert browser.get(f"/arbetsyta/arenden?{query}").status == 200


def test_a_lock_is_taken_taken_over_and_let_go_on_the_page(
    browser: Browser, acting: Acting, keys: Keyring
) -> None:
    mats = acting("second_moderator")
    number = make.waiting(mats.session, keys).id
    mats.session.commit()
    page = f"/arbetsyta/folkmotioner/{number}/granskning"
    other = Browser(browser.app).log_in("second_moderator")
    assert "Du granskar nu förslaget" in other.submit(page, "/ta").text

    maja = browser.log_in("moderator")
    assert "Mats Moderator granskar sedan 13:00" in maja.get(page).text
    assert "Ditt beslut" not in maja.get(page).text
    assert "Du granskar nu" in maja.submit(page, "/ta").text, "taken over on purpose"

    token = {"csrf_token": other.get(page).fields("/ta")["csrf_token"]}
    for verb in ("ta", "slapp"):
        refused = other.post(f"/arbetsyta/granskning/{number}/{verb}", token)
        assert "En kollega granskar förslaget just nu" in refused.text
    assert "ledigt för andra" in maja.submit(page, "/slapp").text
    assert "Ingen granskar just nu" in maja.get(page).text


def test_a_lost_login_leads_back_to_the_page_and_not_to_a_dead_end(
    browser: Browser, session: TenantSession, keys: Keyring
) -> None:
    number = make.waiting(session, keys).id
    session.commit()
    browser.log_in("moderator")
    for verb in ("ta", "slapp"):
        page = browser.get(f"/arbetsyta/granskning/{number}/{verb}")
        assert page.url.endswith(f"/arbetsyta/folkmotioner/{number}/granskning")
