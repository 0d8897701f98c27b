"""A filter points at what was received, of any type; people decide, and nothing is hidden by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from dialog.consultation.actions.ideas import NewIdea, edit_idea, propose, withdraw_idea
from dialog.consultation.models import Idea, Part
from dialog.consultation.queries.participants import logged_in
from dialog.consultation.rules.content import IdeasContent
from dialog.core.context import Context
from dialog.core.errors import NotPermitted
from dialog.core.journal import Event
from dialog.core.worker import Desk, run_once
from dialog.moderation.actions import contributions, people
from dialog.moderation.actions.suggesting import clear_suggestions
from dialog.moderation.models import Decision, Suggestion
from dialog.moderation.queries import suggesting as queries
from dialog.moderation.queries.contributions import waiting
from dialog.moderation.reactions.suggesting import look_through
from dialog.moderation.rules import TextChanged
from dialog.moderation.rules.suggesting import Clue, NothingSuggested
from dialog.moderation.subjects import PLACES
from dialog.process.models import Contribution
from dialog.process.rules import Publication
from tests.consultation import rows
from tests.make import EKBY, NOW

Acting = Callable[[str], Context]
WHY = people.Grounds("offensive", "Skriv inte så.")
LINK, LONG = "Se www.example.com.", "Det behövs många fler bänkar vid dammen i parken nu."


@pytest.fixture
def part(author: Context) -> Part:
    row = rows.consultation(author.session, author.keys)
    return rows.add_part(author.session, row, IdeasContent())


def new(body: str) -> NewIdea:
    return NewIdea("Idé", body, (("Rubrik", "Idé"), ("Beskrivning", body)))


def write(ctx: Context, part: Part, body: str) -> Idea:
    propose(ctx, part, logged_in(ctx, part.stage.consultation, None), new(body))
    return ctx.session.scalars(select(Idea).order_by(Idea.id.desc()).limit(1)).one()


def change(ctx: Context, idea: Idea, body: str) -> None:
    edit_idea(ctx, idea, logged_in(ctx, idea.process, None), new(body))


def found(ctx: Context) -> list[tuple[int, Clue, list[str]]]:
    """What stands on the list now."""
    page = queries.page(ctx).rows
    clues = queries.clues(ctx, page)
    return [(thing.id, row.kind, row.words) for thing in page for row in clues[thing.id]]


def test_a_published_text_is_pointed_at_with_its_words_and_stays_published(
    author: Context, system: Context, part: Part
) -> None:
    idea = write(author, part, LINK)
    write(author, part, "Fler bänkar.")
    look_through(system)
    assert found(system) == [(idea.id, Clue.LINK, ["www.example.com"])]
    assert waiting(system).suggested == 1
    assert idea.publication is Publication.PUBLISHED
    event = system.session.scalars(select(Event).where(Event.name == "moderation.suggest")).one()
    assert event.data == {"text": 1, "kinds": ["link"]}


def test_the_worker_looks_at_each_version_once(
    author: Context, session, desk: Desk, part: Part
) -> None:
    idea = write(author, part, LINK)
    session.commit()
    for minutes in range(3):
        run_once(replace(desk, now=NOW + timedelta(minutes=2 * minutes)), [EKBY])
    session.expire_all()
    row = session.scalars(select(Suggestion)).one()
    assert (row.contribution_id, row.text_number) == (idea.id, 1)


def test_what_a_moderator_reads_first_is_not_pointed_at(author: Context, system: Context) -> None:
    row = rows.consultation(author.session, author.keys, is_reviewed_first=True)
    idea = write(author, rows.add_part(author.session, row, IdeasContent()), LINK)
    look_through(system)
    idea.publication = Publication.PUBLISHED  # a moderator has read it
    look_through(system)
    assert found(system) == []


def test_what_nobody_else_reads_is_not_pointed_at(
    author: Context, system: Context, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(author, part, LINK)
    monkeypatch.delitem(PLACES, "consultation_idea")
    look_through(system)
    assert found(system) == []


def test_an_older_version_does_not_stand_against_a_newer_one(
    author: Context, system: Context, part: Part
) -> None:
    idea = write(author, part, LINK)
    look_through(system)
    change(author, idea, "Utan länk.")
    assert found(system) == []  # at once, before the worker has come
    assert waiting(system).suggested == 0
    look_through(system)
    row = system.session.scalars(select(Suggestion)).one()
    assert row.settled_at is not None
    assert (row.words, row.decision_id) == ([], None)
    change(author, idea, LINK)
    look_through(system)
    assert found(system) == [(idea.id, Clue.LINK, ["www.example.com"])]


def test_what_is_taken_back_is_forgotten(author: Context, system: Context, part: Part) -> None:
    idea = write(author, part, LINK)
    look_through(system)
    withdraw_idea(author, idea, logged_in(author, idea.process, None))
    look_through(system)
    assert system.session.scalars(select(Suggestion)).one().words == []


def test_the_same_text_again_in_the_same_process_leads_to_the_first(
    author: Context, system: Context, part: Part
) -> None:
    first = write(author, part, LONG)
    again = write(author, part, LONG.upper())
    other = rows.consultation(author.session, author.keys)
    write(author, rows.add_part(author.session, other, IdeasContent()), LONG)
    look_through(system)
    assert found(system) == [(again.id, Clue.DUPLICATE, [str(first.id)])]


def test_many_from_one_participant_are_pointed_at_and_many_from_many_are_not(
    author: Context, acting: Acting, system: Context, part: Part
) -> None:
    ideas = [write(author, part, f"Idé {number}") for number in range(5)]
    write(acting("resident"), part, "Min idé")
    look_through(system)
    assert found(system) == [(each.id, Clue.FLOOD, ["5"]) for each in ideas]


def test_a_moderator_says_that_nothing_is_wrong(
    author: Context, moderator: Context, system: Context, part: Part
) -> None:
    idea = write(author, part, LINK)
    look_through(system)
    with pytest.raises(TextChanged):
        clear_suggestions(moderator, idea, seen=2)
    clear_suggestions(moderator, idea, seen=1)
    assert found(moderator) == []
    look_through(system)
    assert found(moderator) == []
    with pytest.raises(NothingSuggested):
        clear_suggestions(moderator, idea, seen=1)
    assert queries.numbers(moderator, NOW) == {Clue.LINK: (1, 0)}
    contributions.hide_contribution(moderator, idea, seen=1, reason=WHY.reason, comment=WHY.comment)
    assert not moderator.session.scalars(select(Decision)).one().was_suggested


def test_nobody_else_does_and_nobody_about_their_own(
    author: Context, moderator: Context, system: Context, part: Part
) -> None:
    idea = write(moderator, part, LINK)
    look_through(system)
    for ctx in (author, moderator, system):
        with pytest.raises(NotPermitted):
            clear_suggestions(ctx, idea, seen=1)


def test_a_decision_says_that_a_filter_pointed_and_that_a_person_decided(
    author: Context, moderator: Context, system: Context, part: Part
) -> None:
    idea = write(author, part, LINK)
    look_through(system)
    people.warn_author(moderator, idea, WHY)
    contributions.hide_contribution(moderator, idea, seen=1, reason=WHY.reason, comment=WHY.comment)
    for decision in moderator.session.scalars(select(Decision)):
        assert (decision.is_automated, decision.was_suggested) == (False, True)
    assert found(moderator) == []
    row = moderator.session.scalars(select(Suggestion)).one()
    assert row.decision_id is not None
    assert queries.numbers(moderator, NOW) == {Clue.LINK: (1, 1)}


def test_a_decision_without_a_filter_says_so(
    author: Context, moderator: Context, system: Context, part: Part
) -> None:
    idea = write(author, part, LINK)
    look_through(system)
    change(author, idea, "Utan länk.")
    contributions.hide_contribution(moderator, idea, seen=2, reason=WHY.reason, comment=WHY.comment)
    assert not moderator.session.scalars(select(Decision)).one().was_suggested


def test_the_list_costs_the_same_however_long(
    author: Context, system: Context, part: Part, statements: list[str]
) -> None:
    for number in range(30):
        write(author, part, f"{LINK} {number}")
    look_through(system)
    system.session.flush()
    statements.clear()
    things: list[Contribution] = list(queries.page(system, size=25).rows)
    assert len(queries.clues(system, things)) == 25
    assert len(statements) == 2, statements
