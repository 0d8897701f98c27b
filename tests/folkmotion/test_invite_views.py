"""Co-proposers: a private link, a text to read, a name to choose."""

from dataclasses import replace

import pytest

from dialog.core.db import TenantSession
from dialog.folkmotion.queries.propose import by_invitation
from dialog.process.rules import Publication
from tests import make
from tests.browser import Browser


@pytest.fixture
def invited(rut, decide, mine):
    """A draft that needs two co-proposers: its number and the path of the private link."""
    decide("ef.co_proposers", 2)
    number = mine()
    address = rut.get(f"/folkmotioner/{number}/bjud-in").link("/folkmotioner/inbjudan/")
    return number, address.removeprefix("http://localhost")


def test_the_author_sees_the_link_who_has_joined_and_how_many_are_missing(app, rut, invited):
    number, path = invited
    page = rut.get(f"/folkmotioner/{number}/bjud-in")
    assert "Ingen har gått med än." in page.text
    assert "2 personer" in page.text
    Browser(app).log_in("friend").submit(path, shown="namn")
    Browser(app).log_in("second_friend").submit(path, shown="ingen")
    page = rut.get(f"/folkmotioner/{number}/bjud-in")
    assert "Vera Vän" in page.text
    assert "En person som inte visar sitt namn" in page.text
    assert "Ni är tillräckligt många" in page.text


def test_sending_in_waits_for_the_last_co_proposer(app, rut, invited):
    number, path = invited
    rut.submit(f"/folkmotioner/{number}/redigera?steg=3", area="natur")
    page = rut.get(f"/folkmotioner/{number}/granska")
    assert page.link("Bjud in medförslagsställare.") == f"/folkmotioner/{number}/bjud-in"
    assert not page.soup.select('form[action$="/skicka-in"]')
    for friend in ("friend", "second_friend"):
        Browser(app).log_in(friend).submit(path, shown="ingen")
    page = rut.submit(f"/folkmotioner/{number}/granska", "/skicka-in")
    assert page.h1 == "Kvitto på ett inskickat förslag"


def test_a_friend_reads_chooses_a_name_and_joins(app, invited, stored):
    _, path = invited
    friend = Browser(app).log_in("friend")
    page = friend.get(path)
    assert page.h1 == "Fler bänkar vid ån"
    assert "Många vill vila på vägen." in page.text
    page = friend.submit(path, shown="alias", alias="Åvännen")
    assert "Du visas som Åvännen." in page.text
    assert [each.shown_name for each in stored().co_proposers] == ["Åvännen"]


def test_joining_twice_is_joining_once(app, invited, stored):
    _, path = invited
    friend = Browser(app).log_in("friend")
    fields = friend.get(path).fields() | {"shown": "namn"}
    for _ in range(2):
        assert "Du är medförslagsställare" in friend.post(path, fields).text
    assert len(stored().co_proposers) == 1


def test_a_stranger_logs_in_first_and_what_was_chosen_is_there(app, invited):
    _, path = invited
    stranger = Browser(app)
    page = stranger.get(path, follow_redirects=False)
    assert page.response.headers["Location"] == f"/logga-in?next={path}"


def test_where_no_names_are_shown_none_is_asked_for(app, invited, decide, stored):
    _, path = invited
    decide("privacy.public_names", value=False)
    friend = Browser(app).log_in("friend")
    assert "Ska ditt namn synas?" not in friend.get(path).text
    friend.submit(path, shown="alias", alias="Åvännen")
    assert [each.shown_name for each in stored().co_proposers] == [""]


def test_a_choice_must_be_made(app, invited):
    _, path = invited
    page = Browser(app).log_in("friend").submit(path)
    assert page.status == 422
    assert "Välj om ditt namn ska synas." in page.text


@pytest.mark.parametrize("who", ["neighbour", "newcomer"])
def test_whoever_may_not_start_may_not_join(app, invited, who):
    _, path = invited
    page = Browser(app).log_in(who).get(path)
    assert page.status == 409
    assert "Du kan inte gå med" in page.text
    assert not page.soup.select("main form")


def test_the_author_is_shown_the_invitation(rut, invited):
    number, path = invited
    assert rut.get(path).url == f"/folkmotioner/{number}/bjud-in"


def test_nobody_joins_what_is_sent_in(app, mine, stored):
    number = mine(publication=Publication.SUBMITTED)
    page = Browser(app).log_in("friend").get(f"/folkmotioner/inbjudan/{stored(number).invitation}")
    assert page.status == 409
    assert "redan inskickat" in page.text


@pytest.mark.parametrize("token", ["x", "0" * 32, "%00", "å"])
def test_no_invitation_is_found_by_guessing(rut, mine, token):
    mine()
    assert rut.get(f"/folkmotioner/inbjudan/{token}").status == 404


def test_an_invitation_of_another_municipality_is_not_here(engine, system, mine, stored):
    token = stored(mine()).invitation
    with TenantSession(engine, municipality_id=make.BJORKBY) as session:
        assert by_invitation(replace(system, session=session), token) is None
    assert by_invitation(system, token) is not None
