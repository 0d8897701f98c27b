"""Sending at the very same moment: one answer for one draft, and a number of its own for each owner."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import select

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.registry.models import Receipt, RegisterEntry
from dialog.remiss.models import Response
from tests.browser import Browser, Page
from tests.remiss import rows


def begun(app: Flask, name: str, address: str) -> Browser:
    """Somebody who has logged in and written something."""
    browser = Browser(app).log_in(name)
    browser.submit(f"{address}?som=jag&sida=helheten", words="Bra i stort.")
    return browser


def send_at_once(browsers: Sequence[Browser], address: str) -> list[Page]:
    """Everybody looks at what is to be sent, and presses the button at the same moment."""
    filled = [each.get(f"{address}/granska").fields() for each in browsers]
    ready = Barrier(len(browsers))

    def press(number: int) -> Page:
        ready.wait()
        return browsers[number].post(f"{address}/granska", filled[number])

    with ThreadPoolExecutor(len(browsers)) as pool:
        return list(pool.map(press, range(len(browsers))))


def test_a_double_click_at_the_very_same_moment_makes_one_answer(
    app: Flask, session: TenantSession, keys: Keyring
) -> None:
    address = f"/remisser/{rows.remiss(session, keys).id}/svara"
    session.rollback()
    mine = [begun(app, "resident", address), Browser(app).log_in("resident")]
    pages = send_at_once(mine, address)
    assert {page.h1 for page in pages} == {"Kvitto på remissvar"}
    assert pages[0].url == pages[1].url
    for model in (Response, Receipt, RegisterEntry):
        assert len(session.scalars(select(model)).all()) == 1


def test_two_who_send_at_the_same_moment_are_both_received(
    app: Flask, session: TenantSession, keys: Keyring
) -> None:
    address = f"/remisser/{rows.remiss(session, keys).id}/svara"
    session.rollback()
    people = [begun(app, name, address) for name in ("resident", "neighbour")]
    pages = send_at_once(people, address)
    assert {page.h1 for page in pages} == {"Kvitto på remissvar"}
    found = session.scalars(select(Response)).all()
    assert [each.number for each in found] == [1, 1]
    assert len({each.owner for each in found}) == 2
