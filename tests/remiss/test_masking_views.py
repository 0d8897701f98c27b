"""The page where staff mask, and that nothing of what is masked reaches anyone anywhere."""

from collections.abc import Callable

import pytest
from sqlalchemy import inspect

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.models import Scan
from dialog.process.queries.attachments import is_shown
from dialog.process.rules.masking import Extent
from dialog.remiss.actions.mask import Wish, mask
from dialog.remiss.models import Response
from dialog.remiss.rules import Sender, Showing
from dialog.remiss.rules.masking import Place
from dialog.remiss.rules.response import View
from tests.browser import Browser
from tests.remiss import rows

Acting = Callable[[str], Context]
SECRET = "Kalle Karlsson"
QUESTIONS = [{"key": "q1", "section": "s2", "text": "Varför?"}]


@pytest.fixture
def answer(session: TenantSession, keys: Keyring) -> Response:
    row = rows.remiss(session, keys, showing=Showing.AT_ONCE, questions=QUESTIONS)
    words = f"Första stycket.\n\n{SECRET} kör för fort.\n\nTredje stycket."
    views = {
        "": View("supports", words),
        "s2": View("opposes", f"Nej, {SECRET}!", f"Stoppa {SECRET}.", {"q1": f"{SECRET} vet."}),
    }
    response = rows.add_response(session, row, views)
    session.commit()
    return response


def address(answer: Response) -> str:
    return f"/arbetsyta/remisser/{answer.remiss_id}/svar/{answer.id}/maskera"


def hide_everything(ctx: Context, answer: Response) -> None:
    """Mask the secret wherever it stands."""
    for statement in answer.statements:
        for place, words in (
            (Place.WORDS, statement.words),
            (Place.PROPOSAL, statement.proposal),
        ):
            if SECRET in words:
                mask(ctx, answer, Wish(statement, place, SECRET, Extent.EVERYWHERE, "others"))


def test_an_officer_masks_pasted_words_and_takes_the_mask_away_again(
    answer: Response, browser: Browser, session: TenantSession
) -> None:
    page_at = address(answer)
    public = f"/remisser/{answer.remiss_id}/svar/{answer.id}"
    part = f"{answer.statements[0].id}-words"
    session.rollback()
    browser.log_in("officer")
    page = browser.submit(page_at, part=part, passage=" kör\nför fort ", reason="others")
    assert "Maskerat. Originalet finns kvar." in page.text
    assert page.soup.find("mark") is not None
    shown = browser.get(public)
    assert "[Maskerat: Personuppgifter om någon annan]" in shown.text
    assert "kör för fort" not in shown.text
    lift = browser.get(page_at).link("Ta bort maskeringen")
    browser.submit(lift)
    assert "kör för fort" in browser.get(public).text


def test_a_paragraph_is_chosen_by_a_link(
    answer: Response, browser: Browser, session: TenantSession
) -> None:
    page_at = address(answer)
    session.rollback()
    browser.log_in("moderator")
    page = browser.get(page_at)
    chosen = browser.get(page.link(f"Välj stycke 2: {SECRET} kör för fort."))
    assert chosen.fields()["passage"] == f"{SECRET} kör för fort."


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"passage": "Olle", "reason": "others"}, ("passage", "finns inte")),
        ({"passage": "stycket", "reason": "others"}, ("passage", "2 ställen")),
        ({"passage": "kör", "reason": ""}, ("reason", "Välj ett skäl")),
        ({"passage": "kör", "reason": "secrecy"}, ("ground", "vilken bestämmelse")),
    ],
)
def test_what_is_wrong_is_told_and_what_was_pasted_stays(
    answer: Response, browser: Browser, given: dict[str, str], told: tuple[str, str]
) -> None:
    page_at, part = address(answer), f"{answer.statements[0].id}-words"
    inspect(answer).session.rollback()
    field, words = told
    browser.log_in("officer")
    page = browser.submit(page_at, part=part, **given)
    assert page.status == 422
    assert words in page.faults()[field]
    assert page.fields()["passage"] == given["passage"]


@pytest.mark.parametrize("name", ["resident", "registrar", "councillor"])
def test_nobody_else_comes_to_the_page(
    answer: Response, browser: Browser, session: TenantSession, name: str
) -> None:
    page_at = address(answer)
    session.rollback()
    browser.log_in(name)
    assert browser.get(page_at).status == 403


def test_nothing_that_is_masked_reaches_anyone(
    answer: Response, browser: Browser, session: TenantSession, acting: Acting
) -> None:
    hide_everything(acting("officer"), answer)
    number, response = answer.remiss_id, answer.id
    session.commit()
    places = [
        f"/remisser/{number}",
        f"/remisser/{number}/svar",
        f"/remisser/{number}/svar?avsnitt=s2",
        f"/remisser/{number}/svar?avsnitt=s2&standpunkt=opposes",
        f"/remisser/{number}/svar?standpunkt=supports",
        f"/remisser/{number}/svar?q=Kalle",
        f"/remisser/{number}/svar/{response}",
        f"/remisser/{number}/matris",
        f"/remisser/{number}/avsnitt/s2",
        f"/anmal/contribution/{response}",
        "/remisser/flode.atom",
        "/flode.atom",
        "/remisser?q=Kalle",
        "/dialoger?q=Karlsson",
        "/om/granskning",
    ]
    for place in places:
        page = browser.get(place)
        assert page.status == 200, place
        assert "Karlsson" not in page.text.replace("q=Karlsson", ""), place
    assert answer.body.count("[Maskerat: ") == 1
    assert "Karlsson" not in answer.body


def test_files_are_fetched_only_when_they_may_be(
    answer: Response, browser: Browser, session: TenantSession
) -> None:
    annex, minutes = (rows.add_file(session, answer, use) for use in ("annex", "minutes"))
    number, response = answer.remiss_id, answer.id
    release = f"/arbetsyta/remisser/{number}/svarsfil/{annex.id}/visa"
    withhold = f"/arbetsyta/remisser/{number}/svarsfil/{annex.id}/dolj"
    forbidden = f"/arbetsyta/remisser/{number}/svarsfil/{minutes.id}/visa"
    session.commit()
    assert "annex.pdf" not in browser.get(f"/remisser/{number}/svar/{response}").text
    browser.log_in("officer")
    browser.submit(release)
    assert browser.submit(forbidden).status == 409
    page = browser.get(f"/remisser/{number}/svar/{response}")
    assert "annex.pdf" in page.text
    assert "minutes.pdf" not in page.text
    browser.submit(withhold)
    assert "annex.pdf" not in browser.get(f"/remisser/{number}/svar/{response}").text


def test_what_an_organisation_sends_is_shown_but_not_its_minutes(
    answer: Response, browser: Browser, session: TenantSession, system: Context
) -> None:
    answer.sender, answer.organisation = Sender.ORGANISATION, "Cykelklubben"
    files = {use: rows.add_file(session, answer, use) for use in ("statement", "annex", "minutes")}
    shown = {use: is_shown(system, file.attachment_id) for use, file in files.items()}
    assert shown == {"statement": True, "annex": True, "minutes": False}
    files["annex"].attachment.scan = Scan.PENDING
    number, response = answer.remiss_id, answer.id
    session.commit()
    page = browser.get(f"/remisser/{number}/svar/{response}")
    assert "statement.pdf" in page.text
    assert "annex.pdf" not in page.text
