"""Publishing results and taking them away: who may, when, and what the journal says."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from dialog.consultation.actions.results import publish_results, unpublish_results
from dialog.consultation.rules import NotShown
from dialog.core.context import Context
from dialog.core.errors import NotPermitted
from dialog.core.journal import Event
from dialog.process.rules import Publication
from tests.consultation import rows
from tests.consultation.rows import NOW


def journal(ctx: Context) -> list[tuple[str, dict[str, object]]]:
    events = ctx.session.scalars(select(Event).order_by(Event.id))
    return [(event.name, event.data) for event in events]


def test_words_can_be_mended_and_the_day_stays(acting: Callable[[str], Context]) -> None:
    officer = acting("officer")
    row = rows.consultation(officer.session, officer.keys)
    publish_results(officer, row, "Många svarade. ")
    publish_results(officer, row, "Många svarade ja.")
    assert (row.results_public_at, row.results_words) == (NOW, "Många svarade ja.")
    assert journal(officer) == [
        ("consultation.publish_results", {"is_first": True}),
        ("consultation.publish_results", {"is_first": False}),
    ]


def test_taking_away_keeps_the_words_and_happens_once(acting: Callable[[str], Context]) -> None:
    officer = acting("officer")
    row = rows.consultation(officer.session, officer.keys)
    publish_results(officer, row, "Många svarade.")
    unpublish_results(officer, row)
    unpublish_results(officer, row)
    assert (row.results_public_at, row.results_words) == (None, "Många svarade.")
    assert [name for name, _ in journal(officer)][1:] == ["consultation.unpublish_results"]


def test_results_of_what_nobody_can_see_are_not_shown(acting: Callable[[str], Context]) -> None:
    officer = acting("officer")
    row = rows.consultation(officer.session, officer.keys, publication=Publication.DRAFT)
    with pytest.raises(NotShown):
        publish_results(officer, row, "Många svarade.")


@pytest.mark.parametrize("name", ["resident", "moderator", "admin", "registrar"])
def test_only_officers_publish(name: str, acting: Callable[[str], Context]) -> None:
    ctx = acting(name)
    row = rows.consultation(ctx.session, ctx.keys)
    with pytest.raises(NotPermitted):
        publish_results(ctx, row, "Många svarade.")
    with pytest.raises(NotPermitted):
        unpublish_results(ctx, row)
