"""How a consultation lives: set up, published, taken part in, counted, closed, shown and answered."""

from datetime import datetime, timedelta

from dialog.consultation.actions import parts as writing
from dialog.consultation.actions import run, setup, stages
from dialog.consultation.actions.layers import add_layer
from dialog.consultation.actions.numbers import count_contributions
from dialog.consultation.actions.opening import open_stage
from dialog.consultation.actions.publish import publish
from dialog.consultation.actions.results import publish_results
from dialog.consultation.actions.tally import count_part, count_participants
from dialog.consultation.models import Consultation, Part, Stage
from dialog.consultation.queries import support
from dialog.consultation.rules import Blueprint, PartKind
from dialog.consultation.rules.admission import Who
from dialog.consultation.rules.stages import Terms, closing, opening
from dialog.core.context import Context
from dialog.core.policy import SYSTEM, Role
from dialog.demo.consultations.coding import tag
from dialog.demo.consultations.contents import content_of
from dialog.demo.consultations.ground import layers
from dialog.demo.consultations.media import file_of
from dialog.demo.consultations.taking_part import taking_part
from dialog.demo.content import consultation_shapes as told
from dialog.demo.stage import Scene
from dialog.demo.stage import Stage as Theatre
from dialog.demo.town import Town
from dialog.feedback.models import Decision
from dialog.feedback.records import Answer, Plan
from dialog.process.actions.attachments import attach, scan
from dialog.process.models import Attachment, Step
from dialog.process.rules import Level

EARLY, MORNING, NOON, AFTERNOON, LATE, EVENING = 7, 9, 12, 13, 15, 17
DAYS_TO_WRITE = 12  # from the draft to its publication
DAYS_TO_PLAN = 20  # from the end to a meeting, where no answer has been given yet
FRESH = 10  # days after its end a consultation has no meeting yet
AS_TOLD = (
    "summary",
    "concerns",
    "can_affect",
    "cannot_affect",
    "decided_by",
    "decision_when",
    "feedback_how",
    "area",
)
MINUTE = timedelta(minutes=1)


class Story:
    """One consultation and its scenes. `row` is there once it has been begun."""

    def __init__(self, theatre: Theatre, town: Town, tale: told.Consultation) -> None:
        self.theatre, self.town, self.told = theatre, town, tale
        self.row: Consultation

    def begin(self) -> None:
        """Let its scenes begin. Each waits for its day."""
        for scene in (self.setting_up(), self.opening(), self.running(), self.following_up()):
            self.theatre.add(scene)

    def setting_up(self) -> Scene:
        """An official begins from a blueprint, writes everything anew, and publishes it."""
        at, published = self.theatre.at, self.told.published_days_ago
        officer = self.town.staff[Role.OFFICER]
        ctx = yield at(published + DAYS_TO_WRITE, MORNING), officer
        self.row = setup.create(ctx, Blueprint(self.told.blueprint), self.told.title)
        setup.describe(ctx, self.row, self.facts())
        files = self.attached(ctx)
        if files:
            ctx = yield at(published + DAYS_TO_WRITE, NOON), SYSTEM
            for row in files.values():
                scan(ctx, row, None, "none")
        ctx = yield at(published + 1, NOON), officer
        self.write(ctx, {file: row.id for file, row in files.items()})
        ctx = yield at(published, EARLY), officer
        publish(ctx, self.row)

    def facts(self) -> dict[str, object]:
        """What the consultation says of itself."""
        own = {name: getattr(self.told, name) for name in AS_TOLD}
        return own | {
            "tags": list(self.told.tags),
            "level": Level(self.told.level),
            "feedback_on": self.theatre.day(-self.told.feedback_in_days),
            "department_id": self.town.departments[self.told.department],
            "contact_name": self.told.contact,
            "contact_email": self.town.facts.contact_email,
            "contact_phone": self.town.facts.contact_phone,
        }

    def attached(self, ctx: Context) -> dict[str, Attachment]:
        """The pictures and documents of its texts."""
        media = [m for step in self.told.steps for part in step.parts for m in part.media]
        found = {m.file: attach(ctx, self.row, file_of(self.town.facts.key, m)) for m in media}
        ctx.session.flush()
        return found

    def write(self, ctx: Context, attachments: dict[str, int]) -> None:
        """The steps and their parts, in the place of the examples of the blueprint."""
        first = self.row.stages[0]
        for example in list(first.parts):
            writing.remove_part(ctx, example)
        for number, step in enumerate(self.told.steps):
            terms = self.terms(step)
            if number:
                stage = stages.add_stage(ctx, self.row, terms)
            else:
                stage = first
                stages.edit_stage(ctx, stage, terms)
            for part in step.parts:
                row = writing.add_part(ctx, stage, part.title, content_of(part, attachments))
                if part.layers:
                    for name, document, look in layers(self.town.facts.key):
                        add_layer(ctx, row, name, document, look)
            ctx.session.expire(stage, ["parts"])

    def terms(self, step: told.Step) -> Terms:
        """The time of a step, and who may take part."""
        day = self.theatre.day
        return Terms(
            title=step.title,
            intro=step.intro,
            opens_at=opening(day(-step.opens_in_days), None),
            closes_at=closing(day(-step.closes_in_days), None),
            who=Who(step.who),
            age_from=step.age_from,
            age_to=step.age_to,
            is_anonymous=step.anonymous,
            is_reviewed_first=step.reviewed_first,
        )

    def opening(self) -> Scene:
        """Every step opens on its day, if that has come, and people take part."""
        for number, step in enumerate(self.told.steps):
            if step.opens_in_days > 0:
                continue
            days_ago = min(-step.opens_in_days, self.told.published_days_ago)
            ctx = yield self.theatre.at(days_ago, EARLY) + MINUTE, SYSTEM
            stage: Stage = self.row.stages[number]
            open_stage(ctx, stage)
            now = self.theatre.now
            self.theatre.add(taking_part(self.town, stage, list(step.parts), now))

    def running(self) -> Scene:
        """The worker counts; when the last step has closed the case goes on."""
        last = max(step.closes_in_days for step in self.told.steps)
        if min(step.opens_in_days for step in self.told.steps) > 0:
            return
        ctx = yield self.counted_at(last), SYSTEM
        self.count(ctx)
        if last >= 0:
            return
        run.close(ctx, self.row)
        ctx = yield self.theatre.at(-last - 1, NOON), self.town.staff[Role.REGISTRAR]
        series = self.town.facts.case_series
        number = series.format(year=ctx.now.year, number=next(self.town.case_numbers))
        run.register(ctx, self.row, case_number=number)
        if self.told.outcome is None and -last > FRESH:
            ctx = yield self.theatre.at(-last - 2, AFTERNOON), self.town.staff[Role.OFFICER]
            body = self.told.decided_by
            plan = Plan(f"{body} tar upp svaren", self.theatre.day(-DAYS_TO_PLAN), body=body)
            run.prepare(ctx, self.row, plan)

    def counted_at(self, last: int) -> datetime:
        """When everything is in; now, where people still can take part."""
        end = closing(self.theatre.day(-last), None)
        return min(end + MINUTE, self.theatre.now) if end else self.theatre.now

    def count(self, ctx: Context) -> None:
        """As the worker does every minute."""
        for part in self.parts():
            if part.kind is not PartKind.TEXT:
                count_part(ctx, part)
        count_contributions(ctx, self.row, support.everything_in(ctx, self.row))
        count_participants(ctx, self.row)

    def parts(self) -> list[Part]:
        """Of every step."""
        return [part for stage in self.row.stages for part in stage.parts]

    def parts_told(self) -> list[told.Part]:
        """The same as they are told."""
        return [part for step in self.told.steps for part in step.parts]

    def following_up(self) -> Scene:
        """The results are shown, the answer is given, and what was decided is carried out."""
        officer, at = self.town.staff[Role.OFFICER], self.theatre.at
        if self.told.results:
            ctx = yield at(self.told.results.public_days_ago, MORNING), officer
            self.tag_texts(ctx)
            ctx = yield at(self.told.results.public_days_ago, NOON), officer
            publish_results(ctx, self.row, self.told.results.words)
        outcome = self.told.outcome
        if outcome is None:
            return
        body = self.town.committee(outcome.body).sv
        decided = self.theatre.day(outcome.decided_days_ago)
        ctx = yield at(outcome.decided_days_ago + DAYS_TO_WRITE, AFTERNOON), officer
        step = run.prepare(ctx, self.row, Plan(f"{body} tar upp svaren", decided, body=body))
        ctx = yield at(outcome.decided_days_ago, LATE), officer
        run.finish_step(ctx, self.row, step, done_on=decided)
        run.answer(ctx, self.row, self.given(outcome))
        self.theatre.add(self.carrying_out(outcome))

    def tag_texts(self, ctx: Context) -> None:
        """Give the texts of the questions that have tags their tags."""
        for part, each in zip(self.parts(), self.parts_told(), strict=True):
            for question in (q for page in each.pages for q in page.questions if q.codes):
                tag(ctx, part, question)

    def given(self, outcome: told.Outcome) -> Answer:
        """The answer as the officer writes it."""
        return Answer(
            decision=Decision.DECIDED,
            body=self.town.committee(outcome.body).sv,
            decided_on=self.theatre.day(outcome.decided_days_ago),
            paragraph=outcome.paragraph,
            reasons=outcome.reasons,
            effect=outcome.effect,
            time_plan=outcome.time_plan,
        )

    def carrying_out(self, outcome: told.Outcome) -> Scene:
        """Milestones, done or not, until the case is closed."""
        officer, began = self.town.staff[Role.OFFICER], outcome.decided_days_ago
        steps: list[tuple[told.Milestone, Step]] = []
        for milestone in outcome.milestones:
            ctx = yield self.theatre.at(began, EVENING), officer
            plan = Plan(milestone.title, self.theatre.day(-milestone.in_days), kind="milestone")
            steps.append((milestone, run.implement(ctx, self.row, plan)))
        for milestone, step in steps:
            if milestone.done:
                days_ago = min(began, -milestone.in_days)
                ctx = yield self.theatre.at(days_ago, EVENING), officer
                run.finish_step(ctx, self.row, step, done_on=self.theatre.day(days_ago))
        if outcome.completed_days_ago is not None:
            ctx = yield self.theatre.at(outcome.completed_days_ago, EVENING), officer
            run.complete(ctx, self.row)
