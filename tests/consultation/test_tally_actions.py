"""Counting answers: what is new, what has changed, what was taken back, and all of it at night."""

from datetime import timedelta

from sqlalchemy import select

from dialog.consultation.actions.tally import (
    MOST,
    count_part,
    count_participants,
    recount_part,
)
from dialog.consultation.models import Consultation, Counting, FreeText, Part, Tally
from dialog.consultation.queries.tally import tallies
from dialog.consultation.reactions.tally import count_changed
from dialog.consultation.rules.content import (
    DiscussionContent,
    IdeasContent,
    QuestionnaireContent,
)
from dialog.consultation.rules.tallying import Dimension
from dialog.core.context import Context
from dialog.core.jobs import name_of
from dialog.core.journal import Event
from dialog.core.worker import Desk, run_jobs
from dialog.process.rules import Channel, Publication
from tests.consultation import answered, crowd, rows
from tests.consultation.answered import single
from tests.consultation.rows import NOW
from tests.make import EKBY


def made(ctx: Context) -> tuple[Consultation, Part]:
    row = rows.consultation(ctx.session, ctx.keys)
    return row, rows.add_part(ctx.session, row, QuestionnaireContent())


def number(ctx: Context, part: Part, choice: str, dimension: str = "all", group: str = "") -> int:
    place = (("q", "", choice), Dimension(dimension), group)
    found = tallies(ctx.session, part).get(place)
    return found[1].number if found else 0


def test_answers_are_counted_by_one_thing_at_a_time(system: Context) -> None:
    _, part = made(system)
    paper = {"channel": Channel.PAPER, "area": "Norr"}
    answered.many(system.session, part, [(3, single("a"), {}), (2, single("a"), paper)])
    count_part(system, part)
    assert number(system, part, "a") == 5
    assert number(system, part, "a", "channel", "paper") == 2
    assert number(system, part, "a", "area", "Norr") == 2
    assert number(system, part, "a", "age", "") == 5
    assert system.session.scalars(select(Counting)).one().answers == 5


def test_an_answer_that_changes_is_taken_out_and_put_in_again(system: Context) -> None:
    _, part = made(system)
    row = answered.answer(system.session, part, single("a"), key="k")
    count_part(system, part)
    later = Context(system.session, system.actor, NOW + timedelta(minutes=1), system.keys)
    answered.change(later, row, single("b"))
    count_part(later, part)
    assert (number(system, part, "a"), number(system, part, "b")) == (0, 1)


def test_an_answer_that_is_taken_back_counts_nowhere(system: Context) -> None:
    _, part = made(system)
    row = answered.answer(system.session, part, single("a"), key="k", area="Norr")
    count_part(system, part)
    row.publication, row.participant_key = Publication.WITHDRAWN, ""
    row.changed_at = NOW + timedelta(minutes=1)
    count_part(system, part)
    assert tallies(system.session, part) == {}
    assert system.session.scalars(select(Counting)).one().answers == 0


def test_counting_twice_counts_once_and_says_so_once(system: Context) -> None:
    _, part = made(system)
    answered.answer(system.session, part, single("a"), key="k")
    count_part(system, part)
    count_part(system, part)
    assert number(system, part, "a") == 1
    told = system.session.scalars(select(Event).where(Event.name == "consultation.count_part"))
    assert [event.data for event in told] == [{"part": part.id, "answers": 1}]


def test_own_words_follow_the_newest_version(system: Context) -> None:
    _, part = made(system)
    row = answered.answer(system.session, part, {"answers": {"t": {"words": "Ett"}}}, key="k")
    count_part(system, part)
    row.changed_at = NOW - timedelta(minutes=1)
    for words in ("Två", ""):
        system.session.expire_all()
        later = Context(
            system.session, system.actor, row.changed_at + timedelta(minutes=2), system.keys
        )
        answered.change(later, row, {"answers": {"t": {"words": words}}})
        count_part(later, part)
        assert system.session.scalars(select(FreeText.words)).all() == [words] * bool(words)


def test_own_words_that_stay_keep_their_row_and_so_their_tags(system: Context) -> None:
    _, part = made(system)
    answered.answer(system.session, part, {"answers": {"t": {"words": "Ett"}}}, key="k")
    count_part(system, part)
    first = system.session.scalars(select(FreeText.id)).one()
    answered.answer(system.session, part, {"answers": {"t": {"words": "Två"}}}, key="l")
    recount_part(system, part)
    rows = system.session.execute(select(FreeText.id, FreeText.words).order_by(FreeText.id))
    assert [row.words for row in rows.all()] == ["Ett", "Två"]
    assert system.session.get_one(FreeText, first).words == "Ett"


def test_at_night_a_wrong_count_is_found_and_told(system: Context) -> None:
    _, part = made(system)
    answered.many(system.session, part, [(3, single("a"), {})])
    count_part(system, part)
    for tally in system.session.scalars(select(Tally).where(Tally.choice == "a")):
        tally.number += 1
    system.session.flush()
    recount_part(system, part)
    assert number(system, part, "a") == 3
    recount_part(system, part)
    told = system.session.scalars(select(Event).where(Event.name == "consultation.recount_part"))
    assert [event.data["part"] for event in told] == [part.id]


def test_ideas_and_comments_that_others_can_read_are_counted(system: Context) -> None:
    row, _ = made(system)
    part = rows.add_part(system.session, row, IdeasContent())
    talk = rows.add_part(system.session, row, DiscussionContent())
    answered.idea(system.session, part, "Bänkar", category="x")
    answered.idea(system.session, part, "Träd", publication=Publication.HIDDEN)
    answered.comment(system.session, talk, "Bra")
    count_part(system, part)
    count_part(system, talk)
    found = {key: count.number for (key, _, _), (_, count) in tallies(system.session, part).items()}
    assert found == {("ideas", "", ""): 1, ("category", "", "x"): 1}
    assert len(tallies(system.session, talk)) == 1


def test_each_person_takes_part_once_however_much_they_send(system: Context) -> None:
    row, part = made(system)
    answered.answer(system.session, part, single("a"), key="one")
    answered.answer(system.session, part, single("a"), key="two")
    count_participants(system, row)
    assert (row.count_valid, row.counted_at) == (2, NOW)


def test_the_worker_counts_what_has_changed(system: Context, desk: Desk) -> None:
    row, part = made(system)
    answered.many(system.session, part, [(2, single("a"), {})])
    row_id, part_id = row.id, part.id
    system.session.rollback()
    run_jobs(desk, [EKBY])
    system.session.expire_all()
    assert number(system, system.session.get_one(Part, part_id), "a") == 2
    assert system.session.get_one(Consultation, row_id).count_valid == 2
    assert name_of(count_changed).startswith("dialog.consultation")


def test_a_turn_takes_a_part_of_many_and_the_next_one_goes_on(system: Context) -> None:
    row = rows.consultation(system.session, system.keys)
    part = rows.add_part(system.session, row, crowd.questionnaire(1))
    crowd.answers(system.session, part, MOST + 500)
    count_part(system, part)
    counting = system.session.scalars(select(Counting)).one()
    assert (counting.answers, counting.is_behind) == (MOST, True)
    count_part(system, part)
    assert (counting.answers, counting.is_behind) == (MOST + 500, False)
