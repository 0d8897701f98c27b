"""Our own keys: new ones take over in two steps, and nobody is locked out on the way."""

import os
from itertools import cycle
from urllib.parse import urlsplit

import pytest
from lxml import etree

from dialog.identity.federation import Federation
from dialog.identity.saml.document import children
from dialog.identity.saml.names import DS, MD, tag
from dialog.identity.saml.provider import new_key_pair
from dialog.identity.service_keys import (
    KeysWait,
    begin_rotation,
    finish_rotation,
    make_first,
    read_keys,
    undo_rotation,
)
from tests.cast import CAST
from tests.make import NOW
from tests.visitor import BITS

PERSON = CAST["resident"].number


@pytest.fixture(scope="session")
def pool():
    """Keys made once for all tests."""
    return [new_key_pair(str(number), NOW, BITS) for number in range(4)]


@pytest.fixture
def make(pool):
    keys = cycle(pool)
    return lambda use: next(keys)


@pytest.fixture
def folder(ready):
    """The keys of Ekby."""
    return ready.data_dir / "saml" / "ekby"


def published(page, use):
    """The certificates in the metadata for one use."""
    root = etree.fromstring(page.response.data)
    role = root.find(tag(MD, "SPSSODescriptor"))
    return [
        "".join(holder.text.split())
        for key in children(role, MD, "KeyDescriptor")
        if key.get("use") == use
        for holder in key.iter(tag(DS, "X509Certificate"))
    ]


def body(pair):
    return "".join(pair.certificate.splitlines()[1:-1])


def test_new_keys_are_published_before_they_sign(folder, visitor, make):
    before = read_keys(folder)
    after = begin_rotation(folder, make)
    metadata = visitor.get("/saml/metadata")

    assert after.current == before.current
    assert published(metadata, "signing") == [body(before.current), body(after.next)]
    assert published(metadata, "encryption") == [body(after.decryption[0])]
    assert after.decryption[1:] == before.decryption


def test_when_finished_only_the_new_keys_are_published(folder, visitor, make):
    begun = begin_rotation(folder, make)
    done = finish_rotation(folder)
    metadata = visitor.get("/saml/metadata")

    assert done.current == begun.next
    assert published(metadata, "signing") == [body(done.current)]
    assert published(metadata, "encryption") == [body(done.decryption[0])]


def test_people_log_in_at_every_step_while_the_service_runs(folder, visitor, make):
    """The provider reads the metadata anew each time; the process is never started again."""
    assert visitor.log_in_as(PERSON).response.status_code == 303
    for step in (lambda f: begin_rotation(f, make), finish_rotation, undo_rotation):
        step(folder)
        assert visitor.log_in_as(PERSON).response.headers["Location"] == "/mina-sidor"


def test_a_provider_that_has_not_read_the_new_metadata_still_gets_people_in(folder, visitor, make):
    """Neither our signature nor its encryption has to change until the change is finished."""
    old = visitor.get("/saml/metadata").response.data
    visitor.provider = type(visitor.provider)(
        visitor.provider.origin, visitor.provider.keys, lambda: [old], visitor.provider.clock
    )
    begin_rotation(folder, make)
    assert visitor.log_in_as(PERSON).response.headers["Location"] == "/mina-sidor"


def test_an_answer_to_the_old_key_is_read_after_the_change(folder, visitor, make):
    answer = visitor.provider.answer_url(visitor.ask(), PERSON)
    begin_rotation(folder, make)
    finish_rotation(folder)
    assert visitor.bring(answer).response.headers["Location"] == "/mina-sidor"


def test_requests_are_signed_with_the_new_key_when_finished(folder, visitor, make):
    begin_rotation(folder, make)
    new = finish_rotation(folder)
    url = visitor.ask()
    only_new = visitor.get("/saml/metadata").response.data
    provider = type(visitor.provider)(
        visitor.provider.origin, visitor.provider.keys, lambda: [only_new], visitor.provider.clock
    )
    assert provider.read_redirect(urlsplit(url).query).request_id
    assert body(new.current).encode() in only_new.replace(b"\n", b"")


def test_a_second_change_waits_for_the_first(folder, make):
    begun = begin_rotation(folder, make)
    with pytest.raises(KeysWait, match="under way"):
        begin_rotation(folder, make)
    assert read_keys(folder) == begun


def test_what_has_not_begun_cannot_be_finished_or_taken_back(folder, make):
    before = read_keys(folder)
    for step in (finish_rotation, undo_rotation):
        with pytest.raises(KeysWait):
            step(folder)
    begin_rotation(folder, make)
    with pytest.raises(KeysWait):
        undo_rotation(folder)
    assert read_keys(folder).current == before.current


def test_a_change_that_was_finished_too_soon_can_be_taken_back(folder, make):
    before = read_keys(folder)
    begun = begin_rotation(folder, make)
    finish_rotation(folder)
    assert undo_rotation(folder) == begun
    assert read_keys(folder).current == before.current
    assert finish_rotation(folder).current == begun.next


def test_no_key_is_ever_taken_away(folder, make):
    names = {path.name for path in folder.iterdir()}
    for _ in range(11):
        begin_rotation(folder, make)
        finish_rotation(folder)
    keys = read_keys(folder)
    assert names <= {path.name for path in folder.iterdir()}
    assert keys.in_use == 12
    assert keys.decryption[0] == keys.encryption[12]  # the twelfth is newer than the second


def test_keys_that_cannot_be_read_do_not_replace_good_ones(folder, config, visitor):
    visitor.get("/saml/metadata")
    (folder / "signing-in-use").write_text("7")
    assert visitor.log_in_as(PERSON).response.headers["Location"] == "/mina-sidor"
    with pytest.raises(FileNotFoundError, match="signing key 7"):
        Federation.from_config(config).keys("ekby", NOW)


def test_keys_that_are_half_made_are_told_and_never_mixed(folder, make):
    """Two who make keys at once, or one that was killed on the way."""
    before = read_keys(folder)
    (folder / "encryption-2.crt.pem").write_text("of another pair")
    with pytest.raises(KeysWait, match="half made"):
        begin_rotation(folder, make)
    assert read_keys(folder) == before
    (folder / "encryption-2.crt.pem").unlink()
    assert begin_rotation(folder, make).current == before.current


def test_private_keys_are_for_their_owner_only(folder, make):
    begin_rotation(folder, make)
    for path in folder.glob("*-2.key.pem"):
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs another user's folder")
def test_keys_that_the_service_could_not_read_are_not_made(folder, make):
    os.chown(folder, 12345, -1)
    with pytest.raises(KeysWait, match="owns the keys"):
        begin_rotation(folder, make)
    assert len(read_keys(folder).signing) == 1


def test_a_folder_of_keys_is_made_whole_or_not_at_all(folder, tmp_path, make):
    other = tmp_path / "saml" / "other"
    make_first(other, make)
    first = read_keys(other)
    make_first(other, make)
    assert read_keys(other) == first
    assert [path.name for path in other.parent.iterdir() if path.name.startswith("other")] == [
        "other"
    ]
