"""One point's page, splitting and joining, and what is done with points that were ticked; no JavaScript."""

import pytest
from sqlalchemy import select

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.remiss.models import Point, Statement
from tests.browser import Browser
from tests.remiss.assessing import LONG, begun, points

TABLE = "/arbetsyta/remisser/1/bedomning"


@pytest.fixture
def hanna(browser: Browser) -> Browser:
    return browser.log_in("officer")


@pytest.fixture
def one(session: TenantSession, keys: Keyring) -> None:
    begun(session, keys)


@pytest.fixture
def two(session: TenantSession, keys: Keyring) -> None:
    begun(session, keys, "Bygg mer.", "bygg mer!")
    first, second = points(session)
    second.likeness = first.likeness
    session.commit()


def words(session: TenantSession) -> list[str]:
    """What every point says."""
    found = [each.words for each in points(session)]
    session.rollback()
    return found


def test_a_point_has_its_whole_context(hanna: Browser, one: None) -> None:
    page = hanna.get(f"{TABLE}/1")
    assert page.h1 == "Synpunkt från Privatperson"
    assert "Vi bygger två nya cykelvägar." in page.text  # the section that they read
    assert "Hela texten som den kom in" in page.text
    assert page.link("Hela svaret från") == "/arbetsyta/remisser/1/svar/1"


def test_ticked_passages_become_points_after_a_preview(
    hanna: Browser, one: None, session: TenantSession
) -> None:
    page = hanna.get(f"{TABLE}/1/dela")
    labels = [each.get_text() for each in page.soup.select(".passages label")]
    assert labels == ["Belys dem.", "Och låt bussen gå oftare."]
    fields = page.fields("") | {"ny": ["2"], "visa": "ja"}
    shown = hanna.post(page.url, fields)
    assert [each.get_text() for each in shown.soup.select(".pieces li")] == [
        "Bygg fler cykelvägar. Belys dem.",
        "Och låt bussen gå oftare.",
    ]
    assert words(session) == [LONG]
    done = hanna.post(shown.url, shown.fields())
    assert "Texten är uppdelad." in done.text
    assert words(session) == ["Bygg fler cykelvägar. Belys dem.", "Och låt bussen gå oftare."]
    assert session.scalars(select(Statement)).one().words == LONG


def test_ticked_passages_are_cut_without_a_preview_too(
    hanna: Browser, one: None, session: TenantSession
) -> None:
    hanna.submit(f"{TABLE}/1/dela", ny=["1", "2"])
    assert words(session) == ["Bygg fler cykelvägar.", "Belys dem.", "Och låt bussen gå oftare."]


def test_a_line_of_dashes_cuts_anywhere(hanna: Browser, one: None, session: TenantSession) -> None:
    cut = LONG.replace("fler ", "fler\n---\n")
    hanna.submit(f"{TABLE}/1/dela", words=cut)
    assert words(session)[0] == "Bygg fler"


@pytest.mark.parametrize("how", [{}, {"visa": "ja"}])
def test_other_words_are_refused_and_nothing_typed_is_lost(
    hanna: Browser, one: None, session: TenantSession, how: dict[str, str]
) -> None:
    page = hanna.submit(f"{TABLE}/1/dela", words="Bygg inget.\n---\nAlls.", **how)
    assert page.status == 422
    assert "Orden ska vara desamma" in page.faults()["words"]
    assert page.fields()["words"] == "Bygg inget.\n---\nAlls."
    assert words(session) == [LONG]


def test_split_points_are_joined_again(hanna: Browser, one: None, session: TenantSession) -> None:
    hanna.submit(f"{TABLE}/1/dela", ny=["1", "2"])
    page = hanna.get(f"{TABLE}/1")
    ids = [str(each.id) for each in points(session)]
    session.rollback()
    assert "Texten är uppdelad i 3 synpunkter" in page.text
    hanna.submit(page.link("Slå ihop igen"), points=ids)
    assert words(session) == [LONG]
    token = hanna.get(f"{TABLE}/1/sla-ihop").fields()["csrf_token"]
    alone = hanna.post(f"{TABLE}/1/sla-ihop", {"csrf_token": token, "points": ids[:1]})
    assert alone.status == 422
    assert "Välj minst två synpunkter." in alone.text


def test_colleagues_talk_about_a_point(hanna: Browser, one: None) -> None:
    page = hanna.submit(f"{TABLE}/1", "/anteckna", words="Fråga Anna.")
    assert "Fråga Anna." in page.text
    assert "Hanna Handläggare" in page.text
    assert "Skrev en anteckning" in page.text
    empty = hanna.submit(f"{TABLE}/1", "/anteckna", words=" ")
    assert (empty.status, empty.h1) == (422, "Skriv en anteckning")


def test_points_are_tagged_and_one_comes_back_to_the_filtered_table(
    hanna: Browser, two: None
) -> None:
    page = hanna.get(f"{TABLE}?svar=nej&avsandare=person")
    form = page.soup.select_one("form[data-assess]")
    fran = form.select_one("[name=fran]")["value"]
    picked = f"{TABLE}/tagga?punkt=1&punkt=2&fran={fran.replace('&', '%26')}"
    back = hanna.submit(picked, new="Cykel, Bygge")
    assert back.response.request.query_string.decode() == "svar=nej&avsandare=person"
    tags = [each.get_text() for each in back.soup.select("tbody .ds-tag[data-color=accent]")]
    assert tags == ["Bygge", "Cykel"] * 2
    page = hanna.get(f"{TABLE}/tagga?punkt=1&fran=synpunkt")
    assert [each["value"] for each in page.soup.select("[name=remove]")]
    cykel = page.soup.select("[name=remove]")[1]["value"]
    one = hanna.post(page.url, page.fields() | {"remove": [cykel]})
    assert one.h1 == "Synpunkt från Privatperson"
    assert [each.get_text() for each in one.soup.select(".page-head .ds-tag")][1:] == ["Bygge"]


def test_equal_points_are_offered_when_one_is_grouped(
    hanna: Browser, two: None, session: TenantSession
) -> None:
    page = hanna.get(f"{TABLE}/1")
    assert "1 annan synpunkt säger ordagrant samma sak." in page.text
    page = hanna.get(page.link("Gruppera dem"))
    fields = page.fields() | {"title": "Bygg mer"}
    assert fields["lika"] == "2"
    page = hanna.post(page.url, fields)
    assert "Grupp: Bygg mer" in page.text
    assert {each.group_id for each in points(session)} == {1}
    session.rollback()
    page = hanna.get(page.link("Ta ur gruppen"))
    hanna.post(page.url, page.fields())
    assert [each.group_id for each in points(session)] == [None, 1]


def test_a_group_without_a_title_is_refused_next_to_the_field(hanna: Browser, two: None) -> None:
    page = hanna.submit(f"{TABLE}/gruppera?punkt=1&punkt=2", title="")
    assert page.faults() == {"title": "Skriv vad gruppen handlar om."}


def test_points_move_to_another_section(hanna: Browser, two: None, session: TenantSession) -> None:
    hanna.submit(f"{TABLE}/flytta?punkt=1", section="s4")
    hanna.submit(f"{TABLE}/flytta?punkt=2", section="-")
    assert [each.section for each in points(session)] == ["s4", ""]


def test_an_assignment_needs_a_colleague_and_a_day_to_come(hanna: Browser, two: None) -> None:
    page = hanna.submit(f"{TABLE}/tilldela?punkt=1")
    assert page.faults() == {"to": "Välj en kollega."}
    late = hanna.submit(f"{TABLE}/tilldela?punkt=1", to="ingen", due_on="2020-01-01")
    assert late.faults() == {"due_on": "Välj en dag som inte har passerat."}


def test_whoever_ticks_nothing_is_told_so(hanna: Browser, two: None) -> None:
    for verb in ("svara", "tagga", "tilldela", "gruppera", "ta-ur-grupp", "flytta"):
        assert "Du har inte valt någon synpunkt." in hanna.get(f"{TABLE}/{verb}").text


def test_points_of_others_are_not_found(
    hanna: Browser, one: None, session: TenantSession, keys: Keyring
) -> None:
    begun(session, keys, "Annat.")
    other = session.scalars(select(Point.id).order_by(Point.id.desc())).first()
    session.rollback()
    assert hanna.get(f"{TABLE}/{other}").status == 404
    assert "Du har inte valt någon synpunkt." in hanna.get(f"{TABLE}/svara?punkt={other}").text


def test_what_was_typed_survives_a_lost_login(hanna: Browser, two: None) -> None:
    page = hanna.get(f"{TABLE}/tagga?punkt=1&punkt=2")
    fields = page.fields() | {"new": "Cykel"}
    with hanna.client.session_transaction(base_url=hanna.base_url) as cookie:
        cookie.clear()
    hanna.post(page.url, fields, follow_redirects=False)
    again = hanna.log_in("officer").get(f"{TABLE}/tagga")
    assert again.fields()["new"] == "Cykel"
    assert again.fields()["points"] == "1,2"
