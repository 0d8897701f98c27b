"""Acts: bound to what was seen by the provider's own signature, done by the right person, or not at all."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Blueprint, flash, get_flashed_messages, request
from flask_wtf.csrf import generate_csrf
from lxml import etree
from sqlalchemy import select

from dialog import __version__
from dialog.core import policy
from dialog.core.canonical import digest
from dialog.core.errors import DomainError
from dialog.core.i18n import current_locale
from dialog.core.keys import WrongKey
from dialog.core.policy import anyone
from dialog.demo.idp.metadata import AGGREGATE, FOLDER, VALID, provider_metadata
from dialog.demo.people import stand_in
from dialog.identity import evidence
from dialog.identity.acts import COMPLETIONS, NewAct
from dialog.identity.kept import take_kept
from dialog.identity.login import start_act
from dialog.identity.models import Evidence, LoginAttempt, Person
from dialog.identity.saml import toolkit
from dialog.identity.saml.document import parsed, written
from dialog.identity.saml.names import MD, tag
from dialog.web.request import allow
from tests.make import NOW
from tests.visitor import ORIGIN

PERSON, OTHER = "199006022397", "198502142386"
PAGE = """<!doctype html><html lang="sv"><title>Prov – Dialog</title><h1>Prov</h1>
<p>{told}</p><form method="post"><input type="hidden" name="csrf_token" value="{token}">
<label>Ord <input name="words" value="{words}"></label><button>Gör</button></form></html>"""


class TooLate(DomainError):
    """What a rule may say when the answer comes."""


@pytest.fixture
def done(app, monkeypatch):
    """A small feature of which every act is written down; its page is /prov."""
    acts = []

    def complete(ctx, act):
        ctx.session.get(Person, ctx.actor.id).wants_letters = False  # a change that must not remain
        if act.payload["words"] == "för sent":
            raise TooLate("Tiden är ute.")
        acts.append((ctx.actor, act))
        flash(f"Tack på {current_locale()}")
        return "/prov?klart"

    def show():
        allow()
        kept = take_kept() or {}
        told = " ".join(get_flashed_messages())
        return PAGE.format(token=generate_csrf(), words=kept.get("words", ""), told=told)

    def act():
        allow()
        words = request.form["words"]
        return start_act(
            NewAct(
                "trial.act",
                record={"about": 7, "text_hash": "abc"},
                next_path="/prov",
                payload={"words": words},
                message={"sv": f"Jag säger {words}"},
            )
        )

    bp = Blueprint("trial", __name__)
    bp.add_url_rule("/prov", "show", show)
    bp.add_url_rule("/prov", "act", act, methods=["POST"])
    app.register_blueprint(bp)
    for name in ("trial.show", "trial.act"):
        monkeypatch.setitem(policy.RULES, name, anyone)
    monkeypatch.setitem(COMPLETIONS, "trial.act", complete)
    return acts


def begin(visitor, words="ja"):
    """Fill in the form and send it; returns where to go."""
    fields = visitor.get("/prov").fields() | {"words": words}
    response = visitor.client.post("/prov", data=fields, base_url=visitor.base_url)
    assert response.status_code == 303
    return response.headers["Location"]


def act_as(visitor, number, words="ja"):
    return visitor.bring(visitor.provider.answer_url(begin(visitor, words), number))


def opened(config, row):
    return evidence.opened((config.data_dir / evidence.PRIVATE).read_text(), row)


def test_an_act_is_done_by_whoever_showed_who_they_are(visitor, done):
    page = act_as(visitor, PERSON, "hurra")
    ((actor, act),) = done
    assert page.response.headers["Location"] == "/prov?klart"
    assert actor.name == "Åsa Ekman"
    assert (act.payload["words"], act.record["about"], act.loa) == ("hurra", 7, "loa3")
    assert act.authn_instant == NOW
    assert visitor.who() == "Åsa Ekman"


def test_the_language_comes_back_though_its_cookie_does_not(visitor, done):
    visitor.client.set_cookie("sprak", "en", domain="localhost")
    answer = visitor.provider.answer_url(begin(visitor), PERSON)
    visitor.client.delete_cookie("sprak", domain="localhost")
    visitor.bring(answer)
    assert "Tack på en" in visitor.get("/prov").text


def test_the_question_is_the_hash_of_the_record(visitor, done):
    question = visitor.question(begin(visitor))
    visitor.bring(visitor.provider.say_yes(question, stand_in(PERSON)))
    ((_, act),) = done
    assert question.request_id == f"_{act.record_hash}" == f"_{digest(act.record)}"
    assert act.record["act"] == "trial.act"
    assert act.record["time"] == "2026-12-01T12:00:00.000+00:00"
    assert len(act.record["nonce"]) == 32


def test_the_record_proves_itself_without_us(visitor, done, rows, config):
    act_as(visitor, PERSON)
    (row,) = rows(select(Evidence))
    proof = opened(config, row)
    assertion = parsed(evidence.base64.b64decode(proof["assertion"]))
    toolkit.verify(assertion, tuple(proof["certificates"]))
    data = next(assertion.iter("{*}SubjectConfirmationData"))
    assert data.get("InResponseTo") == f"_{digest(row.record)}"
    assert PERSON.encode() in etree.tostring(assertion)
    forged = row.record | {"text_hash": "other"}
    assert data.get("InResponseTo") != f"_{digest(forged)}"


def test_the_proof_names_the_list_that_vouched_for_the_provider_and_the_program(
    visitor, done, rows, config
):
    act_as(visitor, PERSON)
    (row,) = rows(select(Evidence))
    proof = opened(config, row)
    aggregate = (config.data_dir / FOLDER / AGGREGATE).read_bytes()
    assert proof["aggregate"] == hashlib.sha256(aggregate).hexdigest()
    assert proof["program"] == __version__


def test_the_proof_is_sealed_to_a_key_that_the_server_need_not_have(visitor, done, rows, config):
    act_as(visitor, PERSON)
    (row,) = rows(select(Evidence))
    assert PERSON not in json.dumps(row.record)
    assert PERSON.encode() not in row.sealed
    assert row.record_hash == digest(row.record)
    evidence.make_pair(config.data_dir / "other.public", config.data_dir / "other.private")
    with pytest.raises(WrongKey):
        evidence.opened((config.data_dir / "other.private").read_text(), row)
    moved = Evidence(record_hash="0" * 64, sealed=row.sealed)
    with pytest.raises(WrongKey):
        opened(config, moved)


def test_where_the_private_key_is_away_acts_go_on(visitor, done, config, rows):
    evidence.make_pair(config.data_dir / evidence.PUBLIC, config.data_dir / "taken-away.pem")
    act_as(visitor, PERSON)
    assert len(rows(select(Evidence))) == 1
    assert not (config.data_dir / evidence.PRIVATE).exists()


def test_production_never_makes_the_key_itself(tmp_path):
    with pytest.raises(RuntimeError, match="missing"):
        evidence.public_key(tmp_path, may_make=False)


def test_two_acts_are_never_the_same(visitor, done):
    for _ in range(2):
        act_as(visitor, PERSON)
    assert done[0][1].record_hash != done[1][1].record_hash


def test_the_provider_shows_what_is_done_and_expects_whoever_is_logged_in(visitor, done):
    question = visitor.question(begin(visitor, "hej"))
    assert (question.message, question.principal) == ("Jag säger hej", "")
    visitor.log_in_as(PERSON)
    assert visitor.question(begin(visitor)).principal == PERSON


def test_somebody_else_cannot_act_for_whoever_is_logged_in(visitor, done, rows):
    visitor.log_in_as(PERSON)
    question = replace(visitor.question(begin(visitor)), principal="")
    page = visitor.bring(visitor.provider.say_yes(question, stand_in(OTHER)))
    assert page.response.headers["Location"] == "/logga-in/annan?next=/prov"
    assert visitor.get("/logga-in/annan?next=/prov").link("Gå tillbaka") == "/prov"
    assert (done, rows(select(Evidence))) == ([], [])
    assert visitor.who() == "Åsa Ekman"


@pytest.mark.parametrize("how", ["cancel", "suspect"])
def test_what_was_filled_in_survives_a_cancelled_login(visitor, done, how):
    question = visitor.question(begin(visitor, "mina fina ord"))
    page = visitor.bring(getattr(visitor.provider, how)(question))
    back = visitor.get(page.response.headers["Location"]).link("Gå tillbaka")
    assert visitor.get(back).fields()["words"] == "mina fina ord"
    assert done == []


def test_where_the_rules_say_no_the_person_is_told_and_nothing_remains(visitor, done, rows):
    page = act_as(visitor, OTHER, "för sent")
    assert page.response.headers["Location"] == "/prov"
    shown = visitor.get("/prov")
    assert "Tiden är ute." in shown.text
    assert shown.fields()["words"] == "för sent"
    assert rows(select(Evidence)) == []
    assert all(person.wants_letters for person in rows(select(Person)))


def test_an_act_cannot_be_done_twice_with_one_answer(visitor, done):
    answer = visitor.provider.answer_url(begin(visitor), PERSON)
    visitor.bring(answer)
    assert visitor.bring(answer).response.headers["Location"] == "/logga-in/nekad"
    assert len(done) == 1


def test_an_answer_to_a_login_does_not_do_an_act(visitor, done):
    """The handle of the act with the answer to an ordinary login."""
    act = visitor.question(begin(visitor))
    answer = visitor.provider.answer_url(visitor.ask(), PERSON)
    page = visitor.bring(answer, RelayState=act.relay_state)
    assert page.response.headers["Location"] == "/logga-in/nekad?next=/prov"
    assert done == []


def test_what_is_waiting_holds_no_words_in_the_clear(visitor, done, rows):
    begin(visitor, "hemliga ord")
    (attempt,) = rows(select(LoginAttempt))
    assert b"hemliga" not in attempt.sealed_payload
    assert "hemliga" not in json.dumps(attempt.record)


def test_an_act_that_nobody_completes_cannot_begin(visitor, done, monkeypatch):
    monkeypatch.delitem(COMPLETIONS, "trial.act")
    fields = visitor.get("/prov").fields()
    response = visitor.client.post("/prov", data=fields, base_url=visitor.base_url)
    assert response.status_code == 500


# With several providers


@pytest.fixture
def second(visitor, config, keys_of_provider):
    """A second provider in the feed, on an origin of its own."""
    other = replace(visitor.provider, origin="http://127.0.0.1:5002")
    root = etree.Element(tag(MD, "EntitiesDescriptor"), ID="_two")
    root.set("validUntil", written(NOW + VALID + timedelta(days=1)))
    for each in (visitor.provider, other):
        root.append(provider_metadata(each.origin, each.keys.provider))
    data = toolkit.signed(root, visitor.provider.keys.federation)
    (config.data_dir / FOLDER / AGGREGATE).write_bytes(data)
    return other


@pytest.fixture
def keys_of_provider(visitor):
    return visitor.provider.keys


def test_with_several_providers_the_person_chooses(visitor, second, done):
    place = begin(visitor)
    page = visitor.get(place)
    links = [a["href"] for a in page.soup.select("main li a")]
    assert len(links) == 2
    assert urlsplit(place).path == "/logga-in"

    url = visitor.go(next(link for link in links if "5002" in link))
    assert url.startswith(second.sso)
    visitor.bring(second.answer_url(url, PERSON))
    assert len(done) == 1


def test_whoever_changes_their_mind_gets_a_new_question(visitor, second, done):
    links = [a["href"] for a in visitor.get(begin(visitor)).soup.select("main li a")]
    first, again = (visitor.question(visitor.go(links[0])) for _ in range(2))
    assert first.request_id != again.request_id
    late = visitor.bring(visitor.provider.say_yes(first, stand_in(PERSON)))
    assert late.response.headers["Location"] == "/logga-in/nekad?next=/prov"


def test_an_answer_from_another_provider_than_the_one_asked_is_refused(visitor, second, done):
    """Mix-up: the other provider of the federation answers the question."""
    links = [a["href"] for a in visitor.get(begin(visitor)).soup.select("main li a")]
    question = visitor.question(visitor.go(links[0]))
    page = visitor.bring(second.say_yes(question, stand_in(PERSON)))
    assert page.response.headers["Location"] == "/logga-in/nekad?next=/prov"
    assert done == []


def test_whoever_is_logged_in_goes_straight_to_the_same_provider(visitor, second, done):
    visitor.log_in_as(PERSON)
    assert begin(visitor).startswith(f"{ORIGIN}/sso?")


def test_an_old_choice_leads_nowhere(visitor, done):
    page = visitor.client.get("/logga-in?akt=nothing", base_url=visitor.base_url)
    assert page.headers["Location"] == "/logga-in/nekad"
