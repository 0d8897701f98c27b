"""The made-up consultations are whole, keep to every limit, and claim nothing that is not so."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from dialog.consultation.rules import PartKind, limits
from dialog.consultation.rules.completeness import incomplete
from dialog.consultation.rules.groups import AGES
from dialog.consultation.rules.writing import MOST_BODY, MOST_COMMENT, MOST_PLACE
from dialog.consultation.rules.writing import MOST_TITLE as MOST_IDEA_TITLE
from dialog.core.shapes import Misshapen, load
from dialog.core.text import has_unwanted, tidy
from dialog.demo.consultations.contents import content_of, key_of
from dialog.demo.content.consultation_shapes import Consultation, Part, Question
from dialog.demo.content.load import MUNICIPALITIES, load_consultations, load_municipality
from dialog.identity.rules import holds_personal_number
from dialog.process.rules import AREA_NAMES
from tests.demo.test_content import ALSO_WORDS, REAL_NAMES

ALL = [(m, c) for m in MUNICIPALITIES for c in load_consultations(m)]
each = pytest.mark.parametrize(("slug", "told"), ALL, ids=[f"{m}-{c.key}" for m, c in ALL])
PLAIN = re.compile(r"[^\w\s.,:;!?()&%/§\"”'\-–*|]", re.UNICODE)


def texts(thing: Any) -> Iterator[str]:
    """Every text in it, however deep it lies."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple | list):
        for one in thing:
            yield from texts(one)
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from texts(getattr(thing, one.name))


def parts(told: Consultation) -> list[Part]:
    return [part for step in told.steps for part in step.parts]


def questions(told: Consultation) -> list[Question]:
    return [q for part in parts(told) for page in part.pages for q in page.questions]


@each
def test_texts_are_tidy_and_plain(slug: str, told: Consultation) -> None:
    for text in texts(told):
        assert text == tidy(text)
        assert not has_unwanted(text)
        assert not PLAIN.findall(text), text
        assert not holds_personal_number(text)
        assert " - " not in text
        assert "–" not in text or re.search(r"\w–\w", text), text


@each
def test_what_is_named_is_there(slug: str, told: Consultation) -> None:
    facts = load_municipality(slug)
    assert told.area in AREA_NAMES
    assert told.department in {body.key for body in facts.departments}
    assert told.outcome is None or told.outcome.body in {body.key for body in facts.committees}
    for part in parts(told):
        assert {idea.category for idea in part.ideas} <= set(part.categories)
        assert set(part.ages) <= AGES.keys()


@each
def test_the_days_come_in_order(slug: str, told: Consultation) -> None:
    assert told.published_days_ago > 0
    for step in told.steps:
        assert -told.published_days_ago <= step.opens_in_days < step.closes_in_days
    last = max(step.closes_in_days for step in told.steps)
    assert told.feedback_in_days > last
    if told.results:
        assert last < -told.results.public_days_ago <= 0
    if told.outcome:
        assert told.results
        assert told.outcome.decided_days_ago < told.results.public_days_ago
        days = [step.in_days for step in told.outcome.milestones]
        assert days == sorted(days)
        assert all(step.in_days <= 0 for step in told.outcome.milestones if step.done)


@each
def test_people_take_part_only_where_they_can(slug: str, told: Consultation) -> None:
    is_upcoming = min(step.opens_in_days for step in told.steps) > 0
    for part in parts(told):
        assert not (is_upcoming and (part.answers or part.ideas or part.comments))
        assert part.on_paper <= part.answers
    has_part = any(part.answers or part.ideas for part in parts(told))
    assert has_part is not is_upcoming


@each
def test_every_part_is_complete(slug: str, told: Consultation) -> None:
    for part in parts(told):
        files = {medium.file: n for n, medium in enumerate(part.media, start=1)}
        content = content_of(part, files)
        pictures = frozenset(n for file, n in files.items() if file.endswith(".png"))
        assert incomplete(PartKind(part.kind), content, pictures) == []


@each
def test_choices_have_keys_of_their_own(slug: str, told: Consultation) -> None:
    lines = [q.choices for q in questions(told)] + [q.rows for q in questions(told)]
    lines += [part.options for part in parts(told)] + [part.categories for part in parts(told)]
    for some in lines:
        keys = Counter(key_of(line.partition("|")[0]) for line in some)
        assert all(keys)
        assert set(keys.values()) <= {1}
    for question in questions(told):
        steps = question.high - question.low + 1
        kinds = {"scale": steps}
        many = kinds.get(question.kind, len(question.choices))
        assert len(question.weights) in {0, many}, question.key


@each
def test_lengths_are_within_the_limits(slug: str, told: Consultation) -> None:
    assert len(told.title) <= limits.MOST_TITLE
    for part in parts(told):
        assert len(part.body) <= limits.MOST_BODY
        for idea in part.ideas:
            assert len(idea.title) <= MOST_IDEA_TITLE
            assert len(idea.body) <= MOST_BODY
            assert len(idea.place) <= MOST_PLACE
            assert all(len(text) <= MOST_COMMENT for text in idea.comments)
    for question in questions(told):
        lines = (*question.choices, *question.rows)
        assert all(len(line) <= limits.MOST_LINE for line in lines)


def test_no_real_municipality_is_named_in_any_consultation() -> None:
    everything = "\n".join(text for _, told in ALL for text in texts(told))
    for name in REAL_NAMES:
        tail = "s? kommun" if name in ALSO_WORDS else r"s?\b"
        assert not re.search(rf"\b{re.escape(name)}{tail}", everything), name


def test_the_two_municipalities_ask_different_things() -> None:
    titles = {m: {told.title for other, told in ALL if other == m} for m in MUNICIPALITIES}
    assert titles["ekby"]
    assert titles["bjorkby"]
    assert not titles["ekby"] & titles["bjorkby"]


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(Misshapen):
        load(Question, {"key": "a", "kind": "single", "title": "A?", "choises": ["Ja"]})
