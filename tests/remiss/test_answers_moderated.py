"""Published answers are reported, hidden with a reason, appealed and shown again, as ideas are."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.moderation import subjects
from dialog.moderation.actions import contributions as actions
from dialog.moderation.actions.appeal import appeal, judge
from dialog.moderation.models import Decision
from dialog.moderation.rules import NeverChanges, Result
from dialog.process.rules import Publication
from dialog.remiss.models import Response
from dialog.remiss.rules import Showing
from dialog.remiss.rules.response import View
from tests.browser import Browser
from tests.moderation.reporting import report
from tests.remiss import rows

Acting = Callable[[str], Context]


def answered(ctx: Context, **given: object) -> Response:
    """An answer of whoever acts; not committed."""
    row = rows.remiss(ctx.session, ctx.keys, **({"showing": Showing.AT_ONCE} | given))
    views = {"": View("supports", "Dumma ord."), "s2": View("opposes", "Fler dumma ord.")}
    return rows.add_response(ctx.session, row, views, author_id=ctx.actor.id)


def hide(ctx: Context, response: Response) -> Decision:
    actions.hide_contribution(ctx, response, seen=1, reason="offensive", comment="Skriv inte så.")
    return ctx.session.scalars(select(Decision)).one()


def test_an_answer_is_reported_hidden_appealed_and_shown_again(
    author: Context, moderator: Context, acting: Acting
) -> None:
    response = answered(author)
    report(author, response)  # type: ignore[arg-type]
    decision = hide(moderator, response)
    assert response.publication is Publication.HIDDEN
    asked = appeal(author, decision, text="Det var inte så illa.")
    judge(acting("second_moderator"), asked, result=Result.CHANGED, answer="Du har rätt.")
    assert response.publication is Publication.PUBLISHED


def test_a_hidden_answer_leaves_its_place_and_the_reason(
    author: Context, moderator: Context, browser: Browser, session: TenantSession
) -> None:
    response = answered(author)
    hide(moderator, response)
    number, at = response.remiss_id, response.id
    session.commit()
    listed = browser.get(f"/remisser/{number}/svar")
    assert "Ett svar som kommunen har dolt" in listed.text
    assert "Kommunen har dolt texten." in listed.text
    assert "0 svar" in listed.text
    gone = browser.get(f"/remisser/{number}/svar/{at}")
    assert gone.status == 410
    for page in (
        listed,
        gone,
        browser.get(f"/remisser/{number}/svar?avsnitt=s2"),
        browser.get(f"/remisser/{number}/matris"),
    ):
        assert "umma ord" not in page.text
    narrowed = browser.get(f"/remisser/{number}/svar?standpunkt=supports")
    assert "Ett svar som kommunen har dolt" not in narrowed.text


def test_anyone_reports_an_answer_from_its_page(
    author: Context, browser: Browser, session: TenantSession
) -> None:
    response = answered(author)
    address = f"/remisser/{response.remiss_id}/svar/{response.id}"
    session.commit()
    form = browser.get(address).link("Anmäl texten")
    page = browser.get(form)
    assert "umma ord" not in page.text
    sent = browser.submit(form, category="offensive")
    assert "Vi har tagit emot din anmälan." in sent.text


def test_an_answer_that_is_not_shown_cannot_be_found_by_reporting_it(
    author: Context, browser: Browser, session: TenantSession
) -> None:
    response = answered(author, showing=Showing.NEVER)
    number = response.id
    assert subjects.find(author, "contribution", number) is None
    session.commit()
    assert browser.get(f"/anmal/contribution/{number}").status == 404


def test_nobody_is_asked_to_change_what_has_come_in(
    author: Context, moderator: Context, browser: Browser, session: TenantSession
) -> None:
    response = answered(author)
    with pytest.raises(NeverChanges):
        actions.return_contribution(moderator, response, seen=1, comment="Stryk det.")
    number = response.id
    session.commit()
    browser.log_in("moderator")
    page = browser.get(f"/arbetsyta/granskning/inlagg/{number}")
    assert "Skicka tillbaka" not in page.text
    assert "Dölj texten" in page.text


def test_a_moderator_comes_from_what_was_reported_to_masking_it(
    author: Context, browser: Browser, session: TenantSession
) -> None:
    response = answered(author)
    report(author, response)  # type: ignore[arg-type]
    session.commit()
    browser.log_in("moderator")
    case = browser.get("/arbetsyta/anmalningar").link("Remissvar från Privatperson")
    page = browser.get(browser.get(case).link("Maskera en del av svaret"))
    assert page.h1 == "Maskera i svaret från Privatperson"


def test_a_masked_answer_is_called_by_its_sender_everywhere(
    session: TenantSession, keys: Keyring, system: Context
) -> None:
    response = answered(system)
    assert subjects.title_of(response) == "Remissvar från Privatperson"
