"""Those who work in the municipality, by its own identity provider: believed as far as a file says."""

import logging
from dataclasses import replace

import pytest
from lxml import etree
from sqlalchemy import select

from dialog.app import create_app
from dialog.config import ConfigError
from dialog.core.journal import Event
from dialog.core.policy import Identity, Role
from dialog.identity.actions.roles import GivenElsewhere, LastAdministrator, set_roles
from dialog.identity.local_trust import WrongTrust, read
from dialog.identity.models import AuthSession, Person
from dialog.identity.queries import staff
from dialog.identity.saml import names
from dialog.identity.saml.names import SAML, tag
from tests.identity.directory import EMPLOYEE_NUMBER, GROUPS, OWN, TRUST, TWO_FACTORS, Directory
from tests.make import NOW
from tests.visitor import Visitor

HEADING = "För dig som arbetar i kommunen"
SWEDISH = (names.LOA3_PNR, names.CONTRACT_SWEDEN_CONNECT)
MAJA = "198507099805"  # a moderator of the cast, by grant


@pytest.fixture
def folder(tmp_path, signers, provider):
    """The local trust file and the metadata that it names."""
    path = tmp_path / "trust"
    path.mkdir()
    (path / "trust.toml").write_text(TRUST)
    own = Directory(OWN, signers["idp"], provider.services, TWO_FACTORS)
    (path / "ekby-idp.xml").write_bytes(etree.tostring(own.metadata("Whatever it says")))
    return path


@pytest.fixture
def own(signers, provider):
    return Directory(OWN, signers["idp"], provider.services, TWO_FACTORS)


@pytest.fixture
def employed(ready, folder, provider):
    """Make a visitor of an installation that knows the municipality's own provider."""
    apps = []

    def employed(host="localhost"):
        if not apps:
            settings = replace(ready, saml_local_trust=folder / "trust.toml")
            apps.append(create_app(settings, clock=lambda: NOW))
        visitor = Visitor(apps[0], host)
        visitor.provider = provider
        return visitor

    yield employed
    for app in apps:
        app.extensions["engine"].dispose()


def told(number="E4711", groups=("dialog-granskare",), name="Eva Anställd"):
    return {EMPLOYEE_NUMBER: number, names.DISPLAY_NAME: name, GROUPS: list(groups)}


def ask(visitor, next_path="/arbetsyta"):
    return visitor.go(f"/logga-in?idp={OWN}/metadata&next={next_path}")


def come(visitor, own, **what):
    """Log in by the municipality's own provider."""
    return visitor.bring(own.answer(ask(visitor), told(**what)))


@pytest.fixture
def newest(rows):
    return lambda: rows(select(Person).order_by(Person.id.desc()).limit(1))[0]


# Who is offered it, and what is asked


def test_the_own_provider_stands_under_a_heading_of_its_own(employed):
    page = employed().get("/logga-in?next=/arbetsyta")
    assert HEADING in [h.get_text() for h in page.soup.select("main h2")]
    assert "idp.ekby.example" in page.link("Ekby kommuns arbetskonto")
    assert "Ekby kommuns arbetskonto" not in page.soup.select_one("main .rows").get_text()


def test_the_neighbour_does_not_offer_it(employed):
    page = employed("bjorkby.localhost").get("/logga-in")
    assert HEADING not in page.text
    refused = employed("bjorkby.localhost").get(f"/logga-in?idp={OWN}/metadata")
    assert refused.status == 422


def test_it_is_asked_for_a_fresh_login_in_the_way_that_the_file_names(employed, own):
    question = own.question(ask(employed()))
    assert (question.force_authn, question.loas) == (True, (TWO_FACTORS,))


# What an employee is


def test_groups_become_the_roles_of_the_file(employed, own, newest):
    visitor = employed()
    page = come(visitor, own, groups=["dialog-granskare", "dialog-handläggare", "alla"])
    assert page.response.headers["Location"] == "/arbetsyta"
    assert visitor.who() == "Eva Anställd"
    assert visitor.get("/arbetsyta/granskning").status == 200
    assert newest().roles == ["moderator", "officer", "registrar"]
    assert newest().identity is Identity.EMPLOYEE


def test_a_role_that_is_gone_in_the_directory_is_gone_here(employed, own, rows):
    first, second = employed(), employed()
    come(first, own)
    assert first.get("/arbetsyta/granskning").status == 200
    come(second, own, groups=["alla"])
    for visitor in (first, second):
        assert visitor.get("/arbetsyta").status == 403
    people = rows(select(Person).where(Person.identity == Identity.EMPLOYEE))
    assert [person.roles for person in people] == [[]]


@pytest.mark.parametrize(
    "group", ["Dialog-granskare", "dialog-granskare,dialog-admin", "*", "", "admin", "<script>"]
)
def test_only_the_very_groups_of_the_file_count(employed, own, newest, group):
    come(employed(), own, groups=[group])
    assert newest().roles == []


def test_an_employee_is_never_taken_for_the_resident_with_the_same_number(employed, own, rows):
    come(employed(), own, number=MAJA, groups=[])
    found = rows(select(Person).where(Person.identity == Identity.EMPLOYEE))
    assert [person.roles for person in found] == [[]]
    assert MAJA not in str([vars(person) for person in found])


def test_an_employee_neither_proposes_nor_signs(employed, own):
    visitor = employed()
    come(visitor, own)
    page = visitor.get("/folkmotioner/ny")
    assert page.status == 409
    assert "som anställd" in page.text


def test_a_login_is_journaled_without_saying_who_it_is(employed, own, rows):
    come(employed(), own, groups=["dialog-admin"])
    (event,) = rows(select(Event).where(Event.name == "identity.log_in"))
    assert event.data == {"loa": TWO_FACTORS, "idp": f"{OWN}/metadata", "roles": ["admin"]}


def test_one_s_own_page_says_what_the_work_account_is_for(employed, own):
    visitor = employed()
    come(visitor, own)
    assert "Arbetskonto" in visitor.get("/mina-sidor/uppgifter").text


def test_roles_of_an_employee_are_not_changed_by_hand(employed, own, rows, acting):
    come(employed(), own, groups=["dialog-admin"])
    ctx = acting("admin")
    employee = next(p for p in staff(ctx) if p.identity is Identity.EMPLOYEE)
    with pytest.raises(GivenElsewhere):
        set_roles(ctx, employee, [])
    ada = ctx.session.get_one(Person, ctx.actor.id)
    with pytest.raises(LastAdministrator):  # what a directory gives, it may take away tomorrow
        set_roles(ctx, ada, [])


def test_who_has_roles_by_their_work_account_is_told_apart(employed, own):
    come(employed(), own)
    visitor = employed()
    come(visitor, own, number="E1", groups=["dialog-admin"])
    page = visitor.get("/arbetsyta/personer")
    assert page.text.count("(från kommunens egen inloggning)") == 2


# When nobody is believed


def test_a_session_loses_its_roles_when_the_file_forgets_the_provider(employed, own, folder):
    visitor = employed()
    come(visitor, own)
    assert visitor.get("/arbetsyta").status == 200
    (folder / "trust.toml").write_text("")
    assert visitor.get("/arbetsyta").status == 403
    assert HEADING not in visitor.get("/logga-in").text


def test_a_file_that_becomes_wrong_closes_the_door_and_says_so(employed, own, folder, caplog):
    visitor = employed()
    come(visitor, own)
    (folder / "trust.toml").write_text("[ekby]\nname =")
    with caplog.at_level(logging.ERROR):
        assert visitor.get("/arbetsyta").status == 403
    assert "the local trust file is wrong" in caplog.text


@pytest.mark.parametrize(
    "change",
    [
        {EMPLOYEE_NUMBER: ""},
        {EMPLOYEE_NUMBER: ["E1", "E2"]},
        {EMPLOYEE_NUMBER: "x" * 201},
        {EMPLOYEE_NUMBER: "E\u202e1"},
        {names.DISPLAY_NAME: ""},
        {names.DISPLAY_NAME: ["Eva", "Adam"]},
    ],
    ids=str,
)
def test_odd_attributes_are_refused(employed, own, rows, change):
    visitor = employed()
    page = visitor.bring(own.answer(ask(visitor), told() | change))
    assert page.response.headers["Location"].startswith("/logga-in/nekad")
    assert rows(select(Person).where(Person.identity == Identity.EMPLOYEE)) == []


def test_a_missing_identifier_is_refused(employed, own):
    visitor = employed()
    rest = {name: value for name, value in told().items() if name != EMPLOYEE_NUMBER}
    page = visitor.bring(own.answer(ask(visitor), rest))
    assert page.response.headers["Location"].startswith("/logga-in/nekad")


def test_without_the_groups_there_are_no_roles(employed, own, newest):
    visitor = employed()
    rest = {name: value for name, value in told().items() if name != GROUPS}
    visitor.bring(own.answer(ask(visitor), rest))
    assert newest().roles == []


def add_groups_again(assertion):
    statement = assertion.find(tag(SAML, "AttributeStatement"))
    again = etree.SubElement(statement, tag(SAML, "Attribute"), Name=GROUPS)
    again.set("NameFormat", names.URI_FORMAT)
    etree.SubElement(again, tag(SAML, "AttributeValue")).text = "dialog-admin"


def lay_groups_in_groups(assertion):
    value = assertion.findall(f".//{tag(SAML, 'AttributeValue')}")[-1]
    etree.SubElement(value, tag(SAML, "AttributeValue")).text = "dialog-admin"


def name_groups_otherwise(assertion):
    for attribute in assertion.iter(tag(SAML, "Attribute")):
        if attribute.get("Name") == GROUPS:
            attribute.set("NameFormat", "urn:oasis:names:tc:SAML:2.0:attrname-format:basic")


@pytest.mark.parametrize("edit", [add_groups_again, lay_groups_in_groups, name_groups_otherwise])
def test_odd_groups_are_refused(employed, own, rows, edit):
    visitor = employed()
    page = visitor.bring(own.answer(ask(visitor), told(), edit=edit))
    assert page.response.headers["Location"].startswith("/logga-in/nekad")
    assert rows(select(AuthSession)) == []


@pytest.mark.parametrize("loa", [names.LOA3, names.LOA4, "urn:x"])
def test_another_way_of_showing_who_one_is_than_the_file_names_is_refused(employed, own, loa):
    visitor = employed()
    page = visitor.bring(own.answer(ask(visitor), told(), loa=loa))
    assert page.response.headers["Location"].startswith("/logga-in/nekad")


def test_another_key_than_that_of_the_metadata_is_refused(employed, own, signers):
    visitor = employed()
    forged = replace(own, key=signers["stranger"])
    page = visitor.bring(forged.answer(ask(visitor), told()))
    assert page.response.headers["Location"].startswith("/logga-in/nekad")


def test_an_answer_is_used_once(employed, own):
    visitor = employed()
    answer = own.answer(ask(visitor), told())
    assert visitor.bring(answer).response.headers["Location"] == "/arbetsyta"
    assert visitor.bring(answer).response.headers["Location"] == "/logga-in/nekad"


def test_a_hostile_name_is_only_text(employed, own):
    visitor = employed()
    come(visitor, own, name="<script>alert(1)</script>")
    page = visitor.get("/logga-ut")
    assert "<script>alert(1)</script>" in page.text
    assert not page.soup.find_all("script", src=False)


def test_a_provider_of_a_federation_gives_no_roles(visitor, own, publish, newest):
    """Whatever groups it sends, it is no municipality's own."""
    publish(own.metadata("En i listan", (names.LOA3,), SWEDISH))
    person = {
        names.PERSONAL_NUMBER: "198502142386",
        names.DISPLAY_NAME: "Per Son",
        names.GIVEN_NAME: "Per",
        names.SURNAME: "Son",
    }
    visitor.bring(own.answer(ask(visitor), told() | person, loa=names.LOA3))
    assert visitor.who() == "Per Son"
    assert (newest().identity, newest().roles) == (Identity.PERSONAL, [])


def test_a_provider_that_stands_in_both_lists_is_only_the_own_one(employed, own, publish):
    publish(own.metadata("I landets lista", (names.LOA3,), SWEDISH))
    assert "I landets lista" not in employed().get("/logga-in").text
    assert "I landets lista" in employed("bjorkby.localhost").get("/logga-in").text


# The file


def test_the_file_says_what_a_login_is_worth(folder):
    own = read(folder / "trust.toml")["ekby"]
    assert own.idp.entity_id == f"{OWN}/metadata"
    assert own.level == "loa3"
    assert own.roles_of(["dialog-admin", "x"]) == {Role.ADMIN}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("[ekby]", "[ekby", "not TOML"),
        ('level = "loa3"', 'level = "loa2"', "level must be one of loa3, loa4"),
        ('level = "loa3"', "", "level is missing"),
        ('name = "Ekby', 'nmae = "Ekby', "nmae is not known"),
        ('"ekby-idp.xml"', '"none.xml"', "none.xml cannot be read"),
        ('"ekby-idp.xml"', '"trust.toml"', "trust.toml cannot be used"),
        ('"ekby-idp.xml"', "7", "metadata is not text"),
        ('["moderator"]', '["boss"]', "roles out of moderator, officer"),
        ('["moderator"]', "7", "must have a list of roles"),
        ('["moderator"]', '"admin"', "must have a list of roles"),
        (f'groups = "{GROUPS}"', f'groups = "{EMPLOYEE_NUMBER}"', "must be three attributes"),
        ("[ekby.roles]", "[ekby.rolls]", "roles must be a table"),
        ("[ekby]", "ekby2 = 1\n[ekby]", "ekby2: is not a table"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_in_words_at_start(ready, folder, old, new, why):
    path = folder / "trust.toml"
    path.write_text(TRUST.replace(old, new, 1))
    with pytest.raises(WrongTrust, match=why):
        read(path)
    with pytest.raises(ConfigError, match="DIALOG_SAML_LOCAL_TRUST"):
        create_app(replace(ready, saml_local_trust=path))


def test_two_municipalities_cannot_share_a_provider(folder):
    path = folder / "trust.toml"
    path.write_text(
        TRUST + TRUST.replace("ekby]", "bjorkby]").replace("ekby.roles", "bjorkby.roles")
    )
    with pytest.raises(WrongTrust, match="two municipalities"):
        read(path)


def test_metadata_that_has_ended_is_not_believed(employed, own, folder):
    root = own.metadata("x")
    root.set("validUntil", "2020-01-01T00:00:00Z")
    (folder / "ekby-idp.xml").write_bytes(etree.tostring(root))
    assert HEADING not in employed().get("/logga-in").text
