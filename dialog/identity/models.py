"""People as we need to know them: a pseudonym, what they chose to tell us, roles and logins."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.core.append_only import append_only
from dialog.core.db import Base, TenantOwned
from dialog.core.policy import Identity


class Person(TenantOwned, Base):
    """Someone who has shown who they are. The personal number itself is stored nowhere.

    `key` is HMAC-SHA-256(municipality key, 12-digit number), or of what else the person is known
    by; see identity.persons. Name and e-mail address are sealed with the municipality's key.
    `roles` are granted by hand, those of employees by their own identity provider at each login.
    """

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("municipality_id", "key"),)

    key: Mapped[str]
    identity: Mapped[Identity] = mapped_column(default=Identity.PERSONAL)
    sealed_name: Mapped[bytes | None]
    sealed_email: Mapped[bytes | None]
    locale: Mapped[str] = mapped_column(default="sv")
    wants_letters: Mapped[bool] = mapped_column(default=True)
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))


class AuthSession(TenantOwned, Base):
    """One login in one browser. The cookie holds the token, the database its hash."""

    __tablename__ = "auth_session"

    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    person: Mapped[Person] = relationship()
    loa: Mapped[str]
    idp: Mapped[str]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class LoginAttempt(TenantOwned, Base):
    """A login that has been started and not yet answered. Used once.

    `kind` is "login" or the name of an act ("folkmotion.sign"); `record` is what the identity
    provider's signature will cover, `sealed_payload` what the person filled in beside it.
    """

    __tablename__ = "login_attempt"

    handle_hash: Mapped[str] = mapped_column(unique=True)
    request_id: Mapped[str] = mapped_column(unique=True)
    idp: Mapped[str]
    levels: Mapped[list[str]] = mapped_column(JSON)
    is_forced: Mapped[bool]
    kind: Mapped[str]
    next_path: Mapped[str]
    record: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    sealed_payload: Mapped[bytes | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(index=True)


class UsedAssertion(TenantOwned, Base):
    """An assertion that has been used. A second use is a replay."""

    __tablename__ = "used_assertion"
    __table_args__ = (UniqueConstraint("municipality_id", "assertion_id"),)

    assertion_id: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class FeedCopy(Base):
    """The last good copy of a federation's list of providers. It belongs to no municipality.

    Written by the worker (identity.renewal), read by every web process (identity.feeds).
    `location` is as the settings name it, `digest` the SHA-256 of the data, `error` why the last
    attempt to renew it failed.
    """

    __tablename__ = "feed_copy"

    location: Mapped[str] = mapped_column(unique=True)
    due_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]  # when it was last found to be the newest there is
    error: Mapped[str | None]
    data: Mapped[bytes | None] = mapped_column(deferred=True)
    digest: Mapped[str | None]
    etag: Mapped[str] = mapped_column(default="")
    last_modified: Mapped[str] = mapped_column(default="")


class ProviderLogo(Base):
    """The logotype of an identity provider, drawn anew. It belongs to no municipality.

    `source` is the SHA-256 of the address that the federation's list names.
    """

    __tablename__ = "provider_logo"

    source: Mapped[str] = mapped_column(unique=True)
    due_at: Mapped[datetime]
    picture: Mapped[bytes | None] = mapped_column(deferred=True)
    digest: Mapped[str | None] = mapped_column(index=True)


@append_only
class Evidence(TenantOwned, Base):
    """Proof of an act: the record, its hash and the provider's signed answer, sealed.

    Sealed to a public key whose private half the web server does not hold. The record holds no
    personal data and no link to a person.
    """

    __tablename__ = "evidence"

    record: Mapped[dict[str, Any]] = mapped_column(JSON)
    record_hash: Mapped[str] = mapped_column(unique=True)
    sealed: Mapped[bytes]
    at: Mapped[datetime]


@append_only
class EvidenceLink(TenantOwned, Base):
    """The place of one proof in the chain of its municipality; see identity.chain.

    It holds hashes only, so that the chain still holds when a proof has been disposed of. The
    unique number is what keeps the chain from forking.
    """

    __tablename__ = "evidence_link"
    __table_args__ = (UniqueConstraint("municipality_id", "number"),)

    number: Mapped[int]  # 1, 2, 3 ... in each municipality
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), unique=True)
    content_hash: Mapped[str]
    hash: Mapped[str]


class KeptForm(TenantOwned, Base):
    """What someone had typed when the login was lost or the page too old. Sealed, used once."""

    __tablename__ = "kept_form"

    handle_hash: Mapped[str] = mapped_column(unique=True)
    path: Mapped[str]
    sealed: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(index=True)


class PopulationExtract(TenantOwned, Base):
    """A load of the population register: when, how many. The file itself is not kept."""

    __tablename__ = "population_extract"

    as_of: Mapped[date]
    loaded_at: Mapped[datetime]
    people: Mapped[int]
    bad_lines: Mapped[int]
    is_current: Mapped[bool] = mapped_column(default=True)


class Resident(TenantOwned, Base):
    """One person in an extract, as the same pseudonym as Person.key."""

    __tablename__ = "resident"
    __table_args__ = (
        UniqueConstraint("extract_id", "key"),
        Index(None, "municipality_id", "key"),
    )

    extract_id: Mapped[int] = mapped_column(ForeignKey("population_extract.id"))
    key: Mapped[str]


class SentLately(TenantOwned, Base):
    """That something was sent from one place in an hour. Forgotten when the hour is over.

    `key` is a keyed hash of use, place and hour (identity.limits). No row points from here to what
    was sent, and the minute is not kept, so that the two are not matched by time either.
    """

    __tablename__ = "sent_lately"

    key: Mapped[str] = mapped_column(index=True)
    hour: Mapped[datetime] = mapped_column(index=True)  # when it began
