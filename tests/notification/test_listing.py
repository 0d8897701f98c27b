"""Every recipient stands in the ledger once, whoever is interrupted and however often."""

import threading
from dataclasses import replace

import pytest

from dialog.core.context import Context
from dialog.core.db import make_engine
from dialog.core.worker import Desk
from dialog.folkmotion.actions.sign import unsign
from dialog.folkmotion.models import CoProposer, Folkmotion
from dialog.notification import queries
from dialog.notification.reactions import listing
from dialog.notification.reactions.listing import list_recipients
from tests.make import NOW
from tests.notification.conftest import Mail


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "BATCH", 4)


def test_everyone_who_signed_and_wants_letters_is_listed(
    mail: Mail, desk: Desk, folkmotion: Folkmotion
) -> None:
    withdrawn = mail.sign(6)[2]
    mail.sign(2, wants_letters=False)
    unsign(withdrawn, folkmotion)
    mail.tell()
    assert list_recipients(desk) == 2
    letters = mail.ledger
    assert [each.recipient for each in letters] == [f"signature:{n}" for n in (1, 2, 4, 5, 6)]
    assert {each.due_at for each in letters} == {NOW}
    assert len({each.message_id for each in letters}) == 5
    assert all(each.message_id.endswith("@localhost>") for each in letters)
    assert list_recipients(desk) == 0


@pytest.mark.parametrize("size", [0, 3, 4, 5, 8])
def test_no_batch_is_left_out(mail: Mail, desk: Desk, size: int) -> None:
    mail.sign(size)
    mail.tell()
    while list_recipients(desk):
        pass
    assert len(mail.ledger) == size


def test_an_author_who_is_also_a_co_proposer_is_listed_once(
    mail: Mail, desk: Desk, system: Context, folkmotion: Folkmotion
) -> None:
    for person in (1, 2, 3, 4, 5, 6):  # the author is number 2
        folkmotion.co_proposers.append(CoProposer(person_id=person, joined_at=NOW))
    system.session.commit()
    mail.tell("folkmotion.publish", "behind")
    mail.tell("folkmotion.close", "author")
    list_recipients(desk)
    recipients = [each.recipient for each in mail.ledger]
    assert sorted(recipients) == sorted([f"person:{n}" for n in range(1, 7)] + ["person:2"])


def test_a_mailing_that_newer_news_have_replaced_goes_no_further(
    mail: Mail, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail.sign(6)
    monkeypatch.setattr(listing, "BATCHES_PER_TURN", 1)
    old = mail.tell("folkmotion.prepare")
    list_recipients(desk)
    new = mail.tell("folkmotion.prepare")
    while list_recipients(desk):
        pass
    of = [each.mailing_id for each in mail.ledger]
    assert (of.count(old), of.count(new)) == (4, 6)


def test_a_batch_that_is_interrupted_is_begun_again(
    mail: Mail, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail.sign(10)
    mail.tell()
    batches = []

    def breaks(ctx: Context, process_id: int, after: int, most: int) -> list[tuple[int, str]]:
        batches.append(after)
        if len(batches) == 2:
            raise ConnectionError
        return list(whole(ctx, process_id, after, most))

    whole = queries.AUDIENCES["signers"]
    monkeypatch.setitem(queries.AUDIENCES, "signers", breaks)
    list_recipients(desk)
    assert len(mail.ledger) == 4
    list_recipients(desk)
    assert len(mail.ledger) == 10
    assert batches[1] == batches[2], "it begins where it was interrupted"


def test_a_mailing_that_cannot_be_listed_stops_no_other(
    mail: Mail, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail.sign(2)
    mail.tell("folkmotion.prepare", "behind")
    sound = mail.tell()
    monkeypatch.delitem(queries.AUDIENCES, "behind")
    list_recipients(desk)
    assert {each.mailing_id for each in mail.ledger} == {sound}


def test_two_workers_list_everyone_once(mail: Mail, desk: Desk, database_url: str) -> None:
    mail.sign(30)
    mail.tell()
    both = threading.Barrier(2)

    def work() -> None:
        engine = make_engine(database_url)
        both.wait()
        for _ in range(10):
            list_recipients(replace(desk, engine=engine))
        engine.dispose()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({each.recipient for each in mail.ledger}) == len(mail.ledger) == 30


def test_a_batch_costs_few_statements(
    mail: Mail, desk: Desk, statements: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "BATCH", 500)
    mail.sign(40)
    mail.tell()
    statements.clear()
    list_recipients(desk)
    assert len([words for words in statements if words.startswith("INSERT")]) == 1
    assert len(statements) <= 10
