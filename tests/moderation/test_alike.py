"""Texts that are equal stand in one row and are decided about together; each gets its own decision."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from dialog.consultation.actions.ideas import edit_idea, propose
from dialog.consultation.models import Idea, Part
from dialog.consultation.queries.participants import logged_in
from dialog.consultation.rules.content import IdeasContent
from dialog.core.context import Context
from dialog.core.db import TenantSession, add_many
from dialog.core.errors import Faulty, NotPermitted
from dialog.moderation.actions.alike import Outcome, Seen, decide_alike
from dialog.moderation.actions.appeal import appeal, judge
from dialog.moderation.actions.contributions import publish_contribution
from dialog.moderation.actions.people import Grounds
from dialog.moderation.models import Decision
from dialog.moderation.queries import contributions as queue
from dialog.moderation.queries.alike import alike, numbers
from dialog.moderation.rules import Measure, Result, Together
from dialog.process.models import Contribution
from dialog.process.rules import Publication
from tests.browser import Browser
from tests.consultation import rows
from tests.make import NOW
from tests.moderation.reporting import report
from tests.moderation.test_masking import words

Acting = Callable[[str], Context]
SPAM = "Köp billiga däck!"
WHY = Grounds("advertising", "Ingen reklam.")


def place(ctx: Context, **given: object) -> Part:
    row = rows.consultation(ctx.session, ctx.keys, **given)
    return rows.add_part(ctx.session, row, IdeasContent())


def send(ctx: Context, part: Part, body: str = SPAM) -> Idea:
    propose(ctx, part, logged_in(ctx, part.stage.consultation, None), words("Däck", body))
    return ctx.session.scalars(select(Idea).order_by(Idea.id.desc()).limit(1)).one()


@pytest.fixture
def waiting(author: Context) -> list[Idea]:
    """Three that say the same, and one that does not."""
    part = place(author, is_reviewed_first=True)
    return [send(author, part, body) for body in (SPAM, "KÖP  billiga däck", SPAM, "Nej.")]


def seen(things: list[Idea], state: Publication = Publication.SUBMITTED) -> Seen:
    return Seen({each.id: len(each.texts) for each in things}, state)


def test_equal_texts_stand_in_one_row(author: Context, waiting: list[Idea]) -> None:
    page = queue.queue(author)
    assert [each.id for each in page.rows] == [waiting[0].id, waiting[3].id]
    assert numbers(author, page.rows) == {waiting[0].id: 3, waiting[3].id: 1}
    assert [each.id for each in alike(author, waiting[1])] == [each.id for each in waiting[:3]]


@pytest.mark.parametrize(
    ("what", "state"),
    [
        (Together.PUBLISH, Publication.PUBLISHED),
        (Together.SEND_BACK, Publication.RETURNED),
        (Together.HIDE, Publication.HIDDEN),
    ],
)
def test_they_are_decided_about_together(
    moderator: Context, waiting: list[Idea], what: Together, state: Publication
) -> None:
    outcome = decide_alike(moderator, waiting[0], seen(waiting[:3]), what, WHY)
    assert outcome == Outcome(3, 0)
    assert {each.publication for each in waiting[:3]} == {state}
    assert waiting[3].publication is Publication.SUBMITTED
    decisions = moderator.session.scalars(select(Decision).order_by(Decision.subject_id)).all()
    expected = [] if what is Together.PUBLISH else [Measure(what.value)] * 3
    assert [each.measure for each in decisions] == expected


def test_each_can_be_appealed(
    author: Context, moderator: Context, waiting: list[Idea], acting: Acting
) -> None:
    decide_alike(moderator, waiting[0], seen(waiting[:3]), Together.HIDE, WHY)
    about = select(Decision).where(Decision.subject_id == waiting[1].id)
    asked = appeal(author, author.session.scalars(about).one(), text="Ingen reklam.")
    judge(acting("second_moderator"), asked, result=Result.CHANGED, answer="Nej.")
    states = [each.publication for each in waiting[:3]]
    assert states == [Publication.HIDDEN, Publication.SUBMITTED, Publication.HIDDEN]


def test_what_changed_meanwhile_is_left_as_it_is(
    author: Context, moderator: Context, waiting: list[Idea], acting: Acting
) -> None:
    versions = seen(waiting)  # the last one never was equal
    who = logged_in(author, waiting[1].process, None)
    edit_idea(author, waiting[1], who, words("Däck", "Jag menade väck."))
    publish_contribution(acting("second_moderator"), waiting[2], seen=1)
    outcome = decide_alike(moderator, waiting[0], versions, Together.HIDE, WHY)
    assert outcome == Outcome(1, 3)
    states = [each.publication.value for each in waiting]
    assert states == ["hidden", "submitted", "published", "submitted"]


def test_ones_own_is_left_out_and_only_moderators_decide(
    author: Context, moderator: Context, resident: Context
) -> None:
    part = place(author, is_reviewed_first=True)
    things = [send(author, part), send(moderator, part)]
    assert decide_alike(moderator, things[0], seen(things), Together.PUBLISH, WHY) == Outcome(1, 1)
    assert things[1].publication is Publication.SUBMITTED
    with pytest.raises(NotPermitted):
        decide_alike(resident, things[1], seen(things), Together.PUBLISH, WHY)


def test_words_and_a_reason_are_needed(moderator: Context, waiting: list[Idea]) -> None:
    for what, why, field in (
        (Together.HIDE, Grounds("", "Nej."), "reason"),
        (Together.HIDE, Grounds("advertising", ""), "comment"),
        (Together.SEND_BACK, Grounds("", " "), "comment"),
    ):
        with pytest.raises(Faulty) as fault:
            decide_alike(moderator, waiting[0], seen(waiting[:3]), what, why)
        assert fault.value.field == field
    with pytest.raises(Faulty):
        decide_alike(moderator, waiting[0], seen([]), Together.HIDE, WHY)


def test_from_the_queue_to_one_decision(
    browser: Browser, waiting: list[Idea], session: TenantSession
) -> None:
    ids = [each.id for each in waiting]
    session.commit()
    browser.log_in("moderator")
    page = browser.get("/arbetsyta/granskning/inlagg")
    assert "3 lika" in page.text
    assert len(page.soup.select(".link-row")) == 2
    form = browser.get(page.link("Däck"))
    assert len(form.soup.select(".link-row")) == 3
    wrong = browser.submit(form.url, what="hide", reason="advertising", comment="")
    assert wrong.status == 422
    assert wrong.faults() == {"comment": "Förklara för den som har skrivit texten."}
    done = browser.submit(form.url, what="hide", reason="advertising", comment="Ingen reklam.")
    assert "Beslutet gäller 3 texter." in done.text
    assert len(done.soup.select(".link-row")) == 1
    states = [session.get_one(Contribution, each).publication for each in ids]
    assert states == [Publication.HIDDEN] * 3 + [Publication.SUBMITTED]


def test_reported_texts_that_are_equal_stand_in_one_row(
    browser: Browser, author: Context, session: TenantSession
) -> None:
    part = place(author)
    things = [send(author, part), send(author, part), send(author, part, "Nej.")]
    for each in things:
        report(author, each, "advertising")
    session.commit()
    browser.log_in("moderator")
    page = browser.get("/arbetsyta/anmalningar")
    assert "2 lika" in page.text
    assert len(page.soup.select(".link-row")) == 2
    case = browser.get(page.link("Däck"))
    form = browser.get(case.link("Besluta om lika texter"))
    done = browser.submit(form.url, what="hide", reason="advertising", comment="Ingen reklam.")
    assert "Beslutet gäller 2 texter." in done.text
    assert len(browser.get("/arbetsyta/anmalningar").soup.select(".link-row")) == 1


def test_a_queue_of_five_thousand_costs_eight_statements_a_page(
    browser: Browser, author: Context, session: TenantSession, statements: list[str]
) -> None:
    part = place(author, is_reviewed_first=True)
    first = send(author, part)
    shared = {column.key: getattr(first, column.key) for column in Contribution.__table__.columns}
    last, size = first.id, 5_000
    many = range(last + 1, last + size)
    likeness = {number: first.likeness if number % 2 else f"{number:032x}" for number in many}
    roots = (shared | {"id": number, "likeness": likeness[number]} for number in many)
    add_many(session, Contribution, roots)
    own = {"part_id": part.id, "category": "", "place": "", "is_outside": False, "image_alt": ""}
    add_many(session, Idea, (own | {"id": number, "shuffle": number} for number in many))
    session.commit()
    assert first.review_due_at is not None
    assert first.review_due_at > NOW
    session.rollback()
    browser.log_in("moderator")
    statements.clear()
    page = browser.get("/arbetsyta/granskning/inlagg")
    assert len(page.soup.select(".link-row")) == 25
    assert "2 500 lika" in page.text.replace("\xa0", " ")
    assert len(statements) <= 8, statements
