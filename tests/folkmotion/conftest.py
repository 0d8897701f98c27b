"""Fixtures of the folder: Rut at her browser, her proposals, and people who log in with real SAML."""

import pytest

from dialog.folkmotion.models import Folkmotion
from dialog.process.rules import Publication
from tests import make
from tests.browser import Browser
from tests.visitor import later, provider, ready, ready_keys, rows, visit, visitor

__all__ = ["later", "provider", "ready", "ready_keys", "rows", "visit", "visitor"]


@pytest.fixture
def rut(app):
    """A resident who is logged in."""
    return Browser(app).log_in("resident")


@pytest.fixture
def stored(session):
    """A folkmotion as it is stored now, the newest one when no number is given."""

    def read(number=None):
        newest = max(row.id for row in session.query(Folkmotion))
        row = session.get_one(Folkmotion, number or newest, populate_existing=True)
        _ = [text.body for text in row.texts], [each.shown_name for each in row.co_proposers]
        session.expunge_all()
        session.rollback()
        return row

    return read


@pytest.fixture
def mine(session, keys, resident):
    """Make a proposal of Rut's; returns its number."""
    session.rollback()  # else it would keep the browser's requests waiting

    def make_one(**given):
        given = {"author_id": resident.actor.id, "publication": Publication.DRAFT} | given
        number = make.folkmotion(session, keys, **given).id
        session.rollback()
        session.expunge_all()
        return number

    return make_one


@pytest.fixture
def motion(mine):
    """Make a folkmotion that is open for signing; returns its number."""

    def make_one(**given):
        return mine(**{"publication": Publication.PUBLISHED, "author_id": None} | given)

    return make_one
