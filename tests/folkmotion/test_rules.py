"""When: threshold, clocks, who may sign, what a text may hold. No database, no web."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.core.canonical import canonical
from dialog.core.policy import Identity
from dialog.folkmotion import rules
from dialog.folkmotion.rules import Eligibility, Stance
from dialog.identity.rules import holds_personal_number
from dialog.process.rules import Publication, Window
from dialog.tenancy.catalogue import DEFAULTS


@pytest.mark.parametrize("publication", Publication)
@pytest.mark.parametrize("state", Window)
def test_names_are_taken_only_while_published_and_open(publication, state):
    is_open = (publication, state) == (Publication.PUBLISHED, Window.OPEN)
    assert rules.is_open(publication, state) is is_open
    if is_open:
        rules.ensure_open(publication, state)
    else:
        with pytest.raises(rules.NotOpen):
            rules.ensure_open(publication, state)


# Threshold

ONE_PER_CENT = {"mode": "percent_population", "value": 1}


@pytest.mark.parametrize(
    ("population", "needed"),
    [(18_400, 184), (18_401, 185), (160_634, 1607), (100, 1), (1, 1), (0, 1)],
)
def test_one_per_cent_is_rounded_up_and_never_nothing(population, needed):
    assert rules.threshold(ONE_PER_CENT, population) == needed


@given(st.integers(1, 3_000_000), st.integers(1, 100_000))
def test_a_share_is_the_least_number_that_reaches_it(population, thousandths):
    """Exactly: no more than needed, and one less would be too few."""
    rule = {"mode": "percent_population", "value": thousandths / 1000}
    needed = rules.threshold(rule, population)
    assert needed * 100_000 >= thousandths * population
    assert needed == 1 or (needed - 1) * 100_000 < thousandths * population


@given(st.integers(1, 1_000_000), st.integers(0, 3_000_000))
def test_a_count_is_a_count_whatever_the_population(value, population):
    assert rules.threshold({"mode": "count", "value": value}, population) == value


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 500), st.booleans())
def test_unverified_names_carry_only_where_the_rules_say_so(valid, unverified, needed, counts):
    local = DEFAULTS | {"ef.unverified_counts": counts}
    carried = rules.is_carried(valid, unverified, needed, local)
    assert carried is (valid + (unverified if counts else 0) >= needed)


def test_nothing_is_carried_before_there_is_a_threshold():
    assert not rules.is_carried(10**9, 0, None, DEFAULTS)


@given(st.integers(1, 100_000))
def test_about_a_third_more_names_are_wise(needed):
    assert needed * 1.35 <= rules.advised_number(needed) < needed * 1.35 + 1


# Clocks


def swedish(text):
    return datetime.fromisoformat(text).replace(tzinfo=rules.ZONE)


def test_collection_ends_at_midnight_after_the_last_day():
    opened = swedish("2026-09-01T10:00")
    assert rules.closes_at(opened, 60) == swedish("2026-11-01T00:00")


def test_midnight_is_midnight_in_summer_time_and_in_winter_time():
    summer, winter = swedish("2026-10-24T12:00"), swedish("2026-10-25T12:00")
    assert rules.closes_at(summer, 0).astimezone(UTC).hour == 22
    assert rules.closes_at(winter, 0).astimezone(UTC).hour == 23
    # The day on which clocks go back has 25 hours.
    length = rules.closes_at(winter, 0).astimezone(UTC) - rules.closes_at(summer, 0).astimezone(UTC)
    assert length == timedelta(hours=25)


def test_what_opens_late_in_the_evening_in_sweden_counts_from_that_day():
    opened = datetime(2026, 9, 1, 22, 30, tzinfo=UTC)  # half past midnight on 2 September
    assert rules.closes_at(opened, 1) == swedish("2026-09-04T00:00")


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.times(), st.integers(1, 365))
def test_the_last_day_is_a_whole_day(day, hour, days):
    opened = datetime.combine(day, hour, UTC)
    closes = rules.closes_at(opened, days).astimezone(rules.ZONE)
    assert (closes.hour, closes.minute) == (0, 0)
    assert (closes.date() - opened.astimezone(rules.ZONE).date()).days == days + 1


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -24, date(2024, 1, 15)),
    ],
)
def test_months_end_where_they_end(day, months, then):
    assert rules.months_later(day, months) == then


@given(st.dates(date(2000, 1, 1), date(2080, 1, 1)), st.integers(-60, 60))
def test_a_later_month_is_that_month_and_no_later_day(day, months):
    then = rules.months_later(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day <= day.day


def test_the_answer_is_due_at_the_end_of_the_day():
    handed_over = swedish("2026-08-31T09:00")
    assert rules.answer_due_at(handed_over, 6) == swedish("2027-03-01T00:00")


def test_the_same_matter_is_blocked_for_some_months():
    published = swedish("2025-01-15T09:00")
    assert rules.blocked_until(published, 24, swedish("2027-01-14T23:59")) == date(2027, 1, 15)
    assert rules.blocked_until(published, 24, swedish("2027-01-15T00:00")) is None
    assert rules.blocked_until(published, 0, published) is None


# Who


@pytest.mark.parametrize(
    ("who_may", "registered", "result"),
    [
        ("residents", True, Eligibility.VALID),
        ("residents", None, Eligibility.UNVERIFIED),
        ("residents", False, None),
        ("anyone", True, Eligibility.VALID),
        ("anyone", None, Eligibility.VALID),
        ("anyone", False, Eligibility.VALID),
    ],
)
def test_who_counts(who_may, registered, result):
    def ask():
        return rules.eligibility(who_may, Identity.PERSONAL, is_registered=registered)

    if result is None:
        with pytest.raises(rules.NotEligible, match="är du inte folkbokförd i kommunen"):
            ask()
    else:
        assert ask() is result


@pytest.mark.parametrize("who_may", ["residents", "anyone"])
@pytest.mark.parametrize("registered", [True, False, None])
@pytest.mark.parametrize(
    ("identity", "why"),
    [
        (Identity.COORDINATION, "samordningsnummer"),
        (Identity.FOREIGN, "utländsk e-legitimation"),
        (Identity.EMPLOYEE, "som anställd"),
    ],
)
def test_only_a_personal_number_signs(who_may, registered, identity, why):
    with pytest.raises(rules.NotEligible, match=why):
        rules.eligibility(who_may, identity, is_registered=registered)


def test_votes_against_are_off_until_the_council_says_otherwise():
    rules.ensure_stance(DEFAULTS, Stance.FOR)
    with pytest.raises(rules.NotEligible):
        rules.ensure_stance(DEFAULTS, Stance.AGAINST)
    rules.ensure_stance(DEFAULTS | {"ef.votes_against_allowed": True}, Stance.AGAINST)


@pytest.mark.parametrize(
    ("given_level", "required", "is_enough"),
    [
        ("loa3", "loa3", True),
        ("loa4", "loa3", True),
        ("loa4", "loa4", True),
        ("loa3", "loa4", False),
        ("loa2", "loa3", False),
        ("", "loa3", False),
    ],
)
def test_a_login_must_be_strong_enough(given_level, required, is_enough):
    if is_enough:
        rules.ensure_level(given_level, required)
    else:
        with pytest.raises(rules.WrongLevel):
            rules.ensure_level(given_level, required)


def test_nothing_starts_where_folkmotioner_are_not_introduced():
    with pytest.raises(rules.NotEnabled):
        rules.ensure_enabled(DEFAULTS)
    rules.ensure_enabled(DEFAULTS | {"ef.enabled": True})


# Texts


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (("", "s", "b"), "Rubriken saknas"),
        (("t", "", "b"), "Sammanfattningen saknas"),
        (("t", "s", ""), "text saknas"),
    ],
)
def test_a_proposal_needs_its_parts(parts, message):
    with pytest.raises(rules.NotReady, match=message):
        rules.ensure_complete(*parts)
    rules.ensure_complete("t", "s", "b")


@pytest.mark.parametrize(
    "text",
    [
        "199006022397",
        "Ring Rut, 900602-2397.",
        "900602 2397",
        "1990 06 02 2397",
        "1990-06-02-2397",
        "900602–2397",
        "９００６０２-２３９７",
        "121212+1212",
        "Samordningsnummer 197010632391 står här",
    ],
)
def test_a_personal_number_is_found_however_it_is_written(text):
    assert holds_personal_number(text)
    with pytest.raises(rules.PersonalNumberInText, match="Personnummer får inte stå i texten"):
        rules.ensure_no_personal_number("ofarligt", text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "199006022398",  # wrong check digit
        "199013022397",  # no such month
        "556036-0793",  # a company
        "070-123 45 67",
        "KS 2025/00187",
        "2026-12-01 klockan 13.00",
        "Kostar 1 250 000 kronor",
        "119900602239711",  # part of a longer number
    ],
)
def test_other_numbers_are_left_alone(text):
    assert not holds_personal_number(text)


@given(st.text(max_size=200))
def test_looking_for_numbers_survives_any_text(text):
    assert holds_personal_number(text) in {True, False}


def test_a_hash_is_the_same_for_the_same_words_and_another_for_others():
    first = rules.text_hash("Å", "b", "c", "")
    assert first == rules.text_hash("Å", "b", "c", "")
    assert first != rules.text_hash("Å", "b", "", "c")
    assert len(first) == 64
    assert canonical({"b": "å", "a": 1}) == '{"a":1,"b":"å"}'
