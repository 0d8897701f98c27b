"""Signing: one person, one name."""


import pytest
from sqlalchemy import func, select

from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.folkmotion.models import Signature
from dialog.folkmotion.rules import AlreadySigned
from tests import make


def test_a_resident_signs_once(resident: Context, keys: Keyring) -> None:
    folkmotion = make.folkmotion(resident.session, keys)
    make.signed_by(resident, folkmotion)
    with pytest.raises(AlreadySigned):
        make.signed_by(resident, folkmotion)
    assert resident.session.scalar(select(func.count(Signature.id))) == 1
