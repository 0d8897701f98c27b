"""Pictures, documents and films on the page of a consultation, and how their files are served."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from dialog.consultation.models import Consultation, Part
from dialog.consultation.rules.content import Medium, TextContent
from dialog.core.context import Context
from dialog.process.actions.attachments import attach
from dialog.process.models import Attachment, Scan
from dialog.process.rules import Publication
from dialog.process.rules.files import FILE_FROM_STAFF, judge
from tests.browser import Browser
from tests.consultation import rows
from tests.process import samples

NAME = 'Förslag till "ny" plan.pdf'


@dataclass
class Shown:
    """A page with a picture and a document, as numbers and addresses: no transaction is open."""

    page: str
    picture: str
    document: str
    ids: tuple[int, int]


@pytest.fixture
def row(system: Context) -> Consultation:
    return rows.consultation(system.session, system.keys)


def keep(ctx: Context, row: Consultation, data: bytes, name: str = "") -> Attachment:
    """A clean file that an officer has sent."""
    attachment = attach(ctx, row, judge(name, data, FILE_FROM_STAFF))
    attachment.scan = Scan.CLEAN
    return attachment


def address(row: Attachment) -> str:
    return f"/bilaga/{row.id}/{row.digest[:12]}?v={row.digest[:12]}"


@pytest.fixture
def part(officer: Context, row: Consultation) -> Part:
    picture = keep(officer, row, samples.photo_with_place())
    document = keep(officer, row, samples.pdf(), NAME)
    content = TextContent(
        "Så ser parken ut **i dag**.",
        (
            Medium(picture.id, "Dammen sedd från norr", "Foto: parkenheten"),
            Medium(document.id),
            Medium(999_999, "finns inte"),
        ),
        "https://film.example/1",
        "Vandring i parken",
        "Filmen har undertexter.",
    )
    return rows.add_part(officer.session, row, content, title="Parken i dag")


@pytest.fixture
def officer(acting: Callable[[str], Context]) -> Context:
    return acting("officer")


@pytest.fixture
def shown(system: Context, row: Consultation, part: Part) -> Shown:
    medium, other = part.content().media[:2]
    picture = system.session.get_one(Attachment, medium.attachment)
    document = system.session.get_one(Attachment, other.attachment)
    found = Shown(
        f"/medborgardialoger/{row.id}",
        address(picture),
        address(document),
        (picture.id, document.id),
    )
    system.session.commit()
    return found


def test_the_page_shows_pictures_documents_and_the_way_to_a_film(
    shown: Shown, browser: Browser
) -> None:
    page = browser.get(shown.page)
    picture = page.soup.select_one("figure.picture img")
    assert picture
    assert (picture["src"], picture["alt"]) == (shown.picture, "Dammen sedd från norr")
    assert (picture["width"], picture["height"]) == ("300", "400")
    assert page.link("Förslag till ny plan.pdf") == shown.document
    assert "(PDF, 1 kB)" in page.text
    assert page.link("Vandring i parken") == "https://film.example/1"
    assert "Filmen har undertexter." in page.text
    assert not page.soup.select("iframe, video, object, embed")


def test_all_files_of_a_page_cost_one_statement(
    shown: Shown, row: Consultation, system: Context, browser: Browser, statements: list[str]
) -> None:
    content = TextContent("Mer", (Medium(shown.ids[0], "Dammen"), Medium(shown.ids[1])))
    rows.add_part(system.session, row, content)
    statements.clear()
    browser.get(shown.page)
    assert len([each for each in statements if "FROM attachment" in each]) == 1
    assert len(statements) <= 8


def test_a_picture_is_served_as_a_picture_and_can_be_kept(shown: Shown, browser: Browser) -> None:
    answer = browser.get(shown.picture).response
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["Content-Disposition"].startswith("inline;")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"Anna" not in answer.data
    assert "Set-Cookie" not in answer.headers


def test_a_document_is_saved_and_can_do_nothing_on_our_site(shown: Shown, browser: Browser) -> None:
    answer = browser.get(shown.document).response
    assert answer.data == samples.pdf()
    assert answer.mimetype == "application/pdf"
    coded = "F%C3%B6rslag%20till%20ny%20plan.pdf"
    assert answer.headers["Content-Disposition"] == (
        f"attachment; filename=\"Frslag till ny plan.pdf\"; filename*=UTF-8''{coded}"
    )
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")


def test_an_address_is_not_guessed(shown: Shown, browser: Browser) -> None:
    path = shown.picture.partition("?")[0]
    assert browser.get(path).status == 200
    for wrong in (
        path[:-1] + "x",
        path[:-6],
        path + "?v=annat",
        f"/bilaga/{shown.ids[0]}/000000000000",
        "/bilaga/999999/000000000000",
    ):
        assert browser.get(wrong).status == 404, wrong


@pytest.mark.parametrize("scan", [Scan.PENDING, Scan.INFECTED])
def test_the_public_gets_nothing_that_is_not_clean(
    scan: Scan, shown: Shown, system: Context, browser: Browser
) -> None:
    for each in shown.ids:
        system.session.get_one(Attachment, each).scan = scan
    system.session.commit()
    assert browser.get(shown.picture).status == 404
    assert browser.get(shown.document).status == 404
    page = browser.get(shown.page)
    assert page.status == 200
    assert not page.soup.select("figure.picture, .documents")


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.HIDDEN])
def test_files_of_a_page_that_nobody_sees_are_not_served(
    publication: Publication,
    shown: Shown,
    row: Consultation,
    system: Context,
    browser: Browser,
) -> None:
    row.publication = publication
    system.session.commit()
    assert browser.get(shown.picture).status == 404


def test_a_file_that_was_taken_out_of_the_page_is_not_served(
    shown: Shown, part: Part, system: Context, browser: Browser
) -> None:
    rows.add_version(system.session, part, TextContent("Utan bilder"), title="Parken")
    system.session.commit()
    assert browser.get(shown.picture).status == 404
    assert browser.get(shown.document).status == 404


def test_a_file_that_is_gone_is_not_found(shown: Shown, system: Context, browser: Browser) -> None:
    system.files.delete(system.session.get_one(Attachment, shown.ids[0]).digest)
    system.session.rollback()
    assert browser.get(shown.picture).status == 404


def test_another_municipality_has_none_of_it(shown: Shown, app: Flask) -> None:
    other = Browser(app, "bjorkby.localhost")
    assert other.get(shown.picture).status == 404


def test_staff_see_a_picture_that_waits_but_no_document(
    shown: Shown, system: Context, browser: Browser
) -> None:
    for each in shown.ids:
        system.session.get_one(Attachment, each).scan = Scan.PENDING
    system.session.commit()
    picture, document = (f"/arbetsyta/bilagor/{each}" for each in shown.ids)
    assert browser.get(picture, follow_redirects=False).status == 303
    browser.log_in("officer")
    answer = browser.get(picture).response
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["Cache-Control"] == "no-store"
    assert browser.get(document).status == 404


def test_nobody_sees_what_was_infected(shown: Shown, system: Context, browser: Browser) -> None:
    for each in shown.ids:
        system.session.get_one(Attachment, each).scan = Scan.INFECTED
    system.session.commit()
    browser.log_in("officer")
    assert {browser.get(f"/arbetsyta/bilagor/{each}").status for each in shown.ids} == {404}
