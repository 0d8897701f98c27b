"""Word lists: empty and off until a moderator changes that, for texts in their own language only."""

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.journal import Event
from dialog.moderation.actions.word_lists import add_words, remove_word, turn_word_list
from dialog.moderation.models import ListedWord, WordList
from dialog.moderation.queries import word_lists as queries
from dialog.moderation.rules.suggesting import MOST_WORDS
from tests.browser import Browser

PAGE = "/arbetsyta/granskning/ordlistor/sv"


def test_words_are_looked_for_when_the_list_is_on(moderator: Context) -> None:
    assert queries.looked_for(moderator) == {}
    assert add_words(moderator, "sv", ["Dumbom", " dumbom ", "grön*", "dra åt skogen"]) == 3
    assert queries.looked_for(moderator) == {}
    turn_word_list(moderator, "sv", is_on=True)
    turn_word_list(moderator, "en", is_on=True)
    assert queries.looked_for(moderator) == {"sv": ["dra åt skogen", "dumbom", "grön*"]}
    turn_word_list(moderator, "sv", is_on=False)
    assert queries.looked_for(moderator) == {}
    assert queries.all_lists(moderator) == {"sv": (False, 3), "en": (True, 0)}


def test_a_word_that_was_taken_away_can_come_back_and_its_time_stays(moderator: Context) -> None:
    add_words(moderator, "sv", ["dumbom"])
    word = queries.words_of(moderator, "sv")[0]
    remove_word(moderator, word)
    remove_word(moderator, word)
    assert list(queries.words_of(moderator, "sv")) == []
    assert add_words(moderator, "sv", ["dumbom"]) == 1
    kept = moderator.session.scalars(select(ListedWord).order_by(ListedWord.id)).all()
    assert [each.removed_at is None for each in kept] == [False, True]


def test_the_journal_says_who_and_when_and_no_word(moderator: Context) -> None:
    add_words(moderator, "sv", ["dumbom"])
    turn_word_list(moderator, "sv", is_on=True)
    remove_word(moderator, queries.words_of(moderator, "sv")[0])
    names = ("moderation.add_words", "moderation.turn_word_list", "moderation.remove_word")
    events = moderator.session.scalars(select(Event).where(Event.name.in_(names))).all()
    assert [event.name for event in events] == list(names)
    assert {event.actor_id for event in events} == {moderator.actor.id}
    assert "dumbom" not in str([event.data for event in events])


@pytest.mark.parametrize(
    "words", [["a"], ["*"], ["!!"], ["x" * 61], ["640823-3234"], [f"ord{n}" for n in range(501)]]
)
def test_what_is_no_word_is_refused_by_name(moderator: Context, words: list[str]) -> None:
    with pytest.raises(Faulty) as fault:
        add_words(moderator, "sv", words)
    assert fault.value.field == "words"
    assert len(words) in {1, MOST_WORDS + 1}
    assert moderator.session.scalars(select(ListedWord)).all() == []


def test_only_moderators_change_them(resident: Context, moderator: Context) -> None:
    add_words(moderator, "sv", ["dumbom"])
    word = queries.words_of(moderator, "sv")[0]
    for act in (
        lambda: add_words(resident, "sv", ["ord"]),
        lambda: turn_word_list(resident, "sv", is_on=True),
        lambda: remove_word(resident, word),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_a_moderator_fills_a_list_and_turns_it_on(browser: Browser, session) -> None:
    staff = browser.log_in("moderator")
    lists = staff.get(staff.get("/arbetsyta").link("Ordlistor"))
    assert "Svenska 0 Nej" in lists.text
    page = staff.get(lists.link("Svenska"))
    assert "Listan är tom." in page.text
    wrong = staff.submit(page.url, words="dumbom\na")
    assert wrong.status == 422
    assert wrong.faults() == {"words": "Varje ord måste ha minst två bokstäver."}
    assert "dumbom" in wrong.fields()["words"]
    done = staff.submit(page.url, words="Dumbom\n\n grön* \n")
    assert "2 nya ord." in done.text
    on = staff.submit(page.url, "/anvand")
    assert "Ordlistan används nu." in on.text
    removed = staff.submit(page.url, "/ta-bort")
    assert "Ordet är borttaget." in removed.text
    assert "Svenska 1 Ja" in staff.get(lists.url).text
    assert session.scalars(select(WordList)).one().is_on
    session.rollback()
    assert staff.get("/arbetsyta/granskning/ordlistor/xx").status == 404
    assert (
        staff.post("/arbetsyta/granskning/ordlistor/xx/anvand", page.fields("/anvand")).status
        == 404
    )


def test_the_page_costs_little(browser: Browser, moderator: Context, statements: list[str]) -> None:
    add_words(moderator, "sv", [f"ord{number}" for number in range(200)])
    moderator.session.commit()
    staff = browser.log_in("moderator")
    statements.clear()
    assert staff.get(PAGE).status == 200
    assert len(statements) <= 6, statements
