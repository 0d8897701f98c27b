"""The text of a document that came with an answer is for those who assess, and never shown to anyone else."""

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.remiss.models import Point, Remiss, Reply, Response, Statement
from dialog.remiss.queries.replied import replied, told
from dialog.remiss.rules import Effect, Showing
from dialog.remiss.rules.content import WHOLE
from dialog.remiss.rules.files import is_of_file, statement_key
from dialog.remiss.rules.response import View
from tests.browser import Browser
from tests.remiss import rows

LETTER = "Med vänlig hälsning Elias Ek, Storgatan 1"


def with_a_letter(session: TenantSession, keys: Keyring) -> Response:
    """A private person's answer that came with a document, whose text the worker has read."""
    row = rows.remiss(session, keys, showing=Showing.AT_ONCE)
    answer = rows.add_response(session, row, {"": View("supports", "Se brevet.")})
    said = Statement(
        remiss_id=row.id,
        response_id=answer.id,
        section=WHOLE,
        question=statement_key(1),
        words=LETTER,
    )
    session.add(said)
    session.flush()
    point = Point(
        remiss_id=row.id, statement_id=said.id, section=WHOLE, words=LETTER, likeness="brev"
    )
    session.add(point)
    session.flush()
    reply = Reply(
        remiss_id=row.id,
        point_id=point.id,
        effect=Effect.NOTED,
        words="Tack.",
        at=rows.NOW,
    )
    session.add(reply)
    session.commit()
    return answer


def test_it_is_told_by_its_key() -> None:
    assert is_of_file(statement_key(7))
    assert not is_of_file("fraga-1")
    assert not is_of_file("")


def test_no_public_page_of_answers_shows_it(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    answer = with_a_letter(session, keys)
    base = f"/remisser/{answer.remiss_id}"
    places = ("svar", f"svar/{answer.id}", "matris", "svar?avsnitt=", "svar?stallning=supports")
    session.rollback()
    for place in places:
        page = browser.get(f"{base}/{place}")
        assert "Storgatan" not in page.text
    assert "Se brevet." in browser.get(f"{base}/svar").text


def test_the_compilation_says_only_that_there_is_a_document(system: Context, keys: Keyring) -> None:
    with_a_letter(system.session, keys)
    remiss = system.session.scalars(select(Remiss)).one()
    words = [each.words for batch in told(system, remiss, WHOLE) for each in batch]
    words += [each.words for each in replied(system, remiss, WHOLE, 0).told]
    assert "Se brevet." in words
    assert "[Står i ett dokument som kom med svaret.]" in words
    assert not any("Storgatan" in each for each in words)


def test_whoever_assesses_reads_it_and_sees_where_it_comes_from(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    answer = with_a_letter(session, keys)
    number = session.scalars(select(Point.id).where(Point.likeness == "brev")).one()
    address = f"/arbetsyta/remisser/{answer.remiss_id}/bedomning/{number}"
    session.rollback()
    page = browser.log_in("officer").get(address)
    assert LETTER in page.text
    assert "Ur ett dokument som kom med svaret" in page.text
