"""What waits for a moderator when people's time is over: it is decided first, or left, as the rule says."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from dialog.consultation.actions import results
from dialog.consultation.actions import run as consulting_run
from dialog.core.context import Context
from dialog.feedback.models import Decision
from dialog.feedback.records import Answer
from dialog.folkmotion.actions import handle
from dialog.moderation.rules import StillWaits
from dialog.process.models import Contribution, ContributionText, Process
from dialog.process.rules import CONTRIBUTION, Handling, Publication
from dialog.remiss.actions import compilation
from dialog.remiss.actions import run as remiss_run
from tests import make
from tests.browser import Browser
from tests.consultation import rows as consulting
from tests.make import NOW
from tests.moderation.reporting import report
from tests.moderation.test_contributions import written
from tests.remiss import rows as remissing
from tests.remiss.compiled import KEYS, comment, heard

Acting = Callable[[str], Context]
Decide = Callable[..., None]
DAY = timedelta(days=1)
OVER = {"closes_at": NOW - DAY, "handling": Handling.HANDED_OVER, "handed_over_at": NOW - DAY}
ANSWERS = {
    "folkmotion": handle.answer,
    "consultation": consulting_run.answer,
    "remiss": remiss_run.answer,
}
TELLING = Answer(
    Decision.DECIDED,
    "Nämnden",
    date(2026, 12, 1),
    "§ 12",
    "Det blir bra.",
    "I vår.",
    effect="Allt.",
)


def ended(ctx: Context, kind: str) -> Process:
    """One of the type, whose time is over and which is in the municipality's hands."""
    make_one = {
        "folkmotion": make.folkmotion,
        "consultation": consulting.consultation,
        "remiss": remissing.remiss,
    }[kind]
    given = OVER | {"opens_at": NOW - 9 * DAY}
    row: Process = make_one(ctx.session, ctx.keys, **given)
    return row


def waits(ctx: Context, process: Process, title: str = "Riv allt") -> Contribution:
    """Something in it that waits for a moderator; not committed."""
    row = Contribution(
        process_id=process.id,
        participant_key="k",
        title=title,
        received_at=NOW - 2 * DAY,
        changed_at=NOW - 2 * DAY,
        publication=Publication.SUBMITTED,
        review_due_at=NOW - DAY,
    )
    row.texts.append(ContributionText(number=1, parts=[], hash="", received_at=NOW - 2 * DAY))
    ctx.session.add(row)
    ctx.session.flush()
    return row


@pytest.mark.parametrize("kind", ANSWERS)
def test_what_came_of_it_is_not_told_while_something_waits(
    kind: str, acting: Acting, moderator: Context
) -> None:
    officer = acting("officer")
    process = ended(officer, kind)
    row = waits(officer, process)
    with pytest.raises(StillWaits, match="”Riv allt”"):
        ANSWERS[kind](officer, process, TELLING)
    assert process.handling is Handling.HANDED_OVER
    CONTRIBUTION.apply(row, "publish")
    ANSWERS[kind](officer, process, TELLING)
    assert process.handling is Handling.DECIDED


@pytest.mark.parametrize("kind", ANSWERS)
def test_the_rule_can_let_it_go_and_the_rest_is_decided_later(
    kind: str, acting: Acting, moderator: Context, decide: Decide
) -> None:
    decide("moderation.closing", "let_go")
    officer = acting("officer")
    process = ended(officer, kind)
    row = waits(officer, process)
    ANSWERS[kind](officer, process, TELLING)
    assert process.handling is Handling.DECIDED
    CONTRIBUTION.apply(row, "hide")
    assert row.publication is Publication.HIDDEN


def test_what_is_reported_waits_too(acting: Acting, author: Context, moderator: Context) -> None:
    idea = written(author)
    report(moderator, idea)
    for name, value in OVER.items():
        setattr(idea.process, name, value)
    author.session.flush()
    with pytest.raises(StillWaits):
        consulting_run.answer(acting("officer"), idea.process, TELLING)


def test_many_are_named_by_the_first_few(acting: Acting) -> None:
    officer = acting("officer")
    process = ended(officer, "remiss")
    for number in range(7):
        waits(officer, process, title=f"Text {number}")
    with pytest.raises(StillWaits, match="”Text 4” och 2 till") as refused:
        remiss_run.answer(officer, process, TELLING)
    assert "Text 5" not in str(refused.value)


def test_the_clock_ends_it_whatever_waits(acting: Acting, system: Context) -> None:
    for kind, close in {"consultation": consulting_run.close, "remiss": remiss_run.close}.items():
        process = ended(system, kind)
        process.handling = Handling.NONE
        waits(system, process)
        close(system, process)
        assert process.handling is Handling.HANDED_OVER


def test_results_wait_too_but_their_words_can_be_mended(acting: Acting, moderator: Context) -> None:
    officer = acting("officer")
    consultation = ended(officer, "consultation")
    row = waits(officer, consultation)
    with pytest.raises(StillWaits):
        results.publish_results(officer, consultation, "Många svarade.")
    CONTRIBUTION.apply(row, "publish")
    results.publish_results(officer, consultation, "Många svarade.")
    waits(officer, consultation)
    results.publish_results(officer, consultation, "Många svarade ja.")


def test_results_can_be_shown_while_people_still_write(acting: Acting) -> None:
    officer = acting("officer")
    consultation = consulting.consultation(officer.session, officer.keys)
    waits(officer, consultation)
    results.publish_results(officer, consultation, "Så här långt.")


def test_concluding_a_compilation_waits(acting: Acting, moderator: Context) -> None:
    officer = acting("officer")
    remiss = heard(officer.session, officer.keys)
    comment(officer.session, remiss, *KEYS)
    row = waits(officer, remiss)
    with pytest.raises(StillWaits):
        compilation.conclude(officer, remiss)
    CONTRIBUTION.apply(row, "publish")
    compilation.conclude(officer, remiss)
    assert remiss.concluded_at == NOW


def test_an_official_is_told_by_the_field_and_keeps_the_words(
    browser: Browser, acting: Acting
) -> None:
    officer = acting("officer")
    consultation = ended(officer, "consultation")
    waits(officer, consultation)
    path = f"/arbetsyta/medborgardialoger/{consultation.id}/svar/publicera"
    officer.session.commit()
    page = browser.log_in("officer").submit(path, words="Många svarade.")
    assert page.status == 422
    assert "”Riv allt”" in page.faults()["words"]
    assert "Många svarade." in page.text
