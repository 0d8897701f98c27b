"""How a folkmotion lives: written, sent in, reviewed, signed, handed over, answered, carried out."""

from dialog.core.context import Context
from dialog.core.policy import Actor, Role
from dialog.demo.content import shapes
from dialog.demo.gathering import gathering
from dialog.demo.stage import Scene, Stage
from dialog.demo.town import Town
from dialog.feedback.models import Decision
from dialog.folkmotion.actions.handle import (
    Answer,
    Plan,
    answer,
    complete,
    finish_step,
    implement,
    prepare,
    register,
)
from dialog.folkmotion.actions.propose import Proposal, create, edit, join, submit, withdraw
from dialog.folkmotion.actions.review import publish, reject, send_back, stop
from dialog.folkmotion.models import Folkmotion
from dialog.moderation.actions.lock import claim
from dialog.process.models import Step

DAYS_TO_PREPARE = 14  # from the hand-over until a meeting is booked
# Hours of the day, so that what happens on one day happens in order.
EARLY, MORNING, LATE_MORNING, NOON, AFTERNOON, LATE, EVENING = 7, 9, 11, 12, 13, 15, 17


class Story:
    """One folkmotion and its scenes. `row` is there once it has been written."""

    def __init__(self, stage: Stage, town: Town, told: shapes.Folkmotion) -> None:
        self.stage, self.town, self.told = stage, town, told
        self.author = town.author(told.author)
        self.row: Folkmotion

    def begin(self) -> None:
        """Let its scenes begin. Each waits for its day."""
        for scene in (self.writing(), self.reviewing(), self.handling(), self.following_up()):
            self.stage.add(scene)

    def writing(self) -> Scene:
        """The author writes, is joined by others, sends in, and perhaps again or not at all."""
        told, at, author = self.told, self.stage.at, self.author
        ctx = yield at(told.created_days_ago, EARLY), author
        self.row = create(ctx, self.proposal(told.first))
        for friend in self.friends():
            ctx = yield at(told.created_days_ago, EARLY + 1), friend
            join(ctx, self.row, shown_name=friend.name if told.author_name_public else "")
        if told.first:
            ctx = yield at(told.first.submitted_days_ago, MORNING), author
            submit(ctx, self.row)
            ctx = yield at(told.submitted_days_ago or 0, NOON), author
            edit(ctx, self.row, self.proposal())
        if told.submitted_days_ago is not None:
            ctx = yield at(told.submitted_days_ago, AFTERNOON if told.first else MORNING), author
            submit(ctx, self.row)
        if told.withdrawn_days_ago is not None:
            ctx = yield at(told.withdrawn_days_ago, LATE), author
            withdraw(ctx, self.row)

    def friends(self) -> list[Actor]:
        """As many as the local rule asks for; a draft still lacks one."""
        rules = {rule.key: rule.value for rule in self.town.facts.rules}
        needed = int(str(rules["ef.co_proposers"]))
        return self.town.friends(self.told.author, needed)[self.told.publication == "draft" :]

    def proposal(self, first: shapes.FirstVersion | None = None) -> Proposal:
        """The text, as it was first or as it is."""
        told, text = self.told, first or self.told
        place = next(p.name for p in self.town.facts.places if p.key == told.place)
        return Proposal(
            title=text.title,
            summary=text.summary,
            body=text.body,
            reasons=text.reasons,
            area=told.topic,
            tags=told.tags if told.place == "hela" else (*told.tags, place),
            language=told.language,
            author_name=self.author.name if told.author_name_public else "",
        )

    def reviewing(self) -> Scene:
        """A moderator takes it up and decides; again where it was sent back and came in anew."""
        for review in self.told.reviews:
            hour = LATE_MORNING if review.kind == "send_back" else LATE
            ctx = yield self.stage.at(review.days_ago, hour), self.town.staff[Role.MODERATOR]
            if review.kind != "stop":
                claim(ctx, self.row)
            self.decide(ctx, review)

    def decide(self, ctx: Context, review: shapes.Review) -> None:
        """What the moderator says. A published one begins to gather names."""
        reason, comment = review.reason, review.comment
        match review.kind:
            case "publish":
                opens_in = self.told.opens_in_days or 0
                publish(ctx, self.row, opens_on=self.stage.day(-opens_in) if opens_in > 0 else None)
                self.stage.add(gathering(self.stage, self.town, self.told, self.row))
            case "send_back":
                send_back(ctx, self.row, comment=comment)
            case "stop":
                stop(ctx, self.row, reason=reason, comment=comment)
            case _:  # "reject", or "hide" where the reason says so
                reject(ctx, self.row, reason=reason, comment=comment)

    def handling(self) -> Scene:
        """From the hand-over to the answer. The hand-over itself is the count's doing."""
        told, at = self.told, self.stage.at
        if not told.handed_over_days_ago:  # today's are still to be registered
            return
        ctx = yield at(told.handed_over_days_ago - 1, MORNING), self.town.staff[Role.REGISTRAR]
        body = self.town.committee(told.committee or "ks")
        number = self.town.facts.case_series.format(
            year=ctx.now.year, number=next(self.town.case_numbers)
        )
        department = self.town.departments[body.department]
        register(ctx, self.row, case_number=number, department_id=department)
        if told.committee_in_days is None:
            return
        officer, meets = self.town.staff[Role.OFFICER], -told.committee_in_days
        booked = max(told.handed_over_days_ago - DAYS_TO_PREPARE, meets + 1, 0)
        ctx = yield at(booked, NOON), officer
        title = f"{body.sv} tar upp folkmotionen"
        meeting = Plan(title, self.stage.day(meets), body=body.sv, note=told.preparation_note)
        step = prepare(ctx, self.row, meeting)
        if meets >= 0:
            ctx = yield at(meets, AFTERNOON), officer
            finish_step(ctx, self.row, step, done_on=self.stage.day(meets))
        if told.answer:
            ctx = yield at(told.answer.decided_days_ago, LATE), officer
            answer(ctx, self.row, self.given(told.answer))

    def given(self, told: shapes.Answer) -> Answer:
        """The answer as the officer writes it: first what was decided, then why."""
        return Answer(
            decision=Decision(told.outcome),
            body=self.town.committee(told.body).sv,
            decided_on=self.stage.day(told.decided_days_ago),
            paragraph=told.paragraph,
            reasons=f"{told.summary}\n\n{told.reasons}",
            time_plan=told.time_plan,
        )

    def following_up(self) -> Scene:
        """What is carried out: milestones, done or not, until the case is closed."""
        told, officer = self.told, self.town.staff[Role.OFFICER]
        began = told.implementing_days_ago
        if began is None:
            return
        steps: list[tuple[shapes.Milestone, Step]] = []
        for milestone in told.milestones:
            ctx = yield self.stage.at(began, NOON), officer
            day = self.stage.day(-milestone.in_days)
            plan = Plan(milestone.title, day, note=milestone.note, kind="milestone")
            steps.append((milestone, implement(ctx, self.row, plan)))
        for milestone, step in steps:
            if milestone.done:
                ctx = yield self.stage.at(min(began, -milestone.in_days), AFTERNOON), officer
                finish_step(ctx, self.row, step, done_on=self.stage.day(-milestone.in_days))
        if told.completed_days_ago is not None:
            ctx = yield self.stage.at(told.completed_days_ago, EVENING), officer
            complete(ctx, self.row)
