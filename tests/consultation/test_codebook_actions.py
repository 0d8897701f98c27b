"""The codebook: tags on texts, equal texts together, and what survives when texts change."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from dialog.consultation.actions import codebook as actions
from dialog.consultation.models import Answer, Code, Coding, Consultation, FreeText, Part
from dialog.consultation.queries.codebook import codes, tagged
from dialog.consultation.rules.coding import Change, Tagged
from dialog.core.context import Context
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.journal import Event
from tests.consultation import answered, asked
from tests.consultation.rows import DAY, NOW

Acting = Callable[[str], Context]
TEXTS = ("Fler träd!", "fler TRÄD", "Bänkar", "👍", "👎")


@pytest.fixture
def officer(acting: Acting) -> Context:
    return acting("officer")


def text(ctx: Context, words: str) -> FreeText:
    return ctx.session.scalars(select(FreeText).where(FreeText.words == words)).one()


def tags(ctx: Context, words: str) -> list[str]:
    stmt = select(Code.name).join(Coding, Coding.code_id == Code.id).order_by(Code.name)
    return list(ctx.session.scalars(stmt.where(Coding.free_text_id == text(ctx, words).id)))


def give(ctx: Context, part: Part, words: str, *given: Code) -> int:
    change = Change(text(ctx, words).id, frozenset(code.id for code in given), frozenset())
    return actions.code_texts(ctx, part, "fritt", [change])


def started(ctx: Context, system: Context) -> tuple[Consultation, Part, Code, Code]:
    row, part = asked.made(system, *TEXTS)
    nature = actions.add_code(ctx, row, " Natur ", "Allt som växer")
    sitting = actions.add_code(ctx, row, "Sittplatser", "")
    return row, part, nature, sitting


def test_a_group_of_equal_texts_is_tagged_at_once(system: Context, officer: Context) -> None:
    row, part, nature, _ = started(officer, system)
    assert nature.name == "Natur"
    assert give(officer, part, "Fler träd!", nature) == 2
    assert tags(officer, "fler TRÄD") == ["Natur"]
    assert tags(officer, "Bänkar") == []
    assert tagged(officer, row) == {(part.id, "fritt"): Tagged(2, {nature.id: 2})}
    told = officer.session.scalars(select(Event).where(Event.name == "consultation.code_texts"))
    assert told.one().data == {"part": part.id, "texts": 2}


def test_a_smiley_is_only_like_itself(system: Context, officer: Context) -> None:
    _, part, nature, _ = started(officer, system)
    assert give(officer, part, "👍", nature) == 1
    assert tags(officer, "👎") == []


def test_what_a_colleague_did_meanwhile_stays(system: Context, officer: Context) -> None:
    _, part, nature, sitting = started(officer, system)
    give(officer, part, "Bänkar", sitting)
    give(officer, part, "Bänkar", nature)
    give(officer, part, "Bänkar", nature)
    gone = Change(text(officer, "Bänkar").id, frozenset(), frozenset({sitting.id}))
    actions.code_texts(officer, part, "fritt", [gone])
    assert tags(officer, "Bänkar") == ["Natur"]


def test_foreign_texts_and_tags_are_passed_over(system: Context, officer: Context) -> None:
    _, part, nature, _ = started(officer, system)
    other, _ = asked.made(system, "Annat")
    foreign = actions.add_code(officer, other, "Annan", "")
    assert give(officer, part, "Annat", nature) == 0
    give(officer, part, "Bänkar", foreign)
    assert tags(officer, "Bänkar") == []
    nobody = Change(999_999, frozenset({nature.id}), frozenset())
    assert actions.code_texts(officer, part, "fritt", [nobody]) == 0


def test_two_tags_become_one(system: Context, officer: Context) -> None:
    row, part, nature, sitting = started(officer, system)
    give(officer, part, "Fler träd!", nature, sitting)
    give(officer, part, "Bänkar", nature)
    actions.merge_codes(officer, nature, sitting)
    officer.session.flush()
    assert [code.name for code in codes(officer, row)] == ["Sittplatser"]
    assert tagged(officer, row)[part.id, "fritt"].numbers == {sitting.id: 3}
    with pytest.raises(Faulty):
        actions.merge_codes(officer, sitting, sitting)


def test_a_retired_tag_stays_where_it_is(system: Context, officer: Context) -> None:
    _, part, nature, _ = started(officer, system)
    give(officer, part, "Bänkar", nature)
    actions.retire_code(officer, nature)
    assert nature.is_retired
    assert tags(officer, "Bänkar") == ["Natur"]
    actions.restore_code(officer, nature)
    assert not nature.is_retired


@pytest.mark.parametrize("name", ["", "  ", "natur", "SITTPLATSER", "x" * 61])
def test_a_name_is_short_and_its_own(name: str, system: Context, officer: Context) -> None:
    row, *_ = started(officer, system)
    with pytest.raises(Faulty):
        actions.add_code(officer, row, name, "")


def test_a_tag_may_keep_its_own_name(system: Context, officer: Context) -> None:
    _, _, nature, _ = started(officer, system)
    actions.edit_code(officer, nature, "NATUR", "Nytt")
    assert (nature.name, nature.meaning) == ("NATUR", "Nytt")


def test_tags_survive_counting_and_go_with_the_words(
    system: Context, officer: Context, resident: Context
) -> None:
    _, part, nature, _ = started(officer, system)
    give(officer, part, "Fler träd!", nature)
    rows = system.session.scalars(select(Answer).order_by(Answer.id)).all()
    later = replace(system, now=NOW + DAY)
    answered.change(replace(resident, now=later.now), rows[0], asked.said("Inga träd"))
    rows[0].changed_at = later.now
    answered.change(replace(resident, now=later.now), rows[1], asked.said("fler träd"))
    rows[1].changed_at = later.now
    system.session.flush()
    asked.counted(later, part)
    assert tags(officer, "Inga träd") == []
    assert tags(officer, "fler träd") == ["Natur"]


def test_only_officers_tag(system: Context, acting: Acting, officer: Context) -> None:
    row, part, nature, _ = started(officer, system)
    for name in ("moderator", "registrar", "resident"):
        with pytest.raises(NotPermitted):
            actions.add_code(acting(name), row, "Ny", "")
        with pytest.raises(NotPermitted):
            give(acting(name), part, "Bänkar", nature)
