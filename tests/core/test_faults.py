"""What is logged of an error: enough to find the fault, nothing about anybody."""

import logging

import pytest
from sqlalchemy.exc import DBAPIError

from dialog.core.db import TenantSession
from dialog.core.faults import complain, describe
from dialog.identity.models import Person


def stumble() -> None:
    raise ValueError("Rut Resident")


def test_the_kind_and_the_way_are_told_and_not_the_words() -> None:
    with pytest.raises(ValueError, match="Rut") as caught:
        stumble()
    told = describe(caught.value)
    assert told.startswith("ValueError (")
    assert "stumble:" in told
    assert "Rut" not in told


def test_a_complaint_says_what_failed(caplog: pytest.LogCaptureFixture) -> None:
    complain(logging.getLogger("test"), "letter 7 failed", ValueError("Rut Resident"))
    assert caplog.messages == ["letter 7 failed: ValueError ()"]


def test_an_error_of_the_database_does_not_hold_what_was_written(session: TenantSession) -> None:
    session.add_all(Person(key="the pseudonym of Rut") for _ in range(2))
    with pytest.raises(DBAPIError) as caught:
        session.flush()
    assert "parameters hidden" in str(caught.value)
