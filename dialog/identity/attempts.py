"""Logins that have been started and not yet answered: one row each, used once, soon forgotten."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from dialog.core.context import Context
from dialog.core.i18n import SOURCE, current_locale
from dialog.core.keys import WrongKey, seal, unseal
from dialog.identity.acts import NewAct, full_record, request_id
from dialog.identity.models import LoginAttempt
from dialog.identity.rules import QUESTION_LASTS, token_hash
from dialog.identity.saml.request import Asked
from dialog.tenancy.queries import municipality_key

LOGIN = "login"
_PLACE = "login attempt"


@dataclass(frozen=True)
class Answered:
    """An attempt whose answer has come. It has been taken out of the table."""

    kind: str
    next_path: str
    asked: Asked
    record: Mapping[str, Any] = field(default_factory=dict)
    payload: Mapping[str, Any] = field(default_factory=dict)
    replaces: int | None = None  # the session that the browser had before
    locale: str = SOURCE  # the cookie that says so does not come along from another site
    person_id: int | None = None  # who must answer, when it is somebody in particular


def begin(ctx: Context, act: NewAct, replaces: int | None) -> str:
    """Write down what is wanted; returns the handle that the browser carries along."""
    handle = secrets.token_urlsafe(32)
    sealed = {"payload": act.payload, "message": act.message, "level": act.level}
    about = {"replaces": replaces, "locale": current_locale()}
    content = json.dumps(sealed | about).encode()
    ctx.session.add(
        LoginAttempt(
            handle_hash=token_hash(handle),
            request_id=f"_{secrets.token_hex(32)}",
            idp="",
            levels=[],
            is_forced=True,
            kind=act.kind,
            next_path=act.next_path,
            record=dict(act.record),
            sealed_payload=seal(municipality_key(ctx), content, _PLACE),
            person_id=ctx.actor.id if act.kind != LOGIN else None,
            created_at=ctx.now,
        )
    )
    ctx.session.flush()
    return handle


def find(ctx: Context, handle: str) -> LoginAttempt | None:
    """The living attempt with that handle."""
    stmt = select(LoginAttempt).where(
        LoginAttempt.handle_hash == token_hash(handle),
        LoginAttempt.created_at > ctx.now - QUESTION_LASTS,
    )
    return ctx.session.scalar(stmt)


def renew(attempt: LoginAttempt, now: datetime) -> str:
    """A new identifier for the next question: bound to the act when there is one."""
    if attempt.kind == LOGIN:
        attempt.request_id = f"_{secrets.token_hex(32)}"
    else:
        attempt.record = full_record(attempt.kind, attempt.record or {}, now)
        attempt.request_id = request_id(attempt.record)
    return attempt.request_id


def note_question(attempt: LoginAttempt, asked: Asked) -> None:
    """Remember what was asked of whom."""
    attempt.idp = asked.idp_entity_id
    attempt.levels = list(asked.loas)
    attempt.is_forced = asked.force_authn
    attempt.created_at = asked.at


def take(ctx: Context, handle: str) -> Answered | None:
    """The attempt, taken out of the table: whoever comes second gets nothing."""
    attempt = find(ctx, handle)
    if attempt is None or not attempt.idp:
        return None
    try:
        sealed = opened(ctx, attempt)
    except WrongKey:
        return None
    answered = Answered(
        kind=attempt.kind,
        next_path=attempt.next_path,
        asked=Asked(
            attempt.request_id,
            attempt.idp,
            attempt.created_at,
            tuple(attempt.levels),
            attempt.is_forced,
        ),
        record=attempt.record or {},
        payload=sealed["payload"],
        replaces=sealed["replaces"],
        locale=sealed["locale"],
        person_id=attempt.person_id,
    )
    ctx.session.expunge(attempt)
    stmt = delete(LoginAttempt).where(LoginAttempt.handle_hash == token_hash(handle))
    gone: Any = ctx.session.execute(stmt)
    return answered if gone.rowcount == 1 else None


def opened(ctx: Context, attempt: LoginAttempt) -> dict[str, Any]:
    """What the person filled in, and what the provider is to show. Raises WrongKey."""
    content = unseal(municipality_key(ctx), attempt.sealed_payload or b"", _PLACE)
    found: dict[str, Any] = json.loads(content)
    return found
