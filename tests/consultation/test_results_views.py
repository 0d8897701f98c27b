"""The results as the public and staff see them."""

from collections.abc import Callable
from typing import Any

import pytest

from dialog.consultation.actions.tally import count_part, count_participants
from dialog.consultation.models import Consultation
from dialog.consultation.rules.content import (
    Choice,
    DiscussionContent,
    IdeasContent,
    Method,
    PrioritiesContent,
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
)
from dialog.core.context import Context
from dialog.process.rules import Channel, Publication
from tests.browser import Browser, Page
from tests.consultation import answered, crowd, rows
from tests.consultation.rows import NOW

AB = (Choice("a", "Fler träd"), Choice("b", "Fler bänkar"))
PARK = QuestionnaireContent(
    pages=(
        QuestionPage(
            questions=(
                Question("q", QuestionKind.SINGLE, "Vad vill du ha?", choices=AB),
                Question("m", QuestionKind.MULTIPLE, "Vad mer?", choices=AB),
                Question("s", QuestionKind.SCALE, "Hur nöjd?", low_label="Inte", high_label="Helt"),
                Question("r", QuestionKind.RANKING, "I vilken ordning?", choices=AB),
                Question("x", QuestionKind.MATRIX, "Var?", choices=AB, rows=(Choice("p", "Norr"),)),
                Question("n", QuestionKind.NUMBER, "Hur långt?", unit="km"),
                Question("d", QuestionKind.DATE, "När?"),
                Question("t", QuestionKind.LONG_TEXT, "Något mer?"),
            )
        ),
    )
)


def said(choice: str, value: int = 3) -> dict[str, Any]:
    other = "b" if choice == "a" else "a"
    return {
        "answers": {
            "q": {"choice": choice},
            "m": {"choices": ["a", choice]},
            "s": {"value": value},
            "r": {"order": [choice, other]},
            "x": {"rows": {"p": choice}},
            "n": {"value": str(value)},
            "d": {"value": f"2026-0{value}-11"},
            "t": {"words": "Hej"},
        }
    }


def made(ctx: Context, groups: list[Any], **given: Any) -> Consultation:
    """A consultation with answers that have been counted; commits."""
    values = {"results_public_at": NOW, "results_words": "De flesta vill ha **träd**."} | given
    row = rows.consultation(ctx.session, ctx.keys, **values)
    part = rows.add_part(ctx.session, row, PARK, title="Om parken")
    answered.many(ctx.session, part, groups)
    count_part(ctx, part)
    count_participants(ctx, row)
    ctx.session.commit()
    return row


MANY = [
    (30, said("a"), {"area": "Norr", "age": "20-29"}),
    (20, said("b", 5), {"area": "Syd", "age": "30-44", "channel": Channel.PAPER}),
    (10, said("b", 5), {}),
]


def opened(browser: Browser, row: Consultation, ctx: Context, query: str = "") -> Page:
    address = answered.results_of(row) + query
    ctx.session.rollback()
    return browser.get(address)


def numbers(page: Page, question: str) -> list[str]:
    cells = page.soup.select(f'[data-question="{question}"] tbody tr td:nth-of-type(1)')
    return [" ".join(cell.get_text(" ").split()) for cell in cells]


def test_everybody_reads_the_words_the_numbers_and_who_took_part(
    system: Context, browser: Browser
) -> None:
    row = made(system, MANY)
    page = opened(browser, row, system)
    assert page.status == 200
    assert "De flesta vill ha träd" in page.text
    assert "60 har deltagit." in page.text
    assert "Räknat 1 december 2026" in page.text
    assert numbers(page, "q") == ["30", "30"]
    assert "50 %" in page.text
    assert "Resultatet visar inte vad alla invånare tycker." in page.text
    assert "Set-Cookie" not in page.response.headers
    assert "public" in page.response.headers["Cache-Control"]


def test_the_list_says_how_many_have_taken_part(system: Context, browser: Browser) -> None:
    made(system, MANY)
    system.session.rollback()
    listed = browser.get("/medborgardialoger").text
    assert "60 har deltagit" in listed
    assert "60 underskrift" not in listed


def test_every_picture_has_its_table(system: Context, browser: Browser) -> None:
    page = opened(browser, made(system, MANY), system)
    for figure in page.soup.select(".chart-figure"):
        assert figure.select_one("svg")
        assert figure.select_one("table caption")
    for picture in page.soup.select("svg[role=img]"):
        assert "tabellen" in str(picture["aria-label"])


def test_before_they_are_published_the_page_says_when_they_come(
    system: Context, browser: Browser
) -> None:
    row = made(system, MANY, results_public_at=None)
    page = opened(browser, row, system)
    assert page.status == 404
    assert page.h1 == "Resultatet är inte klart än"
    assert "1 april 2027" in page.text
    assert "Fler träd" not in page.text


def test_of_what_is_not_public_there_are_no_results(system: Context, browser: Browser) -> None:
    row = made(system, MANY, publication=Publication.DRAFT)
    assert opened(browser, row, system).h1 != "Resultatet är inte klart än"


def test_small_numbers_are_hidden_for_everybody_but_staff(
    system: Context, browser: Browser
) -> None:
    few = [(30, said("a"), {}), (3, said("b"), {})]
    row = made(system, few)
    address = f"/arbetsyta/medborgardialoger/{row.id}/svar"
    page = opened(browser, row, system)
    assert numbers(page, "q") == ["visas inte", "visas inte"]
    assert "Tal från 1 till 4 visas inte." in page.text
    assert numbers(browser.log_in("officer").get(address), "q") == ["30", "3"]


def test_one_group_at_a_time_is_shown(system: Context, browser: Browser) -> None:
    row = made(system, MANY)
    page = opened(browser, row, system, "?grupp=omrade:Norr")
    assert "Område: Norr." in page.text
    assert numbers(page, "q") == ["30", "0"]
    paper = browser.get(page.url + "?grupp=kanal:paper")
    assert numbers(paper, "q") == ["0", "20"]
    unknown = browser.get(page.url + "?grupp=alder:")
    assert "Ålder: Har inte svarat." in unknown.text
    assert numbers(unknown, "q") == ["0", "10"]


def test_a_group_that_is_too_small_is_refused(system: Context, browser: Browser) -> None:
    row = made(system, [*MANY, (3, said("a"), {"area": "Öst", "age": "20-29"})])
    page = opened(browser, row, system, "?grupp=omrade:%C3%96st")
    assert numbers(page, "q") == []
    assert "För få har svarat" in page.text


@pytest.mark.parametrize("query", ["?grupp=omrade:Finns+inte", "?grupp=x:y", "?steg=x&grupp="])
def test_what_cannot_be_looked_at_shows_it_all(
    query: str, system: Context, browser: Browser
) -> None:
    row = made(system, MANY)
    assert numbers(opened(browser, row, system, query), "q") == ["30", "30"]


def test_one_step_can_be_looked_at(system: Context, browser: Browser) -> None:
    row = made(system, MANY)
    later = rows.add_stage(system.session, row)
    rows.add_part(system.session, row, PARK, title="Nästa", stage=later)
    step = later.id
    page = opened(browser, row, system, f"?steg={step}")
    assert "Nästa" in page.text
    assert "Om parken" not in page.text


def test_what_was_removed_is_shown_as_removed(system: Context, browser: Browser) -> None:
    row = made(system, MANY)
    part = row.stages[0].parts[0]
    fewer = Question("q", QuestionKind.SINGLE, "Vad vill du ha?", choices=AB[:1])
    form = QuestionnaireContent(pages=(QuestionPage(questions=(fewer,)),))
    rows.add_version(system.session, part, form, title="Om parken")
    system.session.commit()
    page = opened(browser, row, system)
    assert numbers(page, "q") == ["30", "30"]
    assert page.text.count("Fanns med i en tidigare version") >= 2


def test_ideas_posts_and_priorities_are_told_too(system: Context, browser: Browser) -> None:
    row = made(system, MANY)
    ideas = rows.add_part(system.session, row, IdeasContent(categories=AB), title="Idéer")
    talk = rows.add_part(system.session, row, DiscussionContent(), title="Prat")
    options = PrioritiesContent("Fördela", Method.POINTS, 10, AB)
    weigh = rows.add_part(system.session, row, options, title="Väg")
    answered.idea(system.session, ideas, "En damm", category="a", count_support=7)
    answered.comment(system.session, talk, "Bra")
    answered.many(system.session, weigh, [(10, {"points": {"a": 6, "b": 4}}, {})])
    for part in (ideas, talk, weigh):
        count_part(system, part)
    system.session.commit()
    page = opened(browser, row, system)
    assert "En damm" in page.text
    assert "7 stöder" in page.text
    assert "60" in page.text
    assert numbers(page, "options") == ["10", "10"]


def test_fifty_questions_ask_as_little_of_the_database_however_many_answer(
    system: Context, browser: Browser, statements: list[str]
) -> None:
    row = rows.consultation(
        system.session, system.keys, results_public_at=NOW, results_words="Så här svarade ni."
    )
    part = rows.add_part(system.session, row, crowd.questionnaire())
    address, asked = answered.results_of(row), []
    for first, number in ((1, 20), (21, 300)):
        crowd.answers(system.session, part, number, first)
        count_part(system, part)
        count_participants(system, row)
        system.session.commit()
        for look in ("", "?grupp=omrade:Norr"):
            browser.get(address + look)  # whatever is asked once only
            statements.clear()
            browser.get(address + look)
            asked.append(len(statements))
    assert len(set(asked)) == 1, asked
    assert asked[0] <= 20, "\n".join(statements)


def test_who_is_not_an_officer_sees_no_answers(
    system: Context, browser: Browser, acting: Callable[[str], Context]
) -> None:
    row = made(system, MANY)
    address = f"/arbetsyta/medborgardialoger/{row.id}/svar"
    system.session.rollback()
    assert browser.log_in("moderator").get(address).status == 403
    page = browser.log_in("officer").get(address)
    assert "Hämta nya siffror" in page.text
    assert not page.soup.select("meta[http-equiv=refresh]")


def test_an_officer_publishes_and_takes_away(system: Context, browser: Browser) -> None:
    row = made(system, MANY, results_public_at=None, results_words="")
    address, results = f"/arbetsyta/medborgardialoger/{row.id}/svar", answered.results_of(row)
    system.session.rollback()
    browser.log_in("officer")
    wrong = browser.submit(f"{address}/publicera", words=" ")
    assert wrong.status == 422
    assert "Skriv vad resultatet säger." in wrong.faults()["words"]
    secret = browser.submit(f"{address}/publicera", words="Hej 19900602-2397")
    assert "Personnummer" in secret.faults()["words"]
    done = browser.submit(f"{address}/publicera", words="Många vill ha träd.")
    assert "Resultatet är publicerat" in done.text
    assert "Många vill ha träd." in browser.get(results).text
    browser.submit(address, "/dolj")
    assert browser.get(results).status == 404


def test_where_nobody_has_answered_the_pages_say_so(system: Context, browser: Browser) -> None:
    row = made(system, [])
    address = f"/arbetsyta/medborgardialoger/{row.id}/svar"
    page = opened(browser, row, system)
    assert "Ingen har svarat på frågan." in page.text
    assert "0 har deltagit." in page.text
    assert "Ingen har svarat på frågan." in browser.log_in("officer").get(address).text


def test_a_draft_without_parts_has_a_page_for_staff_and_nothing_to_publish(
    system: Context, browser: Browser
) -> None:
    row = rows.consultation(system.session, system.keys, publication=Publication.DRAFT)
    address = f"/arbetsyta/medborgardialoger/{row.id}/svar"
    system.session.rollback()
    page = browser.log_in("officer").get(address)
    assert "Svaren är inte räknade än." in page.text
    assert "Publicera resultatet" not in page.text
    assert browser.submit(f"{address}/publicera", words="Hej").status == 404
