"""What the author and the co-proposers do until a moderator has answered."""

import secrets
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.folkmotion import rules
from dialog.folkmotion.models import CoProposer, Folkmotion
from dialog.folkmotion.queries import propose as queries
from dialog.process.models import ProcessText
from dialog.process.queries.masks import carry_over
from dialog.process.rules import EDITABLE, PUBLICATION, review_due_at
from dialog.registry.models import Receipt
from dialog.registry.records import Received, issue_receipt, note_arrival
from dialog.tenancy.queries import rules_now


@dataclass(frozen=True)
class Proposal:
    """What the author writes."""

    title: str
    summary: str
    body: str
    reasons: str = ""
    area: str = ""
    tags: tuple[str, ...] = ()
    language: str = "sv"
    author_name: str = ""  # the name or alias to show; "" shows nobody


def create(ctx: Context, proposal: Proposal, *, once: str = "") -> Folkmotion:
    """Begin a draft. The same form (`once`) sent twice begins one.

    Raises NotEnabled, NotEligible or PersonalNumberInText.
    """
    ctx.require("folkmotion.create")
    queries.ensure_may_propose(ctx)
    folkmotion = Folkmotion(
        title=proposal.title,
        author_id=ctx.actor.id,
        created_at=ctx.now,
        invitation=queries.invitation_for(ctx, once or secrets.token_urlsafe()),
    )
    folkmotion.texts.append(_blank(ctx, 1))
    _fill(folkmotion, proposal, ctx)
    try:
        with ctx.session.begin_nested():
            ctx.session.add(folkmotion)
    except IntegrityError:  # the same form, at the same moment
        known = queries.begun_with(ctx, once)
        if known is None:
            raise
        return known
    ctx.record("folkmotion.create", folkmotion)
    return folkmotion


def edit(ctx: Context, folkmotion: Folkmotion, proposal: Proposal) -> None:
    """Save the draft. A text that has been received is left as it was and a new version begun."""
    ctx.require("folkmotion.edit", folkmotion)
    if folkmotion.publication not in EDITABLE:
        raise rules.NotReady(_l("Förslaget är inskickat och kan inte ändras nu."))
    latest = folkmotion.texts[-1]
    if latest.received_at is not None:
        folkmotion.texts.append(_blank(ctx, latest.number + 1))
    _fill(folkmotion, proposal, ctx)
    ctx.record("folkmotion.edit", folkmotion, text=folkmotion.texts[-1].number)


def _blank(ctx: Context, number: int) -> ProcessText:
    return ProcessText(number=number, written_at=ctx.now, title="", summary="", body="")


def _fill(folkmotion: Folkmotion, proposal: Proposal, ctx: Context) -> None:
    rules.ensure_no_personal_number(
        proposal.title,
        proposal.summary,
        proposal.body,
        proposal.reasons,
        proposal.author_name,
        *proposal.tags,
    )
    text = folkmotion.texts[-1]
    text.title, text.summary = tidy(proposal.title), tidy(proposal.summary)
    text.body, text.reasons = tidy(proposal.body), tidy(proposal.reasons)
    text.written_at = ctx.now
    folkmotion.area, folkmotion.tags = proposal.area, list(proposal.tags)
    folkmotion.language = proposal.language
    folkmotion.author_name = _shown_name(ctx, proposal.author_name)
    if folkmotion.submitted_at is None:  # what has been sent in goes by the name it had then
        _name_after(folkmotion, text)


def _name_after(folkmotion: Folkmotion, text: ProcessText) -> None:
    folkmotion.title, folkmotion.summary = text.title, text.summary


def _shown_name(ctx: Context, name: str) -> str:
    """The name or alias, tidied; nobody's where the municipality shows no names."""
    if not name or not rules_now(ctx)["privacy.public_names"]:
        return ""
    return tidy(name)


def join(ctx: Context, folkmotion: Folkmotion, *, shown_name: str = "") -> CoProposer:
    """Stand behind the proposal as a co-proposer. Doing it twice is the same as once."""
    ctx.require("folkmotion.join", folkmotion)
    queries.ensure_may_join(ctx, folkmotion)
    rules.ensure_no_personal_number(shown_name)
    for known in folkmotion.co_proposers:
        if known.person_id == ctx.actor.id:
            return known
    co_proposer = CoProposer(
        person_id=ctx.actor.id, shown_name=_shown_name(ctx, shown_name), joined_at=ctx.now
    )
    folkmotion.co_proposers.append(co_proposer)
    ctx.record("folkmotion.join", folkmotion)
    return co_proposer


def submit(ctx: Context, folkmotion: Folkmotion) -> Receipt:
    """Send in: the text becomes an official record and a moderator's matter."""
    ctx.require("folkmotion.submit", folkmotion)
    ctx.lock(folkmotion)
    current = rules_now(ctx)
    rules.ensure_enabled(current)
    if len(folkmotion.co_proposers) < current["ef.co_proposers"]:
        raise rules.NotReady(
            _l("Det saknas medförslagsställare. Bjud in fler innan du skickar in.")
        )
    text = folkmotion.texts[-1]
    if text.received_at is not None:
        raise rules.NotReady(_l("Ändra texten innan du skickar in den igen."))
    rules.ensure_complete(text.title, text.summary, text.body)
    PUBLICATION.apply(folkmotion, "submit")
    _name_after(folkmotion, text)
    text.hash = rules.text_hash(text.title, text.summary, text.body, text.reasons)
    text.received_at = folkmotion.submitted_at = ctx.now
    folkmotion.review_due_at = review_due_at(ctx.now, current["ef.publish_within"])
    folkmotion.locked_by = folkmotion.locked_at = None
    folkmotion.masked = {}
    carry_over(ctx, folkmotion)
    note_arrival(ctx, folkmotion, concerns=_l("Förslag till folkmotion"))
    receipt = issue_receipt(ctx, "folkmotion.submit", folkmotion, Received(text.number, text.hash))
    ctx.record("folkmotion.submit", folkmotion, text=text.number)
    return receipt


def withdraw(ctx: Context, folkmotion: Folkmotion) -> None:
    """Take the proposal back. Possible until it is published."""
    ctx.require("folkmotion.withdraw", folkmotion)
    ctx.lock(folkmotion)  # a moderator may be publishing it at this moment
    PUBLICATION.apply(folkmotion, "withdraw")
    ctx.record("folkmotion.withdraw", folkmotion)
