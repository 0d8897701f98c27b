"""A moderator who loses the lock, the login or the race keeps the words and sees what happened."""

from collections.abc import Callable

import pytest

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.folkmotion.actions import review
from dialog.folkmotion.models import Folkmotion
from dialog.moderation.actions.lock import claim
from dialog.process.rules import Publication
from tests import make
from tests.browser import Browser

Acting = Callable[[str], Context]
PAGE = "/arbetsyta/folkmotioner/1/granskning"


@pytest.fixture
def waiting(session: TenantSession, keys: Keyring) -> Folkmotion:
    """Folkmotion 1 waits for a moderator."""
    row = make.waiting(session, keys)
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


def test_a_colleagues_lock_hides_the_decisions(
    maja: Browser, acting: Acting, waiting: Folkmotion
) -> None:
    lock(acting("second_moderator"))
    page = maja.get(PAGE)
    assert "Mats Moderator granskar" in page.text
    assert not page.soup.select("textarea")


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("/skicka-tillbaka", {"send_back-comment": "Tjugo rader som tog tid."}),
        ("/avvisa", {"reject-reason": "not_ours", "reject-comment": "Tjugo rader som tog tid."}),
    ],
)
def test_words_survive_a_lost_lock_and_can_be_sent_anyway(
    maja: Browser, acting: Acting, session: TenantSession, action: str, fields: dict[str, str]
) -> None:
    form = maja.get(PAGE)
    lock(acting("second_moderator"))
    target = str(form.form(action)["action"])
    lost = maja.post(target, form.fields(action) | fields)
    assert lost.status == 409
    assert "En kollega granskar förslaget just nu" in lost.text
    assert "Tjugo rader som tog tid." in lost.text
    assert state(session)[0] is Publication.SUBMITTED

    button = lost.form(action).select_one("button[name=ta-over]")
    assert button is not None
    again = lost.fields(action) | {"ta-over": str(button["value"])}
    assert maja.post(target, again).status == 200
    assert state(session)[2] == "Tjugo rader som tog tid."


def test_who_takes_over_and_then_types_nothing_has_not_taken_over(
    maja: Browser, acting: Acting, session: TenantSession
) -> None:
    form = maja.get(PAGE)
    mats = acting("second_moderator")
    lock(mats)
    token = form.fields("/skicka-tillbaka") | {"ta-over": "ja"}
    assert maja.post(f"{PAGE}/skicka-tillbaka", token).status == 422
    assert session.get_one(Folkmotion, 1).locked_by == mats.actor.id


@pytest.mark.parametrize("first", ["publish", "reject", "send_back"])
def test_the_second_of_two_moderators_gets_a_clear_page(
    maja: Browser, acting: Acting, session: TenantSession, first: str
) -> None:
    form = maja.get(PAGE)
    mats = acting("second_moderator")
    row = mats.session.get_one(Folkmotion, 1)
    if first == "publish":
        review.publish(mats, row)
    elif first == "reject":
        review.reject(mats, row, reason="duplicate", comment="Finns redan.")
    else:
        review.send_back(mats, row, comment="Skriv var.")
    mats.session.commit()

    before = state(session)
    given = {"reject-reason": "not_ours", "reject-comment": "Mina ord om saken."}
    page = maja.post(f"{PAGE}/avvisa", form.fields("/avvisa") | given)
    assert page.status == 409
    assert "Ditt beslut är inte sparat" in page.text
    assert "väntar inte längre på granskning" in page.text
    assert "Mina ord om saken." in page.text
    assert state(session) == before


def test_a_second_click_on_publish_is_told_and_changes_nothing(
    maja: Browser, session: TenantSession
) -> None:
    fields = maja.get(PAGE).fields("/publicera")
    assert maja.post(f"{PAGE}/publicera", fields).status == 200
    again = maja.post(f"{PAGE}/publicera", fields)
    assert again.status == 409
    assert "väntar inte längre" in again.text
    assert not again.soup.select('form[action$="/publicera"]')


def test_words_survive_a_lost_login(maja: Browser, session: TenantSession) -> None:
    fields = maja.get(PAGE).fields("/avvisa")
    fields |= {"reject-reason": "not_ours", "reject-comment": "Ord som tog tid."}
    with maja.client.session_transaction(base_url=maja.base_url) as cookie:
        user = cookie.pop("_user_id")
    lost = maja.post(f"{PAGE}/avvisa", fields, follow_redirects=False)
    assert lost.response.headers["Location"].startswith("/logga-in?next=")
    with maja.client.session_transaction(base_url=maja.base_url) as cookie:
        cookie["_user_id"] = user
    page = maja.get(f"{PAGE}/avvisa")
    assert page.status == 200
    sent = page.fields("/avvisa")
    assert (sent["reject-reason"], sent["reject-comment"]) == ("not_ours", "Ord som tog tid.")
    assert maja.post(f"{PAGE}/avvisa", sent).status == 200
    assert state(session)[0] is Publication.REJECTED


def lock(ctx: Context) -> None:
    claim(ctx, ctx.session.get_one(Folkmotion, 1))
    ctx.session.commit()
