"""Positions to take and questions to answer, as officials change them."""

from collections.abc import Callable

import pytest

from dialog.core.context import Context
from dialog.core.errors import Faulty, NotPermitted
from dialog.process.rules import Handling, Publication
from dialog.remiss.actions.positions import (
    add_position,
    edit_position,
    move_position,
    remove_position,
)
from dialog.remiss.actions.questions import (
    add_question,
    edit_question,
    move_question,
    remove_question,
)
from dialog.remiss.models import Remiss, Statement
from dialog.remiss.rules.arranging import NotThere
from dialog.remiss.rules.content import WHOLE, Tone
from dialog.remiss.rules.golive import Settled
from dialog.remiss.rules.response import View
from tests.remiss import rows


@pytest.fixture
def officer(acting: Callable[[str], Context]) -> Context:
    return acting("officer")


@pytest.fixture
def draft(officer: Context) -> Remiss:
    given = {"publication": Publication.DRAFT, "published_at": None, "submitted_at": None}
    return rows.remiss(officer.session, officer.keys, **given)


@pytest.fixture
def published(officer: Context) -> Remiss:
    return rows.remiss(officer.session, officer.keys)


def labels(row: Remiss) -> list[str]:
    return [each.label for each in row.all_positions()]


def texts(row: Remiss) -> list[str]:
    return [each.text for each in row.all_questions()]


def answered(ctx: Context, row: Remiss, question: str) -> None:
    response = rows.add_response(ctx.session, row, {"": View(words="Ja.")})
    said = {"section": "s2", "question": question, "words": "Vid ån."}
    ctx.session.add(Statement(remiss_id=row.id, response_id=response.id, **said))
    ctx.session.flush()


def test_positions_of_a_draft_are_added_named_moved_and_removed(
    officer: Context, draft: Remiss
) -> None:
    add_position(officer, draft, " Vill veta mer ", Tone.NONE)
    assert labels(draft)[-1] == "Vill veta mer"
    key = draft.all_positions()[-1].key
    edit_position(officer, draft, key, "Behöver mer tid", Tone.AGAINST)
    assert draft.all_positions()[-1].tone is Tone.AGAINST
    move_position(officer, draft, key, up=True)
    assert labels(draft).index("Behöver mer tid") == 3
    remove_position(officer, draft, "no_view")
    assert "Ingen åsikt" not in labels(draft)
    for label in ("Behöver mer tid", "19900602-2397", " "):
        with pytest.raises(Faulty) as fault:
            add_position(officer, draft, label, Tone.FOR)
        assert fault.value.field == "label"


def test_once_published_only_the_words_of_a_position_change(
    officer: Context, published: Remiss
) -> None:
    edit_position(officer, published, "supports", "Tycker att det är bra", Tone.FOR)
    assert labels(published)[0] == "Tycker att det är bra"
    for act in (
        lambda: add_position(officer, published, "Ny", Tone.FOR),
        lambda: edit_position(officer, published, "supports", "Ja", Tone.AGAINST),
        lambda: move_position(officer, published, "supports", up=False),
        lambda: remove_position(officer, published, "supports"),
    ):
        with pytest.raises(Settled):
            act()
    published.handling = Handling.HANDED_OVER
    officer.session.flush()
    with pytest.raises(Settled):
        edit_position(officer, published, "supports", "Ja", Tone.FOR)


def test_questions_are_asked_of_the_whole_and_of_sections(officer: Context, draft: Remiss) -> None:
    officer.session.flush()
    rows.add_version(officer.session, draft, frozen=False)
    add_question(officer, draft, WHOLE, "Vad saknas?")
    add_question(officer, draft, "s2", " Var ska vägen gå? ")
    add_question(officer, draft, "s2", "När?")
    assert texts(draft) == ["Vad saknas?", "Var ska vägen gå?", "När?"]
    whole, where, when = (each.key for each in draft.all_questions())
    move_question(officer, draft, when, up=True)
    assert texts(draft) == ["Vad saknas?", "När?", "Var ska vägen gå?"]
    edit_question(officer, draft, where, "s3", "Var?")
    assert [each.section for each in draft.all_questions()] == ["", "s2", "s3"]
    remove_question(officer, draft, whole)
    assert texts(draft) == ["När?", "Var?"]


@pytest.mark.parametrize(
    ("section", "text", "field"),
    [
        ("finns-inte", "Var?", "section"),
        ("s2", " ", "text"),
        ("s2", "Ring 19900602-2397", "text"),
    ],
)
def test_questions_that_cannot_be_are_refused(
    section: str, text: str, field: str, officer: Context, published: Remiss
) -> None:
    with pytest.raises(Faulty) as fault:
        add_question(officer, published, section, text)
    assert fault.value.field == field


def test_an_answered_question_stays_as_it_was_and_is_closed(
    officer: Context, published: Remiss
) -> None:
    add_question(officer, published, "s2", "Var?")
    (question,) = published.all_questions()
    answered(officer, published, question.key)
    with pytest.raises(Settled):
        edit_question(officer, published, question.key, "s2", "När?")
    remove_question(officer, published, question.key)
    (closed,) = published.all_questions()
    assert (closed.text, closed.is_closed) == ("Var?", True)


def test_nothing_more_is_asked_when_the_time_is_over(officer: Context, published: Remiss) -> None:
    published.handling = Handling.HANDED_OVER
    officer.session.flush()
    with pytest.raises(Settled):
        add_question(officer, published, WHOLE, "Var?")


def test_others_ask_nothing(acting: Callable[[str], Context], published: Remiss) -> None:
    with pytest.raises(NotPermitted):
        add_question(acting("registrar"), published, WHOLE, "Var?")
    with pytest.raises(NotPermitted):
        add_position(acting("moderator"), published, "Ja", Tone.FOR)


def test_what_a_colleague_removed_is_not_there(officer: Context, draft: Remiss) -> None:
    for act in (
        lambda: remove_question(officer, draft, "q9"),
        lambda: move_position(officer, draft, "p9", up=True),
    ):
        with pytest.raises(NotThere):
            act()
