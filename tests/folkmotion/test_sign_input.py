"""Bad input and bad luck while signing: a clear message, nothing lost, nobody counted by mistake."""

import pytest
from sqlalchemy import select

from dialog.folkmotion.models import Signature
from dialog.folkmotion.rules import Stance
from dialog.registry.models import Receipt
from tests import make
from tests.folkmotion.test_sign_views import RUT, send, sign


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", ""])
def test_another_version_of_the_text_is_not_signed(visitor, motion, number):
    page = visitor.submit(f"/folkmotioner/{motion()}/skriv-under", text_number=number)
    assert page.status == 422
    assert "Texten har ändrats" in page.soup.select_one(".ds-error-summary").get_text()
    assert page.fields()["text_number"] == "1"


def test_a_vote_against_that_is_not_on_offer_is_refused(visitor, motion, rows):
    page = visitor.submit(f"/folkmotioner/{motion()}/skriv-under", stance="against")
    assert page.status == 422
    assert "bara att ställa sig bakom" in page.soup.select_one(".ds-error-summary").get_text()
    assert rows(select(Signature)) == []


def test_votes_against_where_they_are_allowed(visitor, motion, rows):
    allowed = {**make.EF_RULES, "ef.votes_against_allowed": True}
    number = motion(rules=allowed)
    page = visitor.submit(f"/folkmotioner/{number}/skriv-under")
    assert (page.status, "Välj om du är för eller emot." in page.text) == (422, True)
    sign(visitor, number, stance="against")
    (signature,) = rows(select(Signature))
    assert signature.stance is Stance.AGAINST
    assert "emot" in rows(select(Receipt))[0].statement


@pytest.mark.parametrize("email", ["rut", "rut@", "rut@ekby", "rut@ekby.example\x00", "a" * 300])
def test_half_an_address_is_told_beside_it_and_kept(visitor, motion, email):
    page = visitor.submit(f"/folkmotioner/{motion()}/skriv-under", email=email, shows_name="y")
    assert page.status == 422
    assert page.soup.select_one("#email-error")
    assert page.fields()["shows_name"]


@pytest.mark.parametrize("path", ["skriv-under", "ta-tillbaka"])
@pytest.mark.parametrize("number", ["4711", "0", "99999999999999999999", "x"])
def test_a_folkmotion_that_does_not_exist(rut, number, path):
    assert rut.get(f"/folkmotioner/{number}/{path}").status == 404


def test_a_form_for_one_folkmotion_does_not_sign_another(visitor, motion, rows):
    first, second = motion(title="Den ena"), motion(title="Den andra")
    fields = visitor.get(f"/folkmotioner/{first}/skriv-under").fields()
    page = visitor.post(
        f"/folkmotioner/{second}/skriv-under",
        fields | {"folkmotion": first},
        follow_redirects=False,
    )
    visitor.bring(visitor.provider.answer_url(page.response.headers["Location"], RUT))
    (signature,) = rows(select(Signature))
    assert signature.folkmotion_id == second
    assert "Den andra" in rows(select(Receipt))[0].statement


def test_a_token_that_is_too_old_loses_no_choice(visitor, motion):
    number = motion()
    fields = visitor.get(f"/folkmotioner/{number}/skriv-under").fields()
    given = fields | {"email": "rut@ekby.example", "shows_name": "y", "csrf_token": "gammal"}
    page = visitor.post(f"/folkmotioner/{number}/skriv-under", given)
    assert page.h1.startswith("Skriv under")
    assert "Det du skrev finns kvar" in page.text
    assert page.fields()["email"] == "rut@ekby.example"
    assert page.fields()["shows_name"]


@pytest.mark.parametrize("how", ["cancel", "suspect"])
def test_a_cancelled_login_loses_no_choice(visitor, motion, rows, how):
    number = motion()
    question = visitor.question(send(visitor, number, email="rut@ekby.example", shows_name="y"))
    page = visitor.bring(getattr(visitor.provider, how)(question))
    back = visitor.get(page.response.headers["Location"]).link("Gå tillbaka")
    assert visitor.get(back).fields()["email"] == "rut@ekby.example"
    assert rows(select(Signature)) == []


def test_one_megabyte_is_refused_with_a_page(visitor, motion):
    page = visitor.submit(f"/folkmotioner/{motion()}/skriv-under", email="x" * 1_000_000)
    assert (page.status, page.h1) == (413, "Det du skickade är för stort")


def test_taking_back_without_a_login_leads_to_it_and_back(browser, motion):
    number = motion()
    page = browser.get(f"/folkmotioner/{number}/ta-tillbaka", follow_redirects=False)
    assert page.response.headers["Location"] == f"/logga-in?next=/folkmotioner/{number}/ta-tillbaka"


def test_a_name_is_not_taken_back_without_a_token(visitor, motion, rows):
    number = motion()
    sign(visitor, number)
    page = visitor.post(f"/folkmotioner/{number}/ta-tillbaka", {})
    assert page.h1 == "Vill du ta tillbaka ditt namn?"
    assert rows(select(Signature))[0].withdrawn_at is None
