"""Somebody in the middle of answering: for whom, about which version, and what has been written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from flask import abort, request, url_for

from dialog.process.queries.keys import open_key, own_key
from dialog.process.rules import last_day
from dialog.process.views.browsers import my_token, token_of
from dialog.remiss.forms.respond import Asked
from dialog.remiss.models import Addressee, Draft, Member, Remiss, RemissVersion, Section
from dialog.remiss.queries import document, drafts
from dialog.remiss.queries.members import memberships
from dialog.remiss.rules import is_late, wording
from dialog.remiss.rules.content import WHOLE, Position, Question, about
from dialog.remiss.rules.drafting import Owner, is_locked_for, of_organisation
from dialog.remiss.rules.paging import Page, page_with, pages_of
from dialog.remiss.rules.response import Opinion
from dialog.web.request import here

AS = "som"  # the parameter that says for whom somebody answers
MYSELF = "jag"
SOON = timedelta(days=1)
FIRST = "helheten"  # what the address calls the page about the whole


@dataclass(frozen=True)
class Speaker:
    """For whom somebody can answer: themselves, or an organisation that they are a member of."""

    key: str
    owner: Owner
    member: Member | None = None

    @property
    def addressee(self) -> Addressee | None:
        """The organisation."""
        return self.member.addressee if self.member else None


@dataclass(frozen=True)
class Answering:
    """One answer in one pair of hands. `version`: the document that its words are about."""

    remiss: Remiss
    speaker: Speaker
    version: RemissVersion
    shown: RemissVersion
    sections: Sequence[Section]
    draft: Draft | None
    opinion: Opinion

    @property
    def owner(self) -> Owner:
        """Whose answer it is."""
        return self.speaker.owner

    @property
    def addressee(self) -> Addressee | None:
        """The organisation that it speaks for; None for a private person."""
        return self.speaker.addressee

    @property
    def revision(self) -> int:
        """How often it has been saved."""
        return self.draft.revision if self.draft else 0

    @cached_property
    def positions(self) -> list[Position]:
        """What can be chosen."""
        return self.remiss.all_positions()

    @cached_property
    def questions(self) -> list[Question]:
        """What is asked besides."""
        return self.remiss.all_questions()

    @cached_property
    def pages(self) -> list[Page[Section]]:
        """The pages after the first one."""
        return pages_of(
            self.sections, {each.section for each in self.questions if not each.is_closed}
        )

    @cached_property
    def asked(self) -> wording.Asked:
        """What the answer is about, in words."""
        headings = {section.key: section.heading for section in self.sections}
        return wording.Asked(headings, self.positions, self.questions)

    def page(self, place: str) -> Page[Section] | None:
        """The page that the address names, or on which the section is; None for the first one."""
        return page_with(self.pages, place)

    def asked_on(self, page: Page[Section] | None) -> list[Asked]:
        """What is asked on a page; None is the first one."""
        if page is None:
            return [Asked(WHOLE, takes_views=True, questions=self._about(WHOLE))]
        return [
            Asked(section.key, section.takes_views, self._about(section.key))
            for section in page.sections
        ]

    def _about(self, key: str) -> list[Question]:
        return list(about(self.questions, key))

    @property
    def is_new_version_out(self) -> bool:
        """Whether there is another version than the one that was written about."""
        return self.version.id != self.shown.id

    @property
    def locked_by_other(self) -> bool:
        """Whether a colleague is writing now."""
        draft = self.draft
        return draft is not None and is_locked_for(
            draft.locked_by, draft.locked_at, self.owner.member, here().now
        )

    @property
    def ends_at(self) -> datetime | None:
        """The first moment at which it is late: for all, or for the organisation that was given more time."""
        extended = self.addressee.extended_to if self.addressee else None
        return max((each for each in (self.remiss.closes_at, extended) if each), default=None)

    @property
    def ends_soon(self) -> bool:
        """Whether there is so little time left that it should be said."""
        return self.ends_at is not None and self.ends_at - here().now < SOON

    @property
    def last_day(self) -> date | None:
        """The last day on which it is in time."""
        return last_day(self.ends_at) if self.ends_at else None

    @property
    def is_late(self) -> bool:
        """Whether it is late if it is sent now."""
        return is_late(self.ends_at, None, here().now)

    def writer(self) -> str:
        """The name of the colleague who writes now, or saved last; "" where that is oneself."""
        members = self.addressee.members if self.addressee else []
        others = {each.id: each.name for each in members if each.id != self.owner.member}
        draft = self.draft
        last = (draft.locked_by, draft.changed_by) if draft else ()
        return next((others[each] for each in last if each in others), "")

    def address(self, endpoint: str = "remiss.respond", **more: Any) -> str:
        """Where a page of this answer is."""
        return address_of(self.remiss, self.speaker.key, endpoint, **more)

    def place(self, key: str) -> str:
        """Where one answers about a section, or about the whole."""
        page = self.page(key) if key else None
        if page is None:
            return self.address(sida=FIRST)
        return self.address(sida=page.key, _anchor=f"avsnitt-{key}")


def address_of(remiss: Remiss, speaker: str, endpoint: str = "remiss.respond", **more: Any) -> str:
    """Where a page of an answer is, by the key of the one who answers."""
    parameters: dict[str, Any] = {"id": remiss.id, AS: speaker, **more}
    return url_for(endpoint, **parameters)


def speakers(remiss: Remiss) -> list[Speaker]:
    """For whom whoever asks can answer. Two statements at most."""
    ctx = here()
    found = [
        Speaker(str(member.addressee_id), of_organisation(member.addressee_id, member.id), member)
        for member in memberships(ctx, remiss)
    ]
    if remiss.is_open_to_all:
        found.append(Speaker(MYSELF, _own(remiss)))
    return found


def _own(remiss: Remiss) -> Owner:
    ctx = here()
    if ctx.actor.id is None:
        return Owner(open_key(ctx, remiss, token_of(remiss)))
    return Owner(own_key(ctx, remiss), person_id=ctx.actor.id)


def browsers_key(remiss: Remiss) -> str:
    """What this browser was known by before somebody logged in; "" when it has sent nothing."""
    ctx = here()
    token = my_token(remiss, also_logged_in=True)
    return open_key(ctx, remiss, token) if token else ""


def answering_of(remiss: Remiss, speaker: Speaker) -> Answering:
    """Where this answer stands. Three statements. 404 when nothing has been published yet."""
    ctx = here()
    shown = document.shown_version(ctx, remiss) or abort(404)
    draft = drafts.find_draft(ctx, remiss, speaker.owner.key)
    version = draft.version if draft else _seen(remiss) or shown
    opinion = drafts.open_draft(ctx, draft) if draft else Opinion()
    sections = document.headings(ctx, version)
    return Answering(remiss, speaker, version, shown, sections, draft, opinion)


def _seen(remiss: Remiss) -> RemissVersion | None:
    """The version that the page showed which is sent now."""
    number = request.form.get("version", "")
    return document.version_seen(here(), remiss, int(number)) if number.isdecimal() else None
