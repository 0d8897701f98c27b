"""Two at the very same moment: one comes in, and nothing is lost or let in twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import select

from dialog.core.context import Context
from dialog.identity.queries import reveal
from dialog.remiss.actions.members import Colleague, invite_colleague
from dialog.remiss.models import Member
from tests.browser import Browser, Page
from tests.remiss import rooms, rows

Acting = Callable[[str], Context]


def at_once(app: Flask, names: list[str], address: str, **fields: str) -> list[Page]:
    """Everybody has the page open, and presses its button at the same moment."""
    visitors = [Browser(app).log_in(name) for name in names]
    filled = [each.get(address).fields() | fields for each in visitors]
    ready = Barrier(len(visitors))

    def press(number: int) -> Page:
        ready.wait()
        return visitors[number].post(address, filled[number])

    with ThreadPoolExecutor(len(visitors)) as pool:
        return list(pool.map(press, range(len(visitors))))


def inside(ctx: Context) -> list[Member]:
    ctx.session.rollback()
    ctx.session.expire_all()
    return list(ctx.session.scalars(select(Member).where(Member.joined_at.is_not(None))))


def test_one_of_two_who_accept_an_invitation_comes_in(app: Flask, resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys)
    club = rooms.invited(resident, remiss)
    resident.session.commit()
    address = f"/remisser/{remiss.id}/inbjudan/{rooms.TOKEN}/svara"
    room = f"/remisser/{remiss.id}/organisation/{club.id}"
    resident.session.rollback()
    pages = at_once(app, ["neighbour", "friend"], address, may_approve="ja")
    assert len(inside(resident)) == 1
    assert sorted(page.url == room for page in pages) == [False, True]
    other = next(page for page in pages if page.url != room)
    assert "Någon svarar redan för" in other.text
    resident.session.rollback()


def test_one_of_two_who_open_a_colleagues_link_comes_in(app: Flask, resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys)
    club = rooms.invited(resident, remiss)
    rooms.inside(resident, club)
    row = invite_colleague(resident, remiss, club, Colleague("Greta", "greta@forening.example"))
    resident.session.commit()
    address = f"/remisser/{remiss.id}/kollega/{reveal(resident, row.sealed_token, 'link')}"
    room = f"/remisser/{remiss.id}/organisation/{club.id}"
    resident.session.rollback()
    pages = at_once(app, ["neighbour", "friend"], address)
    assert len(inside(resident)) == 2
    assert sorted(page.url == room for page in pages) == [False, True]
    resident.session.rollback()


def test_a_double_click_on_a_colleagues_link_is_one_click(app: Flask, resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys)
    club = rooms.invited(resident, remiss)
    rooms.inside(resident, club)
    row = invite_colleague(resident, remiss, club, Colleague("Greta", "greta@forening.example"))
    resident.session.commit()
    address = f"/remisser/{remiss.id}/kollega/{reveal(resident, row.sealed_token, 'link')}"
    room = f"/remisser/{remiss.id}/organisation/{club.id}"
    resident.session.rollback()
    greta = Browser(app).log_in("neighbour")
    fields = greta.get(address).fields()
    assert [greta.post(address, fields).url for _ in range(2)] == [room, room]
    assert greta.get(address).url == room
