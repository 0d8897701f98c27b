"""The page where one chooses whom to log in with: everyone's choice, in nobody's favour."""

import hashlib
from urllib.parse import parse_qs, urlsplit

import pytest

from dialog.identity.saml.names import MDUI, tag
from tests.identity.saml.lists import entity
from tests.visitor import ORIGIN

ASA = "199006022397"
NAMES = ["Ösmo-id", "Alfa-id", "Beta-id", "Gamma legitimation", "Delta-id", "Epsilon-id", "Zeta-id"]


@pytest.fixture
def listed(publish, signers):
    """Publish a list with providers of these names, and the demo's."""

    def named(name):
        found = entity(signers, f"https://{name.encode().hex()}.example/saml")
        for shown in found.iter(tag(MDUI, "DisplayName")):
            del shown[:]  # a comment
            shown.text = name
        return found

    return lambda names: publish(*map(named, names))


def shown(page):
    """The providers' names in the order of the page."""
    return [link.get_text(strip=True) for link in page.soup.select("main .rows a")]


def test_providers_stand_in_the_order_of_their_names(visitor, listed):
    listed(["Beta-id", "Zeta-id", "Alfa-id"])
    names = shown(visitor.get("/logga-in"))
    assert names == ["Alfa-id", "Beta-id", "Demo-legitimation", "Zeta-id"]


def test_names_are_in_the_reader_s_language(visitor, listed):
    listed([])
    visitor.client.set_cookie("sprak", "en", domain="localhost")
    assert shown(visitor.get("/logga-in")) == ["Demo eID"]


def test_the_one_used_last_comes_first(visitor, listed):
    listed(["Beta-id", "Alfa-id"])
    visitor.log_in_as(ASA)
    assert shown(visitor.get("/logga-in")) == ["Demo-legitimation", "Alfa-id", "Beta-id"]


def test_what_is_remembered_says_nothing_of_the_person_and_ends_with_the_browser(visitor):
    page = visitor.log_in_as(ASA)
    cookie = next(
        each for each in page.response.headers.getlist("Set-Cookie") if each.startswith("senast=")
    )
    value, *parts = cookie.removeprefix("senast=").split("; ")
    assert value == hashlib.sha256(f"{ORIGIN}/metadata".encode()).hexdigest()
    assert set(parts) == {"HttpOnly", "SameSite=Lax", "Path=/logga-in"}


@pytest.mark.parametrize("how", ["cancel", "suspect"])
def test_a_login_that_did_not_happen_is_not_remembered(visitor, how):
    answer = getattr(visitor.provider, how)(visitor.question(visitor.ask()))
    visitor.bring(answer)
    assert visitor.client.get_cookie("senast", path="/logga-in") is None


@pytest.mark.parametrize("value", ["", "x", '"><script>', "a" * 3000])
def test_a_made_up_memory_changes_nothing(visitor, listed, value):
    listed(["Alfa-id"])
    visitor.client.set_cookie("senast", value, domain="localhost", path="/logga-in")
    assert shown(visitor.get("/logga-in")) == ["Alfa-id", "Demo-legitimation"]


def test_a_few_need_no_search(visitor, listed):
    listed(NAMES[:6])
    assert not visitor.get("/logga-in").soup.select("main input[type=search]")


def test_many_can_be_searched_by_name_without_losing_the_way_back(visitor, listed):
    listed(NAMES)
    page = visitor.get("/logga-in?next=/mina-sidor")
    assert len(shown(page)) == 8
    fields = {tag["name"]: tag["value"] for tag in page.soup.select("main form[method=get] [name]")}
    assert fields == {"next": "/mina-sidor", "q": ""}
    found = visitor.get("/logga-in?next=/mina-sidor&q=LEGITIMATION+gam")
    assert shown(found) == ["Gamma legitimation"]
    query = parse_qs(urlsplit(found.link("Gamma legitimation")).query)
    assert query["next"] == ["/mina-sidor"]
    assert found.soup.select_one("main input[type=search]")["value"] == "LEGITIMATION gam"


def test_a_search_that_finds_nothing_leads_back_to_all(visitor, listed):
    listed(NAMES)
    page = visitor.get("/logga-in?next=/mina-sidor&q=finns-inte")
    assert "Ingen e-legitimation passar sökningen." in page.text
    assert len(shown(visitor.get(page.link("Visa alla")))) == 8
