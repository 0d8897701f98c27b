"""Mailings and their ledger: one row per recipient, so that each is told once."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.core.db import Base, TenantOwned
from dialog.process.models import Process


class Mailing(TenantOwned, Base):
    """One thing that a group of people is to be told, because of one event.

    `process_id`: what it is about; None where it is about the municipality's own work.
    """

    __tablename__ = "mailing"
    __table_args__ = (
        UniqueConstraint("event_id", "template", "audience"),
        Index(
            "ix_mailing_unlisted",
            "municipality_id",
            postgresql_where=text("listed_at IS NULL"),
            sqlite_where=text("listed_at IS NULL"),
        ),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    process_id: Mapped[int | None] = mapped_column(ForeignKey("process.id"), index=True)
    process: Mapped[Process | None] = relationship()
    template: Mapped[str]  # templates/email/<template>.txt
    audience: Mapped[str]  # who: a name registered with notification.queries.audience
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reached: Mapped[int] = mapped_column(default=0)  # how far the list of recipients is written
    started_at: Mapped[datetime]
    listed_at: Mapped[datetime | None]  # when every recipient had a letter
    superseded_at: Mapped[datetime | None]  # when newer news made the rest of it pointless


class Letter(TenantOwned, Base):
    """One recipient of one mailing, and what became of it. The address is found when it is sent."""

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("mailing_id", "recipient"),
        Index(
            "ix_letter_waiting",
            "due_at",
            postgresql_where=text("done_at IS NULL"),
            sqlite_where=text("done_at IS NULL"),
        ),
    )

    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailing.id"), index=True)
    mailing: Mapped[Mailing] = relationship()
    recipient: Mapped[str]  # "signature:12" or "person:3", never an address
    message_id: Mapped[str]  # the same at every attempt
    due_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(default="")  # see notification.rules.Result


class Follower(TenantOwned, Base):
    """Somebody who wants letters about one process: a person, or an address that has been confirmed.

    `address_key` = HMAC(process key, address or person): the same one follows once. The address is
    sealed with the municipality's key, and only kept for those who have not logged in. Whoever says
    no is forgotten; of a person it stays that they said no.
    """

    __tablename__ = "follower"
    __table_args__ = (
        UniqueConstraint("process_id", "address_key"),
        Index(None, "process_id", "id"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    process: Mapped[Process] = relationship()
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    address_key: Mapped[str]
    sealed_email: Mapped[bytes | None]
    locale: Mapped[str] = mapped_column(default="sv")
    followed_at: Mapped[datetime]
    wants_letters: Mapped[bool] = mapped_column(default=True)


class AddressCheck(TenantOwned, Base):
    """That somebody wrote an address, until a link in a letter has shown that it is theirs.

    The letter holds the token, this row its hash; `sealed` is address and token, until the link has
    been used. `address_key` = HMAC(process key, use and address). Forgotten when the link is too old.
    """

    __tablename__ = "address_check"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    process: Mapped[Process] = relationship()
    use: Mapped[str]  # the event that asked for the letter, such as "notification.ask_to_follow"
    token_hash: Mapped[str] = mapped_column(unique=True)
    address_key: Mapped[str]
    sealed: Mapped[bytes | None]
    locale: Mapped[str]
    path: Mapped[str]  # where the link leads; the token follows
    back: Mapped[str] = mapped_column(default="")  # where the person was
    wants_letters: Mapped[bool] = mapped_column(default=False)  # news too, not the link alone
    made_at: Mapped[datetime] = mapped_column(index=True)
