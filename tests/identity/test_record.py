"""The record of an act: one of a kind, and the same bytes everywhere."""

from dialog.identity.acts import canonical, full_record, record_hash
from tests.make import NOW


def test_the_record_is_the_same_on_every_machine():
    record = {"b": "Å", "a": [1, {"d": None, "c": True}]}
    assert canonical(record) == '{"a":[1,{"c":true,"d":null}],"b":"Å"}'.encode()
    assert record_hash(record) == record_hash(dict(reversed(record.items())))


def test_nobody_can_choose_the_act_of_a_record():
    full = full_record("folkmotion.sign", {"act": "other", "nonce": "0", "time": "then"}, NOW)
    assert full["act"] == "folkmotion.sign"
    assert full["nonce"] != "0"
