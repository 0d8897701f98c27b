"""What follows when the time to answer is over: the case gets its number, a meeting, a decision, and work."""

from dialog.core.context import Context
from dialog.core.policy import SYSTEM, Role
from dialog.demo.content.consultation_shapes import Milestone, Outcome
from dialog.demo.remisser.saying import Matter
from dialog.demo.stage import Scene
from dialog.feedback.models import Decision
from dialog.feedback.records import Answer, Plan
from dialog.process.models import Step
from dialog.remiss.actions import run
from dialog.remiss.actions.numbers import count_answers

AT_ONCE, NOON, AFTERNOON, LATE, EVENING = 0, 12, 13, 15, 17
DAYS_TO_PLAN = 30  # from now to a meeting, where no decision has been taken yet
BEFORE_MEETING = 12


def following_up(matter: Matter) -> Scene:
    """The worker hands over; the registrar and the officer go on from there."""
    tale, at = matter.tale, matter.theatre.at
    if tale.closes_in_days is None or tale.closes_in_days >= 0:
        return
    over, officer = -tale.closes_in_days - 1, matter.town.staff[Role.OFFICER]
    ctx = yield at(over, AT_ONCE), SYSTEM
    run.close(ctx, matter.row)
    ctx = yield at(over, NOON), matter.town.staff[Role.REGISTRAR]
    series = matter.town.facts.case_series
    number = series.format(year=ctx.now.year, number=next(matter.town.case_numbers))
    run.register(ctx, matter.row, case_number=number)
    ctx = yield at(max(over - 1, 0), AFTERNOON), officer
    planned = tale.outcome.decided_days_ago if tale.outcome else -DAYS_TO_PLAN
    body = matter.tale.decided_by
    plan = Plan(f"{body} tar upp ärendet", matter.theatre.day(planned), body=body)
    step = run.prepare(ctx, matter.row, plan)
    if tale.outcome:
        yield from _decided(matter, tale.outcome, step)


def _decided(matter: Matter, tale: Outcome, step: Step) -> Scene:
    at, officer = matter.theatre.at, matter.town.staff[Role.OFFICER]
    ctx = yield at(tale.decided_days_ago, LATE), officer
    decided = matter.theatre.day(tale.decided_days_ago)
    run.finish_step(ctx, matter.row, step, done_on=decided)
    answer = Answer(
        decision=Decision.DECIDED,
        body=matter.town.committee(tale.body).sv,
        decided_on=decided,
        paragraph=tale.paragraph,
        reasons=tale.reasons,
        effect=tale.effect,
        time_plan=tale.time_plan,
    )
    run.answer(ctx, matter.row, answer)
    planned = [(each, _plan(ctx, matter, each)) for each in tale.milestones]
    for milestone, row in planned:
        if milestone.done:
            ctx = yield at(min(-milestone.in_days, tale.decided_days_ago), EVENING), officer
            run.finish_step(ctx, matter.row, row, done_on=matter.theatre.day(-milestone.in_days))
    if tale.completed_days_ago is not None:
        ctx = yield at(tale.completed_days_ago, EVENING), officer
        run.complete(ctx, matter.row)


def _plan(ctx: Context, matter: Matter, tale: Milestone) -> Step:
    day = matter.theatre.day(-tale.in_days)
    return run.implement(ctx, matter.row, Plan(tale.title, day, kind="milestone"))


def counting(matter: Matter) -> Scene:
    """The worker counts those who have answered, when everything is in."""
    ctx = yield matter.theatre.now, SYSTEM
    count_answers(ctx, matter.row)
