"""An organisation's room in the browser: writing together, approving, and who is let in."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.identity.queries import reveal
from dialog.process.models import Attachment, Scan
from dialog.remiss.models import Draft, Member, Response
from dialog.remiss.queries.members import memberships
from dialog.remiss.rules.response import Opinion, View
from tests.browser import Browser
from tests.process.samples import pdf
from tests.remiss import rooms, rows

Acting = Callable[[str], Context]
OTHER = Opinion({"": View("opposes", "Vi har ändrat oss.")})


@dataclass
class Place:
    """Where it all is."""

    remiss: int
    addressee: int
    rut: int
    greta: int

    @property
    def room(self) -> str:
        return f"/remisser/{self.remiss}/organisation/{self.addressee}"


@pytest.fixture
def place(resident: Context, acting: Acting) -> Place:
    """Rut runs the room and has written; Greta may approve. Committed."""
    remiss = rows.remiss(resident.session, resident.keys)
    club = rooms.invited(resident, remiss)
    rut = rooms.inside(resident, club, may_approve=False)
    greta = rooms.inside(acting("neighbour"), club, may_invite=False, role="ordförande")
    rooms.written(resident, remiss, rut)
    found = Place(remiss.id, club.id, rut.id, greta.id)
    resident.session.commit()
    resident.session.rollback()
    return found


@pytest.fixture
def rut(app: Flask, place: Place) -> Browser:
    return Browser(app).log_in("resident")


@pytest.fixture
def greta(app: Flask, place: Place) -> Browser:
    return Browser(app).log_in("neighbour")


def save_other_words(ctx: Context, place: Place) -> None:
    """As the page where the answer is written does; commits."""
    draft = ctx.session.scalars(select(Draft)).one()
    me = memberships(ctx, draft.remiss)[0]
    rooms.written(ctx, draft.remiss, me, OTHER, revision=draft.revision)
    ctx.session.commit()
    ctx.session.rollback()


def test_the_room_says_where_the_answer_stands_and_who_writes(rut: Browser, place: Place) -> None:
    page = rut.get(place.room)
    assert page.h1 == "Cykelklubben"
    assert "Senast ändrat av Rut Resident" in page.text
    assert "Greta Granne ordförande Får godkänna" in page.text
    way = f"/remisser/{place.remiss}/svara?som={place.addressee}&sida=helheten"
    assert page.link("Fortsätt skriva") == way
    assert "19 februari 2027" in page.text


@pytest.mark.parametrize(
    "page",
    ["", "/bjud-in", "/be-om-godkannande", "/godkann", "/skicka-tillbaka", "/avsta", "/mer-tid"],
)
def test_nobody_else_finds_the_room(app: Flask, place: Place, page: str) -> None:
    for name in ("friend", "officer", "admin"):
        assert Browser(app).log_in(name).get(place.room + page).status == 404
    assert Browser(app, "bjorkby.localhost").get(place.room + page).status == 404


def test_an_answer_is_asked_for_read_approved_and_voided(
    rut: Browser, greta: Browser, resident: Context, place: Place
) -> None:
    page = rut.submit(rut.get(place.room).link("Be om godkännande"))
    assert "Svaret väntar på godkännande" in page.text
    way = greta.get(place.room).link("Läs och godkänn")
    reading = greta.get(way)
    assert "Bra i stort." in reading.text
    assert "1 Cykelvägar Ståndpunkt Stödjer inte förslaget Synpunkter Bygg fler." in reading.text
    page = greta.submit(way, reference="Styrelsen 2026-11-03 § 45")
    assert page.faults().keys() == {"is_read"}
    page = greta.submit(way, reference="Styrelsen 2026-11-03 § 45", is_read="y")
    assert "Svaret är godkänt men inte skickat" in page.text
    assert "Greta Granne, ordförande" in page.text
    assert "Beslut: Styrelsen 2026-11-03 § 45." in page.text
    save_other_words(resident, place)
    page = rut.get(place.room)
    assert "Godkännandet gäller inte längre" in page.text
    assert "Svaret har ändrats sedan det godkändes" in greta.get(way).text


def test_what_was_changed_while_an_approver_read_is_shown_again(
    greta: Browser, resident: Context, place: Place
) -> None:
    way = f"{place.room}/godkann"
    seen = greta.get(way).fields() | {"is_read": "y", "reference": "§ 45"}
    save_other_words(resident, place)
    page = greta.post(way, seen)
    assert page.status == 409
    assert "Någon har ändrat svaret medan du läste" in page.text
    assert "Vi har ändrat oss." in page.text
    assert page.fields()["reference"] == "§ 45"
    assert "Svaret är godkänt" in greta.post(way, page.fields() | {"is_read": "y"}).text


def test_minutes_are_attached_and_read_by_members_when_they_are_clean(
    app: Flask, rut: Browser, greta: Browser, session: TenantSession, place: Place
) -> None:
    way = f"{place.room}/godkann"
    wrong = {"is_read": "y", "minutes": (io.BytesIO(b"MZ program"), "protokoll.exe")}
    assert "minutes" in greta.submit(way, **wrong).faults()
    page = greta.submit(way, is_read="y", minutes=(io.BytesIO(pdf()), "protokoll.pdf"))
    assert "protokoll.pdf" in page.text
    assert "Filen kontrolleras" in page.text
    session.scalars(select(Attachment)).one().scan = Scan.CLEAN
    session.commit()
    href = rut.get(place.room).link("protokoll.pdf")
    assert rut.get(href).response.data == pdf()
    assert Browser(app).log_in("friend").get(href).status == 404


def test_it_is_sent_back_with_words(rut: Browser, greta: Browser, place: Place) -> None:
    way = greta.get(f"{place.room}/godkann").link("Skicka tillbaka")
    greta.submit(way, words="Nämn bron också.")
    page = rut.get(place.room)
    assert "Svaret behöver ändras" in page.text
    assert "Nämn bron också." in page.text


def test_who_may_not_approve_is_told_so(rut: Browser, place: Place) -> None:
    page = rut.get(f"{place.room}/godkann")
    assert page.status == 403
    assert "Du kan inte godkänna svaret" in page.text


def test_a_colleague_is_invited_comes_in_and_is_removed(
    app: Flask, rut: Browser, resident: Context, place: Place
) -> None:
    way = rut.get(place.room).link("Bjud in en kollega")
    page = rut.submit(way, name="Vera", email="inte en adress")
    assert page.faults().keys() == {"email"}
    page = rut.submit(way, name="Vera", email="vera@forening.example", may_approve="y")
    assert "Vera Har inte kommit in än." in page.text
    row = resident.session.scalars(select(Member).where(Member.joined_at.is_(None))).one()
    link = f"/remisser/{place.remiss}/kollega/{reveal(resident, row.sealed_token, 'link')}"
    number = row.id
    resident.session.rollback()
    vera = Browser(app).log_in("friend")
    looking = vera.get(link)
    assert "godkänna svaret för organisationen" in looking.text
    assert vera.submit(link).url == place.room
    assert Browser(app).log_in("second_friend").get(link).h1 == "Länken fungerar inte"
    assert rut.submit(f"{place.room}/medlem/{number}/ta-bort").url == place.room
    assert vera.get(place.room).status == 404
    assert "Cykelklubben" not in vera.get("/mina-sidor").text


def test_a_link_is_sent_again_and_an_invitation_taken_back(
    rut: Browser, session: TenantSession, place: Place
) -> None:
    rut.submit(f"{place.room}/bjud-in", name="Vera", email="vera@forening.example")
    row = session.scalars(select(Member).where(Member.joined_at.is_(None))).one()
    number = row.id
    session.rollback()
    page = rut.submit(place.room, f"/medlem/{number}/ny-lank")
    assert "En ny länk skickas" in page.text
    page = rut.submit(f"{place.room}/medlem/{number}/ta-bort")
    assert "Inbjudan är borttagen." in page.text
    assert "Vera" not in page.text
    assert rut.post(f"{place.room}/medlem/{number}/ny-lank", page.fields("/logga-ut")).status == 404


def test_rights_are_changed_but_somebody_must_be_left_who_may_invite(
    rut: Browser, place: Place
) -> None:
    way = f"{place.room}/medlem/{place.rut}"
    page = rut.post(way, {"csrf_token": rut.get(way).fields()["csrf_token"], "may_approve": "y"})
    assert page.status == 409
    assert "Minst en måste kunna bjuda in" in page.text
    assert rut.submit(f"{place.room}/medlem/{place.rut}/ta-bort").status == 409
    rut.submit(f"{place.room}/medlem/{place.greta}", may_invite="y")
    assert rut.submit(f"{place.room}/medlem/{place.rut}/ta-bort").h1 == "Trafikplan för Ekby"
    assert rut.get(place.room).status == 404


def test_my_pages_hold_the_rooms_that_i_am_in(app: Flask, rut: Browser, place: Place) -> None:
    page = rut.get("/mina-sidor")
    assert page.link("Cykelklubben") == place.room
    assert "Ni har inte skickat något svar än." in page.text
    assert "Svara senast 19 februari 2027" in page.text
    assert "Organisationer som jag" not in Browser(app).log_in("friend").get("/mina-sidor").text


def test_members_ask_for_time_and_decline_from_the_room(rut: Browser, place: Place) -> None:
    page = rut.get(place.room)
    page = rut.submit(page.link("Be om mer tid"), until="2027-03-15", words="Vi behöver mer.")
    assert "Ni har bett om tid till och med 15 mars 2027" in page.text
    page = rut.submit(page.link("Avstå från att svara"), words="")
    assert "Ni har avstått från att svara" in page.text
    assert page.link("Fortsätt skriva")


def test_an_approved_answer_is_sent_and_signed_by_whoever_approved_it(
    rut: Browser, greta: Browser, session: TenantSession, place: Place
) -> None:
    sending = f"/remisser/{place.remiss}/svara/granska?som={place.addressee}"
    page = rut.get(sending)
    assert "Svaret måste godkännas innan det skickas." in page.text
    assert page.link("Till godkännandet") == place.room
    session.rollback()
    greta.submit(f"{place.room}/godkann", reference="Styrelsen 2026-11-03 § 45", is_read="y")
    receipt = rut.submit(rut.get(place.room).link("Läs igenom och skicka"))
    assert receipt.h1 == "Kvitto på remissvar", receipt.text
    row = session.scalars(select(Response)).one()
    assert (row.organisation, row.signatory) == ("Cykelklubben", "Greta Granne, ordförande")
    assert row.decision_reference == "Styrelsen 2026-11-03 § 45"
    number = row.receipt_number
    session.rollback()
    page = rut.get(place.room)
    assert f"Kvitto {number}" in page.text
    assert page.link("Komplettera svaret")
    assert "Svaret är skickat." in rut.get("/mina-sidor").text
