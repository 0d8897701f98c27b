"""The demo content is complete, consistent with itself, and claims nothing that is not so."""

import re
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest

from dialog.core.text import has_unwanted, tidy
from dialog.demo.content.load import MUNICIPALITIES, load_folkmotioner, load_municipality
from dialog.demo.content.shapes import Folkmotion
from dialog.feedback.models import ON_PROPOSALS
from dialog.folkmotion.rules import MOST_BODY, MOST_REASONS, MOST_SUMMARY, MOST_TITLE, answer_due_at
from dialog.moderation.reasons import REASONS
from dialog.process.rules import PUBLIC, Handling, Publication, Window

SEEDED = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
REAL_NAMES = Path(__file__).with_name("municipality_names.txt").read_text("utf-8").splitlines()
ALSO_WORDS = {"Ale", "Berg", "Boden", "Kil", "Klippan", "Mark", "Sala", "Salem", "Vara"}
HANDLED = [h for h in Handling if h is not Handling.NONE]
ALL = [(m, f) for m in MUNICIPALITIES for f in load_folkmotioner(m)]
each = pytest.mark.parametrize(
    ("municipality", "motion"), ALL, ids=[f"{m}-{f.key}" for m, f in ALL]
)
every_municipality = pytest.mark.parametrize("key", MUNICIPALITIES)


def own_words(motion: Folkmotion) -> list[str]:
    """Every text of a folkmotion that ends up on a page."""
    texts = [motion.title, motion.summary, motion.body, motion.reasons, motion.preparation_note]
    texts += [review.comment for review in motion.reviews]
    texts += chain.from_iterable((step.title, step.note) for step in motion.milestones)
    if motion.first:
        texts += [motion.first.title, motion.first.summary, motion.first.body, motion.first.reasons]
    if motion.answer:
        texts += [motion.answer.summary, motion.answer.reasons, motion.answer.time_plan]
    return texts


def published_days_ago(motion: Folkmotion) -> int | None:
    return next((r.days_ago for r in motion.reviews if r.kind == "publish"), None)


def whole_rule(municipality: str, key: str) -> int:
    value = next(r.value for r in load_municipality(municipality).rules if r.key == key)
    assert isinstance(value, int)
    return value


def test_there_is_plenty_to_read() -> None:
    assert len(load_folkmotioner("ekby")) >= 26
    assert len(load_folkmotioner("bjorkby")) >= 8


@every_municipality
def test_no_key_title_or_text_occurs_twice(key: str) -> None:
    motions = load_folkmotioner(key)
    for field in ("key", "title", "summary", "body"):
        values = [getattr(motion, field).casefold() for motion in motions]
        assert len(set(values)) == len(values), field


@each
def test_the_texts_fit_the_form(municipality: str, motion: Folkmotion) -> None:
    assert re.fullmatch(r"[a-z0-9-]{3,40}", motion.key)
    assert 8 <= len(motion.title) <= MOST_TITLE
    assert 20 <= len(motion.summary) <= MOST_SUMMARY
    assert 80 <= len(motion.body) <= MOST_BODY
    assert len(motion.reasons) <= MOST_REASONS
    assert motion.reasons or motion.publication == Publication.DRAFT
    for text in own_words(motion):
        assert text == tidy(text)
        assert not has_unwanted(text)


@each
def test_places_topics_and_committees_exist(municipality: str, motion: Folkmotion) -> None:
    facts = load_municipality(municipality)
    committees = {row.key for row in facts.committees} | {""}
    assert motion.place in {row.key for row in facts.places}
    assert motion.topic in {row.key for row in facts.topics}
    assert motion.committee in committees
    assert motion.answer is None or motion.answer.body in committees - {""}
    assert motion.tags
    assert all(tag.strip() == tag for tag in motion.tags)


def test_every_state_of_the_three_tracks_occurs() -> None:
    motions = load_folkmotioner("ekby")
    assert {m.publication for m in motions} == set(Publication)
    assert {m.handling for m in motions} == set(Handling)
    assert {m.window for m in motions} - {""} == set(Window)
    assert {m.answer.outcome for m in motions if m.answer} == set(ON_PROPOSALS)
    assert {kind for m in motions for kind in (r.kind for r in m.reviews)} == {
        "publish",
        "send_back",
        "reject",
        "hide",
        "stop",
    }


def test_the_telling_situations_occur() -> None:
    motions = load_folkmotioner("ekby")
    is_open = [m for m in motions if m.window == Window.OPEN and m.publication == "published"]
    assert [m for m in is_open if m.valid_percent < 10], "hardly any names yet"
    assert [m for m in is_open if 95 <= m.valid_percent < 100], "nearly there"
    assert [m for m in is_open if 100 <= m.valid_percent < 105], "just passed"
    closed = [m for m in motions if m.window == Window.CLOSED]
    assert [m for m in closed if m.valid_percent < 100 and m.handling == "none"], "not enough"
    waiting = [m for m in motions if m.publication == "submitted"]
    ages = {m.submitted_days_ago for m in waiting}
    assert min(a for a in ages if a is not None) == 0, "fresh in the queue"
    assert max(a for a in ages if a is not None) >= 7, "overdue for review"
    assert [m for m in waiting if m.first], "sent in again, with changes to show"


def test_an_answer_is_late_and_another_soon_due() -> None:
    months = whole_rule("ekby", "ef.answer_within_months")
    left = []
    for motion in load_folkmotioner("ekby"):
        if motion.handed_over_days_ago is not None and motion.answer is None:
            handed_over = SEEDED - timedelta(days=motion.handed_over_days_ago)
            left.append((answer_due_at(handed_over, months) - SEEDED).days)
    assert [days for days in left if days < -7]
    assert [days for days in left if 3 <= days <= 21]


@each
def test_the_reviews_explain_the_publication(municipality: str, motion: Folkmotion) -> None:
    last = motion.reviews[-1].kind if motion.reviews else ""
    expected = {
        "draft": {""},
        "withdrawn": {""},
        "submitted": {"", "send_back"},
        "returned": {"send_back"},
        "published": {"publish"},
        "rejected": {"reject"},
        "hidden": {"hide"},
        "stopped": {"stop"},
    }
    assert last in expected[motion.publication]
    days = [review.days_ago for review in motion.reviews]
    assert days == sorted(days, reverse=True)
    for review in motion.reviews:
        assert bool(review.comment) == (review.kind != "publish")
        assert bool(review.reason) == (review.kind in {"reject", "hide", "stop"})
        if review.reason:
            assert REASONS[review.reason].hides == (review.kind == "hide")


@each
def test_things_happen_in_order(municipality: str, motion: Folkmotion) -> None:
    days = [
        motion.created_days_ago,
        motion.first.submitted_days_ago if motion.first else None,
        motion.submitted_days_ago,
        published_days_ago(motion),
        motion.handed_over_days_ago,
        motion.answer.decided_days_ago if motion.answer else None,
        motion.implementing_days_ago,
        motion.completed_days_ago,
    ]
    happened = [day for day in days if day is not None]
    assert happened == sorted(happened, reverse=True)
    assert min(happened) >= 0
    assert (motion.submitted_days_ago is None) == (motion.publication == Publication.DRAFT)
    assert (motion.withdrawn_days_ago is None) == (motion.publication != Publication.WITHDRAWN)


@each
def test_the_window_follows_from_the_days(municipality: str, motion: Folkmotion) -> None:
    published = published_days_ago(motion)
    assert (published is None) == (motion.window == "")
    if published is None:
        assert motion.opens_in_days is None
        assert motion.valid_percent == 0
        return
    assert motion.opens_in_days is not None
    assert motion.closes_in_days is not None
    assert motion.opens_in_days == -published or motion.window == Window.UPCOMING
    length = motion.closes_in_days - motion.opens_in_days
    assert length == whole_rule(municipality, "ef.collection_days")
    if motion.opens_in_days > 0:
        assert motion.window == Window.UPCOMING
        assert motion.valid_percent == 0
    else:
        assert motion.window == (Window.OPEN if motion.closes_in_days > 0 else Window.CLOSED)


@each
def test_only_those_with_enough_names_are_handled(municipality: str, motion: Folkmotion) -> None:
    is_handled = motion.handling in HANDLED
    assert is_handled == (motion.valid_percent >= 100)
    assert (motion.handed_over_days_ago is not None) == is_handled
    if is_handled:
        published, handed_over = published_days_ago(motion), motion.handed_over_days_ago
        assert published is not None
        assert handed_over is not None
        assert published - handed_over <= whole_rule(municipality, "ef.collection_days")


@each
def test_an_answer_has_everything_it_needs(municipality: str, motion: Folkmotion) -> None:
    answered = motion.handling in {Handling.DECIDED, Handling.IMPLEMENTING, Handling.COMPLETED}
    assert (motion.answer is not None) == answered
    if motion.answer:
        assert re.fullmatch(r"§ \d+", motion.answer.paragraph)
        assert len(motion.answer.reasons) > 100
        assert len(motion.answer.time_plan) > 50
        assert motion.committee_in_days == -motion.answer.decided_days_ago
        months = whole_rule(municipality, "ef.answer_within_months")
        assert motion.handed_over_days_ago is not None
        handed_over = SEEDED - timedelta(days=motion.handed_over_days_ago)
        decided = SEEDED - timedelta(days=motion.answer.decided_days_ago)
        assert decided <= answer_due_at(handed_over, months)
    if motion.handling == Handling.IN_PREPARATION:
        assert motion.committee
        assert motion.committee_in_days
        assert motion.preparation_note


@each
def test_milestones_lead_to_the_end(municipality: str, motion: Folkmotion) -> None:
    assert bool(motion.milestones) == (
        motion.handling in {Handling.IMPLEMENTING, Handling.COMPLETED}
    )
    days = [step.in_days for step in motion.milestones]
    assert days == sorted(days)
    assert not [step for step in motion.milestones if step.done and step.in_days > 0]
    if motion.handling == Handling.COMPLETED:
        assert all(step.done for step in motion.milestones)
    if motion.handling == Handling.IMPLEMENTING:
        assert {step.done for step in motion.milestones} == {True, False}


@every_municipality
def test_a_duplicate_names_the_other_proposal(key: str) -> None:
    motions = {motion.key: motion for motion in load_folkmotioner(key)}
    for motion in motions.values():
        is_duplicate = any(review.reason == "duplicate" for review in motion.reviews)
        assert is_duplicate == bool(motion.duplicate_of)
        if motion.duplicate_of:
            other = motions[motion.duplicate_of]
            assert other.publication in PUBLIC
            assert other.created_days_ago > motion.created_days_ago


def test_the_words_that_the_search_is_shown_with_occur() -> None:
    words = " ".join(chain.from_iterable(own_words(m) for _, m in ALL)).casefold()
    for word in ("förskola", "förskolan", "förskolor", "cykelbana", "cykelbanor", "beslut"):
        assert re.search(rf"\b{word}\b", words), word


def test_one_text_is_in_another_language() -> None:
    assert {motion.language for _, motion in ALL} == {"sv", "en"}


def test_no_text_says_that_a_folkmotion_is_a_right_by_law() -> None:
    claims = r"rätt enligt lag|lagstadgad|kommunallagen|lagen ger|right by law|måste besvara"
    for _, motion in ALL:
        assert not re.search(claims, " ".join(own_words(motion)), re.IGNORECASE), motion.key


def test_no_real_municipality_is_named() -> None:
    assert len(REAL_NAMES) == len(set(REAL_NAMES)) == 290
    texts = list(chain.from_iterable(own_words(motion) for _, motion in ALL))
    for key in MUNICIPALITIES:
        facts = load_municipality(key)
        texts += [facts.place, *(place.name for place in facts.places)]
        texts += [row.sv for row in facts.departments]
        texts += [row.sv for row in facts.committees]
    everything = "\n".join(texts)
    for name in REAL_NAMES:
        tail = "s? kommun" if name in ALSO_WORDS else r"s?\b"
        assert not re.search(rf"\b{re.escape(name)}{tail}", everything), name
