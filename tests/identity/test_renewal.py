"""The last good copy: renewed by the worker, shared by all, never older, never past its end."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from dialog.config import FeedSource
from dialog.core.db import make_engine
from dialog.core.worker import run_once
from dialog.identity.feeds import Feeds
from dialog.identity.models import FeedCopy
from dialog.identity.renewal import renew, renew_due
from dialog.identity.saml.outcome import Refused
from tests import make
from tests.identity.saml.lists import signed_list

NOW = make.NOW


@pytest.fixture
def source(server, pin):
    return FeedSource(server.url, pin)


@pytest.fixture
def at(desk, config, source):
    """The worker's desk, some time after now."""

    def at(*, sources=(source,), **passed):
        settings = replace(config, saml_feeds=tuple(sources))
        return replace(desk, config=settings, now=NOW + timedelta(**passed))

    return at


@pytest.fixture
def publish(server, signers):
    """Let the server have a list with a provider of that name."""

    def publish(name="https://idp.example/saml", *, days=7.0, signer="federation"):
        server.body = signed_list(signers, days=days, name=name, signer=signer, now=NOW)
        return server.body

    return publish


def known(feeds, **passed):
    return list(feeds.providers(NOW + timedelta(**passed)))


@pytest.fixture
def web(engine, source):
    """The lists as a web process sees them; each call is another process."""

    def web(*sources):
        return Feeds(sources or (source,), engine)

    return web


@pytest.fixture
def row(engine):
    def row():
        with Session(engine) as session:
            found = session.scalars(select(FeedCopy).options(undefer(FeedCopy.data))).one()
            session.expunge_all()
            return found

    return row


def test_what_the_worker_fetched_is_seen_by_every_web_process(at, publish, web):
    publish()
    first, second = web(), web()
    assert known(first) == []
    assert run_once(at(), []) == 1
    assert known(first, seconds=3) == known(second) == ["https://idp.example/saml"]


def test_another_engine_sees_it_too(at, publish, source, config):
    publish()
    run_once(at(), [])
    other = make_engine(config.database_url)
    try:
        assert known(Feeds((source,), other)) == ["https://idp.example/saml"]
    finally:
        other.dispose()


def test_web_processes_look_once_a_minute_and_read_only_what_is_new(at, publish, web, statements):
    publish()
    renew_due(at())
    feeds = web()
    known(feeds)
    statements.clear()
    for seconds in range(0, 60, 5):
        known(feeds, seconds=seconds)
    assert [s for s in statements if "feed_copy" in s] == []
    known(feeds, seconds=61)
    looked = [s for s in statements if "feed_copy" in s]
    assert len(looked) == 1
    assert "feed_copy.data" not in looked[0]


def test_a_missing_list_is_looked_for_more_often(at, publish, web):
    publish()
    feeds = web()
    assert known(feeds) == []
    renew_due(at())
    assert known(feeds, seconds=3) == ["https://idp.example/saml"]


def test_the_worker_comes_back_after_about_an_hour_never_at_the_same_moment(at, publish, row):
    publish()
    dues = set()
    for hours in range(0, 24, 2):
        assert renew_due(at(hours=hours)) == 1
        wait = row().due_at - (NOW + timedelta(hours=hours))
        assert timedelta(minutes=50) <= wait <= timedelta(minutes=70)
        dues.add(wait)
        assert renew_due(at(hours=hours, minutes=49)) == 0
    assert len(dues) > 1


def test_a_new_list_replaces_the_old_one(at, publish, web):
    publish()
    feeds = web()
    renew_due(at())
    assert known(feeds) == ["https://idp.example/saml"]
    publish("https://new.example", days=8)
    renew_due(at(hours=2))
    assert known(feeds, hours=2) == ["https://new.example"]


def test_a_list_that_goes_back_in_time_is_refused_by_the_worker(at, publish, web, row):
    publish(days=7)
    renew_due(at())
    publish("https://old.example", days=6)
    assert renew_due(at(hours=2)) == 1
    assert "older" in row().error
    assert known(web(), hours=2) == ["https://idp.example/saml"]
    assert renew_due(at(hours=2, minutes=4)) == 0
    assert renew_due(at(hours=2, minutes=6)) == 1  # it is tried again soon


def test_a_copy_that_goes_back_in_time_is_refused_by_a_web_process(
    at, publish, web, engine, signers
):
    publish(days=7)
    renew_due(at())
    feeds = web()
    known(feeds)
    with Session(engine) as session:
        row = session.scalars(select(FeedCopy)).one()
        row.data = signed_list(signers, days=6, name="https://old.example", now=NOW)
        row.digest = "another"
        session.commit()
    assert known(feeds, minutes=2) == ["https://idp.example/saml"]


@pytest.fixture
def breaking(publish, server):
    """Ways in which a server that had a good list goes wrong."""
    good = publish(days=7)
    return {
        "expired": lambda: publish(days=-1),
        "wrongly signed": lambda: publish("https://evil.example", days=9, signer="stranger"),
        "cut": lambda: setattr(server, "body", good[:-100]),
        "endless": lambda: publish("https://evil.example", days=4000),
        "gone": lambda: setattr(server, "status", 500),
        "not a list": lambda: setattr(server, "body", b"<html></html>"),
        "redirected": lambda: (
            setattr(server, "status", 302),
            server.headers.update(Location="https://evil.example/"),
        ),
    }


@pytest.mark.parametrize(
    "fault",
    ["expired", "wrongly signed", "cut", "endless", "gone", "not a list", "redirected"],
)
def test_a_bad_list_leaves_the_last_good_one_in_force(at, breaking, web, row, fault):
    renew_due(at())
    before = row()
    breaking[fault]()
    with pytest.raises(Refused):
        renew(at(hours=2), at().config.saml_feeds[0])
    after = row()
    assert (after.data, after.digest) == (before.data, before.digest)
    assert after.checked_at == before.checked_at
    assert after.error
    assert known(web(), hours=2) == ["https://idp.example/saml"]


def test_nobody_can_log_in_by_a_list_that_has_ended(at, publish, web):
    publish(days=1)
    feeds = web()
    renew_due(at())
    assert known(feeds, hours=23)
    assert known(feeds, hours=24) == []
    assert known(web(), hours=24) == []  # nor after a restart


def test_a_copy_is_not_believed_because_it_lies_in_the_database(at, publish, web, engine, signers):
    publish()
    renew_due(at())
    with Session(engine) as session:
        row = session.scalars(select(FeedCopy)).one()
        row.data = signed_list(signers, days=9, signer="stranger", name="https://evil.example")
        row.digest = "another"
        session.commit()
    assert known(web()) == []


def test_under_another_certificate_nothing_old_is_believed(at, publish, web, signers, pin):
    publish(days=7)
    feeds = web()
    renew_due(at())
    assert known(feeds)
    pin.write_text(signers["stranger"].certificate + "\n")
    assert known(feeds, seconds=1) == []
    publish("https://new.example", days=3, signer="stranger")  # nothing to be older than
    renew_due(at(hours=2))
    assert known(feeds, hours=2) == ["https://new.example"]


def test_a_second_certificate_changes_nothing_until_the_federation_does(
    at, publish, web, signers, pin
):
    publish(days=7)
    feeds = web()
    renew_due(at())
    pin.write_text(signers["federation"].certificate + signers["stranger"].certificate)
    assert known(feeds, seconds=1) == ["https://idp.example/saml"]
    publish("https://new.example", days=8, signer="stranger")
    renew_due(at(hours=2))
    assert known(feeds, hours=2) == ["https://new.example"]


def test_a_server_that_has_nothing_new_need_not_send_it(at, publish, server, web, row):
    publish()
    server.headers = {"ETag": '"one"'}
    renew_due(at())
    server.status, server.body = 304, b""
    renew_due(at(hours=2))
    assert server.asked[1]["If-None-Match"] == '"one"'
    assert row().checked_at == NOW + timedelta(hours=2)
    assert known(web(), hours=2) == ["https://idp.example/saml"]


def test_nothing_new_is_not_enough_when_the_copy_is_no_longer_believed(at, publish, server, row):
    publish(days=0.05)
    server.headers = {"ETag": '"one"'}
    renew_due(at())
    server.status, server.body = 304, b""
    with pytest.raises(Refused):
        renew(at(hours=2), at().config.saml_feeds[0])
    assert "If-None-Match" not in server.asked[1]


def test_two_workers_do_not_fetch_the_same_list(at, publish, server):
    """The second comes while the first waits for the server, which holds nothing in the database."""
    publish()
    waiting, go_on, done = threading.Event(), threading.Event(), []
    server.before = lambda: (waiting.set(), go_on.wait(30))
    first = threading.Thread(target=lambda: done.append(renew_due(at())))
    first.start()
    try:
        assert waiting.wait(30)
        assert renew_due(at()) == 0
    finally:
        go_on.set()
        first.join()
    assert done == [1]
    assert len(server.asked) == 1


def test_a_command_and_the_worker_at_once_keep_the_newest(at, publish, server, source, web):
    """The slower of the two judged against an older copy: what it has is not kept."""
    publish("https://slow.example", days=7)

    def overtake():
        server.before = lambda: None
        publish("https://fast.example", days=8)
        renew(at(), source)

    server.before = overtake
    assert list(renew(at(), source).providers) == ["https://slow.example"]
    assert known(web()) == ["https://fast.example"]


def test_one_bad_list_does_not_take_the_others_down(at, publish, web, source):
    publish()
    nowhere = replace(source, location="/nowhere.xml")
    assert renew_due(at(sources=[nowhere, source])) == 2
    assert known(web(nowhere, source)) == ["https://idp.example/saml"]


def test_the_first_list_is_believed_where_two_know_the_same_provider(signers, pin, tmp_path, web):
    other_pin = tmp_path / "other.pem"
    other_pin.write_text(signers["stranger"].certificate)
    sources = []
    for name, where in (("federation", pin), ("stranger", other_pin)):
        path = tmp_path / f"{name}.xml"
        path.write_bytes(signed_list(signers, signer=name, now=NOW))
        sources.append(FeedSource(str(path), where))
    (digest,) = {idp.aggregate for idp in web(*sources).providers(NOW).values()}
    (first, _) = [feed.digest for _, feed in web(*sources).in_force(NOW)]
    assert digest == first


def test_lists_are_trusted_by_their_own_certificate_only(signers, pin, tmp_path, web):
    path = tmp_path / "stranger.xml"
    path.write_bytes(signed_list(signers, signer="stranger", now=NOW))
    assert known(web(FeedSource(str(path), pin))) == []


class TestFile:
    """A list that is a file."""

    @pytest.fixture
    def path(self, tmp_path, signers):
        path = tmp_path / "list.xml"
        path.write_bytes(signed_list(signers, now=NOW))
        return path

    @pytest.fixture
    def source(self, path, pin):
        return FeedSource(str(path), pin)

    def test_it_works_before_any_worker_has_run(self, web):
        assert known(web()) == ["https://idp.example/saml"]

    def test_a_changed_file_is_read_at_once(self, web, path, signers):
        feeds = web()
        known(feeds)
        path.write_bytes(signed_list(signers, days=8, name="https://new.example", now=NOW))
        assert known(feeds) == ["https://new.example"]

    def test_an_older_file_is_refused_also_by_a_process_that_starts_later(
        self, web, at, path, signers
    ):
        assert renew_due(at()) == 1
        path.write_bytes(signed_list(signers, days=6, name="https://old.example", now=NOW))
        assert known(web()) == ["https://idp.example/saml"]
        with pytest.raises(Refused, match="older"):
            renew(at(hours=1), at().config.saml_feeds[0])

    def test_a_file_that_has_gone_leaves_the_last_good_copy(self, web, at, path):
        renew_due(at())
        path.unlink()
        assert known(web()) == ["https://idp.example/saml"]

    def test_it_is_looked_at_every_five_minutes(self, at, row):
        renew_due(at())
        assert row().due_at == NOW + timedelta(minutes=5)

    def test_one_that_is_too_large_is_refused(self, at, path):
        with path.open("ab") as file:
            file.truncate(25_000_000)
        with pytest.raises(Refused, match="too large"):
            renew(at(), at().config.saml_feeds[0])


def test_a_worker_without_feeds_asks_for_nothing(desk, config, statements):
    assert renew_due(replace(desk, config=config)) == 0
    assert renew_due(desk) == 0
    assert statements == []
