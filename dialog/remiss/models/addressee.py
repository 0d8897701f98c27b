"""Whom a remiss is sent to: the register of organisations, addressees, and those who answer for them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.core.db import Base, TenantOwned
from dialog.remiss.models.remiss import Remiss


class Organisation(TenantOwned, Base):
    """An organisation in the municipality's register of those that it sends remisser to."""

    __tablename__ = "remiss_organisation"
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    name: Mapped[str]
    number: Mapped[str] = mapped_column(default="")  # organisationsnummer; never a person's number
    sort: Mapped[str] = mapped_column(default="")  # rules.addressees.SORTS
    contact_name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]
    is_retired: Mapped[bool] = mapped_column(default=False)


class Addressee(TenantOwned, Base):
    """One organisation in one remiss (remissinstans): invited, or come by itself.

    The letter holds the token of the personal link; this row its hash, and sealed (context "link")
    the token itself, so that reminders can hold the same link. What happened is told by the times.
    """

    __tablename__ = "remiss_addressee"
    __table_args__ = (Index(None, "remiss_id", "name"),)

    remiss_id: Mapped[int] = mapped_column(ForeignKey("remiss.id"), index=True)
    remiss: Mapped[Remiss] = relationship()
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("remiss_organisation.id"))
    organisation: Mapped[Organisation | None] = relationship()
    name: Mapped[str]
    number: Mapped[str] = mapped_column(
        default=""
    )  # of one that came by itself; else the register's
    email: Mapped[str] = mapped_column(default="")
    is_invited: Mapped[bool] = mapped_column(default=True)
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    sealed_token: Mapped[bytes | None]
    token_until: Mapped[datetime | None]
    added_at: Mapped[datetime]
    invited_at: Mapped[datetime | None]  # when the letter was ordered
    opened_at: Mapped[datetime | None]
    drafted_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    decline_words: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime | None]  # for more time
    asked_until: Mapped[date | None]
    asked_words: Mapped[str] = mapped_column(default="")
    extended_to: Mapped[datetime | None]  # the first moment after the last day, for this one alone
    half_reminded_at: Mapped[datetime | None]
    last_reminded_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    members: Mapped[list["Member"]] = relationship(back_populates="addressee", order_by="Member.id")


class Member(TenantOwned, Base):
    """Somebody who writes for an addressee. They come in by a link, once, and log in.

    `may_approve`: entitled to approve the answer for the organisation (behörig företrädare).
    Whoever has `asked_at` and not `joined_at` had a link that others had used before, has logged in,
    and waits for those inside to let them in. `name` is that of the login once they have logged in.
    """

    __tablename__ = "remiss_member"
    __table_args__ = (
        UniqueConstraint("addressee_id", "person_id"),
        UniqueConstraint("token_hash"),
    )

    addressee_id: Mapped[int] = mapped_column(ForeignKey("remiss_addressee.id"), index=True)
    addressee: Mapped[Addressee] = relationship(back_populates="members")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="")  # in the organisation: "ordförande"
    sealed_email: Mapped[bytes | None]  # context "email"; forgotten when they have come in
    may_approve: Mapped[bool] = mapped_column(default=False)
    may_invite: Mapped[bool] = mapped_column(default=False)
    token_hash: Mapped[str | None]
    sealed_token: Mapped[bytes | None]
    token_until: Mapped[datetime | None]
    invited_at: Mapped[datetime]  # or when they asked by themselves
    asked_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    def come_in(self, person_id: int | None, name: str, now: datetime) -> None:
        """They have logged in: the address is forgotten, and the link leads nobody else anywhere."""
        self.person_id, self.name, self.joined_at = person_id, name, now
        self.removed_at = self.asked_at = None
        self.sealed_token = self.token_until = self.sealed_email = None

    def forget_link(self) -> None:
        """The link works no more, and the address that it was sent to is not needed."""
        self.token_hash = self.sealed_token = self.token_until = self.sealed_email = None
