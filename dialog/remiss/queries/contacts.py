"""Where those who have answered are found, to be told that their answer has arrived."""

import json
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog.core.context import Context
from dialog.core.i18n import LANGUAGES, SOURCE
from dialog.core.keys import WrongKey, unseal
from dialog.notification.queries import KINDS, Found, Nobody
from dialog.notification.queries import Addressee as Place
from dialog.notification.rules import Result
from dialog.process.queries.keys import process_key
from dialog.remiss.models import Response
from dialog.remiss.rules.response import CONTACT


def contact_of(ctx: Context, response: Response) -> dict[str, str]:
    """The name and the address that came with an answer; nothing where there were none."""
    if response.sealed_contact is None:
        return {}
    try:
        data = unseal(process_key(ctx, response.process), response.sealed_contact, CONTACT)
        return dict(json.loads(data))
    except (WrongKey, ValueError):
        return {}


class Responses:
    """Recipients such as "remiss_response:12": whoever sent that answer, with the way to its receipt."""

    def find(self, ctx: Context, process_id: int, ids: Sequence[int]) -> dict[int, Found]:
        """Two statements."""
        stmt = select(Response).where(Response.id.in_(ids)).options(joinedload(Response.addressee))
        rows = {row.id: row for row in ctx.session.scalars(stmt)}
        people = [row.author_id for row in rows.values() if row.author_id is not None]
        known = KINDS["person"].find(ctx, process_id, people)
        return {number: _place(ctx, rows.get(number), known) for number in ids}

    def row(self, ctx: Context, id: int) -> None:
        """Nothing to say no on: it is one letter about one answer."""

    def person(self, ctx: Context, id: int) -> None:
        """Nobody."""

    def about(self, ctx: Context, id: int) -> str:
        """Nothing."""
        return ""


def _place(ctx: Context, row: Response | None, people: dict[int, Found]) -> Found:
    if row is None:
        return Nobody(Result.NO_ADDRESS)
    path = f"/kvitto/{row.receipt_number}"
    if row.author_id is not None:
        found = people[row.author_id]
        return replace(found, path=path, can_stop=False) if isinstance(found, Place) else found
    email = contact_of(ctx, row).get("email", "")
    if not email and row.addressee is not None:
        email = row.addressee.email
    if not email:
        return Nobody(Result.NO_ADDRESS)
    locale = row.language if row.language in LANGUAGES else SOURCE
    return Place(email, locale, path, can_stop=False)


KINDS["remiss_response"] = Responses()
