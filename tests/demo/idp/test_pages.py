"""The pages of the demo provider: they work without JavaScript and say that they are a demo."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from dialog.demo.idp.app import create_idp
from dialog.demo.people import PEOPLE
from dialog.identity.saml.metadata import service_metadata
from dialog.identity.saml.outcome import Cancelled, FraudSuspected, Refused
from tests.demo.idp.conftest import ORIGIN
from tests.identity.saml.factory import ACS, NOW

PERSON = "199006022397"


class Visitor:
    """A browser without JavaScript at the provider."""

    def __init__(self, app):
        self.client = app.test_client()

    def get(self, url):
        return self.see(self.client.get(url, base_url=ORIGIN))

    def post(self, url, **fields):
        return self.see(self.client.post(url, data=fields, base_url=ORIGIN))

    def see(self, response):
        self.status, self.headers = response.status_code, response.headers
        self.soup = BeautifulSoup(response.text, "html.parser")
        if response.mimetype == "text/html":
            self.check()
        return self

    def check(self):
        assert self.soup.html["lang"] == "sv"
        assert len(self.soup.select("h1")) == 1
        assert self.soup.h1.get_text(strip=True) in self.soup.title.get_text()
        assert "inte en riktig e-legitimation" in self.soup.select_one(".demo").get_text()
        assert not self.soup.select("[style], style, script:not([src]), [onclick], [onload]")
        assert "default-src 'none'" in self.headers["Content-Security-Policy"]
        ids = [tag["id"] for tag in self.soup.select("[id]")]
        assert len(ids) == len(set(ids))

    def token(self):
        return self.soup.select_one("[name=question]")["value"]

    def fields(self):
        return {tag["name"]: tag["value"] for tag in self.soup.select("form [name]")}


@pytest.fixture
def visitor(data_dir, provider, service):
    return Visitor(
        create_idp(data_dir, ORIGIN, lambda: [service_metadata(service)], lambda: NOW, bits=2048)
    )


def path_of(request, relay="relay"):
    parts = urlsplit(request.redirect_url(relay))
    return f"{parts.path}?{parts.query}"


def test_all_people_are_offered_with_what_they_are(side, visitor):
    page = visitor.get(path_of(side.ask()))
    buttons = page.soup.select("button[name=person]")
    assert sorted(each["value"] for each in buttons) == sorted(each.number for each in PEOPLE)
    assert [each.get_text() for each in page.soup.select("form h2")] == [
        "Bor i Ekby",
        "Bor i Björkby",
        "Bor någon annanstans",
        "Arbetar i kommunerna",
    ]
    for button in buttons:
        assert page.soup.find(id=button["aria-describedby"])
    assert "Ekby dialog vill veta vem du är" in page.soup.get_text()


def test_a_hostile_name_is_only_shown(side, visitor):
    page = visitor.get(path_of(side.ask()))
    assert "<script>alert(1)</script> O'Brien" in page.soup.get_text()
    assert not page.soup.find_all("script")


def test_a_person_logs_in_step_by_step(side, visitor):
    request = side.ask()
    visitor.get(path_of(request))
    page = visitor.post("/svar", question=visitor.token(), person=PERSON)
    form = page.soup.form
    assert (form["action"], form["method"]) == (ACS, "post")
    assert form.select_one("button").get_text(strip=True) == "Fortsätt"
    assert page.fields()["RelayState"] == "relay"
    assert side.read(request, page.fields()).personal_number == PERSON
    assert "form-action 'self' https://ekby.example" in page.headers["Content-Security-Policy"]


def test_a_question_by_form_works_too(side, visitor):
    request = side.ask()
    visitor.post("/sso", **request.post_form("relay").fields)
    page = visitor.post("/svar", question=visitor.token(), person=PERSON)
    assert side.read(request, page.fields()).personal_number == PERSON


@pytest.mark.parametrize(("button", "outcome"), [("cancel", Cancelled), ("fraud", FraudSuspected)])
def test_a_person_can_get_out(side, visitor, button, outcome):
    request = side.ask()
    visitor.get(path_of(request))
    page = visitor.post("/svar", question=visitor.token(), **{button: "1"})
    with pytest.raises(outcome):
        side.read(request, page.fields())


def test_only_the_expected_person_is_offered(side, visitor):
    page = visitor.get(path_of(side.ask(principal=PERSON)))
    assert [each["value"] for each in page.soup.select("button[name=person]")] == [PERSON]


def test_the_message_of_the_service_is_shown_as_text(side, visitor):
    page = visitor.get(path_of(side.ask(message={"sv": "Jag stöder <b>Fler bänkar</b>"})))
    assert page.soup.select_one(".message .text").get_text() == "Jag stöder <b>Fler bänkar</b>"


def test_a_second_login_is_single_sign_on_unless_it_must_be_fresh(side, visitor):
    visitor.get(path_of(side.ask()))
    visitor.post("/svar", question=visitor.token(), person=PERSON)
    easy, fresh = side.ask(force_authn=False), side.ask(force_authn=True)

    page = visitor.get(path_of(easy))
    assert side.read(easy, page.fields()).personal_number == PERSON
    assert visitor.get(path_of(fresh)).soup.select("button[name=person]")


def test_a_level_that_is_too_low_is_an_error_and_not_a_login(side, visitor):
    request = side.ask()
    visitor.get(path_of(request))
    low = next(person for person in PEOPLE if person.loa == "loa2")
    page = visitor.post("/svar", question=visitor.token(), person=low.number)
    with pytest.raises(Refused, match="NoAuthnContext"):
        side.read(request, page.fields())


@pytest.mark.parametrize(
    "path", ["/sso", "/sso?SAMLRequest=x", "/sso?SAMLRequest=%3Cx%3E&SigAlg=y"]
)
def test_a_bad_question_gets_a_page_and_no_way_on(visitor, path):
    page = visitor.get(path)
    assert page.status == 400
    assert not page.soup.form


def test_our_own_form_cannot_be_changed(side, visitor):
    visitor.get(path_of(side.ask()))
    token = visitor.token()
    assert visitor.post("/svar", question=token + "x", person=PERSON).status == 400
    assert visitor.post("/svar", question=token, person="123").status == 400
    assert visitor.post("/svar").status == 400


def test_it_tells_who_it_is(visitor, side):
    assert visitor.get("/").status == 200
    page = visitor.get("/metadata")
    assert page.status == 200
    assert page.headers["Content-Type"].startswith("application/samlmetadata+xml")


def test_its_own_style_and_script_are_served(visitor):
    for name in ("idp.css", "idp.js"):
        response = visitor.client.get(f"/static/{name}", base_url=ORIGIN)
        assert response.status_code == 200
        response.close()
