"""The whole way to an identity provider that others have written, and back, in Chromium.

SimpleSAMLphp reads our metadata, verifies our questions and makes its answers with its own code. What
the demo's provider and our service have misread alike would show here.
"""

import base64
from dataclasses import replace

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialog.core.db import reader
from dialog.identity.acts import request_id
from dialog.identity.evidence import PRIVATE, opened
from dialog.identity.federation import Federation
from dialog.identity.models import Evidence
from dialog.identity.saml import names, toolkit
from dialog.identity.saml.document import parsed
from dialog.identity.saml.names import SAML, XENC, tag
from dialog.identity.saml.request import Wish, new_request
from dialog.tenancy.models import Municipality
from tests.e2e.person import Visit
from tests.make import EKBY
from tests.simplesaml.conftest import TITLE, Ekby
from tests.simplesaml.holder import Holder
from tests.simplesaml.people import (
    BROKEN,
    CANCELS,
    HOSTILE,
    MARKS,
    NEIGHBOUR,
    NEWCOMER,
    NUMBERLESS,
    RESIDENT,
    TOO_LOW,
    UNSURE,
)
from tests.simplesaml.provider import NAME

pytestmark = [pytest.mark.browser, pytest.mark.simplesaml]

LONGEST_NAME = 200


@pytest.fixture
def holder(visit: Visit) -> Holder:
    return visit(Holder)


def greeting(holder: Holder) -> str:
    """The name in the header of a page that is one's own."""
    return holder.open("/logga-ut").page.locator("header .user__name").inner_text()


def is_logged_in(holder: Holder) -> bool:
    holder.open("/logga-ut")
    return holder.page.locator("header .user__name").count() > 0


def evidence(town: Ekby) -> list[Evidence]:
    with Session(reader(town.app.extensions["engine"])) as session:
        return list(session.scalars(select(Evidence).order_by(Evidence.id)))


def test_a_person_logs_in(holder: Holder) -> None:
    holder.log_in(RESIDENT.name)
    assert holder.path == "/mina-sidor"
    assert RESIDENT.name in greeting(holder)
    encrypted = parsed(holder.answer).find(f".//{tag(XENC, 'EncryptedData')}")
    assert encrypted[0].get("Algorithm") == names.AES128_CBC  # as SimpleSAMLphp ships


def test_a_person_signs_and_the_name_is_counted(
    holder: Holder, town: Ekby, folkmotion: str
) -> None:
    holder.log_in(RESIDENT.name)
    holder.ask_to_sign(folkmotion, RESIDENT.name)  # shown once more, though the login is fresh
    holder.heading("Kvitto")
    holder.sees("Tack! Du har skrivit under.", f"Jag ställer mig bakom folkmotionen ”{TITLE}”")
    town.count()
    holder.open(folkmotion).sees("Du har skrivit under.")
    expect(holder.page.locator("#raknare .meter__number strong")).to_have_text("1")


def test_the_provider_s_own_signature_covers_what_was_signed(
    holder: Holder, town: Ekby, folkmotion: str
) -> None:
    holder.ask_to_sign(folkmotion, RESIDENT.name)
    holder.heading("Kvitto")
    question = parsed(holder.question)
    assert question.get("ForceAuthn") == "true"
    proof = next(row for row in evidence(town) if request_id(row.record) == question.get("ID"))
    assert proof.record["statement"].startswith(f"Jag ställer mig bakom folkmotionen ”{TITLE}”")
    settings = town.app.extensions["dialog"]
    kept = opened((settings.data_dir / PRIVATE).read_text(), proof)
    assert base64.b64decode(kept["response"]) == holder.answer
    assertion = parsed(base64.b64decode(kept["assertion"]))
    toolkit.verify(assertion, tuple(kept["certificates"]))
    confirmed = assertion.find(f".//{tag(SAML, 'SubjectConfirmationData')}")
    assert confirmed.get("InResponseTo") == question.get("ID")


def test_who_cancels_finds_what_they_filled_in(holder: Holder, folkmotion: str) -> None:
    holder.ask_to_sign(folkmotion, CANCELS, email="kvar@post.example", shows_name=True)
    holder.heading("Du avbröt inloggningen")
    ensure_kept(holder)
    assert not is_logged_in(holder)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (UNSURE.name, 'loa2" was not a requested context'),
        (TOO_LOW, "the provider answered Responder NoAuthnContext"),
        (NUMBERLESS, "personal number is missing or wrong"),
        (BROKEN, "cannot be decrypted"),
    ],
    ids=["level 2", "no such level", "no personal number", "no XML"],
)
def test_an_answer_that_will_not_do_is_refused_in_a_friendly_way(
    holder: Holder, folkmotion: str, caplog: pytest.LogCaptureFixture, name: str, reason: str
) -> None:
    holder.ask_to_sign(folkmotion, name, email="kvar@post.example", shows_name=True)
    holder.heading("Inloggningen gick inte igenom")
    assert reason in caplog.text
    assert not any(person.number in caplog.text for person in (RESIDENT, UNSURE))
    ensure_kept(holder)
    assert not is_logged_in(holder)


def ensure_kept(holder: Holder) -> None:
    holder.follow("Gå tillbaka")
    holder.heading("Skriv under")
    holder.sees("Det du skrev finns kvar")
    expect(holder.labelled("E-post")).to_have_value("kvar@post.example")
    expect(holder.labelled("Visa mitt namn")).to_be_checked()


def test_who_has_a_coordination_number_logs_in_but_does_not_sign(
    holder: Holder, town: Ekby, folkmotion: str
) -> None:
    holder.log_in(NEWCOMER.name)
    assert NEWCOMER.name in greeting(holder)
    before = len(evidence(town))
    holder.open(f"{folkmotion}/skriv-under").heading("Du kan inte skriva under")
    holder.sees("samordningsnummer")
    holder.context.clear_cookies()
    holder.ask_to_sign(folkmotion, NEWCOMER.name)
    holder.heading("Du kan inte skriva under")
    holder.sees("samordningsnummer")
    assert len(evidence(town)) == before


def test_nobody_signs_in_the_name_of_the_one_who_is_logged_in(
    holder: Holder, town: Ekby, folkmotion: str
) -> None:
    """SimpleSAMLphp does not read whom we expect, so that it is for us to see."""
    holder.log_in(NEIGHBOUR.name)
    before = len(evidence(town))
    holder.ask_to_sign(folkmotion, RESIDENT.name, email="kvar@post.example", shows_name=True)
    holder.heading("Det var en annan person")
    ensure_kept(holder)
    assert NEIGHBOUR.name in greeting(holder)
    assert len(evidence(town)) == before


def test_a_hostile_name_is_only_a_name(holder: Holder, folkmotion: str) -> None:
    shown = []
    holder.page.on("dialog", lambda dialog: (shown.append(dialog.message), dialog.dismiss()))
    holder.ask_to_sign(folkmotion, HOSTILE, shows_name=True)
    holder.heading("Kvitto")
    for path in (holder.path, "/mina-sidor", f"{folkmotion}/namn"):
        text = holder.open(path).page.locator("body").inner_text()
        assert not set(text) & set(MARKS)
        assert holder.page.locator("body script:not([src])").count() == 0
        assert "<script>alert(document.domain)</script>{{7*7}}%(x)s &amp; evil" in text
        assert text.count("Å") <= LONGEST_NAME
    assert shown == []


def test_a_question_that_was_changed_on_the_way_is_not_answered(holder: Holder) -> None:
    """So that SimpleSAMLphp does verify our signatures."""
    holder.open("/logga-in?next=/mina-sidor").follow(NAME)
    holder.at_provider()
    holder.page.goto(holder.asked)
    holder.at_provider()
    holder.page.goto(holder.asked.replace("RelayState=", "RelayState=x"))
    expect(holder.page.locator("body")).to_contain_text("Unable to validate signature")
    assert holder.page.locator("#username").count() == 0


def test_a_question_that_is_sent_as_a_form_is_understood_too(holder: Holder, town: Ekby) -> None:
    """Long questions go that way, with the signature inside."""
    federation, now = Federation.from_config(town.app.extensions["dialog"]), town.clock()
    with Session(town.app.extensions["engine"]) as session:
        ekby = session.get_one(Municipality, EKBY)
        service = federation.service(ekby, ekby.hosts[0].name, now)
    idp = next(iter(federation.providers(service, now)))
    idp = replace(idp, sso_redirect=None, sso_post=idp.sso_redirect)
    form = new_request(service, idp, Wish(), now).post_form("handle")
    answer = holder.context.request.post(form.action, form=dict(form.fields))
    assert 'id="username"' in answer.text()
