"""The wizard: five steps, nothing typed is lost, and it works without JavaScript."""

import pytest

from dialog.core.db import TenantSession
from dialog.process.rules import Publication
from dialog.process.search import index
from tests import make
from tests.browser import Browser
from tests.make import NOW

OPENING = {"title": "Fler bänkar vid ån", "summary": "Ställ ut tio bänkar längs ån."}
WORDING = {"body": "Många vill vila.\n\n- tio bänkar", "reasons": "Alla ska orka gå."}
PLACING = {"area": "natur", "tags": "bänkar, #Äldre, bänkar", "shown": "namn"}


def errors(page):
    return [tag.get_text(" ", strip=True) for tag in page.soup.select(".ds-validation-message")]


# From the first word to the receipt


def test_a_proposal_goes_from_idea_to_receipt(rut, stored):
    page = rut.submit("/folkmotioner/ny", **OPENING)
    assert page.h1 == "Text och skäl"
    number = stored().id
    page = rut.submit(f"/folkmotioner/{number}/redigera?steg=2", **WORDING)
    assert page.h1 == "Ämne och namn"
    page = rut.submit(f"/folkmotioner/{number}/redigera?steg=3", **PLACING)
    assert page.h1 == "Liknande förslag"
    page = rut.get(page.link("Fortsätt till granskningen"))
    assert page.h1 == "Granska och skicka in"
    assert all(
        word in page.text for word in ["Många vill vila.", "Natur och miljö", "Rut Resident"]
    )
    page = rut.submit(page.url, "/skicka-in")
    assert page.h1 == "Kvitto på ett inskickat förslag"
    assert page.url.startswith("/kvitto/")
    sent = stored()
    assert sent.publication is Publication.SUBMITTED
    assert (sent.area, sent.tags, sent.author_name) == (
        "natur",
        ["bänkar", "Äldre"],
        "Rut Resident",
    )
    assert sent.texts[0].body == WORDING["body"]


def test_every_step_is_there_again_when_one_comes_back(rut, mine):
    number = mine(author_name="Ån", area="natur", tags=["bänk", "å"])
    first = rut.get(f"/folkmotioner/{number}/redigera?steg=1").fields()
    second = rut.get(f"/folkmotioner/{number}/redigera?steg=2").fields()
    third = rut.get(f"/folkmotioner/{number}/redigera?steg=3").fields()
    assert first["title"] == "Fler bänkar vid ån"
    assert second["body"] == "Många vill vila på vägen.\n\nDet kostar lite."
    assert (third["shown"], third["alias"], third["tags"]) == ("alias", "Ån", "bänk, å")


@pytest.mark.parametrize("step", ["0", "-3", "99", "x", ""])
def test_an_odd_step_is_some_step(rut, mine, step):
    assert rut.get(f"/folkmotioner/{mine()}/redigera?steg={step}").status == 200


def test_a_draft_can_be_left_half_written(rut, stored):
    rut.submit("/folkmotioner/ny", **OPENING)
    number = stored().id
    page = rut.submit(
        f"/folkmotioner/{number}/redigera?steg=2", spara="1", body="", reasons="Kanske"
    )
    assert page.h1 == "Mina sidor"
    assert "Utkastet är sparat" in page.text
    assert stored(number).texts[0].reasons == "Kanske"
    page = rut.get(f"/folkmotioner/{number}/granska")
    assert "Skriv förslagets text." in page.text
    assert not page.soup.select('form[action$="/skicka-in"]')


def test_a_draft_needs_a_title_to_be_found_again(rut):
    page = rut.submit("/folkmotioner/ny", spara="1", title=" ", summary="x")
    assert (page.status, errors(page)) == (422, ["Skriv en rubrik."])


def test_what_is_missing_is_refused_also_by_hand(rut, mine):
    number = mine(body="")
    token = rut.get(f"/folkmotioner/{number}/redigera?steg=1").fields()["csrf_token"]
    page = rut.post(f"/folkmotioner/{number}/skicka-in", {"csrf_token": token})
    assert page.status == 409
    assert "Förslagets text saknas" in page.text


# Who


def test_a_stranger_is_asked_to_log_in_and_comes_back(browser):
    page = browser.get("/folkmotioner/ny", follow_redirects=False)
    assert page.response.headers["Location"] == "/logga-in?next=/folkmotioner/ny"


@pytest.mark.parametrize(
    ("who", "words"), [("neighbour", "folkbokför"), ("newcomer", "samordningsnummer")]
)
def test_whoever_may_not_start_is_told_why_and_what_to_do(app, who, words):
    page = Browser(app).log_in(who).get("/folkmotioner/ny")
    assert (page.status, page.h1) == (409, "Du kan inte starta en folkmotion här")
    assert words in page.text
    assert "kommunen@ekby.example" in page.text


def test_where_folkmotioner_are_not_introduced_the_page_says_so(rut, decide):
    decide("ef.enabled", value=False)
    page = rut.get("/folkmotioner/ny")
    assert page.status == 409
    assert "inte infört folkmotioner" in page.text


@pytest.mark.parametrize(
    "path", ["redigera", "granska", "bjud-in", "dra-tillbaka", "skicka-in", "redigera?steg=4"]
)
def test_a_draft_is_its_authors_own(app, mine, path):
    number = mine()
    assert Browser(app).log_in("author").get(f"/folkmotioner/{number}/{path}").status == 403


@pytest.mark.parametrize("path", ["redigera", "granska", "bjud-in", "dra-tillbaka", "skriv-under"])
def test_another_municipalitys_proposal_is_not_here(app, rut, keys, engine, path):
    with TenantSession(engine, municipality_id=make.BJORKBY) as session:
        number = make.folkmotion(session, keys, author_id=None).id
    assert rut.get(f"/folkmotioner/{number}/{path}").status == 404


# The name


def test_a_name_is_shown_as_the_author_chooses(rut, mine, stored):
    number = mine()
    for chosen, alias, shown in (
        ("ingen", "", ""),
        ("namn", "", "Rut Resident"),
        ("alias", "Åvännen", "Åvännen"),
        ("ingen", "Åvännen", ""),
    ):
        rut.submit(
            f"/folkmotioner/{number}/redigera?steg=3", **PLACING | {"shown": chosen, "alias": alias}
        )
        assert stored(number).author_name == shown


def test_an_alias_that_is_chosen_must_be_written(rut, mine):
    page = rut.submit(
        f"/folkmotioner/{mine()}/redigera?steg=3", **PLACING | {"shown": "alias", "alias": " "}
    )
    assert (page.status, errors(page)) == (422, ["Skriv det alias som ska visas."])


def test_where_no_names_are_shown_there_is_nothing_to_choose(rut, decide, mine, stored):
    decide("privacy.public_names", value=False)
    number = mine(author_name="")
    page = rut.get(f"/folkmotioner/{number}/redigera?steg=3")
    assert "Ska ditt namn synas?" not in page.text
    rut.submit(f"/folkmotioner/{number}/redigera?steg=3", **PLACING)
    assert stored(number).author_name == ""


def test_tags_are_few_and_short(rut, mine):
    address = f"/folkmotioner/{mine()}/redigera?steg=3"
    page = rut.submit(address, **PLACING | {"tags": "a,b,c,d,e,f"})
    assert "Skriv högst 5" in errors(page)[0]
    page = rut.submit(address, **PLACING | {"tags": "x" * 33})
    assert "3 tecken för lång" in errors(page)[0]


# Similar ones


def test_similar_proposals_are_shown_with_the_way_to_sign_them(rut, mine, system, keys):
    def published(title, **given):
        row = make.folkmotion(system.session, keys, title=title, **given)
        index(system, row, (title, 3), ("Bänkar längs ån.", 2))
        number = row.id
        system.session.commit()
        return number

    first = published("Bänkar vid ån")
    old = published("Bänkar längs ån", closes_at=NOW, published_at=make.NOW.replace(year=2020))
    published("Ny simhall")
    page = rut.get(f"/folkmotioner/{mine()}/redigera?steg=4")
    assert page.link("Bänkar vid ån") == f"/folkmotioner/{first}"
    assert page.link("Skriv under den i stället") == f"/folkmotioner/{first}/skriv-under"
    assert page.link("Bänkar längs ån") == f"/folkmotioner/{old}"
    assert page.text.count("Skriv under den i stället") == 1
    assert page.text.count("får inte tas upp igen före") == 1  # the old one may be raised again
    assert "simhall" not in page.text


def test_when_nothing_is_alike_the_page_says_so(rut, mine):
    page = rut.get(f"/folkmotioner/{mine(title='Ett planetarium')}/redigera?steg=4")
    assert "Vi hittade inget som liknar" in page.text


# Returned, withdrawn, sent twice


def test_a_returned_proposal_shows_the_comment_and_can_be_sent_again(rut, mine, stored):
    number = mine(publication=Publication.RETURNED, refusal_text="Skriv var.", area="natur")
    page = rut.get(f"/folkmotioner/{number}/granska")
    assert "Skriv var." in page.text
    assert "Ändra det som kommunen skriver om." in page.text
    page = rut.submit(f"/folkmotioner/{number}/redigera?steg=2", body="Vid bron.")
    rut.submit(f"/folkmotioner/{number}/granska", "/skicka-in")
    sent = stored(number)
    assert sent.publication is Publication.SUBMITTED
    assert [text.body for text in sent.texts][1:] == ["Vid bron."]


def test_taking_back_is_asked_about_first(rut, mine, stored):
    number = mine(publication=Publication.SUBMITTED)
    page = rut.get(f"/folkmotioner/{number}/dra-tillbaka")
    assert page.h1 == "Vill du dra tillbaka förslaget?"
    assert stored(number).publication is Publication.SUBMITTED
    page = rut.submit(f"/folkmotioner/{number}/dra-tillbaka")
    assert page.h1 == "Mina sidor"
    assert stored(number).publication is Publication.WITHDRAWN
    assert rut.get(f"/folkmotioner/{number}/dra-tillbaka").h1 == "Mina sidor"


def test_what_is_published_cannot_be_taken_back(rut, mine):
    number = mine(publication=Publication.PUBLISHED)
    page = rut.get(f"/folkmotioner/{number}/dra-tillbaka")
    assert page.status == 409
    assert not page.soup.select("main form")


def test_a_sent_proposal_is_shown_and_not_edited(rut, mine):
    number = mine(publication=Publication.SUBMITTED)
    page = rut.get(f"/folkmotioner/{number}/redigera?steg=2")
    assert (page.url, page.h1) == (f"/folkmotioner/{number}/granska", "Ditt förslag")
    assert "Kommunen läser det senast" in page.text


def test_forms_sent_twice_do_no_harm(rut, stored):
    fields = rut.get("/folkmotioner/ny").fields() | OPENING
    rut.post("/folkmotioner/ny", fields)
    number = stored().id
    rut.post("/folkmotioner/ny", fields | {"summary": "Bättre ord."})
    assert stored().id == number
    assert stored().summary == "Bättre ord."
    rut.submit(f"/folkmotioner/{number}/redigera?steg=2", **WORDING)
    rut.submit(f"/folkmotioner/{number}/redigera?steg=3", **PLACING)
    token = rut.get(f"/folkmotioner/{number}/granska").fields("/skicka-in")
    receipts = [rut.post(f"/folkmotioner/{number}/skicka-in", token).url for _ in range(2)]
    assert receipts[0] == receipts[1]
    rut.post("/folkmotioner/ny", fields | {"summary": "För sent."})
    assert stored().summary == "Bättre ord."
