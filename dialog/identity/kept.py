"""Words that survive: what someone had typed when the login was gone or the page too old."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import after_this_request, request
from sqlalchemy import delete, select
from werkzeug import Response
from werkzeug.datastructures import MultiDict

from dialog.core.errors import DomainError, Faulty, NotPermitted, Paused
from dialog.core.keys import WrongKey, seal, unseal
from dialog.identity.models import KeptForm
from dialog.identity.rules import KEPT_FOR, token_hash
from dialog.tenancy.queries import municipality_key
from dialog.web.errors import roll_back
from dialog.web.forms import Form, blame
from dialog.web.request import here

COOKIE = "kvar"
MOST_CHARACTERS = 60_000
NEVER_KEPT = {"csrf_token"}


def keep_form() -> None:
    """Save the posted fields, sealed, and give the browser a handle to them."""
    ctx = here()
    fields = [(k, v) for k, v in request.form.items(multi=True) if k not in NEVER_KEPT]
    text = json.dumps(fields)
    if not fields or len(text) > MOST_CHARACTERS:
        return
    handle = secrets.token_urlsafe(32)
    ctx.session.add(
        KeptForm(
            handle_hash=token_hash(handle),
            path=request.path,
            sealed=seal(municipality_key(ctx), text.encode(), "kept form"),
            created_at=ctx.now,
        )
    )

    @after_this_request
    def give_handle(response: Response) -> Response:
        response.set_cookie(
            COOKIE,
            handle,
            max_age=KEPT_FOR,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure,
        )
        return response


def take_kept() -> MultiDict[str, str] | None:
    """The fields that were kept for this path, if any. They stay until the form is sent."""
    handle = request.cookies.get(COOKIE)
    if not handle or request.method != "GET":
        return None
    ctx = here()
    stmt = select(KeptForm).where(
        KeptForm.handle_hash == token_hash(handle),
        KeptForm.path == request.path,
        KeptForm.created_at > ctx.now - KEPT_FOR,
    )
    row = ctx.session.scalar(stmt)
    if row is None:
        return None
    try:
        text = unseal(municipality_key(ctx), row.sealed, "kept form")
    except WrongKey:
        return None
    return MultiDict([(key, value) for key, value in json.loads(text)])


def forget_kept() -> None:
    """The form has been sent: what was kept is not needed any more."""
    handle = request.cookies.get(COOKIE)
    if handle:
        stmt = delete(KeptForm).where(KeptForm.handle_hash == token_hash(handle))
        here().session.execute(stmt)


def was_kept(form: Any) -> bool:
    """Whether the form shows words that were kept, and not what is stored."""
    return request.method == "GET" and any(field.raw_data for field in form)


@dataclass(frozen=True)
class Sent:
    """What became of a form: it was carried out, or the page is shown again with what is wrong."""

    is_done: bool
    refusal: str = ""
    status: HTTPStatus = HTTPStatus.OK


def send(form: Form, act: Callable[[], object]) -> Sent:
    """Check the form and act. What was typed stays when the answer is no."""
    refusal, status = "", HTTPStatus.OK
    if form.validate_on_submit():
        try:
            act()
        except (NotPermitted, Paused):
            raise
        except Faulty as fault:
            roll_back()
            blame(form, fault)
        except DomainError as error:
            roll_back()
            refusal, status = str(error), HTTPStatus.CONFLICT
        else:
            forget_kept()
            return Sent(is_done=True)
    if form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return Sent(is_done=False, refusal=refusal, status=status)
