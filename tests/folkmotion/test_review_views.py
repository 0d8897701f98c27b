"""The moderator's page: what it shows, what it refuses, and that typed words are never lost."""

from collections.abc import Callable

import pytest

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.folkmotion.actions import review
from dialog.folkmotion.actions.propose import Proposal, edit, submit
from dialog.folkmotion.models import Folkmotion
from dialog.moderation.reasons import REASONS
from dialog.process.rules import Publication
from tests import make
from tests.browser import Browser

Acting = Callable[[str], Context]
PAGE = "/arbetsyta/folkmotioner/1/granskning"


@pytest.fixture
def waiting(session: TenantSession, keys: Keyring) -> Folkmotion:
    """Folkmotion 1 waits for a moderator."""
    row = make.waiting(session, keys)
    assert row.id == 1
    session.commit()
    return row


@pytest.fixture
def maja(browser: Browser, waiting: Folkmotion) -> Browser:
    return browser.log_in("moderator")


def state(session: TenantSession) -> tuple[Publication, str, str]:
    session.expire_all()
    row = session.get_one(Folkmotion, 1)
    found = row.publication, row.refusal, row.refusal_text
    session.commit()
    return found


def test_the_page_shows_the_whole_text_as_it_was_received(maja: Browser) -> None:
    page = maja.get(PAGE)
    assert page.h1 == "Granska: Fler bänkar vid ån"
    for words in ("Ställ ut tio bänkar", "Många vill vila", "Alla ska kunna", "Frans"):
        assert words in page.text
    assert "19 november 2026" in page.text
    assert "dagar försenad" in page.text


def test_a_moderator_publishes(maja: Browser, session: TenantSession) -> None:
    assert "100 underskrifter" in maja.get(PAGE).text, "what is frozen is told first"
    page = maja.submit(PAGE, "/publicera")
    assert "Folkmotionen är publicerad" in page.text
    assert page.url == "/arbetsyta/granskning"
    assert state(session)[0] is Publication.PUBLISHED


def test_the_first_day_may_be_chosen(maja: Browser, session: TenantSession) -> None:
    maja.submit(PAGE, "/publicera", **{"publish-opens_on": "2026-12-24"})
    row = session.get_one(Folkmotion, 1)
    assert row.opens_at is not None
    assert row.opens_at.isoformat() == "2026-12-23T23:00:00+00:00"


@pytest.mark.parametrize(
    ("day", "message"),
    [("2026-11-30", "Välj en dag från i dag"), ("i morgon", "Skriv datumet som år-månad-dag")],
)
def test_a_wrong_day_is_told_next_to_the_field(
    maja: Browser, session: TenantSession, day: str, message: str
) -> None:
    page = maja.submit(PAGE, "/publicera", **{"publish-opens_on": day})
    assert page.status == 422
    assert message in page.faults()["publish-opens_on"]
    assert state(session)[0] is Publication.SUBMITTED


def test_a_missing_population_is_told_and_nothing_is_published(
    maja: Browser, system: Context
) -> None:
    make.forget_register(system)
    make.rule(system, "ef.threshold", {"mode": "percent_population", "value": 1})
    system.session.commit()
    page = maja.submit(PAGE, "/publicera")
    assert page.status == 409
    assert "antalet invånare saknas" in page.text
    assert state(system.session)[0] is Publication.SUBMITTED


def test_the_minority_box_is_there_only_where_the_rules_have_it(
    maja: Browser, system: Context
) -> None:
    assert "nationella minoriteters" not in maja.get(PAGE).text
    make.rule(system, "ef.minority_exempt", value=True)
    system.session.commit()
    maja.submit(PAGE, "/publicera", **{"publish-is_minority_matter": "y"})
    assert system.session.get_one(Folkmotion, 1).minority_matter


def test_a_moderator_sends_back_with_words(maja: Browser, session: TenantSession) -> None:
    page = maja.submit(PAGE, "/skicka-tillbaka", **{"send_back-comment": "Skriv var."})
    assert "tillbaka hos förslagsställaren" in page.text
    assert state(session) == (Publication.RETURNED, "", "Skriv var.")


def test_a_moderator_rejects_with_a_reason(maja: Browser, session: TenantSession) -> None:
    given = {"reject-reason": "not_ours", "reject-comment": "Regionen bestämmer."}
    assert "Förslaget är avvisat" in maja.submit(PAGE, "/avvisa", **given).text
    assert state(session) == (Publication.REJECTED, "not_ours", "Regionen bestämmer.")
    page = maja.get(PAGE)
    assert "Kommunen bestämmer inte över frågan" in page.text
    assert "Regionen bestämmer." in page.text


def test_the_page_says_which_reasons_hide_the_text(maja: Browser) -> None:
    page = maja.get(PAGE)
    labels = {
        str(field["value"]): page.soup.select_one(f'label[for="{field["id"]}"]').get_text()
        for field in page.soup.select("input[name=reject-reason]")
    }
    assert set(labels) == set(REASONS)
    for key, label in labels.items():
        assert ("(texten döljs)" in label) is REASONS[key].hides
        assert str(REASONS[key].explanation) in page.text


def test_only_published_reasons_and_those_of_the_law_can_be_chosen(
    maja: Browser, system: Context
) -> None:
    make.rule(system, "ef.refuse_reasons", ["not_ours"])
    system.session.commit()
    page = maja.submit(PAGE, "/avvisa", **{"reject-reason": "duplicate", "reject-comment": "Nej."})
    assert page.status == 422
    assert "Välj" in page.faults()["reject-reason"]
    offered = {field["value"] for field in page.soup.select("input[name=reject-reason]")}
    assert offered == {"not_ours"} | {key for key in REASONS if key.startswith("bbs_")}


@pytest.mark.parametrize(
    ("action", "fields", "wrong"),
    [
        ("/avvisa", {}, {"reject-reason", "reject-comment"}),
        ("/avvisa", {"reject-reason": "not_ours", "reject-comment": " \n "}, {"reject-comment"}),
        ("/avvisa", {"reject-comment": "Nej."}, {"reject-reason"}),
        ("/skicka-tillbaka", {}, {"send_back-comment"}),
        ("/skicka-tillbaka", {"send_back-comment": "x" * 4001}, {"send_back-comment"}),
        ("/skicka-tillbaka", {"send_back-comment": "a\u202eb"}, {"send_back-comment"}),
    ],
)
def test_what_is_missing_or_wrong_is_told_next_to_its_field(
    maja: Browser, session: TenantSession, action: str, fields: dict[str, str], wrong: set[str]
) -> None:
    page = maja.submit(PAGE, action, **fields)
    assert page.status == 422
    found = page.faults()
    assert set(found) == wrong
    assert all(found.values()), "every mark has its message"
    for value in fields.values():
        assert value.strip() in page.response.text, "what was typed is still there"
    assert state(session)[0] is Publication.SUBMITTED


def test_markup_in_a_comment_is_only_words(maja: Browser, acting: Acting) -> None:
    maja.submit(PAGE, "/skicka-tillbaka", **{"send_back-comment": "<script>alert(1)</script>🙂"})
    page = maja.get(PAGE)
    assert "<script>alert" not in page.response.text
    assert "<script>alert(1)</script>🙂" in page.text


def test_a_new_version_is_compared_with_the_one_before(
    maja: Browser, waiting: Folkmotion, moderator: Context, author: Context
) -> None:
    row = moderator.session.get_one(Folkmotion, 1)
    review.send_back(moderator, row, comment="Skriv hur många bänkar.")
    new = Proposal(
        title=row.title,
        summary=row.summary,
        body="Många vill vila. Tolv bänkar räcker.",
        reasons="",
    )
    edit(author, row, new)
    author.session.commit()
    assert "Tolv bänkar" not in maja.get(PAGE).text, "a draft is its author's own"
    submit(author, row)
    author.session.commit()

    page = maja.get(PAGE)
    assert "Ändrat sedan version 1" in page.text
    added = [each.get_text() for each in page.soup.select("ins")]
    removed = [each.get_text() for each in page.soup.select("del")]
    assert any("Tolv bänkar räcker." in each for each in added)
    assert any("Det kostar lite." in each for each in removed)
    assert "Skriv hur många bänkar." in page.text
    assert "Skickades tillbaka för ändring" in page.text


def test_similar_ones_are_shown_with_their_dates(
    maja: Browser, moderator: Context, keys: Keyring
) -> None:
    for title, summary in (
        ("Bänkar vid ån", "Ställ ut bänkar längs ån."),
        ("Cykelväg till Norrby", "Bygg en cykelväg."),
        ("Bibliotek på söndagar", "Öppna biblioteket."),
    ):
        review.publish(
            moderator, make.waiting(moderator.session, keys, title=title, summary=summary)
        )
    moderator.session.commit()
    text = maja.get(PAGE).text.split("Liknande folkmotioner")[1]
    assert "Bänkar vid ån 1 december 2026 Publicerad Inom 24 månader" in text
    assert "Cykelväg" not in text


def test_a_published_one_is_stopped_with_a_reason(maja: Browser, moderator: Context) -> None:
    review.publish(moderator, moderator.session.get_one(Folkmotion, 1))
    moderator.session.commit()
    wrong = maja.submit(PAGE, "/stoppa")
    assert set(wrong.faults()) == {"stop-reason", "stop-comment"}
    given = {"stop-reason": "already_decided", "stop-comment": "Beslutat i går."}
    assert "Folkmotionen är stoppad" in maja.submit(PAGE, "/stoppa", **given).text
    assert state(moderator.session)[0] is Publication.STOPPED
    offered = {each["value"] for each in maja.get(PAGE).soup.select("input[name=stop-reason]")}
    assert offered == {key for key, reason in REASONS.items() if reason.hides}


@pytest.mark.parametrize("action", ["", "/publicera", "/skicka-tillbaka", "/avvisa", "/stoppa"])
def test_reviewing_is_for_moderators(browser: Browser, waiting: Folkmotion, action: str) -> None:
    stranger = browser.get(PAGE + action, follow_redirects=False)
    assert stranger.response.headers["Location"].startswith("/logga-in?next=")
    for name in ("resident", "author", "officer", "registrar", "councillor", "admin"):
        assert browser.log_in(name).get(PAGE + action).status == 403, name
    assert browser.log_in("moderator").get(PAGE + action).status == 200


def test_nobody_reviews_what_they_wrote_or_what_is_a_draft(
    browser: Browser, moderator: Context, keys: Keyring
) -> None:
    own = make.waiting(moderator.session, keys, author_id=moderator.actor.id).id
    draft = make.waiting(moderator.session, keys, publication=Publication.DRAFT).id
    moderator.session.commit()
    browser.log_in("moderator")
    for number in (own, draft):
        assert browser.get(f"/arbetsyta/folkmotioner/{number}/granskning").status == 403


def test_another_municipalitys_number_does_not_exist(
    browser: Browser, engine: object, keys: Keyring, session: TenantSession
) -> None:
    with TenantSession(session.get_bind(), municipality_id=make.BJORKBY) as bjorkby:
        number = make.waiting(bjorkby, keys, author_id=None).id
    browser.log_in("moderator")
    assert browser.get(f"/arbetsyta/folkmotioner/{number}/granskning").status == 404
    assert browser.get(f"/arbetsyta/folkmotioner/{number}").status == 404
