"""Pictures and documents of a text part: added, described, put in order and taken out."""

import io
from collections.abc import Callable

import pytest
from sqlalchemy import select

from dialog.consultation.models import Part
from dialog.consultation.rules.content import DiscussionContent, Medium, TextContent
from dialog.consultation.rules.media import MOST_MEDIA
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.models import Attachment
from tests.browser import Browser, Page
from tests.consultation import rows
from tests.process import samples

PART = "/arbetsyta/medborgardialoger/1/del/1"
Send = Callable[..., Page]


@pytest.fixture
def hanna(browser: Browser, session: TenantSession, keys: Keyring) -> Browser:
    """An official, and a text part."""
    row = rows.consultation(session, keys)
    rows.add_part(session, row, TextContent("Så ser parken ut."))
    session.commit()
    return browser.log_in("officer")


@pytest.fixture
def send(hanna: Browser) -> Send:
    def file(data: bytes, name: str, **fields: str) -> Page:
        page = hanna.get(f"{PART}/fil")
        return hanna.post(page.url, page.fields() | fields | {"file": (io.BytesIO(data), name)})

    return file


def media(session: TenantSession) -> tuple[Medium, ...]:
    session.expire_all()
    found: tuple[Medium, ...] = session.get_one(Part, 1).content().media
    session.rollback()
    return found


def test_a_picture_is_added_with_what_it_shows(send: Send, session: TenantSession) -> None:
    page = send(samples.picture(), "an.jpg", alt="Ån i kvällsljus", caption="Foto: parkenheten")
    assert page.url == PART
    assert "Filen är tillagd." in page.text
    assert media(session) == (Medium(1, "Ån i kvällsljus", "Foto: parkenheten"),)


def test_a_picture_without_words_is_refused_and_the_rest_is_kept(
    send: Send, session: TenantSession
) -> None:
    page = send(samples.picture(), "an.jpg", caption="Foto: parkenheten")
    assert page.status == 422
    assert "Beskriv vad bilden visar" in page.faults()["alt"]
    assert "Välj filen igen" in page.faults()["file"]
    assert page.fields()["caption"] == "Foto: parkenheten"
    assert media(session) == ()
    assert session.scalars(select(Attachment)).all() == []


def test_a_document_needs_no_description(send: Send, session: TenantSession) -> None:
    send(samples.pdf(), "plan.pdf", caption="Planen")
    assert media(session) == (Medium(1, "", "Planen"),)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"<svg onload='alert(1)'/>", "an.svg", "SVG"),
        (samples.pdf(), "an.jpg", "innehållet är PDF"),
        (b"", "an.jpg", "Filen är tom"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused(
    send: Send, session: TenantSession, data: bytes, name: str, words: str
) -> None:
    page = send(data, name, alt="Ån")
    assert words in page.faults()["file"]
    assert page.fields()["alt"] == "Ån"
    assert media(session) == ()


def test_something_must_be_chosen(hanna: Browser) -> None:
    page = hanna.submit(f"{PART}/fil", alt="Ån")
    assert page.faults()["file"] == "Välj en fil."


def test_words_are_saved_on_the_way_to_a_new_file(hanna: Browser, session: TenantSession) -> None:
    page = hanna.submit(PART, body="Så blir parken.", fil="1")
    assert page.url == f"{PART}/fil"
    assert session.get_one(Part, 1).content().body == "Så blir parken."


def test_media_are_put_in_order_and_taken_out(
    hanna: Browser, send: Send, session: TenantSession
) -> None:
    for name in ("ett", "två", "tre"):
        send(samples.picture(), f"{name}.jpg", alt=name)
    hanna.submit(PART, **{"media-2-place": "1", "media-1-removed": "y"})
    assert [medium.alt for medium in media(session)] == ["tre", "ett"]
    hanna.submit(PART, **{"media-0-place": "2"})
    assert [medium.alt for medium in media(session)] == ["ett", "tre"]
    page = hanna.submit(PART, **{"media-0-alt": " "})
    assert "Beskriv vad bilden visar" in page.faults()["media-0-alt"]


def test_a_file_of_another_consultation_cannot_be_named(
    hanna: Browser, send: Send, session: TenantSession
) -> None:
    send(samples.picture(), "an.jpg", alt="Ån")
    hanna.submit(PART, **{"media-0-attachment": "999"})
    assert media(session) == ()


def test_a_part_holds_only_so_many_files(hanna: Browser, session: TenantSession) -> None:
    part = session.get_one(Part, 1)
    full = TextContent("Hej", tuple(Medium(number) for number in range(MOST_MEDIA)))
    rows.add_version(session, part, full, title="Full")
    session.commit()
    page = hanna.get(f"{PART}/fil")
    assert "så många bilder och dokument som får plats" in page.text
    assert not page.soup.select("main form")


def test_only_texts_hold_files(browser: Browser, session: TenantSession, keys: Keyring) -> None:
    rows.add_part(session, rows.consultation(session, keys), DiscussionContent("Prata"))
    session.commit()
    assert browser.log_in("officer").get(f"{PART}/fil").status == 404
