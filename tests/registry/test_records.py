"""Receipts, register entries and documents: what is noted, and that it can be checked."""

import hashlib
import json
import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.i18n import speaking
from dialog.core.keys import Keyring
from dialog.registry.models import Document, RegisterEntry
from dialog.registry.records import (
    ALPHABET,
    file_document,
    new_receipt_number,
    note_arrival,
    note_made,
    note_sent,
)
from tests import make


def test_a_receipt_number_is_long_random_and_easy_to_read() -> None:
    numbers = {new_receipt_number() for _ in range(500)}
    assert len(numbers) == 500
    assert all(re.fullmatch(r"(\w{4}-){3}\w{4}", number) for number in numbers)
    assert not set("01OIL") & set(ALPHABET)
    assert set("".join(numbers)) - {"-"} <= set(ALPHABET)


@pytest.mark.parametrize(
    ("note", "direction", "counterpart"),
    [(note_arrival, "in", "Frans"), (note_sent, "out", "Frans"), (note_made, "made", "")],
)
def test_an_entry_says_what_the_law_wants(
    system: Context, keys: Keyring, note: object, direction: str, counterpart: str
) -> None:
    """OSL 5:2: the day, the number, from or to whom, and in short what it is about."""
    each = make.folkmotion(system.session, keys, case_number="KS 2026/1")
    assert callable(note)
    note(system, each, concerns=_l("Förslag till folkmotion"))
    entry = system.session.scalars(select(RegisterEntry)).one()
    assert (entry.direction, entry.counterpart) == (direction, counterpart)
    assert (entry.arrived_on, entry.case_number) == (date(2026, 12, 1), "KS 2026/1")
    assert entry.concerns == "Förslag till folkmotion: Fler bänkar vid ån"


def test_the_register_is_in_swedish_for_those_who_read_english_too(
    system: Context, keys: Keyring
) -> None:
    each = make.folkmotion(system.session, keys)
    with speaking("en"):
        entry = note_made(system, each, concerns=_l("Svar på folkmotion"))
    assert entry.concerns == "Svar på folkmotion: Fler bänkar vid ån"


def test_the_day_is_the_day_in_sweden(system: Context, keys: Keyring) -> None:
    each = make.folkmotion(system.session, keys)
    late = Context(system.session, system.actor, datetime(2026, 12, 1, 23, 30, tzinfo=UTC), keys)
    assert note_made(late, each, concerns=_l("Svar på folkmotion")).arrived_on == date(2026, 12, 2)


def test_the_hash_of_a_document_can_be_computed_again(system: Context, keys: Keyring) -> None:
    each = make.folkmotion(system.session, keys)
    file_document(system, each, "hand_over", {"b": "å", "a": [1, None]})
    system.session.commit()
    document = system.session.scalars(select(Document)).one()
    canonical = '{"a":[1,null],"b":"å"}'
    assert json.loads(canonical) == document.content
    assert document.hash == hashlib.sha256(canonical.encode()).hexdigest()
