"""Logging in with real SAML, end to end but for the browser itself."""

import logging
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from sqlalchemy import select

from dialog.core.policy import Identity
from dialog.identity.models import AuthSession, LoginAttempt, Person, UsedAssertion
from dialog.identity.saml import names
from dialog.identity.saml.document import decoded, parsed
from dialog.identity.saml.names import MD, tag
from dialog.identity.saml.precheck import check_request
from tests.identity.saml.lists import entity
from tests.visitor import ORIGIN, Visitor

ASA = "199006022397"
COORDINATION = "198001612384"


def cookie_named(page, start):
    return next(c for c in page.response.headers.getlist("Set-Cookie") if c.startswith(start))


def test_a_person_logs_in_and_comes_back_to_where_they_were(visitor):
    page = visitor.log_in_as(ASA, "/folkmotioner/7?sida=2")
    assert (page.status, page.response.headers["Location"]) == (303, "/folkmotioner/7?sida=2")
    assert visitor.who() == "Åsa Ekman"


def test_the_login_page_names_the_providers_and_keeps_the_way_back(visitor):
    page = visitor.get("/logga-in?next=/mina-sidor")
    link = page.link("Demo-legitimation")
    assert page.h1 == "Logga in"
    assert parse_qs(urlsplit(link).query) == {
        "idp": [f"{ORIGIN}/metadata"],
        "next": ["/mina-sidor"],
    }
    assert page.link("Tillbaka utan att logga in") == "/mina-sidor"


def test_the_question_demands_a_fresh_login_at_level_three(visitor):
    question = visitor.question(visitor.ask())
    assert question.force_authn
    assert question.loas == (names.LOA3,)
    assert question.acs_url == "http://localhost/saml/acs"


def test_the_question_arrives_as_it_was_signed(visitor):
    """Web frameworks like to tidy addresses; a changed query would not verify."""
    url = visitor.ask()
    assert "SigAlg=http%3A%2F%2Fwww.w3.org%2F" in url
    assert url.count("?") == 1


def test_the_cookie_of_a_question_comes_along_with_a_post_from_another_site(visitor):
    response = visitor.client.get(f"/logga-in?idp={ORIGIN}/metadata", base_url=visitor.base_url)
    cookie = next(c for c in response.headers.getlist("Set-Cookie") if c.startswith("saml_"))
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert {"Secure", "HttpOnly", "SameSite=None", "Path=/saml/acs", "Max-Age=600"} <= parts


def test_nothing_of_the_person_is_in_addresses_or_in_the_database(visitor, rows, caplog):
    with caplog.at_level(logging.DEBUG):
        page = visitor.log_in_as(ASA)
    assert ASA not in page.response.headers["Location"]
    assert ASA not in caplog.text
    for model in (Person, AuthSession, LoginAttempt, UsedAssertion):
        for row in rows(select(model)):
            assert ASA not in str({k: v for k, v in vars(row).items() if not k.startswith("_")})


def test_the_same_person_is_recognised_again(visit, rows):
    before = len(rows(select(Person)))
    visit().log_in_as("198502142386")
    visit().log_in_as("198502142386")
    assert len(rows(select(Person))) == before + 1


def test_the_same_person_is_another_one_next_door(visit, rows):
    visit().log_in_as("198502142386")
    visit("bjorkby.localhost").log_in_as("198502142386")
    found = rows(select(Person).order_by(Person.id.desc()).limit(2))
    assert found[0].key != found[1].key
    assert {row.municipality_id for row in found} == {1, 2}


def test_a_session_next_door_is_no_session_here(visit):
    neighbour = visit("bjorkby.localhost")
    neighbour.log_in_as(ASA)
    with neighbour.client.session_transaction(base_url=neighbour.base_url) as cookie:
        stolen = dict(cookie)
    here = visit()
    with here.client.session_transaction(base_url=here.base_url) as cookie:
        cookie.update(stolen)
    assert here.who() == ""


def test_an_answer_for_a_neighbour_is_refused(visit):
    here, neighbour = visit(), visit("bjorkby.localhost")
    answer = here.provider.answer_url(neighbour.ask(), ASA)
    page = here.bring(answer)
    assert page.response.headers["Location"] == "/logga-in/nekad"
    assert here.who() == ""


def test_somebody_with_a_coordination_number_can_log_in(visitor, rows):
    visitor.log_in_as(COORDINATION)
    assert visitor.who() == "Test Person 2384"
    newest = rows(select(Person).order_by(Person.id.desc()))[0]
    assert newest.identity is Identity.COORDINATION


def test_a_hostile_name_is_only_text(visitor):
    visitor.log_in_as("199208092388")
    page = visitor.get("/logga-ut")
    assert "<script>alert(1)</script> O'Brien" in page.text
    assert not page.soup.find_all("script", src=False)


def test_a_level_that_is_too_low_is_refused_with_a_way_back(visitor):
    page = visitor.log_in_as("199901302381", "/folkmotioner/7")
    location = page.response.headers["Location"]
    assert location == "/logga-in/nekad?next=/folkmotioner/7"
    assert visitor.get(location).link("Gå tillbaka") == "/folkmotioner/7"
    assert visitor.who() == ""


@pytest.mark.parametrize(
    ("how", "path", "heading"),
    [
        ("cancel", "/logga-in/avbruten", "Du avbröt inloggningen"),
        ("suspect", "/logga-in/varning", "Inloggningen stoppades"),
    ],
)
def test_a_login_that_did_not_happen_keeps_the_way_back(visitor, how, path, heading):
    question = visitor.question(visitor.ask("/folkmotioner/7/skriv-under"))
    answer = getattr(visitor.provider, how)(question)
    page = visitor.bring(answer)
    location = page.response.headers["Location"]
    assert location == f"{path}?next=/folkmotioner/7/skriv-under"
    shown = visitor.get(location)
    assert shown.h1 == heading
    assert shown.link("Gå tillbaka") == "/folkmotioner/7/skriv-under"


def test_a_provider_that_takes_forms_only_gets_the_question_as_one(visitor, publish, signers):
    entry = entity(signers)
    for service in entry.findall(f".//{tag(MD, 'SingleSignOnService')}"):
        if service.get("Binding") == names.REDIRECT:
            service.getparent().remove(service)
    publish(entry)
    page = visitor.get("/logga-in?idp=https://idp.example/saml&next=/mina-sidor")
    assert page.h1 == "Till din e-legitimation"
    form = page.form("https://idp.example/post")
    fields = {tag["name"]: tag["value"] for tag in form.select("input")}
    assert set(fields) == {"SAMLRequest", "RelayState"}
    question = parsed(decoded(fields["SAMLRequest"]))
    check_request(decoded(fields["SAMLRequest"]), question)
    assert question.get("Destination") == "https://idp.example/post"
    assert question.get("ForceAuthn") == "true"
    assert visitor.client.get_cookie(f"saml_{fields['RelayState'][:8]}", path="/saml/acs")


# Attacks that are the application's own to stop


def test_an_answer_is_used_once(visitor):
    answer = visitor.provider.answer_url(visitor.ask(), ASA)
    assert visitor.bring(answer).response.headers["Location"] == "/mina-sidor"
    assert visitor.bring(answer).response.headers["Location"] == "/logga-in/nekad"


def test_a_refused_answer_uses_the_question_up(visitor, rows):
    url = visitor.ask()
    answer = visitor.provider.answer_url(url, ASA)
    spoilt = answer.fields["SAMLResponse"][:-8] + "AAAAAAA="
    refused = visitor.bring(answer, SAMLResponse=spoilt)
    assert refused.response.headers["Location"].startswith("/logga-in/nekad")
    assert visitor.bring(answer).response.headers["Location"] == "/logga-in/nekad"
    assert rows(select(LoginAttempt)) == []
    assert visitor.who() == ""


def test_an_answer_in_another_browser_is_refused(visit):
    mine, theirs = visit(), visit()
    answer = mine.provider.answer_url(mine.ask(), ASA)
    theirs.ask()
    assert theirs.bring(answer).response.headers["Location"] == "/logga-in/nekad"
    assert theirs.who() == ""


def test_a_swapped_handle_is_refused(visit):
    """Login CSRF: the attacker's answer with the victim's own question."""
    attacker, victim = visit(), visit()
    answer = attacker.provider.answer_url(attacker.ask(), ASA)
    own = victim.question(victim.ask()).relay_state
    page = victim.bring(answer, RelayState=own)
    assert page.response.headers["Location"].startswith("/logga-in/nekad")
    assert victim.who() == ""


@pytest.mark.parametrize("relay", ["", "https://evil.example", "x" * 100_000, "å", "\0"])
def test_a_made_up_handle_leads_nowhere(visitor, relay):
    answer = visitor.provider.answer_url(visitor.ask(), ASA)
    assert visitor.bring(answer, RelayState=relay).response.headers["Location"] == "/logga-in/nekad"


def test_two_windows_do_not_disturb_each_other(visitor):
    first, second = visitor.ask("/folkmotioner/1"), visitor.ask("/folkmotioner/2")
    for url, path in ((first, "/folkmotioner/1"), (second, "/folkmotioner/2")):
        page = visitor.bring(visitor.provider.answer_url(url, ASA))
        assert page.response.headers["Location"] == path


def test_a_question_is_forgotten_after_ten_minutes(visitor, later):
    answer = visitor.provider.answer_url(visitor.ask(), ASA)
    visitor.client.application = later(minutes=11)
    assert visitor.bring(answer).response.headers["Location"] == "/logga-in/nekad"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "evil", "",
     "/logga-ut?x", "/logga-in", "/saml/acs"],
)  # fmt: skip
def test_a_login_never_leads_to_another_site_or_in_a_circle(visitor, target):
    page = visitor.log_in_as(ASA, quote(target, safe=""))
    assert page.response.headers["Location"] == "/"


def test_a_session_gets_a_new_identifier_at_each_login(visitor, rows):
    visitor.get("/logga-in")
    with visitor.client.session_transaction(base_url=visitor.base_url) as cookie:
        cookie["_user_id"] = "fixed-by-the-attacker"
    visitor.log_in_as(ASA)
    with visitor.client.session_transaction(base_url=visitor.base_url) as cookie:
        first = cookie["_user_id"]
    visitor.log_in_as(ASA)
    with visitor.client.session_transaction(base_url=visitor.base_url) as cookie:
        second = cookie["_user_id"]
    assert len({"fixed-by-the-attacker", first, second}) == 3
    living = rows(select(AuthSession).where(AuthSession.ended_at.is_(None)))
    assert len(living) == 1


def test_the_session_before_ends_though_its_cookie_does_not_come_along(visit, rows):
    """From another site the browser sends only the cookie of the question."""
    visitor = visit()
    visitor.log_in_as(ASA)
    answer = visitor.provider.answer_url(visitor.ask(), ASA)
    visitor.client.delete_cookie("dialog", domain="localhost")
    visitor.bring(answer)
    living = rows(select(AuthSession).where(AuthSession.ended_at.is_(None)))
    assert len(living) == 1


def test_an_answer_by_get_is_not_taken(visitor):
    assert visitor.client.get("/saml/acs", base_url=visitor.base_url).status_code == 405


def test_an_unknown_provider_is_told_next_to_the_choice(visitor):
    page = visitor.get("/logga-in?idp=https://evil.example&next=/mina-sidor")
    assert page.status == 422
    assert "går inte att använda här" in page.text
    assert "/mina-sidor" in page.link("Demo-legitimation").replace("%2F", "/")


def test_without_a_feed_nobody_can_log_in_and_the_page_says_so(app, config):
    page = Visitor(app).get("/logga-in")
    assert "Just nu går det inte att logga in" in page.text


def test_a_feed_that_is_no_longer_signed_closes_the_door(visitor, config):
    (config.data_dir / "demo-idp" / "aggregate.xml").write_text("<x/>")
    assert "Just nu går det inte att logga in" in visitor.get("/logga-in").text


def test_a_good_feed_stays_when_a_bad_one_comes(visitor, config):
    visitor.get("/logga-in").link("Demo-legitimation")
    (config.data_dir / "demo-idp" / "aggregate.xml").write_text("<x/>")
    visitor.get("/logga-in").link("Demo-legitimation")
