"""Acts: things that a person does with a fresh e-legitimation, bound to what they saw.

The identifier of the question to the identity provider is the hash of a record of the act, so that
the provider's signature covers the record. A feature says how its act is completed:

    @completes("folkmotion.sign")
    def complete_sign(ctx: Context, act: CompletedAct) -> str: ...  # the path to go on to
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dialog.core.canonical import digest
from dialog.core.context import Context


@dataclass(frozen=True)
class NewAct:
    """What somebody is about to do.

    `record` is what is proved: ids, text version, text hash, statement; no personal data.
    `payload` is what else the completion needs; it is kept sealed. `next_path` is the page to
    come back to when the login is cancelled or the rules say no.
    """

    kind: str  # "folkmotion.sign"
    record: Mapping[str, Any]
    next_path: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    level: str = "loa3"  # the least level of assurance
    message: Mapping[str, str] = field(default_factory=dict)  # language -> what the provider shows


@dataclass(frozen=True)
class CompletedAct:
    """What somebody has done. `ctx.actor` is the person."""

    kind: str
    record: Mapping[str, Any]
    record_hash: str
    payload: Mapping[str, Any]
    loa: str
    authn_instant: datetime


Complete = Callable[[Context, CompletedAct], str]
COMPLETIONS: dict[str, Complete] = {}


def completes(kind: str) -> Callable[[Complete], Complete]:
    """The function completes acts of that kind, and tells where to go on."""

    def register(complete: Complete) -> Complete:
        if kind in COMPLETIONS:
            raise ValueError(f"{kind} is completed twice")
        COMPLETIONS[kind] = complete
        return complete

    return register


def full_record(kind: str, record: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The record with what makes it one of a kind."""
    return {
        **record,
        "act": kind,
        "nonce": secrets.token_hex(16),
        "time": now.isoformat(timespec="milliseconds"),
    }


def request_id(record: Mapping[str, Any]) -> str:
    """The identifier of the question that the act is bound to."""
    return f"_{digest(record)}"
