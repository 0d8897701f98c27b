"""A good answer with something changed by chance: refused, or read exactly as it was signed."""

import base64

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialog.identity.saml.outcome import Authenticated, Refused
from dialog.identity.saml.response import validate
from tests.identity.saml.factory import NOW, World, message_bytes

QUICK = settings(
    max_examples=150, deadline=1000, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="session")
def good(world: World) -> bytes:
    return message_bytes(world)


def outcome(world: World, raw: bytes) -> Authenticated | None:
    try:
        return validate(base64.b64encode(raw).decode(), world.trust, NOW, lambda *_: True)
    except Refused:
        return None


@given(data=st.data())
@QUICK
def test_a_changed_byte_changes_nothing_or_is_refused(world, good, data):
    at = data.draw(st.integers(0, len(good) - 1))
    byte = data.draw(st.integers(0, 255))
    changed = good[:at] + bytes([byte]) + good[at + 1 :]

    found = outcome(world, changed)

    if found is not None:
        assert found.personal_number == "199006022397"
        assert found.assertion_xml == outcome(world, good).assertion_xml


@given(data=st.data())
@QUICK
def test_a_piece_taken_out_or_doubled_is_refused(world, good, data):
    start = data.draw(st.integers(0, len(good) - 2))
    end = data.draw(st.integers(start + 1, min(start + 400, len(good))))
    piece = data.draw(st.sampled_from([b"", good[start:end] * 2]))

    found = outcome(world, good[:start] + piece + good[end:])

    if found is not None:
        assert found.assertion_xml == outcome(world, good).assertion_xml


@given(raw=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@QUICK
def test_no_bytes_make_it_crash(world, raw):
    assert outcome(world, raw) is None
    assert outcome(world, b"<" + raw) is None
