"""The picture of an idea is public exactly as long as the idea is."""

from dataclasses import replace

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
