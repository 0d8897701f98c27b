"""The made-up remisser are whole, keep to every limit, and claim nothing that is not so."""

import re
from collections.abc import Iterator

import pytest

from dialog.core.text import has_unwanted, tidy
from dialog.demo.content.load import (
    MUNICIPALITIES,
    load_file,
    load_municipality,
    load_organisations,
    load_remisser,
)
from dialog.demo.content.remiss_shapes import Remiss, View
from dialog.demo.people import at_home
from dialog.identity.rules import holds_personal_number
from dialog.process.rules import AREA_NAMES
from dialog.remiss.rules import Effect
from dialog.remiss.rules.addressees import Card, sound
from dialog.remiss.rules.content import POSITIONS, Outline
from dialog.remiss.rules.masking import REASONS
from dialog.remiss.rules.oddities import Oddity, oddities
from dialog.remiss.rules.reading import read
from tests.demo.test_consultation_content import PLAIN, texts
from tests.demo.test_content import ALSO_WORDS, REAL_NAMES

ALL = [(m, r) for m in MUNICIPALITIES for r in load_remisser(m)]
each = pytest.mark.parametrize(("slug", "told"), ALL, ids=[f"{m}-{r.key}" for m, r in ALL])
KEYS = {key for key, _label, _tone in POSITIONS}


def outline(slug: str, told: Remiss) -> Outline:
    return read(told.document, load_file(slug, told.document))


def places(slug: str, told: Remiss) -> set[str]:
    return {"", *(s.number or s.title for s in outline(slug, told).sections)}


def views(told: Remiss) -> Iterator[View]:
    for addressee in told.addressees:
        for said in filter(None, (addressee.draft, addressee.answer, addressee.more)):
            yield from said.views
    for person in told.persons:
        yield from person.answer.views


@each
def test_texts_are_tidy_and_plain(slug: str, told: Remiss) -> None:
    for text in texts(told):
        assert text == tidy(text)
        assert not has_unwanted(text)
        assert not PLAIN.findall(text), text
        assert not holds_personal_number(text)
        assert "–" not in text or re.search(r"\w–\w", text), text


@each
def test_the_document_has_nothing_odd(slug: str, told: Remiss) -> None:
    found = outline(slug, told)
    assert found.title
    harmless = {Oddity.EMPTY}
    assert {odd for odds in oddities(found.sections) for odd in odds} <= harmless


@each
def test_what_is_named_is_there(slug: str, told: Remiss) -> None:
    facts, known = load_municipality(slug), places(slug, told)
    assert told.area in AREA_NAMES
    assert told.department in {body.key for body in facts.departments}
    assert told.outcome is None or told.outcome.body in {body.key for body in facts.committees}
    assert {q.section for q in told.questions} <= known
    assert {lean.section for lean in told.leans} <= known
    assert {view.section for view in views(told)} <= known
    assert {view.position for view in views(told)} <= KEYS | {""}
    assert {text.partition(" | ")[0] for lean in told.leans for text in lean.texts} <= KEYS
    if told.assessment:
        assert {group.section for group in told.assessment.groups} <= known
        assert {group.effect for group in told.assessment.groups} <= set(Effect)
        assert {hidden.reason for hidden in told.assessment.hidden} <= REASONS.keys()


@each
def test_the_days_come_in_order(slug: str, told: Remiss) -> None:
    if told.published_days_ago is None:
        return
    assert told.created_days_ago > told.published_days_ago
    assert told.closes_in_days is not None
    assert told.feedback_in_days is not None
    assert told.feedback_in_days > told.closes_in_days > -told.published_days_ago
    if told.outcome:
        assert told.compilation
        assert told.compilation.days_ago is not None
        assert told.outcome.decided_days_ago < told.compilation.days_ago < -told.closes_in_days


@each
def test_everybody_who_acts_lives_there(slug: str, told: Remiss) -> None:
    names = {person.name for person in at_home(slug) if not person.roles}
    for addressee in told.addressees:
        assert set(addressee.members) <= names
    assert {person.name for person in told.persons} <= names | {""}


@pytest.mark.parametrize("slug", MUNICIPALITIES)
def test_the_register_is_sound(slug: str) -> None:
    rows = load_organisations(slug)
    assert len({row.key for row in rows}) == len({row.name for row in rows}) == len(rows)
    for row in rows:
        sound(Card(row.name, row.email, row.contact, sort=row.sort))
        assert not row.email or row.email.endswith(".example")


def test_no_real_municipality_is_named_in_any_remiss() -> None:
    words = [text for _, told in ALL for text in texts(told)]
    words += [load_file(slug, told.document).decode() for slug, told in ALL]
    words += [row.name for slug in MUNICIPALITIES for row in load_organisations(slug)]
    everything = "\n".join(words)
    for name in REAL_NAMES:
        tail = "s? kommun" if name in ALSO_WORDS else r"s?\b"
        assert not re.search(rf"\b{re.escape(name)}{tail}", everything), name
