"""From an answer that is really sent to what is counted of it, and until it is taken back."""

from sqlalchemy import select

from dialog.consultation.actions.ideas import NewIdea, propose
from dialog.consultation.actions.respond import Sent, respond, withdraw_response
from dialog.consultation.actions.tally import count_part, count_participants
from dialog.consultation.models import Answer, Consultation, FreeText, Part
from dialog.consultation.queries.counted import counted
from dialog.consultation.queries.participants import logged_in
from dialog.consultation.queries.report import report
from dialog.consultation.rules.admission import Participant
from dialog.consultation.rules.content import IdeasContent
from dialog.consultation.rules.lens import Look, Why
from dialog.core.context import Context
from tests.consultation import rows
from tests.consultation.questionnaire import every_kind

SAID = {
    "single": {"choice": "red"},
    "long_text": {"words": "Plantera mer."},
}


def begun(ctx: Context) -> tuple[Consultation, Part, Participant]:
    row = rows.consultation(ctx.session, ctx.keys)
    part = rows.add_part(ctx.session, row, every_kind())
    return row, part, logged_in(ctx, row, 36)


def test_what_is_sent_is_told_to_staff_and_what_is_taken_back_is_not(
    resident: Context, system: Context
) -> None:
    row, part, who = begun(resident)
    respond(resident, part, who, Sent(part.version, SAID))
    count_part(system, part)
    count_participants(system, row)
    told = report(counted(system, row, Look()), Look(), is_public=False).stages[0].parts[0]
    outcome = next(each for each in told.outcomes if each.key == "single")
    assert {str(line.label): line.number for line in outcome.blocks[0].lines}["Röd"] == 1
    assert system.session.scalars(select(FreeText.words)).all() == ["Plantera mer."]
    assert row.count_valid == 1

    withdraw_response(resident, resident.session.scalars(select(Answer)).one(), who)
    count_part(system, part)
    count_participants(system, row)
    told = report(counted(system, row, Look()), Look(), is_public=False).stages[0].parts[0]
    assert {each.key: each.why for each in told.outcomes if each.why is not Why.NOBODY} == {}
    assert system.session.scalars(select(FreeText)).all() == []
    assert row.count_valid == 0


def test_whoever_takes_back_one_thing_of_two_has_still_taken_part(
    resident: Context, system: Context
) -> None:
    row, part, who = begun(resident)
    ideas = rows.add_part(resident.session, row, IdeasContent())
    respond(resident, part, who, Sent(part.version, SAID))
    propose(resident, ideas, who, NewIdea("Fler bänkar", "", (("Rubrik", "Fler bänkar"),)))
    withdraw_response(resident, resident.session.scalars(select(Answer)).one(), who)
    count_participants(system, row)
    assert row.count_valid == 1
