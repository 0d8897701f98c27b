"""The chain of proofs: it only grows, never forks, and shows whatever was done to it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from dialog.core.context import Context
from dialog.core.db import Base, TenantSession, make_engine, reader
from dialog.core.worker import Desk, run_jobs
from dialog.identity import chain
from dialog.identity.models import Evidence, EvidenceLink
from dialog.identity.verification import LONGEST_WAIT, Verification
from tests.identity.proofs import add_proofs, problems, tamper
from tests.make import BJORKBY, EKBY, NOW

MINUTE = timedelta(minutes=1)
LINKS = select(EvidenceLink.number, EvidenceLink.evidence_id).order_by(EvidenceLink.number)


@pytest.fixture
def chained(system: Context) -> None:
    """Five proofs, all in the chain: evidence 1 to 5 with the numbers 1 to 5."""
    add_proofs(system.session, range(1, 6))
    chain.lengthen(system)
    system.session.commit()


@pytest.fixture
def verify(engine: Engine) -> Callable[..., list[str]]:
    def verify(**given: object) -> list[str]:
        with TenantSession(reader(engine), municipality_id=EKBY) as session:
            return problems(Verification(session, NOW, **given))

    return verify


def written(system: Context) -> dict[int, str]:
    """The head, written down by somebody."""
    head = chain.head(system.session)
    system.session.rollback()
    return {head.number: head.hash}


# Growing


def test_the_worker_links_proofs_in_the_order_of_their_ids(
    desk: Desk, system: Context, verify: Callable[..., list[str]]
) -> None:
    add_proofs(system.session, [1, 2, 3])
    run_jobs(desk, [EKBY])
    add_proofs(system.session, [4, 5])
    run_jobs(replace(desk, now=NOW + MINUTE), [EKBY])
    assert [tuple(row) for row in system.session.execute(LINKS)] == [(n, n) for n in range(1, 6)]
    assert verify() == []


def test_a_link_covers_the_one_before_it_and_all_of_its_proof(
    system: Context, chained: None
) -> None:
    first, second, *_ = system.session.scalars(select(EvidenceLink).order_by(EvidenceLink.number))
    proof = system.session.get_one(Evidence, 2)
    content = chain.content_hash(proof.record, proof.record_hash, proof.sealed, proof.at)
    assert second.content_hash == content
    assert second.hash == chain.link_hash(EKBY, chain.Head(1, first.hash), 2, content)
    changes = {
        "record": proof.record | {"about": 9},
        "record_hash": "0" * 64,
        "sealed": proof.sealed + b".",
        "at": proof.at + timedelta(microseconds=1),
    }
    whole = {name: getattr(proof, name) for name in changes}
    others = {chain.content_hash(**(whole | {name: new})) for name, new in changes.items()}
    assert len(others | {content}) == 5


def test_what_a_link_is_computed_from_never_changes() -> None:
    """Chains that stand in databases must verify with every later version of the program."""
    content = chain.content_hash({"å": 1, "a": None}, "hash", b"sealed", NOW)
    assert content == "50630da7ee00fdb7395cc47d2483d07d4c28b32802efc70c42b076bd1e85483b"
    assert (
        chain.link_hash(EKBY, chain.Head(), 7, content)
        == "3b4fe2606c68a321d9541a0ece53d07918abbd0dbdc3cef76ae3597c5fd7b0b9"
    )


def test_a_proof_that_is_committed_late_is_linked_after_the_others(
    desk: Desk, system: Context, verify: Callable[..., list[str]]
) -> None:
    add_proofs(system.session, [1, 3])
    run_jobs(desk, [EKBY])
    add_proofs(system.session, [2])
    run_jobs(replace(desk, now=NOW + MINUTE), [EKBY])
    assert system.session.execute(LINKS).all() == [(1, 1), (2, 3), (3, 2)]
    system.session.rollback()
    assert verify() == []


def test_one_that_is_very_late_is_found_at_night(
    desk: Desk, system: Context, verify: Callable[..., list[str]]
) -> None:
    add_proofs(system.session, [2, chain.LATENESS + 3])
    run_jobs(desk, [EKBY])
    add_proofs(system.session, [1])
    run_jobs(replace(desk, now=NOW + MINUTE), [EKBY])
    assert len(system.session.execute(LINKS).all()) == 2
    system.session.rollback()
    run_jobs(replace(desk, now=NOW + timedelta(days=1)), [EKBY])
    assert len(system.session.execute(LINKS).all()) == 3
    system.session.rollback()
    assert verify() == []


def test_very_many_are_linked_in_several_goes(system: Context) -> None:
    add_proofs(system.session, range(1, 8))
    assert [chain.lengthen(system, limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert chain.head(system.session).number == 7


def test_each_municipality_has_a_chain_of_its_own(
    engine: Engine, system: Context, desk: Desk
) -> None:
    add_proofs(system.session, [1, 3])
    with TenantSession(engine, municipality_id=BJORKBY) as neighbour:
        add_proofs(neighbour, [2])
    run_jobs(desk, [EKBY, BJORKBY])
    for place, numbers in ((EKBY, [(1, 1), (2, 3)]), (BJORKBY, [(1, 2)])):
        with TenantSession(engine, municipality_id=place) as session:
            assert session.execute(LINKS).all() == numbers
            assert problems(Verification(session, NOW)) == []


# Two at the same moment


def test_two_workers_make_one_chain_while_proofs_come_in(
    desk: Desk, system: Context, database_url: str, verify: Callable[..., list[str]]
) -> None:
    engines = [make_engine(database_url) for _ in range(3)]
    proofs_left = [*range(1, 61)]

    def give(engine: Engine) -> None:
        while proofs_left:
            with TenantSession(engine, municipality_id=EKBY) as session:
                add_proofs(session, [proofs_left.pop()])

    def work(engine: Engine) -> None:
        minutes = 0
        while proofs_left:
            minutes += 1
            run_jobs(replace(desk, engine=engine, now=NOW + minutes * MINUTE), [EKBY])

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(give, engines[0]), *(pool.submit(work, e) for e in engines[1:])]:
            done.result()
    run_jobs(replace(desk, now=NOW + timedelta(days=2)), [EKBY])
    for engine in engines:
        engine.dispose()
    assert chain.head(system.session).number == 60
    system.session.rollback()
    assert verify() == []


def test_two_that_link_at_the_same_moment_cannot_fork_the_chain(
    desk: Desk, system: Context, verify: Callable[..., list[str]]
) -> None:
    """Without the lock of the worker's job, which would keep the second one waiting."""
    add_proofs(system.session, range(1, 31))
    gate = Barrier(2)

    def link() -> str:
        gate.wait()
        try:
            with desk.context(EKBY) as ctx:
                return f"linked {chain.lengthen(ctx)}"
        except IntegrityError:
            return "linked 0"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(f.result() for f in [pool.submit(link) for _ in range(2)]) == [
            "linked 0",
            "linked 30",
        ]
    assert verify() == []


@pytest.mark.postgresql  # SQLite lets one write at a time
def test_linking_does_not_hold_up_those_who_sign(system: Context, engine: Engine) -> None:
    add_proofs(system.session, [1])
    chain.lengthen(system)
    system.session.flush()
    with TenantSession(engine, municipality_id=EKBY) as session:
        add_proofs(session, [2])
    system.session.commit()


# Nothing is changed or removed


@pytest.mark.parametrize(("model", "column"), [(Evidence, "at"), (EvidenceLink, "number")])
def test_neither_proofs_nor_links_can_be_changed(
    system: Context, chained: None, model: type[Base], column: str
) -> None:
    row = system.session.get_one(model, 1)
    setattr(row, column, {"at": NOW + MINUTE, "number": 9}[column])
    with pytest.raises(PermissionError, match="append-only"):
        system.session.flush()
    system.session.rollback()
    system.session.delete(system.session.get_one(model, 1))
    with pytest.raises(PermissionError, match="append-only"):
        system.session.flush()
    system.session.rollback()
    for statement in (update(model).values({column: getattr(model, column)}), delete(model)):
        with pytest.raises(DBAPIError, match=f"{model.__tablename__} is append-only"):
            system.session.execute(statement)
        system.session.rollback()


# What was done to it is seen


TAMPERED = {
    "the text that was signed": (
        ['UPDATE evidence SET record = \'{"act": "other"}\' WHERE id = 3'],
        [
            "number 3 (evidence 3): the proof has been changed since it was linked",
            "number 3 (evidence 3): the record is not the one that the hash was computed from",
        ],
    ),
    "the hash of it": (
        ["UPDATE evidence SET record_hash = 'other' WHERE id = 3"],
        [
            "number 3 (evidence 3): the proof has been changed since it was linked",
            "number 3 (evidence 3): the record is not the one that the hash was computed from",
        ],
    ),
    "what is sealed": (
        ["UPDATE evidence SET sealed = (SELECT sealed FROM evidence WHERE id = 2) WHERE id = 3"],
        ["number 3 (evidence 3): the proof has been changed since it was linked"],
    ),
    "when it was signed": (
        ["UPDATE evidence SET at = '2026-12-01 11:00:00.000000' WHERE id = 3"],
        ["number 3 (evidence 3): the proof has been changed since it was linked"],
    ),
    "a proof is taken away": (
        ["DELETE FROM evidence WHERE id = 3"],
        ["number 3 (evidence 3): the proof is gone"],
    ),
    "a proof is moved to the neighbours": (
        ["UPDATE evidence SET municipality_id = 2 WHERE id = 3"],
        ["number 3 (evidence 3): the proof is gone"],
    ),
    "a proof and its link are taken away": (
        ["DELETE FROM evidence WHERE id = 3", "DELETE FROM evidence_link WHERE number = 3"],
        ["number 3 is missing"],
    ),
    "several links are taken away": (
        ["DELETE FROM evidence_link WHERE number <= 3", "DELETE FROM evidence WHERE id <= 3"],
        ["numbers 1 to 3 are missing"],
    ),
    "a link is taken away": (
        ["DELETE FROM evidence_link WHERE number = 5"],
        ["the chain ends at 4, but number 5 was written down"],
    ),
    "the end of everything is taken away": (
        ["DELETE FROM evidence_link WHERE number > 2", "DELETE FROM evidence WHERE id > 2"],
        ["the chain ends at 2, but number 5 was written down"],
    ),
    "everything is taken away": (
        ["DELETE FROM evidence_link", "DELETE FROM evidence"],
        ["the chain ends at 0, but number 5 was written down"],
    ),
    "links change places": (
        [
            "UPDATE evidence_link SET number = 0 WHERE number = 3",
            "UPDATE evidence_link SET number = 3 WHERE number = 4",
            "UPDATE evidence_link SET number = 4 WHERE number = 0",
        ],
        [
            "number 3 (evidence 4): the link does not follow from the one before it",
            "number 4 (evidence 3): the link does not follow from the one before it",
            "number 5 (evidence 5): the link does not follow from the one before it",
        ],
    ),
    "proofs change places": (
        ["UPDATE evidence_link SET evidence_id = 7 - evidence_id WHERE number IN (3, 4)"],
        [
            "number 3 (evidence 4): the link does not follow from the one before it",
            "number 3 (evidence 4): the proof has been changed since it was linked",
            "number 4 (evidence 3): the link does not follow from the one before it",
            "number 4 (evidence 3): the proof has been changed since it was linked",
        ],
    ),
    "a proof is linked twice": (
        ["UPDATE evidence_link SET evidence_id = 3 WHERE number = 4"],
        [
            "number 4 (evidence 3): the link does not follow from the one before it",
            "number 4 (evidence 3): the proof has been changed since it was linked",
            "evidence 3 stands more than once in the chain",
        ],
    ),
    "a link's hash": (
        ["UPDATE evidence_link SET hash = 'other' WHERE number = 3"],
        [
            "number 3 (evidence 3): the link does not follow from the one before it",
            "number 4 (evidence 4): the link does not follow from the one before it",
        ],
    ),
    "the link of the head": (
        ["UPDATE evidence_link SET hash = 'other' WHERE number = 5"],
        [
            "number 5 (evidence 5): the link does not follow from the one before it",
            "number 5 (evidence 5): the link is not the one that was written down",
        ],
    ),
    "a fork": (
        [
            """INSERT INTO evidence_link
            (id, municipality_id, number, evidence_id, content_hash, hash)
            SELECT 9, municipality_id, 3, 9, content_hash, hash FROM evidence_link WHERE id = 3"""
        ],
        [
            "number 3 (evidence 9): this number occurs twice: the chain has been forked",
            "number 3 (evidence 9): the proof is gone",
        ],
    ),
}


@pytest.mark.usefixtures("chained")
@pytest.mark.parametrize(("statements", "found"), TAMPERED.values(), ids=TAMPERED)
def test_whatever_is_done_to_the_database_is_found_and_named(
    engine: Engine,
    system: Context,
    verify: Callable[..., list[str]],
    statements: list[str],
    found: list[str],
) -> None:
    heads = written(system)
    assert verify(heads=heads) == []
    tamper(engine, *statements)
    assert verify(heads=heads) == found


@pytest.mark.usefixtures("chained")
def test_a_proof_that_cannot_even_be_read_is_named(
    engine: Engine, verify: Callable[..., list[str]]
) -> None:
    damages = ["UPDATE evidence SET record = '[]' WHERE id = 1"]
    if engine.dialect.name == "sqlite":  # which stores anything in any column
        damages += [
            "UPDATE evidence SET record = 'no json' WHERE id = 2",
            "UPDATE evidence SET sealed = 'text' WHERE id = 3",
            "UPDATE evidence SET at = 'never' WHERE id = 4",
        ]
    tamper(engine, *damages)
    assert verify() == [
        f"number {number} (evidence {number}): the proof cannot be read"
        for number in range(1, len(damages) + 1)
    ]


@pytest.mark.usefixtures("chained")
def test_a_chain_made_anew_after_a_removal_is_not_the_one_that_was_written_down(
    engine: Engine, system: Context, desk: Desk, verify: Callable[..., list[str]]
) -> None:
    heads = written(system)
    tamper(engine, "DELETE FROM evidence WHERE id = 3", "DELETE FROM evidence_link")
    add_proofs(system.session, [6])
    with desk.context(EKBY) as ctx:
        for number, evidence_id in enumerate((1, 2, 4, 5, 6), 1):
            forge(ctx, number, evidence_id)
    assert verify() == []
    place = "number 5 (evidence 6):"
    assert verify(heads=heads) == [f"{place} the link is not the one that was written down"]


def forge(ctx: Context, number: int, evidence_id: int) -> None:
    """A link such as the worker makes; the tables no longer number their rows."""
    last, proof = chain.head(ctx.session), ctx.session.get_one(Evidence, evidence_id)
    content = chain.content_hash(proof.record, proof.record_hash, proof.sealed, proof.at)
    hashed = chain.link_hash(EKBY, last, evidence_id, content)
    facts = {"evidence_id": evidence_id, "content_hash": content, "hash": hashed}
    ctx.session.add(EvidenceLink(id=number, number=number, **facts))
    ctx.session.flush()


@pytest.mark.usefixtures("chained")
def test_an_older_head_that_was_written_down_still_holds(
    system: Context, verify: Callable[..., list[str]]
) -> None:
    heads = written(system)
    add_proofs(system.session, [6])
    chain.lengthen(system)
    system.session.commit()
    assert verify(heads=heads) == []


def test_proofs_that_wait_are_counted_apart_and_examined_too(
    engine: Engine, system: Context, chained: None
) -> None:
    add_proofs(system.session, [6], at=NOW - LONGEST_WAIT)
    add_proofs(system.session, [7, 8])
    tamper(engine, "UPDATE evidence SET record_hash = 'other' WHERE id = 8")
    with TenantSession(engine, municipality_id=EKBY) as session:
        found = Verification(session, NOW)
        assert problems(found) == [
            "evidence 8, not in the chain: the record is not the one that the hash was computed from"
        ]
        assert (found.linked, found.waiting, found.head.number) == (5, 3, 5)


def test_one_that_has_waited_too_long_is_a_problem(
    system: Context, verify: Callable[..., list[str]]
) -> None:
    add_proofs(system.session, [6], at=NOW - LONGEST_WAIT - timedelta(seconds=1))
    assert verify() == [
        "evidence 6, not in the chain: has waited for its link since 2026-12-01T10:59+00:00"
    ]


def test_many_rows_are_examined_page_by_page(
    system: Context, statements: list[str], verify: Callable[..., list[str]]
) -> None:
    add_proofs(system.session, range(1, 3 * chain.AT_A_TIME))
    chain.lengthen(system)
    system.session.commit()
    statements.clear()
    assert verify() == []
    assert all(
        "LIMIT" in each or " IN (" in each for each in statements if "evidence.sealed" in each
    )
    assert sum("evidence.sealed" in each for each in statements) == 3
