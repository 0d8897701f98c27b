"""The timeline and the next step, in every state of every track."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from dialog.core.journal import Event
from dialog.feedback.models import Decision, Outcome
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.views.standing import NextStep, Surroundings, advice, basis, next_step
from dialog.folkmotion.views.timeline import Entry, timeline
from dialog.process.models import Step
from dialog.process.rules import Handling, Publication, Window, end_of_day
from tests.make import EF_RULES, NOW

DAY = timedelta(days=1)
WINDOWS: dict[Window, dict[str, Any]] = {
    Window.UPCOMING: {"opens_at": NOW + 5 * DAY, "closes_at": NOW + 60 * DAY},
    Window.OPEN: {"opens_at": NOW - 5 * DAY, "closes_at": NOW + 60 * DAY},
    Window.CLOSED: {"opens_at": NOW - 60 * DAY, "closes_at": NOW - 5 * DAY},
}


def folkmotion(**given: Any) -> Folkmotion:
    """A folkmotion that is open; it never meets a database."""
    values: dict[str, Any] = {
        "title": "Fler bänkar",
        "publication": Publication.PUBLISHED,
        "handling": Handling.NONE,
        "submitted_at": NOW - 70 * DAY,
        "published_at": NOW - 65 * DAY,
        "rules": EF_RULES,
        "threshold": 100,
        "count_valid": 0,
        "count_unverified": 0,
        "count_against": 0,
        "case_number": "",
        "refusal": "",
    }
    return Folkmotion(**(values | WINDOWS[Window.OPEN] | given))


def with_outcome(row: Folkmotion, decision: Decision = Decision.APPROVED) -> Folkmotion:
    row.decided_at = NOW - DAY
    row.outcome = Outcome(
        decision=decision,
        body="Kommunfullmäktige",
        decided_on=date(2026, 11, 20),
        paragraph="§ 112",
        reasons="Bra",
        time_plan="Snart",
        published_at=NOW - DAY,
    )
    return row


def turn(name: str, at: datetime, **data: Any) -> Event:
    return Event(at=at, name=f"folkmotion.{name}", data=data)


def step(title: str, planned_on: date, done_on: date | None = None, **more: str) -> Step:
    words = {"body": "", "note": ""} | more
    return Step(title=title, kind="meeting", planned_on=planned_on, done_on=done_on, **words)


def entries(row: Folkmotion, *turns: Event, steps: tuple[Step, ...] = ()) -> list[Entry]:
    return timeline(row, steps, turns, NOW)


def texts(row: Folkmotion, *turns: Event, **more: Any) -> list[str]:
    return [entry.text for entry in entries(row, *turns, **more)]


def what_next(row: Folkmotion, *steps: Step, department: str = "") -> NextStep:
    return next_step(row, Surroundings(steps, department, "Ekby", NOW))


ENDED = {Publication.REJECTED, Publication.HIDDEN, Publication.WITHDRAWN, Publication.STOPPED}


@pytest.mark.parametrize("publication", Publication)
@pytest.mark.parametrize("window", Window)
@pytest.mark.parametrize("handling", Handling)
def test_every_state_has_a_timeline_in_order_and_a_next_step(
    publication: Publication, window: Window, handling: Handling
) -> None:
    row = folkmotion(publication=publication, handling=handling, **WINDOWS[window])
    if handling is not Handling.NONE:
        row.handed_over_at, row.answer_due_at = NOW - 3 * DAY, NOW + 90 * DAY
    if handling in {Handling.DECIDED, Handling.IMPLEMENTING, Handling.COMPLETED}:
        with_outcome(row)
    found = entries(row, steps=(step("Nämnden möts", date(2027, 1, 15)),))
    moments = [entry.at for entry in found if entry.at is not None]
    days = [at.date() if isinstance(at, datetime) else at for at in moments]
    assert days == sorted(days)
    assert {entry.track for entry in found} <= {"publication", "window", "handling"}
    assert all(entry.text for entry in found)
    assert not [e for e in found if isinstance(e.at, datetime) and e.at > NOW and not e.planned]
    after = what_next(row)
    assert after.text
    if publication in ENDED or (handling is Handling.COMPLETED and publication == "published"):
        assert not after.who, "nobody's turn: it is over"


def test_the_whole_story_of_one_that_was_approved() -> None:
    row = with_outcome(
        folkmotion(
            **WINDOWS[Window.CLOSED],
            handling=Handling.IMPLEMENTING,
            handed_over_at=NOW - 30 * DAY,
            answer_due_at=NOW + 150 * DAY,
            case_number="KS 2026/00214",
        )
    )
    found = entries(
        row,
        turn("submit", NOW - 75 * DAY),
        turn("send_back", NOW - 72 * DAY),
        turn("submit", NOW - 70 * DAY),
        turn("check_names", NOW - 40 * DAY, valid=1200, not_resident=34),
        turn("register", NOW - 28 * DAY),
        steps=(
            step("Nämnden behandlade ärendet", date(2026, 11, 10), date(2026, 11, 11)),
            step(
                "Bänkarna ställs ut", date(2027, 5, 1), body="Tekniska nämnden", note="Tio stycken"
            ),
        ),
    )
    assert [(entry.track, entry.text, entry.planned) for entry in found] == [
        ("publication", "Förslaget skickades in", False),
        ("publication", "Kommunen bad om ändringar i texten", False),
        ("publication", "Förslaget skickades in igen", False),
        ("publication", "Granskat och publicerat", False),
        ("window", "Insamlingen började", False),
        ("window", "Namnen jämfördes med folkbokföringen", False),
        ("handling", "Överlämnad till kommunen", False),
        ("handling", "Ärendet fick diarienummer KS 2026/00214", False),
        ("handling", "Nämnden behandlade ärendet", False),
        ("handling", "Kommunfullmäktige beslutade: Bifall", False),
        ("window", "Insamlingen slutade", False),
        ("handling", "Svaret publicerades", False),
        ("handling", "Bänkarna ställs ut", True),
    ]
    notes = {entry.text: entry.note for entry in found}
    assert notes["Namnen jämfördes med folkbokföringen"].startswith("1\xa0200 namn räknas. 34")
    assert notes["Överlämnad till kommunen"] == "Gränsen på 100 underskrifter nåddes."
    assert notes["Bänkarna ställs ut"] == "Tekniska nämnden. Tio stycken"
    after = what_next(row, step("Bänkarna ställs ut", date(2027, 5, 1), body="Tekniska nämnden"))
    assert after == NextStep("Bänkarna ställs ut", "Tekniska nämnden", date(2027, 5, 1))


def test_an_end_is_told_as_the_last_day_not_as_the_midnight_after_it() -> None:
    row = folkmotion(closes_at=end_of_day(date(2026, 12, 24)))
    assert next(e.at for e in entries(row) if e.text == "Insamlingen slutar") == date(2026, 12, 24)
    assert what_next(row).at == date(2026, 12, 24)


def test_what_waits_for_review_says_until_when() -> None:
    due = end_of_day(date(2026, 12, 4))
    row = folkmotion(publication=Publication.SUBMITTED, review_due_at=due, published_at=None)
    assert "Granskas senast" in texts(row)
    assert what_next(row) == NextStep(
        "Förslaget granskas", "Kommunen", date(2026, 12, 4), is_deadline=True
    )


def test_a_rejected_one_says_why_and_promises_nothing() -> None:
    row = folkmotion(
        publication=Publication.REJECTED, refusal="not_ours", opens_at=None, closes_at=None
    )
    last = entries(row)[-1]
    assert (last.text, last.note) == ("Förslaget avvisades", "Kommunen bestämmer inte över frågan")
    assert not [entry for entry in entries(row) if entry.planned]


def test_a_stopped_one_says_when_and_why_and_promises_nothing() -> None:
    row = folkmotion(publication=Publication.STOPPED, refusal="duplicate")
    found = entries(row, turn("stop", NOW - DAY))
    assert (found[-1].text, found[-1].at) == ("Kommunen stoppade folkmotionen", NOW - DAY)
    assert not [entry for entry in found if entry.planned]


def test_checks_that_changed_nothing_are_no_news() -> None:
    row = folkmotion()
    nothing = turn("check_names", NOW - DAY, valid=0, not_resident=0)
    assert "Namnen jämfördes med folkbokföringen" not in texts(row, nothing)


def test_a_meeting_that_has_passed_in_silence_is_told() -> None:
    row = folkmotion(handling=Handling.IN_PREPARATION, handed_over_at=NOW - 9 * DAY)
    found = entries(row, steps=(step("Nämnden möts", date(2026, 11, 25)),))
    silent = next(entry for entry in found if entry.text == "Nämnden möts")
    assert silent.planned
    assert "Dagen har passerat" in silent.note


def test_an_answer_that_is_late_is_told() -> None:
    row = folkmotion(
        handling=Handling.HANDED_OVER,
        handed_over_at=NOW - 200 * DAY,
        answer_due_at=end_of_day(date(2026, 11, 19)),
    )
    late = next(entry for entry in entries(row) if entry.text == "Kommunen skulle ha svarat")
    assert late.at == date(2026, 11, 19)
    assert row.days_late(NOW) == 12


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (WINDOWS[Window.UPCOMING], ("Insamlingen börjar", "Du som är folkbokförd i Ekby")),
        ({}, ("Fler skriver under", "Du som är folkbokförd i Ekby")),
        (
            {"rules": EF_RULES | {"ef.who_may_support": "anyone"}},
            ("Fler skriver under", "Alla som vill"),
        ),
        (
            {"count_valid": 100},
            ("Folkmotionen lämnas över till kommunen", "Sker automatiskt"),
        ),
        (
            WINDOWS[Window.CLOSED] | {"count_valid": 90, "count_unverified": 10},
            ("Namnen jämförs med folkbokföringen", "Kommunen"),
        ),
        (
            WINDOWS[Window.CLOSED] | {"count_valid": 90},
            ("Insamlingen är slut. Gränsen nåddes inte, så folkmotionen går inte vidare.", ""),
        ),
    ],
    ids=["upcoming", "open", "anyone", "carried", "to be checked", "not carried"],
)
def test_the_next_step_while_names_are_collected(
    given: dict[str, Any], expected: tuple[str, str]
) -> None:
    after = what_next(folkmotion(**given))
    assert (after.text, after.who) == expected


def test_the_next_step_after_hand_over() -> None:
    row = folkmotion(handling=Handling.HANDED_OVER, answer_due_at=end_of_day(date(2027, 5, 31)))
    assert what_next(row).who == "Kommunens registrator"
    row.case_number = "KS 2026/1"
    assert what_next(row, department="Tekniska förvaltningen") == NextStep(
        "Kommunen bereder ärendet och svarar",
        "Tekniska förvaltningen",
        date(2027, 5, 31),
        is_deadline=True,
    )
    done = step("Förra mötet", date(2026, 11, 1), date(2026, 11, 1))
    planned = step("Nästa möte", date(2026, 12, 20))
    assert what_next(row, done, planned) == NextStep("Nästa möte", "Kommunen", date(2026, 12, 20))


@pytest.mark.parametrize(
    ("decision", "text"),
    [
        (Decision.APPROVED, "Beslutet genomförs"),
        (Decision.PARTLY, "Beslutet genomförs"),
        (Decision.REJECTED, "Ärendet avslutas"),
        (Decision.CONSIDERED_ANSWERED, "Ärendet avslutas"),
    ],
)
def test_the_next_step_after_the_decision(decision: Decision, text: str) -> None:
    row = with_outcome(folkmotion(handling=Handling.DECIDED), decision)
    assert what_next(row).text == text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"mode": "count", "value": 100, "population": 18400}, "Antalet står i kommunens regler."),
        (
            {"mode": "percent_population", "value": 1, "population": 18412, "as_of": "2026-11-01"},
            "1\xa0% av 18\xa0412 folkbokförda den 1 november 2026, enligt kommunens regler.",
        ),
        (
            {"mode": "percent_population", "value": 0.5, "population": 18412, "as_of": None},
            "0,5\xa0% av 18\xa0412 invånare, enligt kommunens regler.",
        ),
        (None, "Antalet står i kommunens regler."),
    ],
    ids=["count", "register", "rule", "unknown"],
)
def test_the_threshold_says_what_it_is_based_on(
    given: dict[str, Any] | None, expected: str
) -> None:
    assert basis(folkmotion(threshold_basis=given)) == expected


def test_more_names_are_advised_only_where_names_are_checked_afterwards() -> None:
    assert "omkring 135 namn" in advice(folkmotion(count_unverified=3), NOW)
    assert advice(folkmotion(count_valid=3), NOW) == ""
    counted = folkmotion(count_unverified=3, rules=EF_RULES | {"ef.unverified_counts": True})
    assert advice(counted, NOW) == ""
    closed = folkmotion(count_unverified=3, **WINDOWS[Window.CLOSED])
    assert advice(closed, NOW) == ""
    handed_over = folkmotion(count_unverified=3, handling=Handling.HANDED_OVER)
    assert advice(handed_over, NOW) == ""
