"""What a filter points at: words to look for, texts that were looked through, and what was found."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.core.db import Base, TenantOwned
from dialog.moderation.rules.suggesting import Clue
from dialog.process.models import Contribution


class WordList(TenantOwned, Base):
    """The words of one language. Nothing is looked for before a moderator turns it on."""

    __tablename__ = "word_list"
    __table_args__ = (UniqueConstraint("municipality_id", "language"),)

    language: Mapped[str]  # key of process.forms.writing.LANGUAGES
    is_on: Mapped[bool] = mapped_column(default=False)


class ListedWord(TenantOwned, Base):
    """One word, or the beginning of words ("grön*"). One that was taken away stays, so that it can be told.

    The journal says who added it and who took it away.
    """

    __tablename__ = "listed_word"
    __table_args__ = (
        Index(
            "uq_listed_word_in_use",
            "list_id",
            "word",
            unique=True,
            postgresql_where=text("removed_at IS NULL"),
            sqlite_where=text("removed_at IS NULL"),
        ),
    )

    list_id: Mapped[int] = mapped_column(ForeignKey("word_list.id"))
    list: Mapped[WordList] = relationship()
    word: Mapped[str]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class CheckedText(TenantOwned, Base):
    """That the worker has looked through one version of a contribution, and by what it is compared.

    `likeness` is a hash of the words (process.rules.own_words), "" where the text is short.
    """

    __tablename__ = "checked_text"
    __table_args__ = (
        UniqueConstraint("contribution_id", "text_number"),
        Index(None, "process_id", "likeness"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    text_number: Mapped[int]
    likeness: Mapped[str]
    at: Mapped[datetime]


class Suggestion(TenantOwned, Base):
    """Why a moderator may want to look at one version of a contribution. It hides nothing.

    `words`: what in it triggered it, for as long as nobody has looked. `decision_id`: what was decided
    when somebody had; None where nothing was.
    """

    __tablename__ = "suggestion"
    __table_args__ = (
        UniqueConstraint("contribution_id", "text_number", "kind"),
        Index(
            "ix_suggestion_waiting",
            "municipality_id",
            "contribution_id",
            postgresql_where=text("settled_at IS NULL"),
            sqlite_where=text("settled_at IS NULL"),
        ),
        Index(None, "municipality_id", "found_at"),
    )

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    contribution: Mapped[Contribution] = relationship()
    text_number: Mapped[int]
    kind: Mapped[Clue]
    words: Mapped[list[Any]] = mapped_column(JSON)
    found_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("moderation_decision.id"))
