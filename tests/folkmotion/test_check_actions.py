"""Names that no register had been asked about: checked when staff ask."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.errors import DomainError
from dialog.core.worker import Desk, pay_debts
from dialog.folkmotion.actions import handle
from dialog.folkmotion.actions.count import count_names
from dialog.folkmotion.actions.handle import AlreadyDone
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.queries.staff import last_check
from dialog.folkmotion.rules import Eligibility
from tests import make
from tests.cast import CAST

Acting = Callable[[str], Context]


@pytest.fixture
def officer(acting: Acting) -> Context:
    return acting("officer")


@pytest.fixture
def unverified(system: Context, acting: Acting) -> Folkmotion:
    """Signed by a resident and a neighbour while there was no register."""
    each = make.folkmotion(system.session, system.keys)
    make.forget_register(system)
    for name in ("resident", "neighbour"):
        make.signed_by(acting(name), each)
    count_names(system, each)
    system.session.commit()
    return each


def test_names_are_checked_by_the_worker_when_staff_ask(
    officer: Context, system: Context, desk: Desk, unverified: Folkmotion
) -> None:
    assert (unverified.count_valid, unverified.count_unverified) == (0, 2)
    make.register(system, [CAST["resident"].number])
    handle.order_check(officer, unverified)
    officer.session.commit()
    assert last_check(officer, unverified)[0] is not None

    officer.session.commit()
    pay_debts(desk)

    officer.session.expire_all()
    ordered, checked = last_check(officer, unverified)
    assert ordered is None
    assert checked is not None
    assert checked.data == {"valid": 1, "not_resident": 1}
    assert (unverified.count_valid, unverified.count_unverified) == (1, 0)
    found = officer.session.scalars(select(Signature.eligibility).order_by(Signature.id)).all()
    assert found == [Eligibility.VALID, Eligibility.NOT_RESIDENT]


def test_a_check_is_ordered_once(officer: Context, system: Context, unverified: Folkmotion) -> None:
    make.register(system, [CAST["resident"].number])
    handle.order_check(officer, unverified)
    with pytest.raises(AlreadyDone, match="redan beställd"):
        handle.order_check(officer, unverified)


def test_a_check_needs_a_register_and_names_to_check(
    officer: Context, system: Context, unverified: Folkmotion
) -> None:
    with pytest.raises(DomainError, match="inget utdrag"):
        handle.order_check(officer, unverified)
    make.register(system, [CAST["resident"].number])
    other = make.folkmotion(system.session, system.keys, title="Utan namn")
    with pytest.raises(AlreadyDone, match="redan kontrollerade"):
        handle.order_check(officer, other)
