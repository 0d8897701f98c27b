"""What the organisations do: open their invitation, write together, approve and send; or stand aside."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dialog.core.context import Context
from dialog.core.policy import ANONYMOUS, SYSTEM, Actor, Role
from dialog.demo.content import remiss_shapes as told
from dialog.demo.remisser.papers import statement_of
from dialog.demo.remisser.saying import Matter, contact
from dialog.demo.stage import Scene
from dialog.process.actions.attachments import scan
from dialog.process.rules import Channel
from dialog.remiss.actions import addressees as inviting
from dialog.remiss.actions import approval, drafting, invitation, members, organisation
from dialog.remiss.actions.consider import consider
from dialog.remiss.actions.enter import Entry, enter_response
from dialog.remiss.actions.respond import respond
from dialog.remiss.models import Addressee, Draft, Member, Response
from dialog.remiss.queries import drafts, rooms
from dialog.remiss.rules import FileUse, Sender
from dialog.remiss.rules.drafting import content_hash, of_organisation

BEFORE_SENDING = 3  # days that it takes to write an answer
MORNING, FORENOON, NOON, AFTERNOON, LATE = 8, 10, 12, 14, 16


@dataclass
class Organisation:
    """One addressee and its people. `row` is there once it has been asked, or has come by itself."""

    matter: Matter
    tale: told.Addressee
    people: list[Actor]
    row: Addressee | None = None
    inside: list[Member] = field(default_factory=list)

    @property
    def addressee(self) -> Addressee:
        """The row."""
        if self.row is None:
            raise LookupError(f"{self.tale.organisation} has not been asked")
        return self.row

    def scenes(self) -> Iterator[Scene]:
        """Everything that it does. Each waits for its day."""
        if self.tale.on_paper:
            yield self.on_paper()
            return
        yield self.in_its_room()
        if self.tale.wish:
            yield self.asking(self.tale.wish)
        if self.tale.decline:
            yield self.standing_aside(self.tale.decline)

    def in_its_room(self) -> Scene:
        """It opens the invitation; its people come in, write, and send."""
        at, tale, remiss = self.matter.theatre.at, self.tale, self.matter.row
        if tale.opened_days_ago is None:
            return
        if self.row is None:
            ctx = yield at(tale.opened_days_ago, MORNING), self.people[0]
            self._come_by_itself(ctx)
        else:
            ctx = yield at(tale.opened_days_ago, MORNING), ANONYMOUS
            invitation.open_invitation(ctx, remiss, self.row)
        writes = tale.draft or tale.answer
        if writes is None:
            return
        began = writes.days_ago + (BEFORE_SENDING if tale.answer else 0)
        began = min(began, tale.opened_days_ago)
        if not self.inside:
            ctx = yield at(began, FORENOON), self.people[0]
            newcomer = invitation.Newcomer(tale.role, may_approve=len(self.people) == 1)
            self.inside = [invitation.accept_invitation(ctx, remiss, self.addressee, newcomer)]
        yield from self._others(began)
        ctx = yield at(writes.days_ago, NOON), self.people[0]
        self._write(ctx, writes.views)
        if tale.draft:
            yield from self._left(tale.draft)
        for answer in filter(None, (tale.answer, tale.more)):
            yield from self._send(answer)

    def _come_by_itself(self, ctx: Context) -> None:
        arrival = organisation.Arrival(
            self.tale.organisation, role=self.tale.role, may_approve=True
        )
        self.row = organisation.join_organisation(ctx, self.matter.row, arrival)
        self.inside = [self.row.members[0]]

    def _others(self, days_ago: int) -> Scene:
        """A colleague is let in, who approves what the first one writes."""
        at, remiss = self.matter.theatre.at, self.matter.row
        for person in self.people[1:]:
            ctx = yield at(days_ago, FORENOON), self.people[0]
            address = f"{person.name.split()[0].lower()}@demo.example"
            colleague = members.Colleague(person.name, address, members.Rights(may_approve=True))
            row = members.invite_colleague(ctx, remiss, self.addressee, colleague)
            ctx.session.flush()
            ctx = yield at(days_ago, FORENOON), person
            self.inside.append(members.join_as_colleague(ctx, remiss, row))

    def _write(self, ctx: Context, views: tuple[told.View, ...]) -> Draft:
        known = rooms.draft_of(ctx, self.addressee)
        begun = drafts.Begun(
            self.matter.version(ctx),
            self.matter.opinion(ctx, views),
            known.revision if known else 0,
        )
        owner = of_organisation(self.addressee.id, self.inside[0].id)
        draft = drafts.keep_draft(ctx, self.matter.row, owner, begun)
        ctx.session.flush()
        return draft

    def _left(self, tale: told.Draft) -> Scene:
        """It waits for somebody's approval, or for whoever writes."""
        at, remiss = self.matter.theatre.at, self.matter.row
        if tale.approval:
            ctx = yield at(tale.days_ago, AFTERNOON), self.people[0]
            approval.ask_approval(ctx, remiss, self.addressee)
        if tale.approval == "returned":
            ctx = yield at(tale.days_ago, LATE), self.people[-1]
            approval.send_back(ctx, remiss, self.addressee, tale.returned)

    def _send(self, answer: told.Answer) -> Scene:
        at, remiss = self.matter.theatre.at, self.matter.row
        ctx = yield at(answer.days_ago, NOON), self.people[0]
        draft = self._write(ctx, answer.views)
        if answer.file:
            upload = statement_of(answer)
            file = drafting.add_draft_file(ctx, remiss, draft, upload, FileUse.STATEMENT)
            ctx = yield at(answer.days_ago, NOON), SYSTEM
            scan(ctx, file.attachment, None, "none")
        if len(self.people) > 1:
            ctx = yield at(answer.days_ago, AFTERNOON), self.people[0]
            approval.ask_approval(ctx, remiss, self.addressee)
        ctx = yield at(answer.days_ago, AFTERNOON), self.people[-1]
        content = rooms.draft_of(ctx, self.addressee)
        seen = content_hash(*rooms.content_of(ctx, content))
        approval.approve(
            ctx, remiss, self.addressee, approval.Decision(seen, reference=answer.reference)
        )
        ctx = yield at(answer.days_ago, LATE), self.people[0]
        sent = self._respond(ctx)
        if answer.late:
            ctx = yield at(answer.late.days_ago, LATE), self.matter.town.staff[Role.OFFICER]
            late = answer.late
            consider(ctx, remiss, sent, late.words, is_considered=late.is_considered)

    def _respond(self, ctx: Context) -> Response:
        draft = rooms.draft_of(ctx, self.addressee)
        if draft is None:
            raise LookupError("nothing has been written")
        rooms.ensure_may_send(ctx, draft)
        name, signatory = self.addressee.name, rooms.signatory(ctx, draft)
        facts = (
            ("Svarar för", name),
            ("Godkänt av", signatory),
            ("Beslut", draft.decision_reference),
        )
        sending = self.matter.sending(
            ctx,
            drafts.open_draft(ctx, draft),
            facts,
            files={file.attachment: file.use for file in draft.files},
            sender=Sender.ORGANISATION,
            organisation=name,
            signatory=signatory,
            decision_reference=draft.decision_reference,
        )
        owner = of_organisation(self.addressee.id, self.inside[0].id)
        receipt = respond(ctx, self.matter.row, owner, sending)
        return ctx.session.get_one(Response, receipt.contribution_id)

    def on_paper(self) -> Scene:
        """It sends a letter, which an official enters."""
        answer = self.tale.answer
        if answer is None:
            return
        officer = self.matter.town.staff[Role.OFFICER]
        ctx = yield self.matter.theatre.at(answer.days_ago, AFTERNOON), officer
        name = self.addressee.name
        sending = self.matter.sending(
            ctx,
            self.matter.opinion(ctx, answer.views),
            (("Svarar för", name), ("Beslut", answer.reference)),
            sender=Sender.ORGANISATION,
            organisation=name,
            signatory=self.people[0].name,
            sender_name=self.people[0].name,
            contact=contact(self.people[0].name),
            decision_reference=answer.reference,
            channel=Channel.PAPER,
            entered_by=officer.id,
            arrived_on=self.matter.theatre.day(answer.days_ago),
            once=f"demo {self.matter.tale.key} {self.tale.organisation}",
        )
        enter_response(ctx, self.matter.row, Entry(sending, self.addressee.id))

    def asking(self, wish: told.Wish) -> Scene:
        """It asks for more time, and perhaps an official gives it."""
        at, remiss = self.matter.theatre.at, self.matter.row
        until = self.matter.theatre.day(-wish.until_in_days)
        who = self.people[0] if self.inside else ANONYMOUS
        ctx = yield at(wish.days_ago, FORENOON), who
        invitation.ask_for_time(ctx, remiss, self.addressee, until, wish.words)
        if wish.given_days_ago is not None:
            officer = self.matter.town.staff[Role.OFFICER]
            ctx = yield at(wish.given_days_ago, FORENOON), officer
            inviting.extend_addressee(ctx, self.addressee, until)

    def standing_aside(self, tale: told.Decline) -> Scene:
        """It says that it will not answer."""
        ctx = yield self.matter.theatre.at(tale.days_ago, FORENOON), ANONYMOUS
        invitation.decline(ctx, self.matter.row, self.addressee, tale.words)
