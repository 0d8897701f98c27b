"""The record of an act: one of a kind, and the same bytes everywhere."""

from dialog.core.canonical import canonical, digest
from dialog.identity.acts import full_record
from tests.make import NOW


def test_the_record_is_the_same_on_every_machine():
    record = {"b": "Å", "a": [1, {"d": None, "c": True}]}
    assert canonical(record) == '{"a":[1,{"c":true,"d":null}],"b":"Å"}'
    assert digest(record) == digest(dict(reversed(record.items())))


def test_nobody_can_choose_the_act_of_a_record():
    full = full_record("folkmotion.sign", {"act": "other", "nonce": "0", "time": "then"}, NOW)
    assert full["act"] == "folkmotion.sign"
    assert full["nonce"] != "0"
