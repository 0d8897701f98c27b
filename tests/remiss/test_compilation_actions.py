"""Writing the compilation, concluding it, and opening it again."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.errors import Faulty, NotFound, NotPermitted
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.registry.models import Document, RegisterEntry
from dialog.remiss.actions.compilation import (
    comment_section,
    conclude,
    introduce_compilation,
    reopen_compilation,
)
from dialog.remiss.models import Remiss, Response
from dialog.remiss.queries.compilation import comments_on, compilation, organisations
from dialog.remiss.rules.assessing import Concluded
from dialog.remiss.rules.compilation import (
    NOTHING,
    Comment,
    CommentChanged,
    Count,
    NotConcluded,
    NotWhole,
    TooEarly,
)
from dialog.remiss.rules.response import View
from tests.remiss import compiled, rows

Acting = Callable[[str], Context]
SEEN = NOTHING.seen()


@pytest.fixture
def officer(acting: Acting) -> Context:
    return acting("officer")


@pytest.fixture
def remiss(officer: Context, keys: Keyring) -> Remiss:
    return compiled.heard(officer.session, keys)


def test_organisations_and_private_persons_are_counted_apart(
    officer: Context, remiss: Remiss
) -> None:
    whole = compilation(officer, remiss)
    section = whole.find("s2")
    assert section is not None
    assert section.counts == {"opposes": Count(1, 1), "supports": Count(0, 1)}
    assert (section.answers, section.points, section.unreplied) == (3, 3, 3)
    assert organisations(officer, remiss)["s2"] == {"opposes": ["Cykelklubben"]}
    assert whole.answers == Count(1, 3)
    assert whole.unconsidered == ["Sena bolaget"]


def test_whoever_completes_an_answer_has_one_position(officer: Context, remiss: Remiss) -> None:
    more = {"owner": "owner-2", "number": 2}
    rows.add_response(
        officer.session, remiss, {"s2": View("supports", "Jag har ändrat mig.")}, **more
    )
    section = compilation(officer, remiss).find("s2")
    assert section is not None
    assert section.counts == {"opposes": Count(1, 0), "supports": Count(0, 2)}
    assert compilation(officer, remiss).answers == Count(1, 3)


def test_a_comment_is_kept_and_told_to_the_journal_without_its_words(
    officer: Context, remiss: Remiss
) -> None:
    comment_section(officer, remiss, "s2", Comment(" Vi breddar. ", "Bredden"), SEEN)
    assert comments_on(officer, remiss) == {"s2": Comment("Vi breddar.", "Bredden")}
    stmt = select(Event).where(Event.name == "remiss.comment_section")
    assert officer.session.scalars(stmt).one().data == {"section": "s2", "has_comment": True}


def test_two_officials_do_not_overwrite_one_another(officer: Context, remiss: Remiss) -> None:
    theirs, mine = Comment("Deras."), Comment("Mina.")
    comment_section(officer, remiss, "s2", theirs, SEEN)
    with pytest.raises(CommentChanged) as changed:
        comment_section(officer, remiss, "s2", mine, SEEN)
    assert changed.value.theirs == theirs
    assert comments_on(officer, remiss)["s2"] == theirs
    comment_section(officer, remiss, "s2", theirs, SEEN)  # the same words: no harm
    comment_section(officer, remiss, "s2", mine, theirs.seen())
    assert comments_on(officer, remiss)["s2"] == mine


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Comment(), "words"),
        (Comment("  "), "words"),
        (Comment("Ja.", none_reason="Nej."), "none_reason"),
        (Comment(changed="Bredden.", none_reason="Nej."), "words"),
        (Comment("Ring 19900602-2397."), "words"),
        (Comment(none_reason="19900602-2397"), "none_reason"),
    ],
)
def test_a_comment_that_cannot_be_is_told_by_its_field(
    given: Comment, field: str, officer: Context, remiss: Remiss
) -> None:
    with pytest.raises(Faulty) as fault:
        comment_section(officer, remiss, "s2", given, SEEN)
    assert fault.value.field == field


def test_there_is_no_comment_on_what_is_not_there(officer: Context, remiss: Remiss) -> None:
    with pytest.raises(NotFound):
        comment_section(officer, remiss, "s99", Comment("Hej."), SEEN)


def test_concluding_tells_every_section_that_is_left(officer: Context, remiss: Remiss) -> None:
    compiled.comment(officer.session, remiss, "s3")
    with pytest.raises(NotWhole) as error:
        conclude(officer, remiss)
    assert [each.key for each in error.value.sections] == ["", "s2", "s4"]
    assert error.value.waiting == 0


def test_what_is_said_of_a_section_that_is_gone_is_not_forgotten(
    officer: Context, remiss: Remiss
) -> None:
    version = rows.add_version(officer.session, remiss)
    gone = next(each for each in version.sections if each.key == "s2")
    officer.session.delete(gone)
    officer.session.flush()
    compiled.comment(officer.session, remiss, "", "s3", "s4")
    with pytest.raises(NotWhole) as error:
        conclude(officer, remiss)
    assert [(each.key, each.is_gone) for each in error.value.sections] == [("s2", True)]


def test_late_answers_that_wait_for_a_decision_hold_it_up(officer: Context, remiss: Remiss) -> None:
    compiled.comment(officer.session, remiss, *compiled.KEYS)
    late = rows.add_response(officer.session, remiss, {"s2": View(words="Sen.")}, is_late=True)
    with pytest.raises(NotWhole) as error:
        conclude(officer, remiss)
    assert (error.value.sections, error.value.waiting) == ([], 1)
    late.is_considered = True
    conclude(officer, remiss)


def test_it_is_kept_registered_and_recorded(officer: Context, remiss: Remiss) -> None:
    compiled.comment(officer.session, remiss, *compiled.KEYS)
    introduce_compilation(officer, remiss, "Så här blev det.")
    document = conclude(officer, remiss)
    assert remiss.concluded_at == officer.now
    assert officer.session.scalars(select(Document)).one().hash == document.hash
    entry = officer.session.scalars(select(RegisterEntry)).one()
    assert (entry.direction, entry.concerns) == (
        "made",
        "Sammanställning av remissvar: Trafikplan för Ekby",
    )
    stmt = select(Event).where(Event.name == "remiss.conclude")
    data = officer.session.scalars(stmt).one().data
    assert data == {"document": document.id, "hash": document.hash}


def test_what_is_kept_holds_no_private_name_and_nobodys_words(
    officer: Context, remiss: Remiss
) -> None:
    compiled.comment(officer.session, remiss, *compiled.KEYS)
    content = str(conclude(officer, remiss).content)
    assert "Cykelklubben" in content
    assert "Kommunens kommentar om s2." in content
    for secret in ("Elin Ek", "Nils Nord", "Bygg fler", "Fula ord"):
        assert secret not in content


def test_nothing_is_concluded_while_people_can_answer(officer: Context, keys: Keyring) -> None:
    remiss = rows.remiss(officer.session, keys)
    compiled.comment(officer.session, remiss, *compiled.KEYS)
    with pytest.raises(TooEarly):
        conclude(officer, remiss)


def test_what_is_concluded_changes_when_it_is_opened_again(
    officer: Context, remiss: Remiss
) -> None:
    compiled.comment(officer.session, remiss, *compiled.KEYS)
    conclude(officer, remiss)
    for act in (
        lambda: conclude(officer, remiss),
        lambda: comment_section(officer, remiss, "s2", Comment("Nytt."), SEEN),
        lambda: introduce_compilation(officer, remiss, "Nytt."),
    ):
        with pytest.raises(Concluded):
            act()
    reopen_compilation(officer, remiss, "Ett tal var fel.")
    assert (remiss.concluded_at, remiss.reopened_words) == (None, "Ett tal var fel.")
    seen = comments_on(officer, remiss)["s2"].seen()
    comment_section(officer, remiss, "s2", Comment("Nytt."), seen)
    second = conclude(officer, remiss)
    assert second.content["corrects"] == "Ett tal var fel."
    first, last = officer.session.scalars(select(Document).order_by(Document.id)).all()
    assert first.hash != last.hash == second.hash
    assert remiss.reopened_at is None


def test_opening_again_needs_a_reason_and_something_to_open(
    officer: Context, remiss: Remiss
) -> None:
    with pytest.raises(NotConcluded):
        reopen_compilation(officer, remiss, "Fel.")
    compiled.comment(officer.session, remiss, *compiled.KEYS)
    conclude(officer, remiss)
    for reason in ("  ", "19900602-2397"):
        with pytest.raises(Faulty) as fault:
            reopen_compilation(officer, remiss, reason)
        assert fault.value.field == "reason"


@pytest.mark.parametrize("name", ["resident", "registrar", "councillor", "moderator", "admin"])
def test_only_those_who_run_it_write_in_it(name: str, acting: Acting, remiss: Remiss) -> None:
    other = acting(name)
    for act in (
        lambda: introduce_compilation(other, remiss, "Hej"),
        lambda: comment_section(other, remiss, "s2", Comment("Hej"), SEEN),
        lambda: conclude(other, remiss),
        lambda: reopen_compilation(other, remiss, "Hej"),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_nothing_is_counted_of_an_answer_that_was_taken_back(
    officer: Context, remiss: Remiss
) -> None:
    stmt = select(Response).where(Response.owner == "owner-2")
    answer = officer.session.scalars(stmt).one()
    answer.publication = type(answer.publication).WITHDRAWN
    officer.session.flush()
    section = compilation(officer, remiss).find("s2")
    assert section is not None
    assert section.counts["opposes"] == Count(1, 0)


def test_what_comes_when_it_is_public_changes_nothing(officer: Context, remiss: Remiss) -> None:
    compiled.comment(officer.session, remiss, *compiled.KEYS)
    conclude(officer, remiss)
    before = compilation(officer, remiss)
    after = officer.now + rows.DAY
    for given in ({}, {"is_late": True}, {"is_late": True, "is_considered": True}):
        view = {"s2": View("supports", "Nu.")}
        rows.add_response(officer.session, remiss, view, received_at=after, **given)
    now = compilation(officer, remiss)
    assert (now.answers, now.waiting) == (before.answers, 0)
    assert [each.counts for each in now.chapters] == [each.counts for each in before.chapters]
