"""Two who write in one answer: windows, colleagues, and a document that changes meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from dialog.remiss.models import Draft, Member, Remiss, Response, Section
from dialog.remiss.queries.drafts import open_draft
from dialog.remiss.rules.drafting import content_hash
from tests.browser import Browser
from tests.remiss import rows

Acting = Callable[[str], Context]
ME = {"name": "Elias Ek", "email": "elias@ekby.example"}


def fields(browser: Browser, address: str) -> dict[str, Any]:
    """What a window shows that was opened now."""
    return browser.get(address).fields("sida=helheten")


def test_two_windows_get_both_texts_and_lose_nothing(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    address = f"/remisser/{rows.remiss(session, keys).id}/svara?som=jag&sida=helheten"
    session.rollback()
    browser.log_in("resident")
    browser.post(address, fields(browser, address) | {"words": "Först."})
    first, second = fields(browser, address), fields(browser, address)
    browser.post(address, first | {"words": "Ena fönstret.", "gor": "spara"})
    page = browser.post(address, second | {"words": "Andra fönstret.", "gor": "spara"})
    assert (page.status, page.h1) == (409, "Två texter att välja mellan")
    assert "Ena fönstret." in page.text
    assert "Andra fönstret." in page.text
    compared = page.fields("jamfor?som=jag&sida=helheten")
    assert fields(browser, address)["words"] == "Ena fönstret."
    both = {"choice-": "edit", "own-": "Ena fönstret. Andra fönstret."}
    page = browser.post(f"{address.replace('svara?', 'svara/jamfor?')}", compared | both)
    assert fields(browser, address)["words"] == "Ena fönstret. Andra fönstret."


def test_different_pages_do_not_collide(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    address = f"/remisser/{rows.remiss(session, keys).id}/svara?som=jag&sida="
    session.rollback()
    browser.log_in("resident")
    whole, chapter = browser.get(f"{address}helheten"), browser.get(f"{address}s4")
    browser.post(f"{address}helheten", whole.fields("helheten") | {"words": "I stort."})
    page = browser.post(f"{address}s4", chapter.fields("sida=s4") | {"words-s4": "Bussar."})
    assert page.h1 == "Granska ditt svar"
    assert "I stort." in page.text
    assert "Bussar." in page.text


def test_what_is_saved_by_itself_does_not_collide_with_the_button(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    number = rows.remiss(session, keys).id
    address = f"/remisser/{number}/svara?som=jag&sida=helheten"
    session.rollback()
    browser.log_in("resident")
    shown = fields(browser, address) | {"words": "Hal"}
    saved = browser.post(address.replace("svara?", "svara/sparat?"), shown).response.json
    assert saved["saved"] == "13:00"
    page = browser.post(address, shown | saved["fields"] | {"words": "Halva.", "gor": "spara"})
    assert page.status == 200
    assert "Inget är skickat än" in page.text


def test_whoever_had_logged_in_and_no_longer_is_keeps_what_they_typed(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    address = f"/remisser/{rows.remiss(session, keys).id}/svara?som=jag&sida=helheten"
    session.rollback()
    browser.log_in("resident")
    shown = fields(browser, address)
    with browser.client.session_transaction(base_url=browser.base_url) as mine:
        token = mine["csrf_token"]
        mine.clear()
        mine["csrf_token"] = token
    page = browser.post(address, shown | {"words": "Skrivet medan inloggningen tog slut."})
    assert "Logga in" in page.h1
    browser.log_in("resident")
    assert fields(browser, address)["words"] == "Skrivet medan inloggningen tog slut."


@pytest.fixture
def club(session: TenantSession, keys: Keyring, acting: Acting) -> tuple[int, int, int, int]:
    """A remiss and an organisation in it with two members: ids of all four."""
    row = rows.remiss(session, keys)
    addressee = rows.add_addressee(session, row, "Cykelklubben")
    members = []
    for name in ("resident", "friend"):
        person = acting(name).actor
        member = Member(
            addressee_id=addressee.id,
            person_id=person.id,
            name=person.name,
            may_approve=True,
            invited_at=rows.NOW,
            joined_at=rows.NOW,
        )
        session.add(member)
        session.flush()
        members.append(member.id)
    found = row.id, addressee.id, members[0], members[1]
    session.commit()
    return found


def club_address(club: tuple[int, int, int, int]) -> str:
    return f"/remisser/{club[0]}/svara?som={club[1]}&sida=helheten"


def test_one_writes_at_a_time_and_another_can_take_over(
    session: TenantSession, app: Any, club: tuple[int, int, int, int]
) -> None:
    rut, vera, address = Browser(app), Browser(app), club_address(club)
    rut.log_in("resident")
    vera.log_in("friend")
    open_since_before = fields(rut, address)
    rut.post(address, open_since_before | {"words": "Ruts text.", "gor": "spara"})
    still_open = fields(rut, address)
    page = vera.get(address)
    assert page.h1 == "Rut Resident skriver i svaret just nu"
    assert "Ruts text." in page.text
    vera.post(
        address.replace("svara?", "svara/ta-over?"), page.fields("ta-over?som=" + str(club[1]))
    )
    taken = session.scalars(select(Event).where(Event.name == "remiss.take_over_draft")).one()
    assert (taken.data["member"], taken.data["of"], taken.actor_id) == (club[3], club[2], None)
    session.rollback()
    page = rut.post(address, still_open | {"words": "Ruts andra text.", "gor": "spara"})
    assert (page.status, page.h1) == (409, "Två texter att välja mellan")
    assert "Vera Vän har sparat" in page.text
    assert "Ruts andra text." in page.text


def test_an_organisation_sends_what_has_been_approved_and_nothing_else(
    session: TenantSession, browser: Browser, club: tuple[int, int, int, int], system: Context
) -> None:
    address = club_address(club)
    review = f"/remisser/{club[0]}/svara/granska?som={club[1]}"
    browser.log_in("resident")
    page = browser.post(address, fields(browser, address) | {"words": "Vårt.", "gor": "granska"})
    assert "Svaret måste godkännas innan det skickas." in page.text
    draft = session.scalars(select(Draft)).one()
    draft.approved_hash = content_hash(open_draft(system, draft))
    draft.approved_by, draft.decision_reference = club[3], "Styrelsen § 45"
    session.commit()
    page = browser.submit(review)
    assert page.h1 == "Kvitto på remissvar"
    session.rollback()
    response = session.scalars(select(Response)).one()
    assert (response.organisation, response.signatory) == ("Cykelklubben", "Vera Vän")
    assert response.decision_reference == "Styrelsen § 45"
    assert "Styrelsen § 45" in page.text


def test_where_one_can_answer_for_several_one_is_asked(
    browser: Browser, club: tuple[int, int, int, int]
) -> None:
    page = browser.log_in("resident").get(f"/remisser/{club[0]}/svara")
    assert page.h1 == "För vem svarar du?"
    assert [each.get_text() for each in page.soup.select(".speaker h2")] == [
        "Cykelklubben",
        "Mig själv",
    ]


def written(browser: Browser, number: int) -> str:
    """An answer with words on s2 and s3, and where it is looked at when the document has changed."""
    address = f"/remisser/{number}/svara?som=jag&sida="
    page = browser.log_in("resident").get(f"{address}s2")
    words = {"words-s2": "Om cykelvägarna.", "words-s3": "Om ån.", "position-s3": "opposes"}
    browser.post(f"{address}s2", page.fields("sida=s2") | words)
    return f"/remisser/{number}/svara/ny-version?som=jag"


def new_version(session: TenantSession, number: int) -> None:
    """Without the section s3, and with other words in s2."""
    session.rollback()
    version = rows.add_version(session, session.get_one(Remiss, number))
    for section in session.scalars(select(Section).where(Section.version_id == version.id)):
        if section.key == "s3":
            session.delete(section)
        if section.key == "s2":
            block = {"kind": "paragraph", "text": "Vi bygger fyra nya cykelvägar."}
            section.content = {"blocks": [block]}
    session.commit()


def test_a_new_version_is_looked_at_before_the_answer_is_sent(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    number = rows.remiss(session, keys).id
    session.rollback()
    look = written(browser, number)
    new_version(session, number)
    page = browser.get(f"/remisser/{number}/svara/granska?som=jag")
    assert page.h1 == "Dokumentet har ändrats sedan du började"
    assert "fyra" in page.soup.select_one(".diff ins").get_text()
    assert "två" in page.soup.select_one(".diff del").get_text()
    assert browser.submit(look).status == 422
    page = browser.submit(look, **{"fate-s3": "move"})
    assert page.h1 == "Granska ditt svar"
    assert "Svar till ett avsnitt som har tagits bort (1.1 Längs ån):" in page.text
    assert "Om ån." in page.text
    assert browser.submit(f"/remisser/{number}/svara/granska?som=jag").h1 == "Kvitto på remissvar"
    session.rollback()
    response = session.scalars(select(Response)).one()
    assert response.version.number == 2
    assert {each.section for each in response.statements} == {"", "s2"}


def test_words_about_a_removed_section_can_be_dropped(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    number = rows.remiss(session, keys).id
    session.rollback()
    look = written(browser, number)
    new_version(session, number)
    page = browser.submit(look, **{"fate-s3": "drop"})
    assert "Om ån." not in page.text
    assert "Om cykelvägarna." in page.text


def test_the_last_day_passes_while_one_writes(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    number = rows.remiss(session, keys).id
    session.rollback()
    address = f"/remisser/{number}/svara?som=jag&sida=helheten"
    browser.submit(address, words="Bra.")
    session.get_one(Remiss, number).closes_at = rows.NOW
    session.commit()
    page = browser.get(f"/remisser/{number}/svara/granska?som=jag")
    assert "märks som sent" in page.text
    page = browser.submit(f"/remisser/{number}/svara/granska?som=jag", **ME)
    assert "Svaret kom in efter sista dagen" in page.text
    session.rollback()
    assert session.scalars(select(Response)).one().is_late


def test_what_was_typed_is_given_back_when_the_remiss_is_stopped(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    number = rows.remiss(session, keys).id
    session.rollback()
    address = f"/remisser/{number}/svara?som=jag&sida=helheten"
    shown = fields(browser, address)
    session.get_one(Remiss, number).publication = Publication.STOPPED
    session.commit()
    page = browser.post(address, shown | {"words": "Allt jag skrev."})
    assert (page.status, page.h1) == (409, "Remissen är stoppad")
    assert "Allt jag skrev." in page.text


def test_only_the_invited_answer_where_it_is_not_open_to_all(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    number = rows.remiss(session, keys, is_open_to_all=False).id
    session.rollback()
    assert browser.get(f"/remisser/{number}/svara").h1 == "Bara inbjudna kan svara här"
