"""The pages where officials say whom a remiss is sent to, and see how far each one has come."""

import pytest
from sqlalchemy import select

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from dialog.remiss.models import Addressee, Organisation
from tests.browser import Browser
from tests.remiss import rows


@pytest.fixture
def officer(browser: Browser) -> Browser:
    return browser.log_in("officer")


def base(session: TenantSession, keys: Keyring, **given: object) -> str:
    row = rows.remiss(session, keys, **given)
    address = f"/arbetsyta/remisser/{row.id}/remissinstanser"
    session.rollback()
    return address


def test_the_register_is_filled_by_hand_and_from_a_sheet(
    session: TenantSession, officer: Browser
) -> None:
    page = officer.submit(
        "/arbetsyta/organisationer/ny",
        name="Cykelklubben",
        email="info@klubben.se",
        sort="association",
    )
    assert "Organisationen finns nu i registret" in page.text
    lines = "Byalaget; by@laget.se\nCykelklubben; ny@klubben.se"
    page = officer.submit("/arbetsyta/organisationer/flera", lines=lines)
    assert "1 nya och 1 ändrade" in page.text
    assert "ny@klubben.se" in officer.get("/arbetsyta/organisationer?q=cykel").text
    assert "Byalaget" not in officer.get("/arbetsyta/organisationer?q=cykel").text


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("ny", {"name": ""}, "Skriv organisationens namn."),
        ("ny", {"name": "Klubben", "email": "klubben"}, "Skriv hela e-postadressen"),
        ("ny", {"name": "Klubben", "number": "12"}, "tio siffror"),
        ("flera", {"lines": "Byalaget\n;a@b.se"}, "Rad 2"),
    ],
)
def test_what_is_wrong_is_said_next_to_its_field_and_nothing_is_lost(
    path: str, fields: dict[str, str], words: str, officer: Browser
) -> None:
    page = officer.submit(f"/arbetsyta/organisationer/{path}", **fields)
    assert page.status == 422
    assert words in page.text
    for name, value in fields.items():
        assert page.fields()[name].strip() == value


def test_an_organisation_is_put_away_and_brought_back(
    session: TenantSession, officer: Browser
) -> None:
    officer.submit("/arbetsyta/organisationer/ny", name="Cykelklubben", sort="association")
    number = session.scalars(select(Organisation.id)).one()
    session.rollback()
    address = f"/arbetsyta/organisationer/{number}"
    officer.submit(address, f"{address}/ta-bort")
    assert "Cykelklubben" not in officer.get("/arbetsyta/organisationer").text
    assert "Cykelklubben" in officer.get("/arbetsyta/organisationer?urval=borttagna").text
    officer.submit(address, f"{address}/lagg-tillbaka")
    assert "Cykelklubben" in officer.get("/arbetsyta/organisationer").text


def test_addressees_are_chosen_and_written_and_seen_with_where_they_stand(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    officer.submit("/arbetsyta/organisationer/ny", name="Cykelklubben", sort="association")
    address = base(session, keys)
    number = session.scalars(select(Organisation.id)).one()
    session.rollback()
    page = officer.submit(
        f"{address}/lagg-till", chosen=[number], name="Byalaget", email="by@laget.se"
    )
    assert "Har inte öppnat" in page.text
    assert "Saknas" in page.text  # the address of the club
    assert "redan tillagda" in officer.get(f"{address}/lagg-till").text
    assert "Byalaget" in officer.get("/arbetsyta/organisationer").text


def test_nothing_chosen_is_told(session: TenantSession, keys: Keyring, officer: Browser) -> None:
    page = officer.submit(f"{base(session, keys)}/lagg-till")
    assert page.status == 422
    assert "Välj minst en organisation" in page.text


def of_one(session: TenantSession, keys: Keyring, **given: object) -> str:
    row = rows.remiss(session, keys)
    number = rows.add_addressee(session, row, "Cykelklubben", **given).id
    address = f"/arbetsyta/remisser/{row.id}/remissinstanser/{number}"
    session.commit()
    return address


def test_a_wish_for_more_time_is_seen_and_granted(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    address = of_one(session, keys, asked_at=rows.NOW, asked_words="Styrelsen möts sent.")
    assert "Styrelsen möts sent." in officer.get(address).text
    assert officer.get("/arbetsyta").link("Cykelklubben") == address
    assert "Ber om mer tid" in officer.get(address.rpartition("/")[0]).text
    page = officer.submit(f"{address}/mer-tid", until="2026-12-02")
    assert "Välj en dag efter den nuvarande sista dagen" in page.text
    page = officer.submit(f"{address}/mer-tid", until="2027-06-30")
    assert "30 juni 2027" in page.text
    assert "Styrelsen" not in page.text
    assert "ber om mer tid" not in officer.get("/arbetsyta").text


def test_a_wish_for_more_time_is_refused(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    address = of_one(session, keys, asked_at=rows.NOW)
    page = officer.submit(address, f"{address}/inte-mer-tid")
    assert "sista dagen gäller" in page.text


def test_the_buttons_send_a_link_and_a_reminder_and_take_away(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    address = of_one(session, keys)
    assert "Inbjudan skickas" in officer.submit(address, f"{address}/bjud-in").text
    assert "Påminnelsen skickas" in officer.submit(address, f"{address}/paminn").text
    assert "borttagen" in officer.submit(address, f"{address}/ta-bort").text
    assert officer.get(address).status == 404


def test_a_button_that_comes_too_late_says_why(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    address = of_one(session, keys)
    form = officer.get(address).fields(f"{address}/ta-bort")
    row = session.scalars(select(Addressee)).one()
    row.answered_at = rows.NOW
    session.commit()
    page = officer.post(f"{address}/ta-bort", form)
    assert "Organisationen har svarat" in page.text


def test_before_publication_it_is_said_when_the_invitations_go(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    row = rows.remiss(session, keys, publication=Publication.DRAFT)
    rows.add_addressee(session, row, "Cykelklubben", invited_at=None)
    address = f"/arbetsyta/remisser/{row.id}/remissinstanser"
    session.commit()
    assert "när remissen publiceras" in officer.get(address).text


def test_only_officers_change_and_residents_see_nothing(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    address = of_one(session, keys)
    reader = browser.log_in("registrar")
    assert "Det här kan du göra" not in reader.get(address).text
    assert browser.log_in("resident").get(address).status == 403
