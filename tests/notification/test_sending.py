"""Sending: each recipient exactly one letter, whatever breaks, and never for ever."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.db import make_engine
from dialog.core.worker import Desk, run_once
from dialog.folkmotion.models import CoProposer, Folkmotion, Signature
from dialog.identity.models import Person
from dialog.identity.queries import hide
from dialog.notification.actions import unsubscribe
from dialog.notification.models import Letter
from dialog.notification.queries import KINDS
from dialog.notification.reactions import sending
from dialog.notification.reactions.carriers import Away, Later, Refused
from dialog.notification.reactions.listing import list_recipients
from dialog.notification.reactions.sending import send_letters
from dialog.notification.reactions.writing import Envelope
from dialog.notification.rules import AWAY, LEASE, MOST_ATTEMPTS
from tests.make import EKBY, NOW
from tests.notification.conftest import Mail

MINUTE = timedelta(minutes=1)


class Scripted:
    """A mail server that answers as it was told to: the fake at the edge."""

    def __init__(self, *answers: Exception | None, opens: bool = True) -> None:
        self.answers = list(answers)
        self.opens = opens
        self.taken: list[Envelope] = []
        self.opened = 0

    @contextmanager
    def open(self, slug: str) -> Iterator["Scripted"]:
        self.opened += 1
        if not self.opens:
            raise Away("ConnectionRefusedError")
        yield self

    def send(self, letter: Envelope) -> None:
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer
        self.taken.append(letter)


def results(letters: list[Letter]) -> list[str]:
    return [each.result for each in letters]


def test_everyone_gets_one_letter_and_no_more(mail: Mail) -> None:
    people = mail.sign(3)
    mail.tell()
    assert mail.deliver() == 3
    assert mail.deliver() == 0
    assert mail.outbox.recipients() == sorted(
        f"person{each.actor.id}@example.org" for each in people
    )
    assert mail.results == ["sent"] * 3
    assert {each.done_at for each in mail.ledger} == {NOW}
    assert [letter["Message-ID"] for letter in mail.outbox.letters()] != []


def test_the_letter_is_written_in_the_recipients_language(mail: Mail, system: Context) -> None:
    for each, locale in zip(mail.sign(3), ("sv", "en", "xx"), strict=True):
        system.session.get_one(Person, each.actor.id).locale = locale
    system.session.commit()
    mail.tell()
    mail.deliver()
    languages = Counter(letter["Content-Language"] for letter in mail.outbox.letters())
    assert languages == {"sv": 2, "en": 1}


def test_those_who_cannot_or_will_not_be_reached_are_left_in_peace(
    mail: Mail, system: Context
) -> None:
    silent, addressless, _, fine = mail.sign(4)
    system.session.get_one(Person, silent.actor.id).wants_letters = False
    system.session.get_one(Person, addressless.actor.id).sealed_email = None
    system.session.commit()
    mail.tell()
    signature = system.session.scalars(select(Signature).order_by(Signature.id).offset(2)).first()
    assert signature is not None
    signature.sealed = None  # erased after it was listed
    system.session.commit()
    assert mail.deliver() == 4
    assert mail.outbox.recipients() == [f"person{fine.actor.id}@example.org"]
    assert mail.results == ["unsubscribed", "no address", "no address", "sent"]


def test_whoever_says_no_after_the_list_was_written_gets_no_letter(
    mail: Mail, desk: Desk, system: Context
) -> None:
    mail.sign(2)
    mail.tell()
    list_recipients(desk)
    unsubscribe(system, "signature:1")
    system.session.commit()
    mail.deliver()
    assert len(mail.outbox.letters()) == 1


def test_whoever_is_behind_it_and_has_signed_gets_one_letter_and_the_ledger_does_not_tell(
    mail: Mail, system: Context, folkmotion: Folkmotion
) -> None:
    both = mail.sign(2)[0]
    behind = CoProposer(person_id=both.actor.id, joined_at=NOW)
    system.session.get_one(Folkmotion, folkmotion.id).co_proposers.append(behind)
    system.session.commit()
    mail.tell(audience="behind")
    mail.tell(audience="signers")
    mail.deliver()
    assert Counter(mail.outbox.recipients())[f"person{both.actor.id}@example.org"] == 1
    of_signers = [each for each in mail.ledger if each.recipient.startswith("signature")]
    assert results(of_signers) == ["sent", "sent"]


def test_a_letter_that_is_refused_is_not_sent_again(mail: Mail) -> None:
    mail.sign(3)
    mail.tell()
    server = Scripted(None, Refused("550"))
    assert mail.deliver(server) == 3
    assert mail.results == ["sent", "refused", "sent"]
    assert mail.deliver(server, NOW + timedelta(days=9)) == 0


def test_a_letter_that_fails_for_now_waits_and_keeps_its_message_id(mail: Mail) -> None:
    mail.sign(2)
    mail.tell()
    server = Scripted(Later("450"), None, Later("450"))
    assert mail.deliver(server) == 1
    first = mail.ledger[0]
    assert (first.done_at, first.claimed_until, first.attempts) == (None, None, 1)
    assert first.due_at == NOW + MINUTE
    assert mail.deliver(server) == 0
    assert mail.deliver(server, NOW + MINUTE) == 0
    assert mail.ledger[0].due_at == NOW + 3 * MINUTE
    assert mail.deliver(server, NOW + 3 * MINUTE) == 1
    assert server.taken[-1].message_id == first.message_id


def test_a_letter_that_never_works_is_given_up(mail: Mail) -> None:
    mail.sign(1)
    mail.tell()
    server = Scripted(*[Later("450")] * 99)
    for hours in range(0, 24 * 30, 4):
        mail.deliver(server, NOW + timedelta(hours=hours))
    (letter,) = mail.ledger
    assert (letter.result, letter.attempts) == ("gave up", MOST_ATTEMPTS)


def test_a_server_that_is_away_costs_no_letter_an_attempt(
    mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)
    mail.sign(5)
    mail.tell()
    server = Scripted(opens=False)
    for minute in range(3):
        assert mail.deliver(server, NOW + minute * MINUTE) == 0
    assert server.opened == 3, "one try a minute, however many letters there are"
    assert {each.attempts for each in mail.ledger} == {0}
    assert {each.due_at for each in mail.ledger} == {NOW + 2 * MINUTE + AWAY}
    server.opens = True
    assert mail.deliver(server, NOW + 3 * MINUTE) == 5


def test_a_line_that_breaks_puts_off_one_letter_and_gives_the_others_back(mail: Mail) -> None:
    mail.sign(4)
    mail.tell()
    server = Scripted(None, Away("SMTPServerDisconnected"))
    assert mail.deliver(server) == 1
    assert [each.attempts for each in mail.ledger] == [1, 1, 0, 0]
    assert {each.claimed_until for each in mail.ledger} == {None}
    assert mail.deliver(server, NOW + MINUTE) == 3
    assert Counter(letter.message_id for letter in server.taken).most_common(1)[0][1] == 1


def test_an_error_that_nobody_thought_of_stops_one_letter_only(
    mail: Mail, caplog: pytest.LogCaptureFixture
) -> None:
    mail.sign(2)
    mail.tell()
    assert mail.deliver(Scripted(RuntimeError("person3@example.org"))) == 1
    assert mail.results == ["", "sent"]
    assert "RuntimeError" in caplog.text
    assert "@example.org" not in caplog.text


def test_a_letter_that_cannot_be_written_stops_no_other(
    mail: Mail, system: Context, caplog: pytest.LogCaptureFixture
) -> None:
    bad = mail.sign(2)[0]
    person = system.session.get_one(Person, bad.actor.id)
    person.sealed_email = hide(system, "no address at all\r\nBcc: x", "email")
    system.session.commit()
    mail.tell("folkmotion.no_such_template")
    mail.tell()
    assert mail.deliver() == 3
    assert mail.results == ["refused", "", "refused", "sent"]
    assert len(mail.outbox.letters()) == 1
    assert "cannot be written" in caplog.text
    assert "no address" not in caplog.text


def test_recipients_that_cannot_be_found_now_wait(
    mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail.sign(1)
    mail.tell()
    mail.tell("folkmotion.publish", "behind", threshold=None, opens_on=None)

    class Broken:
        def find(self, *_: Any) -> dict[int, Any]:
            raise LookupError

    monkeypatch.setitem(KINDS, "signature", Broken())
    assert mail.deliver() == 1, "the author has no address, and that is settled"
    assert mail.results == ["", "no address"]
    monkeypatch.undo()
    assert mail.deliver(at=NOW + MINUTE) == 1


def test_what_another_worker_has_claimed_is_left_alone_until_the_claim_runs_out(
    mail: Mail, desk: Desk, system: Context
) -> None:
    mail.sign(2)
    mail.tell()
    list_recipients(desk)
    stmt = update(Letter).where(Letter.id == 1).values(claimed_until=NOW + LEASE)
    system.session.execute(stmt)
    system.session.commit()
    assert mail.deliver() == 1
    assert mail.deliver(at=NOW + LEASE) == 0
    assert mail.deliver(at=NOW + LEASE + timedelta(seconds=1)) == 1
    assert len(mail.outbox.letters()) == 2


def test_a_worker_that_has_been_slow_stops_before_others_may_begin(
    mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail.sign(3)
    mail.tell()
    passed = iter([0.0, 1.0, sending.PATIENCE_SECONDS + 1])
    monkeypatch.setattr(time, "monotonic", lambda: next(passed, 0.0))
    server = Scripted()
    assert mail.deliver(server) == 3
    assert server.opened == 2, "the second and third letter were given back first"
    assert {each.attempts for each in mail.ledger} == {1}
    assert LEASE.total_seconds() > sending.PATIENCE_SECONDS * 2


def test_two_workers_send_nothing_twice(mail: Mail, desk: Desk, database_url: str) -> None:
    mail.sign(60)
    mail.tell()
    both = threading.Barrier(2)
    sent: list[int] = []

    def work() -> None:
        engine = make_engine(database_url)
        mine = replace(desk, engine=engine)
        both.wait()
        while list_recipients(mine):
            pass
        sent.extend(send_letters(mine, mail.outbox) for _ in range(20))
        engine.dispose()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 60
    assert len(mail.outbox.letters()) == 60
    assert set(Counter(mail.outbox.recipients()).values()) == {1}


KILLED = """
import os, sys
from pathlib import Path
from dialog.app import create_app
from dialog.config import Config
from dialog.core.db import make_engine
from dialog.core.keys import Keyring
from dialog.core.worker import Desk
from dialog.notification.reactions import carriers, sending
from dialog.notification.reactions.listing import list_recipients
from tests.make import NOW

moment, left = sys.argv[1], int(sys.argv[2])
config = Config.from_env()
create_app(config)
desk = Desk(make_engine(config.database_url), Keyring.load(config.keys_file), NOW)

def die_at(name):
    global left
    if name == moment:
        left -= 1
        if not left:
            os._exit(9)

class Line(carriers.FileLine):
    def send(self, letter):
        die_at("before")
        super().send(letter)
        die_at("between")

carriers.FileLine = Line
mark = sending.Post._mark
def mark_and_die(self, ready, result):
    mark(self, ready, result)
    die_at("after")
sending.Post._mark = mark_and_die

list_recipients(desk)
sending.send_letters(desk, carriers.Files(config.data_dir / "mail"))
"""


@pytest.mark.parametrize(("moment", "doubled"), [("before", 0), ("between", 1), ("after", 0)])
def test_a_worker_that_is_killed_doubles_at_most_the_letter_in_its_hand(
    mail: Mail, config: Config, moment: str, doubled: int
) -> None:
    mail.sign(10)
    mail.tell()
    env = os.environ | {
        "DIALOG_DATABASE_URL": config.database_url,
        "DIALOG_DATA_DIR": str(config.data_dir),
        "DIALOG_KEYS_FILE": str(config.keys_file),
    }
    killed = subprocess.run(  # noqa: S603
        [sys.executable, "-c", KILLED, moment, "4"],
        env=env,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert killed.returncode == 9
    assert len(mail.outbox.letters()) == (3 if moment == "before" else 4)
    assert mail.deliver() == 0, "the rest is claimed"
    mail.deliver(at=NOW + LEASE + MINUTE)
    ids = Counter(letter["Message-ID"] for letter in mail.outbox.letters())
    assert len(ids) == 10
    assert sorted(ids.values()) == [1] * (10 - doubled) + [2] * doubled
    assert set(Counter(mail.outbox.recipients()).keys()) == {
        str(letter["To"]) for letter in mail.outbox.letters()
    }


def test_two_thousand_signers_are_told_in_seconds(
    mail: Mail, system: Context, folkmotion: Folkmotion
) -> None:
    mail.sign(1)
    pattern = system.session.scalars(select(Signature)).one()
    system.session.add_all(
        Signature(
            folkmotion_id=folkmotion.id,
            signer_key=f"{number}",
            eligibility=pattern.eligibility,
            text_number=1,
            receipt_number=f"{number}",
            sealed=pattern.sealed,
            signed_at=NOW,
            changed_at=NOW,
        )
        for number in range(1999)
    )
    system.session.commit()
    mail.tell()
    started = time.monotonic()
    assert mail.deliver() == 2000
    took = time.monotonic() - started
    assert len(set((mail.outbox.folder / "ekby").glob("*.eml"))) == 2000
    assert took < 60, "and that is on a slow and busy machine"


def test_a_batch_asks_the_database_little(mail: Mail, desk: Desk, statements: list[str]) -> None:
    mail.sign(30)
    mail.tell()
    list_recipients(desk)
    statements.clear()
    assert send_letters(desk, mail.outbox) == 30
    per_letter = (len(statements) - 12) / 30
    assert per_letter <= 2, "marking"


def test_the_worker_sends_where_the_settings_say(mail: Mail, desk: Desk, config: Config) -> None:
    mail.sign(2)
    mail.tell()
    run_once(desk, [EKBY])
    assert mail.outbox.letters() == [], "without settings nothing leaves the house"
    at: datetime = NOW + MINUTE
    run_once(replace(desk, config=config, now=at), [EKBY])
    assert len(mail.outbox.letters()) == 2
