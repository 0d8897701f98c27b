"""`dialog evidence`: proofs of real logins are verified offline, and what is wrong is said plainly."""

import base64
import json
from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from click.testing import CliRunner
from lxml import etree
from sqlalchemy import select, update

from dialog.cli import cli
from dialog.core.canonical import digest
from dialog.core.db import TenantSession, make_engine
from dialog.core.worker import run_jobs
from dialog.folkmotion.models import Signature
from dialog.identity import evidence
from dialog.identity.models import Evidence
from dialog.identity.saml.provider import new_key_pair
from tests import make
from tests.cast import CAST
from tests.identity.proofs import add_proofs, tamper
from tests.make import EKBY, NOW
from tests.visitor import later, provider, ready, ready_keys, rows, visit, visitor

__all__ = ["later", "provider", "ready", "ready_keys", "rows", "visit", "visitor"]

RUT = CAST["resident"].number
command = import_module("dialog.cli.evidence")  # the name in the package is the command itself


@pytest.fixture
def dialog(config, monkeypatch):
    """Runs a command at the time of the tests; returns its exit status and its lines."""
    monkeypatch.setattr(command, "utc_now", lambda: NOW)
    monkeypatch.setenv("DIALOG_DATABASE_URL", config.database_url)
    monkeypatch.setenv("DIALOG_DATA_DIR", str(config.data_dir))

    def run(*words):
        done = CliRunner().invoke(cli, ["evidence", *map(str, words)])
        assert done.exception is None or isinstance(done.exception, (SystemExit, ValueError))
        return done.exit_code, done.stdout.splitlines()

    return run


@pytest.fixture
def private_key(config):
    return config.data_dir / evidence.PRIVATE


@pytest.fixture
def motion(session, keys):
    number = make.folkmotion(session, keys).id
    session.rollback()
    return number


@pytest.fixture
def sign(visit, motion):
    """Rut signs with her e-legitimation, the whole way."""

    def sign():
        visitor = visit()
        page = visitor.get(f"/folkmotioner/{motion}/skriv-under")
        there = visitor.post(page.url, page.fields(), follow_redirects=False)
        answer = visitor.provider.answer_url(there.response.headers["Location"], RUT)
        assert "/kvitto/" in visitor.bring(answer).response.headers["Location"]
        return visitor

    return sign


@pytest.fixture
def link(desk):
    """The worker, some minutes later."""

    def link(minutes=1):
        run_jobs(replace(desk, now=NOW + timedelta(minutes=minutes)), [EKBY])

    return link


def summary(lines, slug="ekby"):
    return [line for line in lines if line.startswith(f"{slug}: ")][-1]


def test_the_proof_of_a_real_signature_verifies_from_end_to_end(dialog, sign, link, private_key):
    sign()
    link()
    status, lines = dialog("verify", "--private-key", private_key)
    assert status == 0
    assert summary(lines) == (
        "ekby: 1 in the chain, 0 wait for their link, seals opened, all is well"
    )
    assert (
        "ekby: 1 signed by http://127.0.0.1:5001/metadata, both the answer and the assertion in it"
    ) in lines
    assert RUT not in "".join(lines)


def test_without_the_private_key_the_chain_is_checked_all_the_same(dialog, sign, link):
    sign()
    assert dialog("verify", "--municipality", "ekby") == (
        0,
        ["ekby: 0 in the chain, 1 wait for their link, seals not opened, all is well"],
    )
    link()
    assert dialog("verify", "--municipality", "ekby") == (
        0,
        ["ekby: 1 in the chain, 0 wait for their link, seals not opened, all is well"],
    )


def test_a_name_that_is_taken_back_leaves_the_chain_whole(dialog, sign, link, motion, rows):
    visitor = sign()
    link()
    page = visitor.get(f"/folkmotioner/{motion}/ta-tillbaka")
    visitor.post(page.url, page.fields())
    assert rows(select(Signature))[0].withdrawn_at
    sign()
    link(2)
    status, lines = dialog("verify")
    assert status == 0
    assert summary(lines).startswith("ekby: 2 in the chain, 0 wait")


def test_proofs_verify_when_the_keys_of_the_service_are_gone(
    dialog, sign, link, config, private_key
):
    sign()
    link()
    for path in (config.data_dir / "saml" / "ekby").iterdir():
        path.unlink()
    assert dialog("verify", "--private-key", private_key)[0] == 0


def test_a_wrong_private_key_opens_nothing_and_says_so(dialog, sign, link, tmp_path, private_key):
    sign()
    link()
    evidence.make_pair(tmp_path / "other.public.pem", tmp_path / "other.pem")
    status, lines = dialog("verify", "--private-key", tmp_path / "other.pem")
    assert status == 1
    assert "ekby: number 1 (evidence 1): the seal opens with none of the private keys" in lines
    both = ("--private-key", tmp_path / "other.pem", "--private-key", private_key)
    assert dialog("verify", *both)[0] == 0, "the pair may be changed; the old one is kept"


@pytest.mark.parametrize("content", ["no key", new_key_pair("rsa", NOW, 2048).private_key])
def test_a_file_that_is_no_private_key_of_ours_is_refused(dialog, tmp_path, content):
    (tmp_path / "key.pem").write_text(content)
    assert dialog("verify", "--private-key", tmp_path / "key.pem") == (2, [])


@pytest.fixture
def forge(config, engine, rows, private_key):
    """Somebody with both keys changes the only proof; its hash and its seal are made anew."""

    def forge(record=None, **content):
        (row,) = rows(select(Evidence))
        content = evidence.opened(private_key.read_text(), row) | content
        record = row.record | (record or {})
        hashed = digest(record)
        public = (config.data_dir / evidence.PUBLIC).read_text()
        sealed = evidence.seal_to(public, json.dumps(content).encode(), hashed)
        tamper(engine)
        with TenantSession(engine, municipality_id=EKBY) as session:
            changes = {"record": record, "record_hash": hashed, "sealed": sealed}
            session.execute(update(Evidence).values(changes))
            session.commit()

    return forge


FORGED = {
    "another certificate": (
        lambda: {"certificates": [new_key_pair("stranger", NOW, 2048).certificate]},
        "the provider's signature of the answer does not verify",
    ),
    "another assertion": (
        lambda: {"assertion": base64.b64encode(b"<a/>").decode()},
        "unexpected root a",
    ),
    "another time": (
        lambda: {"received": (NOW + timedelta(seconds=1)).isoformat()},
        "it was received at another time than was noted",
    ),
    "another record": (
        lambda: {"record": {"stance": "against"}},
        "the answer is to another question",
    ),
    "nothing": (lambda: {"response": None}, "what is sealed is not what should be there"),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_proof_made_anew_is_not_what_the_provider_signed(dialog, sign, forge, private_key, what):
    sign()
    changes, problem = FORGED[what]
    forge(**changes())
    assert dialog("verify")[0] == 0, "the record agrees with its hash"
    status, lines = dialog("verify", "--private-key", private_key)
    assert status == 1
    assert f"ekby: evidence 1, not in the chain: {problem}" in lines


def test_where_the_provider_has_signed_the_answer_only_that_is_told(
    dialog, sign, forge, rows, private_key
):
    """The assertion inside, as a provider sends it that does not sign it."""
    sign()
    (row,) = rows(select(Evidence))
    sealed = evidence.opened(private_key.read_text(), row)["assertion"]
    assertion = etree.fromstring(base64.b64decode(sealed))
    assertion.remove(assertion.find("{*}Signature"))
    forge(assertion=base64.b64encode(etree.tostring(assertion)).decode())
    status, lines = dialog("verify", "--private-key", private_key)
    assert status == 0
    idp = "http://127.0.0.1:5001/metadata"
    assert f"ekby: 1 signed by {idp}, the answer only, not the assertion in it" in lines


def test_an_installation_without_proofs_is_well(dialog):
    nothing = "0 in the chain, 0 wait for their link, seals not opened, all is well"
    assert dialog("verify") == (0, [f"bjorkby: {nothing}", f"ekby: {nothing}"])


def test_an_installation_without_municipalities_is_well(dialog, tmp_path):
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    engine = make_engine(url)
    make.Municipality.metadata.create_all(engine)
    engine.dispose()
    assert dialog("verify", "--database", url) == (0, [])
    assert dialog("head", "--database", url) == (0, [])


def test_another_database_than_ours_is_an_error(dialog, tmp_path):
    assert dialog("verify", "--database", f"sqlite:///{tmp_path / 'empty.db'}") == (1, [])


def test_the_head_is_printed_and_later_it_tells_that_the_end_is_gone(
    dialog, engine, system, link, tmp_path
):
    add_proofs(system.session, [1, 2, 3])
    link()
    status, lines = dialog("head")
    assert status == 0
    assert lines[0] == f"bjorkby 0 {'0' * 64} 2026-12-01T12:00:00Z"
    assert lines[1].startswith("ekby 3 ")
    heads = tmp_path / "heads.txt"
    heads.write_text("\n".join(["", *lines, *lines]))
    assert dialog("verify", "--heads", heads)[0] == 0
    tamper(
        engine,
        "DELETE FROM evidence_link WHERE number > 1",
        "DELETE FROM evidence WHERE id > 1",
    )
    assert dialog("verify")[0] == 0, "nobody can know"
    status, lines = dialog("verify", "--heads", heads, "--municipality", "ekby")
    assert status == 1
    assert lines[0] == "ekby: the chain ends at 1, but number 3 was written down"


def test_a_municipality_that_was_written_down_and_is_gone_is_a_problem(dialog, tmp_path):
    heads = tmp_path / "heads.txt"
    heads.write_text(f"ceby 7 {'a' * 64}\n")
    status, lines = dialog("verify", "--heads", heads)
    assert (status, lines[-1]) == (1, "ceby: was written down, but is not here")
    assert dialog("verify", "--heads", heads, "--municipality", "ekby")[0] == 0


@pytest.mark.parametrize("words", ["ekby 7", "ekby seven abc", "ekby 1 abc\nekby 1 abd"])
def test_lines_that_no_head_is_written_on_are_refused(dialog, tmp_path, words):
    (tmp_path / "heads.txt").write_text(words)
    assert dialog("verify", "--heads", tmp_path / "heads.txt")[0] == 2


def test_a_municipality_that_does_not_exist_is_an_error(dialog):
    assert dialog("verify", "--municipality", "ceby")[0] == 1


def test_very_many_problems_are_counted_and_not_all_told(dialog, system, monkeypatch):
    monkeypatch.setattr(command, "MOST_PROBLEMS_SHOWN", 3)
    add_proofs(system.session, range(1, 8), at=NOW - timedelta(days=1))
    status, lines = dialog("verify", "--municipality", "ekby")
    assert status == 1
    assert [line for line in lines if "evidence" in line] == [
        f"ekby: evidence {n}, not in the chain: has waited for its link since 2026-11-30T12:00+00:00"
        for n in (1, 2, 3)
    ]
    assert lines[3] == "ekby: and 4 more problems"
    assert summary(lines).endswith("7 problems")


def test_verifying_needs_neither_settings_nor_keys_where_the_database_is_named(
    dialog, config, monkeypatch, tmp_path
):
    """On a machine that is kept away from the net, with a copy of the database."""
    monkeypatch.setenv("DIALOG_ENV", "production")
    monkeypatch.delenv("DIALOG_DATABASE_URL")
    monkeypatch.setenv("DIALOG_DATA_DIR", str(tmp_path / "nowhere"))
    assert dialog("verify", "--database", config.database_url)[0] == 0
    assert not (tmp_path / "nowhere").exists()
