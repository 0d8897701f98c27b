"""What must be said before publication, and what a step may be. Pure rules."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dialog.consultation.rules import NotReady, PartKind
from dialog.consultation.rules.admission import Who
from dialog.consultation.rules.content import DiscussionContent
from dialog.consultation.rules.golive import (
    FACTS,
    PAGES,
    ensure_ready,
    is_feedback_before_end,
    missing_facts,
    missing_in_part,
    missing_steps,
)
from dialog.consultation.rules.stages import (
    Settled,
    Terms,
    closing,
    day_and_time,
    ensure_later,
    ensure_may_change,
    ensure_sound,
    opening,
)
from dialog.core.errors import Faulty
from dialog.process.rules import Publication

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WHOLE = {name: "sagt" for _page, name, _words in FACTS} | {
    "contact_email": "a@ekby.example",
    "contact_phone": "",
}
TERMS = Terms("Svara", opens_at=NOW - DAY, closes_at=NOW + 5 * DAY)
LATER = replace(TERMS, opens_at=NOW + DAY)


def facts(**given: Any) -> Any:
    return SimpleNamespace(**(WHOLE | given))


def step(**given: Any) -> Any:
    return SimpleNamespace(**({"title": "Steg", "opens_at": NOW, "closes_at": NOW + DAY} | given))


def test_a_whole_consultation_lacks_nothing() -> None:
    assert missing_facts(facts()) == []
    assert missing_facts(facts(contact_email="", contact_phone="0300-1")) == []
    assert missing_steps([(1, step(), True)], NOW) == []
    ensure_ready([])


@pytest.mark.parametrize(("page", "name", "words"), FACTS, ids=[name for _p, name, _w in FACTS])
def test_each_fact_is_asked_for_on_its_own_page(page: str, name: str, words: Any) -> None:
    (lacking,) = missing_facts(facts(**{name: "" if name != "feedback_on" else None}))
    assert (lacking.place, str(lacking.words)) == (f"facts:{page}", str(words))
    assert page in PAGES
    with pytest.raises(NotReady) as refusal:
        ensure_ready([lacking])
    assert refusal.value.missing == [lacking]


def test_somebody_must_be_reachable() -> None:
    (lacking,) = missing_facts(facts(contact_email=""))
    assert lacking.place == "facts:contact"


@pytest.mark.parametrize(
    ("given", "has_parts", "words"),
    [
        ({"opens_at": None, "closes_at": None}, True, "öppnar och stänger"),
        ({"closes_at": None}, True, "öppnar och stänger"),
        ({"opens_at": NOW - 2 * DAY, "closes_at": NOW}, True, "har redan varit"),
        ({}, False, "minst en del"),
    ],
)
def test_a_step_without_time_or_parts_is_told(given: Any, has_parts: Any, words: str) -> None:
    (lacking,) = missing_steps([(7, step(**given), has_parts)], NOW)
    assert lacking.place == "step:7"
    assert words in str(lacking.words)


def test_without_steps_there_is_nothing_to_take_part_in() -> None:
    (lacking,) = missing_steps([], NOW)
    assert lacking.place == "steps"


def test_a_part_needs_a_heading() -> None:
    content = DiscussionContent("Vad är viktigast?")
    (lacking,) = missing_in_part(5, PartKind.DISCUSSION, "", content)
    assert (lacking.place, str(lacking.words)) == ("part:5", "Skriv en rubrik för delen.")


def test_feedback_is_promised_after_the_last_day() -> None:
    last = date(2026, 12, 31)
    assert is_feedback_before_end(last - DAY, last)
    assert not is_feedback_before_end(last, last)
    assert not is_feedback_before_end(None, last)
    assert not is_feedback_before_end(last, None)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": ""}, "title"),
        ({"opens_at": None}, "opens_on"),
        ({"closes_at": TERMS.opens_at}, "closes_on"),
        ({"closes_at": NOW - 2 * DAY}, "closes_on"),
        ({"level": "loa1"}, "level"),
        ({"age_from": 20, "age_to": 19}, "age_to"),
        ({"age_from": -1}, "age_from"),
        ({"age_to": 131}, "age_to"),
        ({"who": Who.INVITED, "age_from": 16}, "age_from"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused_at_its_field(given: Any, field: str) -> None:
    with pytest.raises(Faulty) as fault:
        ensure_sound(replace(TERMS, **given))
    assert fault.value.field == field


def test_steps_of_one_age_and_without_dates_are_sound() -> None:
    ensure_sound(TERMS)
    ensure_sound(replace(TERMS, age_from=16, age_to=16))
    ensure_sound(Terms("Senare"))


def test_a_draft_may_change_in_every_way() -> None:
    ensure_may_change(Publication.DRAFT, TERMS, Terms("Annat", who=Who.EID), NOW)


NEW = {
    "who": Who.EID,
    "level": "loa4",
    "age_from": 16,
    "age_to": 25,
    "is_anonymous": True,
    "opens_at": NOW - 2 * DAY,
    "closes_at": NOW + 4 * DAY,
}
FREE = {"title": "Annat", "intro": "Mer", "is_reviewed_first": True}


def test_every_field_of_a_step_is_judged_once_it_has_opened() -> None:
    assert {each.name for each in fields(Terms)} == NEW.keys() | FREE.keys()


@pytest.mark.parametrize("name", NEW)
def test_who_and_when_are_settled_once_a_step_has_opened(name: str) -> None:
    with pytest.raises(Settled):
        ensure_may_change(Publication.PUBLISHED, TERMS, replace(TERMS, **{name: NEW[name]}), NOW)


@pytest.mark.parametrize("name", FREE)
def test_words_may_change_after_a_step_has_opened(name: str) -> None:
    ensure_may_change(Publication.PUBLISHED, TERMS, replace(TERMS, **{name: FREE[name]}), NOW)


def test_a_step_that_has_not_opened_may_be_shortened_and_changed() -> None:
    after = replace(LATER, closes_at=NOW + 2 * DAY, who=Who.RESIDENTS, age_from=16)
    ensure_may_change(Publication.PUBLISHED, LATER, after, NOW)


@pytest.mark.parametrize(
    ("after", "field"),
    [
        (replace(LATER, opens_at=None, closes_at=None), "opens_on"),
        (replace(LATER, opens_at=NOW - 3 * DAY, closes_at=NOW), "closes_on"),
    ],
)
def test_a_published_step_keeps_its_time_and_stays_out_of_the_past(
    after: Terms, field: str
) -> None:
    with pytest.raises(Faulty) as fault:
        ensure_may_change(Publication.PUBLISHED, LATER, after, NOW)
    assert fault.value.field == field


@pytest.mark.parametrize("after", [NOW + DAY, NOW + 2 * DAY - DAY / 2])
def test_extending_is_never_shortening(after: datetime) -> None:
    with pytest.raises(Faulty):
        ensure_later(NOW + 2 * DAY, after, NOW)


def test_what_has_closed_is_extended_into_the_future_only() -> None:
    with pytest.raises(Faulty):
        ensure_later(NOW - 2 * DAY, NOW - DAY, NOW)
    ensure_later(NOW - 2 * DAY, NOW + DAY, NOW)


@pytest.mark.parametrize("at", [None, time(8, 30)])
def test_days_and_times_are_swedish_and_come_back_as_they_were_filled_in(at: time | None) -> None:
    for day in (date(2026, 12, 24), date(2027, 3, 28), date(2027, 10, 31)):  # clocks change
        assert day_and_time(opening(day, at), is_end=False) == (day, at)
        assert day_and_time(closing(day, at), is_end=True) == (day, at)
    assert day_and_time(None, is_end=True) == (None, None)


def test_a_step_is_open_for_the_whole_of_its_last_day() -> None:
    assert closing(date(2026, 12, 31), None) == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert opening(date(2026, 12, 31), None) == datetime(2026, 12, 30, 23, tzinfo=UTC)
    assert (opening(None, None), closing(None, None)) == (None, None)
