"""The remiss itself: what is asked, of whom, until when, and what is shown of the answers."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback.models import Outcome
from dialog.process.models import Process
from dialog.remiss.rules import Showing, shows_answers
from dialog.remiss.rules.content import Position, Question, read_positions, read_questions


class Remiss(Process):
    """A proposal that is sent for opinion. `answer_due_at` is the end of `feedback_on`.

    The author is the official who made it. `concluded_at`: when every section had the municipality's
    comment, and the compilation was made public.
    """

    __tablename__ = "remiss"
    __mapper_args__ = {"polymorphic_identity": "remiss", "polymorphic_load": "inline"}
    kind_name: ClassVar[Any] = _l("Remiss")
    kind_about: ClassVar[Any] = _l(
        "Kommunen skickar ut ett förslag och vill veta vad du tycker om det. Alla kan svara, avsnitt "
        "för avsnitt."
    )
    closed_words: ClassVar[Any] = _l("Tiden för att svara är slut")
    counts_names: ClassVar[bool] = False

    id: Mapped[int] = mapped_column(ForeignKey("process.id"), primary_key=True)
    concerns: Mapped[str] = mapped_column(default="")
    asks_for: Mapped[str] = mapped_column(default="")  # what the answers should be about
    decided_by: Mapped[str] = mapped_column(default="")
    decision_when: Mapped[str] = mapped_column(default="")
    feedback_how: Mapped[str] = mapped_column(default="")
    feedback_on: Mapped[date | None]
    contact_name: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    is_open_to_all: Mapped[bool] = mapped_column(default=True)
    short_reason: Mapped[str] = mapped_column(
        default=""
    )  # why the time is shorter than the rule says
    showing: Mapped[Showing] = mapped_column(default=Showing.AFTER)
    shows_private_names: Mapped[bool] = mapped_column(default=False)
    positions: Mapped[list[Any]] = mapped_column(JSON, default=list)  # rules.content.Position
    questions: Mapped[list[Any]] = mapped_column(JSON, default=list)  # rules.content.Question
    compilation_words: Mapped[str] = mapped_column(
        default=""
    )  # Markdown: what came of it, in short
    concluded_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]  # the compilation, to be corrected; None when it is public
    reopened_words: Mapped[str] = mapped_column(default="")  # why, for everybody to read
    publish_at: Mapped[datetime | None]  # when the worker publishes it, if it is ready then

    outcome: Mapped[Outcome | None] = relationship(
        primaryjoin=lambda: Remiss.id == foreign(Outcome.process_id),
        viewonly=True,
        lazy="joined",
    )

    def all_positions(self) -> list[Position]:
        """The positions that can be taken, in order."""
        return read_positions(self.positions)

    def all_questions(self) -> list[Question]:
        """The questions about the whole and about its sections, in order."""
        return read_questions(self.questions)

    def shows_answers(self, now: datetime) -> bool:
        """Whether anyone may read the answers now."""
        return self.is_public() and shows_answers(self.showing, self.closes_at, now)
