"""Reading costs the same however many have written."""

from dialog.core.context import Context
from tests.browser import Browser
from tests.consultation import answered, asked

MOST = 25


def test_the_page_asks_as_little_however_many_have_written(
    system: Context, browser: Browser, statements: list[str]
) -> None:
    row, part = asked.made(system, *(f"Text {n}" for n in range(25)))
    address = f"/arbetsyta/medborgardialoger/{row.id}/texter/{part.id}/fritt"
    system.session.rollback()
    browser.log_in("officer").get(address)
    statements.clear()
    browser.get(address)
    few = len(statements)
    more = [(1, asked.said(f"Mer {n}"), {}) for n in range(100)]
    answered.many(system.session, part, more, crowd="second")
    asked.counted(system, part)
    statements.clear()
    browser.get(address)
    assert len(statements) == few <= MOST, "\n".join(statements)
