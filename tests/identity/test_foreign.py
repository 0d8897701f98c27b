"""People with an e-identification of another country (eIDAS), and those with a coordination number."""

import logging

import pytest
from sqlalchemy import select

from dialog.core.policy import Identity
from dialog.identity.models import Person
from dialog.identity.saml import names
from tests import make
from tests.identity.directory import Directory
from tests.visitor import ORIGIN

EIDAS = "https://eidas.example"
PRID = "NO:05068907693"
RUT = "199006022397"  # a resident of the cast
MAPPED = "urn:oid:1.2.752.201.3.16"
BINDING = "urn:oid:1.2.752.201.3.6"
PERSISTENCE = "urn:oid:1.2.752.201.3.5"
NORDIC = {
    names.PRID: PRID,
    PERSISTENCE: "A",
    names.GIVEN_NAME: "Kari",
    names.SURNAME: "Nordmann",
    names.DATE_OF_BIRTH: "1989-06-05",
}


@pytest.fixture
def eidas(signers, provider, publish):
    """The country's connector: certified for eIDAS levels, known by another set of attributes."""
    eidas = Directory(EIDAS, signers["idp"], provider.services, names.EIDAS_SUBSTANTIAL[0])
    publish(eidas.metadata("Foreign eID", names.EIDAS, (names.EIDAS_PERSON,)))
    return eidas


@pytest.fixture
def sign_page(session, system):
    """Where a folkmotion that collects names is signed."""
    number = make.folkmotion(session, system.keys).id
    session.rollback()
    return f"/folkmotioner/{number}/skriv-under"


def ask(visitor, next_path="/mina-sidor"):
    return visitor.go(f"/logga-in?idp={EIDAS}/metadata&next={next_path}")


def come(visitor, eidas, **more):
    return visitor.bring(eidas.answer(ask(visitor), NORDIC | more.pop("also", {}), **more))


@pytest.fixture
def foreigners(rows):
    return lambda: rows(select(Person).where(Person.identity == Identity.FOREIGN))


def test_the_login_page_offers_it_and_says_what_it_is_good_for(visitor, eidas):
    page = visitor.get("/logga-in")
    assert page.link("Foreign eID")
    assert "e-legitimation från ett annat land" in page.text


def test_it_is_asked_for_eidas_levels(visitor, eidas):
    assert set(eidas.question(ask(visitor)).loas) == set(names.EIDAS)


def test_a_foreign_person_logs_in_and_is_known_again(visitor, eidas, foreigners, caplog):
    with caplog.at_level(logging.DEBUG):
        come(visitor, eidas)
        come(visitor, eidas)
    assert visitor.who() == "Kari Nordmann"
    assert len(foreigners()) == 1
    assert PRID not in caplog.text
    assert PRID not in str(vars(foreigners()[0]))


def test_another_identifier_is_another_person(visitor, eidas, foreigners):
    come(visitor, eidas)
    come(visitor, eidas, also={names.PRID: "NO:05068907694"})
    assert len(foreigners()) == 2


@pytest.mark.parametrize("attribute", [MAPPED, names.PERSONAL_NUMBER])
def test_a_swedish_number_that_comes_along_is_not_believed(visitor, eidas, rows, attribute):
    """Somebody has matched it, somehow; the resident with that number is not logged in."""
    come(visitor, eidas, also={attribute: RUT, BINDING: "http://id.swedenconnect.se/x"})
    newest = rows(select(Person).order_by(Person.id.desc()).limit(1))[0]
    assert newest.identity is Identity.FOREIGN
    assert visitor.who() == "Kari Nordmann"


@pytest.mark.parametrize(
    "change",
    [{names.PRID: ""}, {names.PRID: [PRID, "NO:1"]}, {names.PRID: "x" * 300}, {names.SURNAME: ""}],
    ids=str,
)
def test_odd_attributes_are_refused(visitor, eidas, foreigners, change):
    page = come(visitor, eidas, also=change)
    assert page.response.headers["Location"].startswith("/logga-in/nekad")
    assert foreigners() == []


def test_a_lower_level_is_refused(visitor, eidas):
    page = come(visitor, eidas, loa="http://id.elegnamnden.se/loa/1.0/eidas-nf-low")
    assert page.response.headers["Location"].startswith("/logga-in/nekad")


def test_it_cannot_pass_for_a_swedish_login(visitor, eidas):
    page = come(visitor, eidas, also={names.PERSONAL_NUMBER: RUT}, loa=names.LOA3)
    assert page.response.headers["Location"].startswith("/logga-in/nekad")


def test_a_foreign_person_is_told_kindly_that_signing_needs_a_swedish_number(
    visitor, eidas, sign_page
):
    come(visitor, eidas)
    for path in (sign_page, "/folkmotioner/ny"):
        page = visitor.get(path)
        assert page.status == 409
        assert "utländsk e-legitimation. Du kan delta i öppna dialoger" in page.text
    assert "Vi gissar aldrig" in visitor.get("/mina-sidor/uppgifter").text


def test_signing_is_never_asked_of_a_foreign_provider(visitor, eidas, sign_page):
    fields = visitor.get(sign_page).fields("/skriv-under")
    page = visitor.post(sign_page, fields, follow_redirects=False)
    assert page.response.headers["Location"].startswith(f"{ORIGIN}/sso")


def test_a_municipality_may_do_without(visitor, eidas, decide):
    decide("eid.foreign", value=False)
    assert "Foreign eID" not in visitor.get("/logga-in").text
    assert visitor.get(f"/logga-in?idp={EIDAS}/metadata").status == 422
    metadata = visitor.get("/saml/metadata").response.text
    assert names.EIDAS_PERSON not in metadata


def test_the_metadata_says_that_both_are_taken(visitor):
    metadata = visitor.get("/saml/metadata").response.text
    assert names.EIDAS_PERSON in metadata
    assert names.COORDINATION_NUMBER in metadata


def test_a_coordination_number_is_refused_where_the_municipality_has_not_opted_in(visitor, decide):
    decide("eid.samordningsnummer", value=False)
    assert names.COORDINATION_NUMBER not in visitor.get("/saml/metadata").response.text
    assert "samordningsnummer" not in visitor.get("/logga-in").text
    page = visitor.log_in_as("198001612384")
    assert page.response.headers["Location"].startswith("/logga-in/nekad")
