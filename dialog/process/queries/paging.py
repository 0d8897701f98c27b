"""Paging by key: a page begins after the last row that was seen, never at a number of rows.

So page 500 costs what page 1 costs, and rows that come or go in between move nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, or_
from sqlalchemy.sql import Select

from dialog.core.db import TenantSession

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_written = re.compile(r"(\d{1,16})-(\d{1,10})", re.ASCII)
MOST_ID = 2**31 - 1
MOST_KEY = 9_999_999_999_999_999  # microseconds; the year 2286


@dataclass(frozen=True)
class Order:
    """How a list is sorted: a column whose values never are null, then the id, so that ties are kept.

    The column holds numbers, or moments, or days.
    """

    column: Any
    id: Any
    descending: bool = True
    is_moment: bool = False
    is_day: bool = False

    def apply(self, stmt: Select[*tuple[Any, ...]], *, reverse: bool) -> Select[*tuple[Any, ...]]:
        """The statement in this order, or in the opposite one."""
        columns = (self.column, self.id)
        if self.descending is not reverse:
            return stmt.order_by(*(column.desc() for column in columns))
        return stmt.order_by(*columns)

    def beyond(self, cursor: "Cursor", *, reverse: bool) -> Any:
        """Rows that come after the cursor, or before it."""
        key = self._key(cursor)
        if self.descending is not reverse:
            bound, further, tied = self.column <= key, self.column < key, self.id < cursor.id
        else:
            bound, further, tied = self.column >= key, self.column > key, self.id > cursor.id
        # The bound says nothing new, but an index can be entered by it.
        return and_(bound, or_(further, and_(self.column == key, tied)))

    def _key(self, cursor: "Cursor") -> datetime | date | int:
        if self.is_moment:
            return _EPOCH + cursor.key * _MICROSECOND
        if self.is_day:
            return date.fromordinal(min(max(cursor.key, 1), date.max.toordinal()))
        return cursor.key


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: the key and the id of a row. Written "1767225600000000-17"."""

    key: int
    id: int

    def __str__(self) -> str:
        return f"{self.key}-{self.id}"


@dataclass(frozen=True)
class Page:
    """Some rows, and where the pages before and after them begin."""

    rows: Sequence[Any]
    previous: Cursor | None = None
    next: Cursor | None = None


def read_cursor(text: str) -> Cursor | None:
    """The cursor that was written so, or None when it is none of ours."""
    found = _written.fullmatch(text)
    if found is None or int(found[2]) > MOST_ID:
        return None
    return Cursor(int(found[1]), int(found[2]))


def fetch(
    session: TenantSession,
    stmt: Select[*tuple[Any, ...]],
    order: Order,
    size: int,
    where: tuple[Cursor | None, Cursor | None],
) -> Page:
    """One page of the statement's first entity, in one statement. `where`: (after, before)."""
    after, before = where
    reverse = after is None and before is not None
    if (cursor := before if reverse else after) is not None:
        stmt = stmt.where(order.beyond(cursor, reverse=reverse))
    stmt = order.apply(stmt.add_columns(order.column, order.id), reverse=reverse)
    rows = session.execute(stmt.limit(size + 1)).all()
    has_more, rows = len(rows) > size, rows[:size]
    if reverse:
        rows = rows[::-1]
    if not rows:
        return Page([])
    has_previous = has_more if reverse else after is not None
    has_next = True if reverse else has_more
    return Page(
        [row[0] for row in rows],
        _cursor(rows[0]) if has_previous else None,
        _cursor(rows[-1]) if has_next else None,
    )


def _cursor(row: Row[*tuple[Any, ...]]) -> Cursor:
    key = row[-2]
    if isinstance(key, datetime):
        key = (key - _EPOCH) // _MICROSECOND
    elif isinstance(key, date):
        key = key.toordinal()
    return Cursor(key, row[-1])
