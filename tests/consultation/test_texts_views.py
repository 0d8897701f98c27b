"""Reading texts in own words: grouped, filtered, tagged on one page, and counted."""

from typing import Any

from sqlalchemy import select

from dialog.consultation.models import Code, CodesShown, Coding, FreeText
from dialog.core.context import Context
from dialog.process.rules import Channel
from tests.browser import Browser, Page
from tests.consultation import answered, asked, rows

WORK = "/arbetsyta/medborgardialoger"


def started(system: Context, *texts: str, **given: Any) -> tuple[int, str]:
    """The id of the consultation, and where its texts are read; two tags are in its codebook."""
    row, part = asked.made(system, *texts, **given)
    for name in ("Natur", "Trygghet"):
        system.session.add(Code(consultation_id=row.id, name=name))
    system.session.commit()
    found = row.id, f"{WORK}/{row.id}/texter/{part.id}/fritt"
    system.session.rollback()
    return found


def shown(page: Page) -> list[str]:
    return [each.get_text() for each in page.soup.select(".texts__words-own")]


def test_the_questions_in_own_words_are_listed(system: Context, browser: Browser) -> None:
    number, address = started(system, "Fler träd", "Bänkar")
    page = browser.log_in("officer").get(f"{WORK}/{number}/texter")
    assert "Om parken · 2 texter · 0 har taggar" in page.text
    assert page.link("Vad vill du säga?") == address
    assert "Vad är viktigast?" in page.text, "it takes own words beside its choices"
    assert "Hur trygg är du?" not in page.text


def test_equal_texts_are_shown_once(system: Context, browser: Browser) -> None:
    _, address = started(system, "Fler träd!", "Bänkar", *["fler träd"] * 11)
    page = browser.log_in("officer").get(address)
    assert shown(page) == ["Fler träd!", "Bänkar"]
    assert "12 likadana" in page.text


def test_pages_follow_by_key(system: Context, browser: Browser) -> None:
    _, address = started(system, *(f"Text nummer {n}" for n in range(45)))
    browser.log_in("officer")
    first = browser.get(address)
    second = browser.get(first.link("Nästa"))
    third = browser.get(second.link("Nästa"))
    assert [len(shown(page)) for page in (first, second, third)] == [20, 20, 5]
    assert shown(browser.get(third.link("Föregående"))) == shown(second)


def test_a_page_is_tagged_with_one_form(system: Context, browser: Browser) -> None:
    _, address = started(system, "Fler träd", "fler träd", "Mer ljus")
    browser.log_in("officer")
    page = browser.get(address)
    boxes = page.soup.select("input[type=checkbox]")
    assert len(boxes) == 4
    fields = page.fields("/fritt") | {str(boxes[i]["name"]): boxes[i]["value"] for i in (0, 3)}
    done = browser.post(address, fields)
    assert "3 texter har nya taggar." in done.text
    checked = [box["value"] for box in done.soup.select("input[checked]")]
    assert checked == [boxes[0]["value"], boxes[3]["value"]]
    assert "Inga taggar ändrades." in browser.post(address, done.fields("/fritt")).text
    without = {name: value for name, value in done.fields("/fritt").items() if "har" not in name}
    browser.post(address, without)
    assert system.session.scalars(select(Coding)).all() == []


def test_texts_are_filtered(system: Context, browser: Browser) -> None:
    row = rows.consultation(system.session, system.keys)
    part = rows.add_part(system.session, row, asked.FORM, title="Om parken")
    north = {"area": "Norr", "age": "20-29"}
    paper = {"area": "Syd", "channel": Channel.PAPER}
    answered.many(
        system.session,
        part,
        [(1, asked.said("Ångbåt i ån"), north), (1, asked.said("Mer ljus"), paper)],
    )
    asked.counted(system, part)
    code = Code(consultation_id=row.id, name="Ljus")
    system.session.add(code)
    system.session.flush()
    light = system.session.scalars(select(FreeText).where(FreeText.words == "Mer ljus")).one()
    system.session.add(Coding(free_text_id=light.id, code_id=code.id, by=None, at=system.now))
    address, number = f"{WORK}/{row.id}/texter/{part.id}/fritt", code.id
    system.session.commit()
    browser.log_in("officer")
    steam, lamp = ["Ångbåt i ån"], ["Mer ljus"]
    for query, texts in {
        "omrade=Norr": steam,
        "omrade=Finns+inte": [],
        "alder=20-29": steam,
        "alder=-": lamp,
        "kanal=paper": lamp,
        "kanal=x&tagg=x": [*steam, *lamp],
        "tagg=utan": steam,
        f"tagg={number}": lamp,
        "ord=ångbåt": steam,
        "ord=LJUS+mer": lamp,
        "ord=100%25": [],
    }.items():
        assert shown(browser.get(f"{address}?{query}")) == texts, query
    assert "Inga texter passar" in browser.get(f"{address}?ord=nej").text


def test_an_anonymous_step_is_not_divided(system: Context, browser: Browser) -> None:
    row = rows.consultation(system.session, system.keys, is_anonymous=True)
    part = rows.add_part(system.session, row, asked.FORM)
    answered.many(
        system.session, part, [(1, asked.said("Hej"), {"area": "Norr"}), (1, asked.said("Hå"), {})]
    )
    asked.counted(system, part)
    address = f"{WORK}/{row.id}/texter/{part.id}/fritt"
    system.session.rollback()
    page = browser.log_in("officer").get(f"{address}?omrade=Norr&alder=20-29")
    assert shown(page) == ["Hej", "Hå"]
    assert not page.soup.select("[name=omrade], [name=alder]")


def test_common_words_are_told_in_their_most_common_form(system: Context, browser: Browser) -> None:
    texts = ["Parken är fin", "Parken behöver ljus", "Parker är bra", "Mer ljus i park"]
    _, address = started(system, *texts)
    page = browser.log_in("officer").get(address)
    words = [" ".join(each.get_text(" ").split()) for each in page.soup.select(".texts__words li")]
    assert words[:2] == ["parken 4", "ljus 2"]
    first = page.soup.select_one(".texts__words a")
    assert len(shown(browser.get(str(first["href"])))) == 4


def test_numbers_of_tags_stand_in_a_table(system: Context, browser: Browser) -> None:
    number, address = started(system, *(f"Träd {n}" for n in range(4)))
    browser.log_in("officer")
    page = browser.get(address)
    nature = page.soup.select_one("input[type=checkbox]")["value"]
    ticks = {str(box["name"]): nature for box in page.soup.select("input[type=checkbox]")}
    told = browser.post(address, page.fields("/fritt") | ticks)
    cells = [each.get_text(strip=True) for each in told.soup.select(".chart-table tbody td")]
    assert cells == ["4", "100 %"]
    book = browser.get(f"{WORK}/{number}/kodbok")
    assert "4 texter" in book.text


def test_tags_are_shown_in_the_results_when_an_officer_says_so(
    system: Context, browser: Browser
) -> None:
    public = {"results_public_at": rows.NOW, "results_words": "Så blev det."}
    number, address = started(system, *(f"Träd {n}" for n in range(12)), **public)
    nature, safety = system.session.scalars(select(Code.id).order_by(Code.id)).all()
    texts = system.session.scalars(select(FreeText.id).order_by(FreeText.id)).all()
    for place, text in enumerate(texts):
        code = nature if place < 10 else safety
        system.session.add(Coding(free_text_id=text, code_id=code, by=None, at=system.now))
    system.session.commit()
    results = f"/medborgardialoger/{number}/resultat"
    assert "Natur" not in browser.get(results).text
    browser.log_in("officer")
    staff = browser.get(f"{WORK}/{number}/svar")
    assert "Natur" in staff.text
    page = browser.get(address)
    done = browser.post(f"{address}/taggar", page.fields("/taggar"))
    assert "Taggarna visas i resultatet." in done.text
    told = browser.get(results)
    lines = [
        " ".join(row.get_text(" ").split())
        for row in told.soup.select('[data-question="fritt"] tbody tr')
    ]
    assert lines == ["Natur visas inte –", "Trygghet visas inte –"], "two texts are somebody"
    browser.post(f"{address}/taggar", done.fields("/taggar") | {"visa": "nej"})
    assert system.session.scalars(select(CodesShown)).all() == []
    assert "Natur" not in browser.get(results).text


def test_the_codebook_is_kept(system: Context, browser: Browser) -> None:
    number, _ = started(system, "Fler träd")
    book = f"{WORK}/{number}/kodbok"
    browser.log_in("officer")
    wrong = browser.submit(book, "/kodbok", name="natur", meaning="Igen")
    assert wrong.status == 422
    assert wrong.faults()["name"] == "Det finns redan en tagg som heter så."
    assert "Igen" in wrong.text
    assert "Taggen är sparad." in browser.submit(book, "/kodbok", name="Buller").text
    noise = browser.get(book).link("Buller")
    assert "Oljud" in browser.submit(noise, noise, name="Oljud", meaning="Allt som låter").text
    page = browser.submit(noise, "/sluta-anvanda")
    assert "Används inte längre" in page.text
    browser.submit(noise, "/anvand-igen")
    other = browser.get(noise).soup.select_one("select option")["value"]
    merged = browser.submit(noise, "/sla-ihop", into=other)
    assert "Taggarna är sammanslagna." in merged.text
    assert "Oljud" not in merged.text
    assert browser.get(noise).status == 404


def test_who_is_not_an_officer_reads_nothing(system: Context, browser: Browser) -> None:
    number, address = started(system, "Hemligt")
    for name in ("moderator", "registrar", "resident"):
        browser.log_in(name)
        for place in (address, f"{WORK}/{number}/texter", f"{WORK}/{number}/kodbok"):
            assert browser.get(place).status == 403


def test_other_questions_are_not_there(system: Context, browser: Browser) -> None:
    number, address = started(system, "Hej")
    other, _ = started(system, "Annat")
    browser.log_in("officer")
    assert browser.get(address.replace("fritt", "skala")).status == 404
    assert browser.get(address.replace(f"/{number}/", f"/{other}/", 1)).status == 404
