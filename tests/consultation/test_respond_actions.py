"""Sending, changing and taking back an answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dialog.consultation.actions.respond import (
    Sent,
    change_response,
    respond,
    withdraw_response,
)
from dialog.consultation.models import Answer, Part, Participation
from dialog.consultation.queries.participants import by_token, logged_in
from dialog.consultation.rules import NotOpen
from dialog.consultation.rules.admission import Basis, NotAdmitted, Participant, Who
from dialog.consultation.rules.content import QuestionKind
from dialog.core.context import Context
from dialog.core.errors import Faulty, NotFound
from dialog.core.journal import Event
from dialog.process.rules import Channel, Publication
from dialog.registry.models import Receipt
from tests.consultation import rows
from tests.consultation.questionnaire import chained, every_kind, one_page, question
from tests.consultation.rows import NOW

RED = {"single": {"choice": "red"}}
BLUE = {"single": {"choice": "blue"}}


def begin(ctx: Context, **given: Any) -> tuple[Part, Participant]:
    row = rows.consultation(ctx.session, ctx.keys, **given)
    part = rows.add_part(ctx.session, row, every_kind())
    who = logged_in(ctx, row, 36) if ctx.actor.id else by_token(ctx, row, "token")
    return part, who


def the_answer(ctx: Context) -> Answer:
    return ctx.session.scalars(select(Answer)).one()


def test_an_answer_keeps_what_the_person_saw_and_gives_a_receipt(resident: Context) -> None:
    part, who = begin(resident)
    receipt = respond(resident, part, who, Sent(part.version, RED))
    answer = the_answer(resident)
    text = answer.texts[0]
    assert text.labelled() == [("Frågan single", "Röd")]
    assert text.data == {"answers": RED}
    assert (receipt.record_hash, receipt.contribution_id) == (text.hash, answer.id)
    assert (answer.version_id, answer.channel) == (part.version.id, Channel.WEB)
    assert resident.session.scalars(select(Participation)).one().age_group == "30-44"


def test_the_journal_tells_nobody_who_answered(resident: Context) -> None:
    part, who = begin(resident)
    respond(resident, part, who, Sent(part.version, RED))
    change_response(resident, the_answer(resident), who, Sent(part.version, BLUE))
    withdraw_response(resident, the_answer(resident), who)
    stmt = select(Event).where(Event.name.like("consultation.%"))
    events = resident.session.scalars(stmt.order_by(Event.id)).all()
    assert [each.name.partition(".")[2] for each in events] == [
        "respond",
        "change_response",
        "withdraw_response",
    ]
    assert {each.actor_id for each in events} == {None}
    assert all(each.data == {"part": part.id} for each in events)


def test_answering_twice_gives_the_same_receipt(resident: Context) -> None:
    part, who = begin(resident)
    first = respond(resident, part, who, Sent(part.version, RED))
    again = respond(resident, part, who, Sent(part.version, BLUE))
    assert again.number == first.number
    assert the_answer(resident).texts[-1].data == {"answers": RED}


def test_a_change_is_a_new_version_with_a_receipt_of_its_own(resident: Context) -> None:
    part, who = begin(resident)
    first = respond(resident, part, who, Sent(part.version, RED))
    answer = the_answer(resident)
    second = change_response(resident, answer, who, Sent(part.version, BLUE))
    assert second.number not in {first.number, ""}
    assert [text.data["answers"] for text in answer.texts] == [RED, BLUE]
    assert answer.receipt_number == second.number
    same = change_response(resident, answer, who, Sent(part.version, BLUE))
    assert same.number == second.number
    assert len(answer.texts) == 2


def test_an_answer_can_be_taken_back_and_is_then_nobodys(resident: Context) -> None:
    part, who = begin(resident)
    receipt = respond(resident, part, who, Sent(part.version, RED))
    answer = the_answer(resident)
    withdraw_response(resident, answer, who)
    assert answer.publication is Publication.WITHDRAWN
    assert (answer.once, answer.participant_key, answer.author_id) == (receipt.number, "", None)
    assert respond(resident, part, who, Sent(part.version, BLUE)).number != receipt.number


def test_nobody_changes_or_takes_back_the_answer_of_another(
    acting: Callable[[str], Context],
) -> None:
    resident, neighbour = acting("resident"), acting("neighbour")
    part, who = begin(resident)
    respond(resident, part, who, Sent(part.version, RED))
    other = logged_in(neighbour, part.stage.consultation, None)
    answer = the_answer(resident)
    with pytest.raises(NotFound):
        change_response(neighbour, answer, other, Sent(part.version, BLUE))
    with pytest.raises(NotFound):
        withdraw_response(neighbour, answer, other)


def test_after_the_last_second_nothing_is_taken_changed_or_taken_back(resident: Context) -> None:
    part, who = begin(resident)
    respond(resident, part, who, Sent(part.version, RED))
    answer = the_answer(resident)
    late = replace(resident, now=NOW + 20 * rows.DAY)
    for act in (
        lambda: respond(late, part, who, Sent(part.version, RED)),
        lambda: change_response(late, answer, who, Sent(part.version, BLUE)),
        lambda: withdraw_response(late, answer, who),
    ):
        with pytest.raises(NotOpen):
            act()
    just_in_time = replace(late, now=late.now - timedelta(seconds=1))
    change_response(just_in_time, answer, who, Sent(part.version, BLUE))


def test_the_demand_of_the_step_is_judged_here_too(acting: Callable[[str], Context]) -> None:
    part, who = begin(acting("neighbour"), who=Who.RESIDENTS)
    with pytest.raises(NotAdmitted):
        respond(acting("neighbour"), part, who, Sent(part.version, RED))


def test_an_anonymous_step_ties_the_answer_to_no_person(resident: Context) -> None:
    part, who = begin(resident, is_anonymous=True)
    anonymous = replace(who, person_id=None, name="")
    respond(resident, part, anonymous, Sent(part.version, RED))
    answer = the_answer(resident)
    assert (answer.author_id, answer.author_name) == (None, "")
    assert answer.once == who.key  # the person's own key finds it again


@pytest.mark.parametrize(
    "answers", [{}, {"gone": {"choice": "red"}}, {"single": {"choice": "yellow"}}]
)
def test_an_unsound_answer_is_refused(answers: dict[str, Any], resident: Context) -> None:
    part, who = begin(resident)
    with pytest.raises(Faulty):
        respond(resident, part, who, Sent(part.version, answers))
    assert resident.session.scalars(select(Receipt)).all() == []


def test_what_is_not_asked_is_not_received(resident: Context) -> None:
    row = rows.consultation(resident.session, resident.keys)
    part = rows.add_part(resident.session, row, chained())
    answers = {"first": {"choice": "blue"}, "third": {"words": "Hemligt"}}
    respond(resident, part, logged_in(resident, row, None), Sent(part.version, answers))
    text = the_answer(resident).texts[0]
    assert text.data == {"answers": {"first": {"choice": "blue"}}}
    assert "Hemligt" not in str(text.parts)


def test_the_version_that_the_person_saw_is_the_one_that_counts(resident: Context) -> None:
    row = rows.consultation(resident.session, resident.keys)
    part = rows.add_part(resident.session, row, every_kind())
    seen = part.version
    newer = one_page(question("new", QuestionKind.SINGLE))
    rows.add_version(resident.session, part, newer, title="Nya frågor")
    assert part.version.id != seen.id
    respond(resident, part, logged_in(resident, row, None), Sent(seen, RED))
    answer = the_answer(resident)
    assert answer.version_id == seen.id
    assert answer.texts[0].labelled() == [("Frågan single", "Röd")]
    now = Sent(part.version, {"new": {"choice": "red"}})
    change_response(resident, answer, logged_in(resident, row, None), now)
    assert answer.version_id == part.version.id


def test_a_version_of_another_part_is_a_mistake(resident: Context) -> None:
    part, who = begin(resident)
    other = rows.add_part(resident.session, part.stage.consultation, every_kind())
    with pytest.raises(ValueError, match="another part"):
        respond(resident, part, who, Sent(other.version, RED))


def test_what_people_tell_of_themselves_is_on_the_receipt_and_in_the_figures(
    resident: Context,
) -> None:
    part, who = begin(resident)
    told = replace(who, age=None, told_group="13-19", told_area="Norr")
    respond(resident, part, told, Sent(part.version, RED))
    text = the_answer(resident).texts[0]
    assert text.labelled()[1:] == [("Ålder", "13–19 år"), ("Område", "Norr")]
    assert text.data["background"] == {"age_group": "13-19", "area": "Norr"}
    figure = resident.session.scalars(select(Participation)).one()
    assert (figure.age_group, figure.area) == ("13-19", "Norr")


def test_staff_enter_what_came_on_paper(acting: Callable[[str], Context]) -> None:
    officer = acting("officer")
    part, _who = begin(officer, who=Who.RESIDENTS)
    paper = Participant("paper 17", Basis.STAFF, channel=Channel.PAPER)
    sent = Sent(part.version, RED, entered_by=officer.actor.id, entry_number=" 17 ")
    respond(officer, part, paper, sent)
    answer = the_answer(officer)
    assert (answer.channel, answer.entry_number) == (Channel.PAPER, "17")
    assert (answer.entered_by, answer.author_id) == (officer.actor.id, None)
