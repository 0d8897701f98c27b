"""Whoever writes in an anonymous step is told, where they write, what is stored and what is not."""

import pytest

from dialog.consultation.rules.content import DiscussionContent, IdeasContent
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from tests.browser import Browser
from tests.consultation import rows
from tests.consultation.questionnaire import ALL, SECOND, Given
from tests.consultation.questionnaire import given as given

CODE = "sparas en kod som räknas fram ur din inloggning"


PLACES = [
    (IdeasContent("Vad saknas?"), "ideer/{}/ny"),
    (DiscussionContent("Hur gör vi?"), "diskussion/{}/skriv"),
]


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_the_form_of_an_idea_or_a_comment_says_it(
    session: TenantSession, keys: Keyring, browser: Browser, *, is_anonymous: bool
) -> None:
    row = rows.consultation(session, keys, is_anonymous=is_anonymous)
    pages = [page.format(rows.add_part(session, row, content).id) for content, page in PLACES]
    address = f"/medborgardialoger/{row.id}"
    session.rollback()
    for page in pages:
        assert (CODE in browser.get(f"{address}/{page}").text) is is_anonymous


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_the_review_before_sending_says_it(
    given: Given, browser: Browser, *, is_anonymous: bool
) -> None:
    address = given(is_anonymous=is_anonymous)
    browser.submit(address, **ALL)
    review = browser.submit(f"{address}?sida=2", **SECOND)
    assert (CODE in review.text) is is_anonymous


def test_the_form_of_a_step_says_it_to_the_official(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.consultation(session, keys)
    address = f"/arbetsyta/medborgardialoger/{row.id}/steg/nytt"
    session.rollback()
    page = browser.log_in("officer").get(address)
    assert "sparas en kod som räknas fram ur inloggningen" in page.text
