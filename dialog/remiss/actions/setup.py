"""Setting up: begin a remiss, or copy an earlier one, describe it, choose its time, throw it away."""

from collections.abc import Mapping
from typing import Any

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.feedback.records import ensure_no_number
from dialog.process.queries import facts
from dialog.process.rules import Level, Publication, end_of_day
from dialog.process.rules.golive import ensure_kept
from dialog.remiss.models import Remiss, RemissVersion, Section
from dialog.remiss.queries import publishing as queries
from dialog.remiss.rules import PUBLICATION, golive
from dialog.remiss.rules.content import usual_positions
from dialog.remiss.rules.golive import FACTS, PAGES, Dates, Settled
from dialog.tenancy.queries import rules_now

FACT_NAMES = frozenset(name for names in PAGES.values() for name in names)
NOT_CLONED = {"case_number", "decision_when", "feedback_on"}  # true of the earlier one alone
OF_A_SECTION = ("key", "position", "level", "number", "title", "content", "takes_views")


def create(ctx: Context, title: str) -> Remiss:
    """Begin a draft with the usual positions, and with what the municipality's rules say."""
    ctx.require("remiss.create")
    if not tidy(title):
        raise Faulty(_l("Skriv en rubrik."), "title")
    ensure_no_number(title=title)
    remiss = _draft(ctx, title)
    remiss.positions = usual_positions()
    ctx.record("remiss.create", remiss)
    return remiss


def clone(ctx: Context, remiss: Remiss) -> Remiss:
    """Begin a draft as a copy: facts, positions, questions, and the document as a version in work.

    Its dates, answers, addressees and case number stay with the earlier one.
    """
    ctx.require("remiss.clone", remiss)
    copy = _draft(ctx, str(_l("%(title)s (kopia)") % {"title": remiss.title}))
    for name in FACT_NAMES - NOT_CLONED - {"title", "shows_private_names"}:
        setattr(copy, name, getattr(remiss, name))
    copy.tags = list(remiss.tags)
    copy.shows_private_names &= remiss.shows_private_names
    copy.positions = list(remiss.positions)
    copy.questions = [each for each in remiss.questions if not each.get("is_closed")]
    _copy_document(ctx, remiss, copy)
    ctx.record("remiss.clone", copy, original=remiss.id)
    return copy


def _copy_document(ctx: Context, remiss: Remiss, copy: Remiss) -> None:
    earlier = queries.current(ctx, remiss)
    if earlier is None:
        return
    version = RemissVersion(remiss=copy, number=1, title=earlier.title, made_at=ctx.now)
    for section in queries.sections(ctx, earlier):
        columns = {name: getattr(section, name) for name in OF_A_SECTION}
        version.sections.append(Section(**columns))
    ctx.session.add(version)
    ctx.session.flush()


def _draft(ctx: Context, title: str) -> Remiss:
    rules = rules_now(ctx)
    remiss = Remiss(
        title=tidy(title),
        level=Level.CONSULTATION,
        author_id=ctx.actor.id,
        created_at=ctx.now,
        publication=Publication.DRAFT,
        is_open_to_all=bool(rules["remiss.open_to_all"]),
        shows_private_names=bool(rules["remiss.publish_private_names"]),
    )
    ctx.session.add(remiss)
    ctx.session.flush()
    return remiss


def describe(ctx: Context, remiss: Remiss, changes: Mapping[str, Any]) -> None:
    """Change some of the facts (rules.golive.PAGES). A draft may lack any of them but its title.

    Once it is published what must be said can be changed, not taken away, and what those who answer
    were told of openness and names holds. Raises Faulty.
    """
    ctx.require("remiss.describe", remiss)
    ctx.lock(remiss)
    given = facts.tidied(changes, FACT_NAMES)
    facts.ensure_sound(ctx, given, remiss.last_day())
    ensure_kept(remiss, given, FACTS, is_public=remiss.is_public())
    if given.get("shows_private_names") and not queries.may_show_names(ctx, remiss):
        words = _l("Kommunens regel är att privatpersoners namn inte visas.")
        raise Faulty(words, "shows_private_names")
    if remiss.is_public():
        golive.ensure_promise_kept(remiss, given)
    changed = sorted(name for name, new in given.items() if new != getattr(remiss, name))
    for name in changed:
        setattr(remiss, name, given[name])
    if not changed:
        return
    if remiss.is_public():
        _keep_what_is_said(ctx, remiss)
    ctx.record("remiss.describe", remiss, changed=changed)


def _keep_what_is_said(ctx: Context, remiss: Remiss) -> None:
    if remiss.feedback_on:
        remiss.answer_due_at = end_of_day(remiss.feedback_on)
    queries.keep_text(ctx, remiss)


def set_dates(ctx: Context, remiss: Remiss, dates: Dates) -> None:
    """Choose from when until when people can answer. Once it is published the time is only extended.

    Less time than the municipality's rule needs a reason, which everyone can read. Raises Faulty.
    """
    ctx.require("remiss.set_dates", remiss)
    ctx.lock(remiss)
    if remiss.publication is not Publication.DRAFT:
        raise Settled(_l("Remissen är publicerad. Du kan förlänga tiden, men inte flytta den."))
    ensure_no_number(short_reason=dates.short_reason)
    least = queries.min_days(ctx, remiss)
    golive.ensure_sound(dates, least, ctx.now)
    is_short = dates.is_short(least, ctx.now)
    remiss.opens_at, remiss.closes_at = dates.opens_at, dates.closes_at
    remiss.short_reason = tidy(dates.short_reason) if is_short else ""
    ctx.record("remiss.set_dates", remiss, is_short=is_short)


def withdraw(ctx: Context, remiss: Remiss) -> None:
    """Throw a draft away. What has been published stays for ever."""
    ctx.require("remiss.withdraw", remiss)
    ctx.lock(remiss)
    PUBLICATION.apply(remiss, "withdraw")
    remiss.publish_at = None
    ctx.record("remiss.withdraw", remiss)
