"""How strong a login must be for what: local rules, and kind words where it is too weak."""

from urllib.parse import parse_qs, urlsplit

import pytest

from dialog.core.errors import DomainError
from dialog.core.policy import Role
from dialog.folkmotion.queries.propose import ensure_may_propose
from dialog.identity.models import Person
from dialog.identity.rules import reaches
from dialog.identity.saml import names
from dialog.identity.session import actor_of
from tests import make
from tests.identity.directory import Directory

MAJA, ASA = "198507099805", "199006022397"
STRONG = "https://strong.example"
SWEDISH = (names.LOA3_PNR, names.CONTRACT_SWEDEN_CONNECT)


@pytest.fixture
def strong(signers, provider, publish):
    """A provider that is certified for level 4 too."""
    strong = Directory(STRONG, signers["idp"], provider.services, names.LOA4)
    publish(strong.metadata("Stark-id", (names.LOA3, names.LOA4), SWEDISH))
    return strong


@pytest.fixture
def sign_page(session, system):
    """Where a folkmotion is signed that wants level 4."""
    number = make.folkmotion(
        session, system.keys, rules=make.EF_RULES | {"ef.identity_level": "loa4"}
    ).id
    session.rollback()
    return f"/folkmotioner/{number}/skriv-under"


def person(number, name):
    return {
        names.PERSONAL_NUMBER: number,
        names.DISPLAY_NAME: name,
        names.GIVEN_NAME: name.split()[0],
        names.SURNAME: name.split()[1],
    }


@pytest.mark.parametrize(
    ("given", "required", "is_enough"),
    [
        ("loa3", "loa3", True),
        ("loa4", "loa3", True),
        ("loa3", "loa4", False),
        ("loa2", "loa3", False),
        ("", "loa3", False),
        ("uncertified-loa3", "loa3", False),
        ("eidas-nf-sub", "loa3", True),
        ("eidas-sub", "loa4", False),
        ("eidas-nf-high", "loa4", True),
    ],
)
def test_levels_are_compared_by_strength(given, required, is_enough):
    assert reaches(given, required) is is_enough


def test_reading_needs_no_login_at_all(visitor, decide, ready):
    for key in ("dialog.identity_level", "staff.identity_level", "ef.identity_level"):
        decide(key, "loa4")
    for path in ("/", "/folkmotioner", "/om"):
        assert visitor.get(path).status == 200


# Logging in and taking part


def test_a_municipality_may_want_a_stronger_login_of_everybody(visitor, decide, strong):
    decide("dialog.identity_level", "loa4")
    page = visitor.get("/logga-in")
    assert [a.get_text(strip=True) for a in page.soup.select("main .rows a")] == ["Stark-id"]
    assert "tillitsnivå 4" in page.text
    url = visitor.go(f"/logga-in?idp={STRONG}/metadata")
    assert strong.question(url).loas == (names.LOA4,)


def test_a_page_may_ask_for_a_stronger_login_but_never_for_a_weaker(visitor, decide, strong):
    def offered(level):
        page = visitor.get(f"/logga-in?next=/mina-sidor&niva={level}")
        return [a.get_text(strip=True) for a in page.soup.select("main .rows a")]

    assert offered("loa4") == ["Stark-id"]
    assert len(offered("loa3")) == len(offered("nonsense")) > 1
    page = visitor.get("/logga-in?next=/mina-sidor&niva=loa4")
    assert strong.question(visitor.go(page.link("Stark-id"))).loas == (names.LOA4,)
    decide("dialog.identity_level", "loa4")
    assert offered("loa3") == ["Stark-id"]


def test_a_provider_that_is_too_weak_is_told_so(visitor, decide, strong):
    decide("dialog.identity_level", "loa4")
    page = visitor.get("/logga-in?idp=http://127.0.0.1:5001/metadata")
    assert page.status == 422
    assert "har inte den tillitsnivå som behövs" in page.text


def test_who_has_logged_in_too_weakly_does_not_propose(resident, decide):
    resident.session.rollback()
    decide("dialog.identity_level", "loa4")
    with pytest.raises(DomainError, match="räcker inte"):
        ensure_may_propose(resident)


def test_signing_asks_only_providers_that_are_strong_enough(visitor, strong, sign_page):
    fields = visitor.get(sign_page).fields("/skriv-under")
    page = visitor.post(sign_page, fields, follow_redirects=False)
    assert page.response.headers["Location"].startswith(f"{STRONG}/sso")


def test_where_no_provider_is_strong_enough_the_page_says_so(visitor, sign_page):
    page = visitor.submit(sign_page, "/skriv-under")
    assert page.h1 == "Logga in"
    assert "tillitsnivå 4" in page.text
    assert "Just nu går det inte att logga in" in page.text


# Working here


def test_staff_have_no_roles_below_their_level(moderator, decide):
    moderator.session.rollback()
    decide("staff.identity_level", "loa4")
    maja = moderator.session.get_one(Person, moderator.actor.id)
    weak, strong = actor_of(moderator, maja, "loa3"), actor_of(moderator, maja, "loa4")
    assert (weak.roles, weak.has_resting_roles) == (frozenset(), True)
    assert (strong.roles, strong.has_resting_roles) == ({Role.MODERATOR}, False)


def test_the_page_says_what_to_do_and_the_stronger_login_leads_back(visitor, decide, strong):
    decide("staff.identity_level", "loa4")
    visitor.log_in_as(MAJA)
    page = visitor.get("/arbetsyta/granskning")
    assert page.status == 403
    assert "som inte räcker för dem" in page.text
    choice = visitor.get(page.link("Logga in med en starkare e-legitimation"))
    assert "tillitsnivå 4" in choice.text
    link = choice.link("Stark-id")
    assert parse_qs(urlsplit(link).query)["next"] == ["/arbetsyta/granskning"]
    url = visitor.go(link)
    assert strong.question(url).loas == (names.LOA4,)
    done = visitor.bring(strong.answer(url, person(MAJA, "Maja Moderator")))
    assert done.response.headers["Location"] == "/arbetsyta/granskning"
    assert visitor.get("/arbetsyta/granskning").status == 200


def test_what_a_weak_login_posts_is_refused_too(visitor, decide):
    visitor.log_in_as("197505142385")  # the administrator of the cast
    page = visitor.get("/arbetsyta/forvaltningar")
    fields = page.fields("/forvaltningar")
    decide("staff.identity_level", "loa4")
    assert visitor.post("/arbetsyta/forvaltningar", fields | {"name": "Ny"}).status == 403


def test_residents_are_told_no_such_thing(visitor, decide):
    decide("staff.identity_level", "loa4")
    visitor.log_in_as(ASA)
    page = visitor.get("/arbetsyta")
    assert page.status == 403
    assert "starkare" not in page.text
