"""How a remiss lives: read in, published, answered, assessed, compiled, decided; or stopped on the way."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from dialog.core.policy import SYSTEM, Actor, Role
from dialog.demo.content import remiss_shapes as told
from dialog.demo.content.load import load_organisations
from dialog.demo.remisser.following import counting, following_up
from dialog.demo.remisser.handling import assessing, compiling
from dialog.demo.remisser.papers import document_of
from dialog.demo.remisser.persons import private_scenes
from dialog.demo.remisser.rooms import Organisation
from dialog.demo.remisser.saying import Matter
from dialog.demo.stage import Scene, Stage
from dialog.demo.town import Town
from dialog.process.actions.attachments import scan
from dialog.process.rules.moments import closing, opening
from dialog.remiss.actions import addressees as inviting
from dialog.remiss.actions import annexes, blocks, document, publish, questions, run, setup
from dialog.remiss.actions.organisations import add_organisation
from dialog.remiss.models import Addressee, Remiss
from dialog.remiss.models import Organisation as Registered
from dialog.remiss.queries.addressees import due_at_half_time, due_near_the_end
from dialog.remiss.rules import Showing
from dialog.remiss.rules.addressees import LAST_REMINDER, Card, half_time
from dialog.remiss.rules.content import Block, BlockKind
from dialog.remiss.rules.golive import Dates
from dialog.remiss.rules.reading import read

EARLY, MORNING, NOON, AFTERNOON = 7, 9, 12, 14
FIRST_DAY = 420  # days ago: the register of organisations was made
MINUTE = timedelta(minutes=1)
AS_TOLD = (
    "summary",
    "concerns",
    "asks_for",
    "decided_by",
    "decision_when",
    "feedback_how",
    "area",
)
Register = dict[str, Registered]


def registering(theatre: Stage, town: Town, register: Register) -> Scene:
    """An officer puts the organisations of the municipality in the register, once."""
    ctx = yield theatre.at(FIRST_DAY, MORNING), town.staff[Role.OFFICER]
    for each in load_organisations(town.facts.key):
        card = Card(each.name, each.email, each.contact, sort=each.sort)
        register[each.key] = add_organisation(ctx, card)


class Story:
    """One remiss and its scenes."""

    def __init__(self, theatre: Stage, town: Town, tale: told.Remiss, register: Register) -> None:
        self.theatre, self.town, self.told, self.register = theatre, town, tale, register
        self.crowd = iter(town.crowd)
        self.row: Remiss

    def begin(self) -> None:
        """Let it begin on its day. The other scenes follow from there."""
        self.theatre.add(self.setting_up())

    @property
    def matter(self) -> Matter:
        """What the other scenes need to know."""
        return Matter(self.theatre, self.town, self.told, self.row)

    def setting_up(self) -> Scene:
        """An official begins it, sends in the document, and looks through what was read."""
        at, officer, tale = self.theatre.at, self.town.staff[Role.OFFICER], self.told
        ctx = yield at(tale.created_days_ago, MORNING), officer
        self.row = setup.create(ctx, tale.title)
        setup.describe(ctx, self.row, self.facts())
        reading = document.import_document(ctx, self.row, document_of(self.town.facts.key, tale))
        ctx = yield at(tale.created_days_ago, MORNING) + MINUTE, SYSTEM
        scan(ctx, reading.file, None, "none")
        outline = read(reading.file.name, ctx.files.read(reading.file.digest))
        version = document.keep_outline(ctx, self.row, outline, reading.file)
        reading.attempts, reading.done, reading.total, reading.ended_at = 1, 1, 1, ctx.now
        ctx = yield at(tale.created_days_ago, NOON), officer
        if tale.offers_original:
            annexes.offer_original(ctx, version, offered=True)
        keys = self.matter.keys(ctx)
        for question in tale.questions:
            questions.add_question(ctx, self.row, keys[question.section], question.text)
        rows = [self.register[each.organisation] for each in self.asked(later=False)]
        found = inviting.add_addressees(ctx, self.row, rows)
        if tale.published_days_ago is not None:
            self.theatre.add(self.publishing(tale.published_days_ago, found))

    def facts(self) -> dict[str, Any]:
        """What the remiss says of itself."""
        tale = self.told
        feedback = tale.feedback_in_days
        return {name: getattr(tale, name) for name in AS_TOLD} | {
            "tags": list(tale.tags),
            "is_open_to_all": tale.open_to_all,
            "showing": Showing(tale.showing),
            "shows_private_names": tale.shows_names,
            "feedback_on": self.theatre.day(-feedback) if feedback is not None else None,
            "department_id": self.town.departments[tale.department],
            "contact_name": tale.contact,
            "contact_email": self.town.facts.contact_email,
            "contact_phone": self.town.facts.contact_phone,
        }

    def asked(self, *, later: bool) -> Iterator[told.Addressee]:
        """Those of the register who are asked: from the beginning, or when it is out already."""
        for each in self.told.addressees:
            if each.organisation in self.register and later == (each.added_days_ago is not None):
                yield each

    def publishing(self, days_ago: int, found: list[Addressee]) -> Scene:
        """It is published; the worker invites, and tells when it opens."""
        tale, at, officer = self.told, self.theatre.at, self.town.staff[Role.OFFICER]
        ctx = yield at(days_ago, EARLY), officer
        setup.set_dates(ctx, self.row, self.dates())
        publish.publish(ctx, self.row)
        ctx = yield at(days_ago, EARLY) + MINUTE, SYSTEM
        for addressee in found:
            if addressee.email:  # the others are asked by post
                inviting.invite(ctx, addressee)
        opens = -(tale.opens_in_days or 0)
        if tale.opens_in_days is None or tale.opens_in_days <= 0:
            opens = days_ago if tale.opens_in_days is None else opens
            ctx = yield at(min(opens, days_ago), EARLY) + 2 * MINUTE, SYSTEM
            run.begin(ctx, self.row)
            self.theatre.add(self.reminding())
            self.theatre.add(counting(self.matter))
            self.let_people_answer(opens, found)
            self.let_officials_work()

    def dates(self) -> Dates:
        """From when until when."""
        tale, day = self.told, self.theatre.day
        opens = None if tale.opens_in_days is None else opening(day(-tale.opens_in_days), None)
        closes = closing(day(-(tale.closes_in_days or 0)), None)
        return Dates(opens, closes, tale.short_reason)

    def let_people_answer(self, opens: int, found: list[Addressee]) -> None:
        """Every organisation and every person on their days."""
        rows = dict(
            zip((each.organisation for each in self.asked(later=False)), found, strict=True)
        )
        for tale in self.told.addressees:
            if tale.added_days_ago is not None:
                self.theatre.add(self.asking_one_more(tale, tale.added_days_ago))
            else:
                self.let_answer(tale, rows.get(tale.organisation))
        ends = max(
            -(self.told.closes_in_days or 0), self.told.stop.days_ago + 1 if self.told.stop else 0
        )
        for scene in private_scenes(self.matter, opens - 1, ends):
            self.theatre.add(scene)

    def asking_one_more(self, tale: told.Addressee, days_ago: int) -> Scene:
        """Somebody who was forgotten is asked, too, and gets the letter at once."""
        ctx = yield self.theatre.at(days_ago, AFTERNOON), self.town.staff[Role.OFFICER]
        row = inviting.add_addressees(ctx, self.row, [self.register[tale.organisation]])[0]
        self.let_answer(tale, row)

    def let_answer(self, tale: told.Addressee, row: Addressee | None) -> None:
        """The organisation with its people; where the content names none somebody of the crowd."""
        known = {each.name: each for each in self.town.authors}
        people: list[Actor] = [known[name] for name in tale.members] or [next(self.crowd)]
        for scene in Organisation(self.matter, tale, people, row).scenes():
            self.theatre.add(scene)

    def reminding(self) -> Scene:
        """The worker reminds at half time, and near the end."""
        opens, closes = self.row.opens_at, self.row.closes_at
        if opens is None or closes is None:
            return
        halfway, end = half_time(opens, closes) + MINUTE, closes - LAST_REMINDER + MINUTE
        for moment, due, is_last in (
            (halfway, due_at_half_time, False),
            (end, due_near_the_end, True),
        ):
            if moment <= self.theatre.now and self._is_out(moment):
                ctx = yield moment, SYSTEM
                for addressee in due(ctx):
                    if addressee.remiss_id == self.row.id:
                        inviting.remind(ctx, addressee, is_last=is_last)

    def _is_out(self, moment: datetime) -> bool:
        """Whether it has not been stopped by then."""
        stop = self.told.stop
        return stop is None or moment < self.theatre.at(stop.days_ago, EARLY)

    def let_officials_work(self) -> None:
        """What they do while it is out, and with the answers."""
        tale = self.told
        if tale.version:
            self.theatre.add(self.releasing(tale.version))
        if tale.stop:
            self.theatre.add(self.stopping(tale.stop))
            return
        self.theatre.add(following_up(self.matter))
        if tale.assessment:
            self.theatre.add(assessing(self.matter, tale.assessment))
            if tale.compilation:
                begins = tale.assessment.days_ago - 1
                self.theatre.add(compiling(self.matter, tale.compilation, begins))

    def releasing(self, tale: told.Version) -> Scene:
        """One section says more than before, and those who follow are told."""
        ctx = yield self.theatre.at(tale.days_ago, AFTERNOON), self.town.staff[Role.OFFICER]
        document.begin_version(ctx, self.row)
        key = self.matter.keys(ctx)[tale.section]
        blocks.add_block(ctx, self.row, key, [Block(BlockKind.PARAGRAPH, tale.text)])
        document.release_version(ctx, self.row, tale.note)

    def stopping(self, tale: told.Stop) -> Scene:
        """It ends before its time."""
        ctx = yield self.theatre.at(tale.days_ago, AFTERNOON), self.town.staff[Role.OFFICER]
        run.stop(ctx, self.row, reason=tale.reason)


def play(theatre: Stage, town: Town, tales: tuple[told.Remiss, ...]) -> None:
    """Let all remisser of a municipality begin, with the register that they share."""
    register: Register = {}
    theatre.add(registering(theatre, town, register))
    for tale in tales:
        Story(theatre, town, tale, register).begin()
