"""The page where passages are hidden, and that nothing hidden reaches anyone anywhere."""

from io import BytesIO

import pytest
from sqlalchemy import select

from dialog.consultation.actions.comments import NewComment, comment
from dialog.consultation.models import Comment, Idea
from dialog.consultation.queries.participants import logged_in
from dialog.consultation.queries.whole import whole
from dialog.consultation.reactions.writing import WRITERS
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.moderation.actions.masking import Wish, hide_part
from dialog.process.models import Format, SearchTerm
from dialog.process.rules.masking import Extent
from tests import make
from tests.browser import Browser
from tests.moderation.test_masking import WHY, Grounds, idea

SECRET = "Zackarias"
BODY = f"Granne {SECRET} kör för fort.\n\nFråga {SECRET}!"
THREAT = Grounds("bbs_threat", "Hota ingen.")


def hide_all(ctx: Context, thing: Idea | Comment, why: Grounds = WHY) -> None:
    """Hide the secret wherever it stands."""
    for part in ("title", "summary", "body", "reasons"):
        if SECRET in (getattr(thing.texts[-1], part, "") or ""):
            hide_part(ctx, thing, Wish(part, SECRET, 1, Extent.EVERYWHERE), why)


@pytest.fixture
def places(author: Context, moderator: Context) -> list[str]:
    """Everywhere something of an idea, a comment and a folkmotion is shown; in each a name is hidden."""
    found = idea(author, f"Stoppa {SECRET}", BODY)
    dialog, part = found.process_id, found.part_id
    new = NewComment(f"Håller med om {SECRET}.", "Kommentar")
    comment(author, found, logged_in(author, found.process, None), new)
    said = author.session.scalars(select(Comment)).one()
    written = {"title": f"Flytta {SECRET}", "summary": f"Om {SECRET}.", "body": BODY}
    motion = make.folkmotion(author.session, author.keys, **written)
    for thing, why in ((found, WHY), (said, WHY), (motion, THREAT)):
        hide_all(moderator, thing, why)  # type: ignore[arg-type]
    places = [
        f"/medborgardialoger/{dialog}",
        f"/medborgardialoger/{dialog}/ideer/{part}",
        f"/medborgardialoger/{dialog}/ideer/{part}?q={SECRET[:5]}",
        f"/medborgardialoger/{dialog}/ide/{found.id}",
        f"/medborgardialoger/{dialog}/kommentar/{said.id}",
        f"/medborgardialoger/{dialog}/resultat",
        f"/folkmotioner/{motion.id}",
        f"/folkmotioner/{motion.id}/utskrift",
        f"/folkmotioner/{motion.id}/antal.json",
        f"/anmal/contribution/{found.id}",
        f"/anmal/contribution/{said.id}",
        f"/anmal/process/{motion.id}",
        "/folkmotioner",
        "/folkmotioner?q=Zackar",
        "/folkmotioner/flode.atom",
        "/flode.atom",
        "/dialoger?q=Zackar",
        "/om/granskning",
        "/",
    ]
    author.session.commit()
    return places


def test_nothing_that_is_hidden_reaches_anyone(browser: Browser, places: list[str]) -> None:
    for place in places:
        page = browser.get(place)
        assert page.status in {200, 404}, place
        assert SECRET[1:] not in page.text, place
    assert browser.get(places[3]).text.count("[Dolt av kommunen: ") >= 3
    assert browser.get(places[6]).text.count("[Dolt av kommunen: ") >= 3


def test_nothing_that_is_hidden_is_signed_searched_or_exported(
    app, browser: Browser, places: list[str], session: TenantSession, moderator: Context
) -> None:
    found = session.scalars(select(Idea)).one()
    for form in (Format.CSV, Format.JSON):
        file = BytesIO()
        list(WRITERS[form](whole(moderator, found.process), file))
        assert SECRET not in file.getvalue().decode("utf-8", "ignore")
    assert session.scalars(select(SearchTerm.term).where(SearchTerm.term.like("zack%"))).all() == []
    session.rollback()
    page = Browser(app).log_in("resident").get(f"{places[6]}/skriv-under")
    assert "[Dolt av kommunen" in page.text
    assert SECRET not in page.text


def test_a_moderator_hides_words_of_what_was_reported(
    app, browser: Browser, author: Context, session: TenantSession
) -> None:
    found = idea(author, "Sänk farten", BODY)
    address, public = (
        f"/arbetsyta/granskning/contribution/{found.id}/dolj-en-del",
        f"/medborgardialoger/{found.process_id}/ide/{found.id}",
    )
    session.commit()
    staff = browser.log_in("moderator")
    wrong = staff.submit(address, part="body", passage=SECRET, reason="personal_data", comment="")
    assert wrong.status == 422
    assert "comment" in wrong.faults()
    assert wrong.fields()["passage"] == SECRET
    twice = staff.submit(address, part="body", passage=SECRET, reason="personal_data", comment="X.")
    assert "2 ställen" in twice.faults()["passage"]
    page = staff.submit(
        address,
        part="body",
        passage=f"Granne {SECRET}\n kör",
        reason="personal_data",
        comment="Ingens namn.",
    )
    assert "Orden är dolda på 1 ställe." in page.text
    assert page.soup.find("mark") is not None
    assert Browser(app).get(public).text.count(SECRET) == 1
    listed = staff.get(f"/arbetsyta/granskning/inlagg/{found.id}")
    assert listed.link("Välj vad som ska döljas")


def test_its_author_reads_what_is_hidden_and_edits_their_own_words(
    browser: Browser, author: Context, moderator: Context, session: TenantSession
) -> None:
    found = idea(author, "Sänk farten", BODY)
    hide_all(moderator, found)
    dialog = found.process_id
    session.commit()
    browser.log_in("author")
    statement = browser.get(browser.get("/mina-sidor").link("Delvis dold: Sänk farten"))
    assert SECRET in statement.text
    assert "Det här visas inte" in statement.text
    mine = browser.get(f"/medborgardialoger/{dialog}/mina-inlagg")
    form = browser.get(mine.link("Ändra"))
    assert form.fields()["body"].replace("\r", "") == BODY


@pytest.mark.parametrize("name", ["resident", "registrar", "councillor", "author"])
def test_nobody_else_comes_to_the_page(
    browser: Browser, author: Context, session: TenantSession, name: str
) -> None:
    address = f"/arbetsyta/granskning/contribution/{idea(author).id}/dolj-en-del"
    session.commit()
    browser.log_in(name)
    assert browser.get(address).status == 403
    assert browser.get("/arbetsyta/granskning/nagot/1/dolj-en-del").status == 404
