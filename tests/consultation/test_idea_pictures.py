"""The picture of an idea is public exactly as long as the idea is."""

from dataclasses import replace
from io import BytesIO

import pytest
from sqlalchemy import select

from dialog.consultation.models import Consultation, Idea
from dialog.consultation.rules.content import IdeasContent
from dialog.core.context import Context
from dialog.core.policy import ANONYMOUS
from dialog.process.actions.attachments import attach
from dialog.process.models import Scan
from dialog.process.rules import Publication
from dialog.process.rules.files import FROM_PARTICIPANTS, judge
from tests.browser import Browser
from tests.consultation import rows
from tests.make import NOW
from tests.process import samples


@pytest.fixture
def address(system: Context) -> str:
    """Where the picture of a published idea is."""
    row: Consultation = rows.consultation(system.session, system.keys)
    part = rows.add_part(system.session, row, IdeasContent())
    image = attach(
        replace(system, actor=ANONYMOUS), row, judge("", samples.picture(), FROM_PARTICIPANTS)
    )
    image.scan = Scan.CLEAN
    system.session.add(
        Idea(
            process=row,
            part_id=part.id,
            participant_key="k",
            title="En damm",
            body="Gräv en damm.",
            image=image,
            shuffle=1,
            received_at=NOW,
            changed_at=NOW,
        )
    )
    system.session.flush()
    found = f"/bilaga/{image.id}/{image.digest[:12]}"
    system.session.commit()
    return found


def test_it_is_served_but_not_kept_for_long(address: str, browser: Browser) -> None:
    answer = browser.get(address).response
    assert answer.mimetype == "image/jpeg"
    assert "max-age=10," in answer.headers["Cache-Control"]
    tag = answer.headers["ETag"]
    assert browser.get(address, headers={"If-None-Match": tag}).status == 304
    assert browser.get(f"{address}?v={address[-12:]}").status == 404


@pytest.mark.parametrize(
    "publication",
    [Publication.SUBMITTED, Publication.RETURNED, Publication.HIDDEN, Publication.WITHDRAWN],
)
def test_it_goes_when_the_idea_goes(
    publication: Publication, address: str, system: Context, browser: Browser
) -> None:
    system.session.scalars(select(Idea)).one().publication = publication
    system.session.commit()
    assert browser.get(address).status == 404


def picture(**given: object) -> dict[str, object]:
    """The fields of an idea with a picture."""
    file = (BytesIO(samples.picture()), "IMG_1234.jpg")
    return {"title": "Damm", "shown": "ingen", "picture": file, "picture_alt": "En damm"} | given


@pytest.fixture
def place(system: Context) -> str:
    """Where ideas are sent in."""
    row = rows.consultation(system.session, system.keys)
    part = rows.add_part(system.session, row, IdeasContent())
    found = f"/medborgardialoger/{row.id}/ideer/{part.id}/ny"
    system.session.rollback()
    return found


def test_it_is_sent_with_the_idea_and_shown_when_it_is_clean(
    place: str, system: Context, browser: Browser
) -> None:
    assert browser.submit(place, **picture()).h1 == "Kvitto på en idé"
    idea = system.session.scalars(select(Idea)).one()
    assert idea.image is not None
    assert (idea.image_alt, idea.image.author_id) == ("En damm", None)
    address = f"/medborgardialoger/{idea.process_id}/ide/{idea.id}"
    system.session.rollback()
    assert not browser.get(address).soup.select("figure.picture img")
    system.session.scalars(select(Idea)).one().image.scan = Scan.CLEAN  # type: ignore[union-attr]
    system.session.commit()
    page = browser.get(address)
    assert page.soup.select_one("figure.picture img")["alt"] == "En damm"
    edit = f"{address}/andra"
    assert "Ta bort bilden" in browser.get(edit).text
    browser.submit(edit, no_picture="y")
    assert system.session.scalars(select(Idea)).one().image_id is None


def test_a_picture_without_words_or_of_a_wrong_kind_is_told_next_to_its_field(
    place: str, browser: Browser
) -> None:
    page = browser.submit(place, **picture(picture_alt=""))
    assert page.status == 422
    assert set(page.faults()) == {"picture_alt", "picture"}
    assert "Välj filen igen" in page.faults()["picture"]
    svg = (BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "bild.svg")
    page = browser.submit(place, **picture(picture=svg))
    assert "SVG" in page.faults()["picture"]
    assert page.fields()["title"] == "Damm"
