"""What must be said and chosen before a remiss may be published."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dialog.core.errors import Faulty
from dialog.process.rules import Handling, Publication
from dialog.process.rules.golive import NotReady, ensure_kept, ensure_plannable, ensure_ready
from dialog.process.rules.moments import closing
from dialog.remiss.models import Remiss
from dialog.remiss.rules import Showing
from dialog.remiss.rules.content import read_positions, usual_positions
from dialog.remiss.rules.golive import (
    FACTS,
    PAGES,
    Dates,
    Document,
    Settled,
    ensure_promise_kept,
    ensure_running,
    ensure_sound,
    missing_dates,
    missing_document,
    missing_facts,
    missing_positions,
)

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
RULE = 90
FACTS_GIVEN: dict[str, Any] = {
    **{name: "något" for _page, name, _words in FACTS},
    "feedback_on": date(2027, 6, 1),
    "contact_email": "a@ekby.example",
    "contact_phone": "",
}


def facts(**given: Any) -> Any:
    return SimpleNamespace(**(FACTS_GIVEN | given))


def until(day: date, **given: Any) -> Dates:
    return Dates(**{"opens_at": None, "closes_at": closing(day, None), **given})


def test_all_facts_are_columns_and_stand_on_one_page() -> None:
    names = [name for page in PAGES.values() for name in page]
    assert len(names) == len(set(names))
    assert all(hasattr(Remiss, name) for name in names)
    assert all(name in PAGES[page] for page, name, _words in FACTS)
    assert {field.name for field in fields(Dates)}.isdisjoint(names)


@pytest.mark.parametrize(("page", "name", "words"), FACTS, ids=[name for _p, name, _w in FACTS])
def test_each_fact_is_asked_for_on_its_own_page(page: str, name: str, words: Any) -> None:
    (lacking,) = missing_facts(facts(**{name: None if name == "feedback_on" else ""}))
    assert (lacking.place, str(lacking.words)) == (f"facts:{page}", str(words))
    with pytest.raises(NotReady) as refusal:
        ensure_ready([lacking])
    assert refusal.value.missing == [lacking]


def test_somebody_must_be_reachable() -> None:
    assert missing_facts(facts()) == missing_facts(facts(contact_email="", contact_phone="1")) == []
    (lacking,) = missing_facts(facts(contact_email=""))
    assert lacking.place == "facts:contact"


def test_the_first_and_the_last_day_both_count() -> None:
    assert until(date(2026, 12, 1)).days(NOW) == 1
    assert until(date(2027, 2, 28)).days(NOW) == 90
    assert not until(date(2027, 2, 28)).is_short(RULE, NOW)
    assert until(date(2027, 2, 27)).is_short(RULE, NOW)
    opens = datetime(2026, 12, 31, 23, tzinfo=UTC)  # 1 January in Sweden
    assert until(date(2027, 1, 1), opens_at=opens).days(NOW) == 1
    assert Dates(None, None).days(NOW) == 0


def test_a_short_time_needs_a_reason() -> None:
    short = until(date(2027, 1, 15))
    with pytest.raises(Faulty, match=r"46 dagar.*90") as fault:
        ensure_sound(short, RULE, NOW)
    assert fault.value.field == "short_reason"
    ensure_sound(until(date(2027, 1, 15), short_reason="Bron rasar."), RULE, NOW)
    ensure_sound(short, 30, NOW)
    (lacking,) = missing_dates(short, None, RULE, NOW)
    assert lacking.place == "time"


def test_a_time_that_was_long_enough_when_it_was_chosen_may_have_become_short() -> None:
    dates = until(date(2027, 3, 1))
    assert missing_dates(dates, None, RULE, NOW) == []
    (lacking,) = missing_dates(dates, None, RULE, NOW + timedelta(days=10))
    assert lacking.place == "time"


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        (until(date(2026, 11, 30)), "closes_on"),
        (until(date(2026, 12, 24), opens_at=NOW + timedelta(days=30)), "closes_on"),
    ],
)
def test_dates_that_make_no_sense_are_refused(dates: Dates, field: str) -> None:
    with pytest.raises(Faulty) as fault:
        ensure_sound(dates, 1, NOW)
    assert fault.value.field == field
    assert [each.place for each in missing_dates(dates, None, 1, NOW)] == ["time"]


def test_a_last_day_is_needed_and_feedback_comes_after_it() -> None:
    ensure_sound(Dates(None, None), RULE, NOW)
    assert [each.place for each in missing_dates(Dates(None, None), None, RULE, NOW)] == ["time"]
    early = missing_dates(until(date(2027, 4, 1)), date(2027, 3, 1), RULE, NOW)
    assert [each.place for each in early] == ["facts:decision"]


def test_a_document_must_ask_for_views() -> None:
    for document in (None, Document(0, 0), Document(4, 0)):
        assert [each.place for each in missing_document(document)] == ["document"]
    assert missing_document(Document(4, 1)) == []


def test_a_document_with_a_personal_number_is_not_let_out() -> None:
    (lacking,) = missing_document(Document(4, 1, has_personal_number=True))
    assert lacking.place == "document"
    assert "personnummer" in str(lacking.words)


def test_there_is_something_to_choose_between() -> None:
    usual = read_positions(usual_positions())
    assert missing_positions(usual) == missing_positions(usual[:2]) == []
    assert [each.place for each in missing_positions(usual[:1])] == ["positions"]


def test_what_those_who_answer_were_told_holds() -> None:
    told = SimpleNamespace(is_open_to_all=True, showing=Showing.AFTER, shows_private_names=False)
    for given, field in (
        ({"is_open_to_all": False}, "is_open_to_all"),
        ({"showing": Showing.AT_ONCE}, "showing"),
        ({"shows_private_names": True}, "shows_private_names"),
    ):
        with pytest.raises(Faulty) as fault:
            ensure_promise_kept(told, given)
        assert fault.value.field == field
    ensure_promise_kept(told, {"showing": Showing.NEVER})
    told.is_open_to_all = False
    ensure_promise_kept(told, {"is_open_to_all": True})


def test_what_must_be_said_is_changed_and_never_taken_away() -> None:
    ensure_kept(facts(), {"summary": ""}, FACTS, is_public=False)
    for given in ({"summary": ""}, {"feedback_on": None}, {"contact_email": ""}):
        with pytest.raises(Faulty):
            ensure_kept(facts(), given, FACTS, is_public=True)
    with pytest.raises(Faulty):
        ensure_kept(facts(), {"title": ""}, FACTS, is_public=False)


@pytest.mark.parametrize("publication", Publication)
@pytest.mark.parametrize("handling", Handling)
def test_what_is_asked_changes_only_while_it_is_asked(
    publication: Publication, handling: Handling
) -> None:
    is_alive = publication in {Publication.DRAFT, Publication.PUBLISHED}
    if is_alive and handling is Handling.NONE:
        ensure_running(publication, handling)
    else:
        with pytest.raises(Settled):
            ensure_running(publication, handling)


def test_a_planned_publication_lies_ahead_and_before_the_end() -> None:
    draft, soon = Publication.DRAFT, NOW + timedelta(days=1)
    ensure_plannable(draft, soon, [], NOW)
    for at, ends in ((NOW, []), (NOW + timedelta(days=400), []), (soon, [soon])):
        with pytest.raises(Faulty):
            ensure_plannable(draft, at, ends, NOW)
