"""Into a step that asks for an e-mail address: the letter, its link, the button, and taking part."""

import re

import pytest

from dialog.consultation.rules.admission import Who
from dialog.consultation.rules.content import IdeasContent
from dialog.core.db import TenantSession
from tests.consultation import rows
from tests.e2e.person import PHONE, Visit
from tests.e2e.town import Town
from tests.make import EKBY

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(town: Town) -> str:
    """Ideas by those who have confirmed an address."""
    engine, keys = town.app.extensions["engine"], town.app.extensions["keys"]
    with TenantSession(engine, municipality_id=EKBY) as session:
        row = rows.consultation(session, keys, title="Vad ska vi göra med sjön?", who=Who.EMAIL)
        part = rows.add_part(session, row, IdeasContent("Vad vill du?"), title="Idéer")
        return f"/medborgardialoger/{row.id}/ideer/{part.id}/ny"


@pytest.mark.parametrize("scripts", [True, False], ids=["", "without JavaScript"])
def test_a_letter_opens_the_door(visit: Visit, town: Town, address: str, *, scripts: bool) -> None:
    nils = visit(scripts=scripts, viewport=PHONE).open(address)
    nils.heading("Bekräfta din e-postadress")
    nils.write("E-post", "fel adress")
    nils.press("Skicka länken")
    nils.main.locator(".ds-error-summary").wait_for()
    nils.write("E-post", f"nils.{scripts}@exempel.example".lower())
    nils.press("Skicka länken")
    nils.heading("Titta i din e-post")
    town.work()
    nils.open("/demo/brevlada")
    nils.activate(nils.main.locator("li a", has_text="Vad ska vi göra med sjön?").first)
    link = re.search(r"/medborgardialoger/\d+/in/\S+", nils.main.inner_text())
    assert link
    nils.open(link[0]).heading("Gå vidare till medborgardialogen")
    nils.press("Bekräfta och gå vidare")
    nils.open(address)
    nils.write("Rubrik", f"Rensa vassen {scripts}")
    nils.write("Beskriv din idé", "Då går det att bada igen.")
    nils.choose("Nej, visa inget namn")
    nils.press("Skicka idén")
    nils.heading("Kvitto")
