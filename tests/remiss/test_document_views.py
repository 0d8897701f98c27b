"""The officials' page of the document: a file is sent in, a version begun, compared and released; annexes."""

import io
from collections.abc import Callable

import pytest
from sqlalchemy import select

from dialog.config import Config
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.core.worker import Desk
from dialog.process.models import Attachment, Scan
from dialog.process.reactions.scanning import scan_waiting
from dialog.process.rules import Publication
from dialog.remiss.models import Annex, Reading, Remiss, RemissVersion
from dialog.remiss.reactions.reading import read_documents
from dialog.remiss.rules.response import View
from tests.browser import Browser, Page
from tests.make import EKBY
from tests.process import samples
from tests.remiss import rows
from tests.remiss.rows import NOW

PLAN = "# Förord\n\nKommunen vill veta.\n\n# Cykelvägar\n\nVi bygger tre nya cykelvägar.\n"


@pytest.fixture
def make(session: TenantSession, keys: Keyring) -> Callable[..., str]:
    """The page of the document of a remiss."""

    def made(**given: object) -> str:
        number = rows.remiss(session, keys, **given).id
        session.rollback()
        return f"/arbetsyta/remisser/{number}/dokument"

    return made


@pytest.fixture
def hanna(browser: Browser) -> Browser:
    return browser.log_in("officer")


@pytest.fixture
def work(desk: Desk, config: Config) -> Callable[[], None]:
    """The worker scans and reads everything that waits."""

    def turn() -> None:
        mine = Desk(desk.engine, desk.keys, NOW, config)
        scan_waiting(mine, [EKBY])
        read_documents(mine, [EKBY])

    return turn


Work = Callable[[], None]
Make = Callable[..., str]


def send(browser: Browser, place: str, data: bytes, name: str, **fields: str) -> Page:
    page = browser.get(f"{place}/las-in")
    return browser.post(page.url, page.fields() | fields | {"file": (io.BytesIO(data), name)})


def test_a_file_becomes_a_document_to_review(
    hanna: Browser, make: Make, work: Work, session: TenantSession
) -> None:
    place = make()
    page = send(hanna, place, PLAN.encode(), "plan.md")
    assert page.h1 == "Dokumentet läses in"
    assert "söks igenom efter skadlig kod" in page.text
    assert page.response.headers["Refresh"] == "3"
    work()
    done = hanna.get(page.url)
    assert done.h1 == "Granska dokumentet"
    assert "Vi bygger tre nya cykelvägar." in done.text
    assert "Version 2" in hanna.get(place).text
    stmt = select(RemissVersion).where(RemissVersion.frozen_at.is_(None))
    assert session.scalars(stmt).one().sections[1].key == "s2"


def test_text_can_be_pasted(hanna: Browser, make: Make, work: Work, session: TenantSession) -> None:
    place = make()
    page = hanna.submit(f"{place}/las-in", pasted=PLAN)
    work()
    assert "Cykelvägar" in hanna.get(page.url).text
    assert session.scalars(select(Attachment.name)).one() == "inklistrad text.md"


def test_nothing_and_both_are_told_next_to_the_field(hanna: Browser, make: Make) -> None:
    place = make()
    page = hanna.submit(f"{place}/las-in")
    assert page.faults()["pasted"] == "Välj en fil, eller klistra in texten här."
    page = send(hanna, place, PLAN.encode(), "plan.md", pasted="# Också")
    assert "inte båda" in page.faults()["pasted"]
    assert page.fields()["pasted"] == "# Också"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "plan.docx", "Filen är tom"),
        (samples.office("xlsx"), "plan.xlsx", "Du kan inte skicka den här sortens fil"),
        (samples.pdf(b"trailer << /Encrypt 5 0 R >>\n"), "plan.pdf", "lösenord"),
        (samples.pdf(), "plan.docx", "innehållet är PDF"),
        (samples.office("docx")[:-30], "plan.docx", "trasigt"),
        (b"x", "Intyg 19640823-3234.txt", "personnummer"),
    ],
)
def test_a_file_that_is_not_taken_says_why(
    hanna: Browser, make: Make, data: bytes, name: str, words: str
) -> None:
    page = send(hanna, make(), data, name)
    assert page.status == 422
    assert words in page.faults()["file"]


def test_what_could_not_be_read_says_what_to_do(hanna: Browser, make: Make, work: Work) -> None:
    place = make()
    page = send(hanna, place, samples.pdf(), "inskannat.pdf")
    work()
    failed = hanna.get(page.url)
    assert failed.h1 == "Dokumentet blev inte inläst"
    assert "Refresh" not in failed.response.headers
    assert "inte inläst" in hanna.get(place).text


def test_what_is_worked_on_is_replaced_only_when_that_is_wanted(
    hanna: Browser, make: Make, session: TenantSession
) -> None:
    place = make()
    hanna.post(f"{place}/ny", hanna.get(place).fields("/ny"))
    page = send(hanna, place, PLAN.encode(), "plan.md")
    assert "Kryssa i" in page.faults()["confirmed"]
    assert session.scalars(select(Reading)).all() == []
    session.rollback()
    page = send(hanna, place, PLAN.encode(), "plan.md", confirmed="y")
    assert page.h1 == "Dokumentet läses in"
    answer = hanna.submit(f"{place}/avsnitt/s1", title="Nytt")
    assert answer.status == 409
    assert "läses in just nu" in answer.text
    hanna.post(f"{page.url}/avbryt", page.fields("/avbryt"))
    assert "Avsnittet är sparat." in hanna.submit(f"{place}/avsnitt/s1", title="Nytt").text


def test_a_document_is_written_by_hand_from_nothing(
    hanna: Browser, make: Make, session: TenantSession
) -> None:
    place = make(publication=Publication.DRAFT)
    for version in session.scalars(select(RemissVersion)):
        session.delete(version)
    session.commit()
    page = hanna.get(place)
    assert "Skriv för hand" in page.text
    page = hanna.post(f"{place}/ny", page.fields("/ny"))
    assert page.h1 == "Granska dokumentet"
    assert "Nytt avsnitt" in page.text


def test_a_version_is_compared_and_released(
    hanna: Browser, make: Make, session: TenantSession
) -> None:
    place = make()
    row = session.scalars(select(Remiss)).one()
    rows.add_response(session, row, {"s4": View("opposes", "Nej.")})
    session.commit()
    hanna.post(f"{place}/ny", hanna.get(place).fields("/ny"))
    assert "likadana" in hanna.get(f"{place}/andringar").text
    hanna.submit(f"{place}/avsnitt/s2/stycke/0", text="Vi bygger tre nya cykelvägar.")
    hanna.submit(f"{place}/avsnitt/s4/ta-bort")
    page = hanna.get(f"{place}/andringar")
    assert page.soup.select_one("ins").get_text().endswith("tre ]")
    assert "1 svar handlar om avsnittet" in page.text
    page = hanna.get(f"{place}/ny-version")
    assert "2 Kollektivtrafik: 1 svar handlar om det" in page.text
    assert hanna.submit(page.url).faults()["note"].startswith("Skriv vad som är ändrat")
    hanna.submit(page.url, note="En cykelväg till.")
    shown, old = session.scalars(select(RemissVersion).order_by(RemissVersion.number.desc()))
    assert (shown.note, shown.replaced_at) == ("En cykelväg till.", None)
    assert shown.frozen_at is not None
    assert old.replaced_at is not None
    assert [section.key for section in shown.sections] == ["s1", "s2", "s3"]
    session.rollback()
    assert "Ny version" in hanna.get("/remisser/flode.atom").response.text


def test_nothing_is_released_unseen(hanna: Browser, make: Make) -> None:
    place = make()
    hanna.post(f"{place}/ny", hanna.get(place).fields("/ny"))
    hanna.submit(f"{place}/avsnitt/s2", title="Gång och cykel")
    mine = hanna.get(f"{place}/ny-version")
    hanna.submit(f"{place}/avsnitt/s2", title="Cykel")
    page = hanna.post(mine.url, mine.fields() | {"note": "Ny rubrik."})
    assert page.status == 409
    assert page.fields()["note"] == "Ny rubrik."


def test_a_version_is_thrown_away_after_a_question(
    hanna: Browser, make: Make, session: TenantSession
) -> None:
    place = make()
    hanna.post(f"{place}/ny", hanna.get(place).fields("/ny"))
    page = hanna.submit(f"{place}/slang")
    assert "Versionen är slängd." in page.text
    assert len(session.scalars(select(RemissVersion)).all()) == 1
    session.rollback()
    assert hanna.get(f"{place}/granska").status == 404


def test_a_remiss_that_is_over_says_so(hanna: Browser, make: Make) -> None:
    page = hanna.get(make(publication=Publication.STOPPED))
    assert "går inte att ändra längre" in page.text
    assert "Läs in" not in page.text


def add(browser: Browser, place: str, title: str) -> Page:
    page = browser.get(f"{place}/bilagor/ny")
    fields = {"title": title, "file": (io.BytesIO(samples.pdf()), "karta.pdf")}
    return browser.post(page.url, page.fields() | fields)


def test_files_go_with_the_remiss_in_their_order(
    hanna: Browser, make: Make, session: TenantSession
) -> None:
    place = make()
    add(hanna, place, "Karta")
    add(hanna, place, "Budget")
    page = hanna.get(place)
    hanna.post(f"{place}/bilagor/2/flytta", page.fields("/2/flytta") | {"vart": "upp"})
    hanna.submit(f"{place}/bilagor/1", title="Kartan")
    stmt = select(Annex.title).order_by(Annex.position)
    assert session.scalars(stmt).all() == ["Budget", "Kartan"]
    session.rollback()
    hanna.submit(f"{place}/bilagor/2/ta-bort")
    assert session.scalars(stmt).all() == ["Kartan"]
    session.rollback()
    page = hanna.get(f"{place}/bilagor/ny")
    assert hanna.post(page.url, page.fields()).faults().keys() == {"file", "title"}


def test_anyone_may_have_what_goes_with_a_public_remiss_and_nothing_else(
    hanna: Browser, browser: Browser, make: Make, session: TenantSession
) -> None:
    place = make()
    add(hanna, place, "Karta")
    remiss = session.scalars(select(Remiss)).one()
    file = session.scalars(select(Attachment)).one()
    other = Attachment(
        process=remiss,
        name="svar.pdf",
        media_type="application/pdf",
        size=file.size,
        digest=file.digest,
        uploaded_at=NOW,
        scan=Scan.CLEAN,
    )
    session.add(other)
    file.scan = Scan.CLEAN
    version = session.scalars(select(RemissVersion)).one()
    version.file = other
    session.commit()
    digest, annex, original = file.digest[:12], file.id, other.id
    session.rollback()
    anyone = Browser(browser.app)
    assert anyone.get(f"/bilaga/{annex}/{digest}").status == 200
    assert anyone.get(f"/bilaga/{original}/{digest}").status == 404
    page = hanna.get(place)
    hanna.post(f"{place}/version/1/original", page.fields("/1/original"))
    assert anyone.get(f"/bilaga/{original}/{digest}").status == 200
    session.scalars(select(Remiss)).one().publication = Publication.DRAFT
    session.commit()
    assert anyone.get(f"/bilaga/{annex}/{digest}").status == 404
    assert anyone.get(f"/bilaga/{original}/{digest}").status == 404
