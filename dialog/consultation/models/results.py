"""Prepared counts, texts to read and tag, and the figures to compare with."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.consultation.models.consultation import Consultation, Part
from dialog.consultation.rules.place import LayerLook
from dialog.consultation.rules.tallying import Dimension
from dialog.core.db import Base, TenantOwned
from dialog.process.rules import Channel


class Tally(TenantOwned, Base):
    """How many answers say one thing: of all, and of each group by one dimension. Counted by the worker.

    `question`, `row` and `choice` are keys, see rules.tallying. Dimensions are never crossed: what
    is kept cannot tell how people of one age in one area answered, nor can anybody subtract it.
    `total` sums points.
    """

    __tablename__ = "consultation_tally"
    __table_args__ = (
        UniqueConstraint("part_id", "question", "row", "choice", "dimension", "group_key"),
    )

    part_id: Mapped[int] = mapped_column(ForeignKey("consultation_part.id"))
    question: Mapped[str] = mapped_column(default="")
    row: Mapped[str] = mapped_column(default="")
    choice: Mapped[str] = mapped_column(default="")
    dimension: Mapped[Dimension]
    group_key: Mapped[str] = mapped_column(default="")  # "" of all, or not known
    number: Mapped[int]
    total: Mapped[int] = mapped_column(default=0)


class Turnout(TenantOwned, Base):
    """How many have taken part in a consultation: all, and by one dimension. Counted by the worker."""

    __tablename__ = "consultation_turnout"
    __table_args__ = (UniqueConstraint("consultation_id", "dimension", "group_key"),)

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    dimension: Mapped[Dimension]
    group_key: Mapped[str] = mapped_column(default="")
    number: Mapped[int]


class Counting(TenantOwned, Base):
    """When a part was last counted. `counted_until`: no change before that waits to be counted."""

    __tablename__ = "consultation_counting"

    part_id: Mapped[int] = mapped_column(ForeignKey("consultation_part.id"), unique=True)
    counted_at: Mapped[datetime]
    counted_until: Mapped[datetime | None]
    answers: Mapped[int]
    is_behind: Mapped[bool] = mapped_column(default=False)  # more waits than one turn takes


class Counted(TenantOwned, Base):
    """As what one answer stands in the tallies, so that it can be taken out again when it changes.

    It lies beside the answer, so that counting writes to no row that a participant needs.
    """

    __tablename__ = "consultation_counted"

    answer_id: Mapped[int] = mapped_column(ForeignKey("consultation_answer.id"), unique=True)
    number: Mapped[int]  # of the text's version; 0 when it does not count
    seen_at: Mapped[datetime]  # when the answer had last changed then
    channel: Mapped[Channel]
    area: Mapped[str] = mapped_column(default="")
    age_group: Mapped[str] = mapped_column(default="")


class FreeText(TenantOwned, Base):
    """One answer in own words, to be read, grouped and tagged. Kept in step with the newest version.

    `likeness` is a hash of the words without case, marks and white space: equal texts share it.
    """

    __tablename__ = "consultation_free_text"
    __table_args__ = (
        UniqueConstraint("answer_id", "question", "row"),
        Index(None, "part_id", "question", "id"),
        Index(None, "part_id", "question", "likeness"),
    )

    part_id: Mapped[int] = mapped_column(ForeignKey("consultation_part.id"))
    answer_id: Mapped[int] = mapped_column(ForeignKey("consultation_answer.id"))
    question: Mapped[str]
    row: Mapped[str] = mapped_column(default="")  # "other" for own words beside choices
    words: Mapped[str]
    likeness: Mapped[str]
    channel: Mapped[Channel]
    area: Mapped[str] = mapped_column(default="")
    age_group: Mapped[str] = mapped_column(default="")


class Code(TenantOwned, Base):
    """One tag of the codebook of a consultation."""

    __tablename__ = "consultation_code"
    __table_args__ = (UniqueConstraint("consultation_id", "name"),)

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    consultation: Mapped[Consultation] = relationship()
    name: Mapped[str]
    meaning: Mapped[str] = mapped_column(default="")  # when it is used
    is_retired: Mapped[bool] = mapped_column(default=False)


class Coding(TenantOwned, Base):
    """That staff gave one text one tag. It goes away with the words: a text that changes is read anew."""

    __tablename__ = "consultation_coding"
    __table_args__ = (UniqueConstraint("free_text_id", "code_id"),)

    free_text_id: Mapped[int] = mapped_column(
        ForeignKey("consultation_free_text.id", ondelete="CASCADE")
    )
    code_id: Mapped[int] = mapped_column(ForeignKey("consultation_code.id"), index=True)
    by: Mapped[int | None]
    at: Mapped[datetime]


class CodesShown(TenantOwned, Base):
    """That the numbers of the tags of one question are shown in the public results."""

    __tablename__ = "consultation_codes_shown"
    __table_args__ = (UniqueConstraint("part_id", "question"),)

    part_id: Mapped[int] = mapped_column(ForeignKey("consultation_part.id"))
    question: Mapped[str]


class MapLayer(TenantOwned, Base):
    """Lines and areas that an official has imported to be shown on a map, as GeoJSON in WGS 84."""

    __tablename__ = "consultation_map_layer"

    part_id: Mapped[int] = mapped_column(ForeignKey("consultation_part.id"), index=True)
    part: Mapped[Part] = relationship()
    name: Mapped[str]
    content: Mapped[str] = mapped_column(deferred=True)  # the GeoJSON document as text
    digest: Mapped[str]  # SHA-256 of it
    look: Mapped[LayerLook]
    features: Mapped[int]
    added_at: Mapped[datetime]
    is_removed: Mapped[bool] = mapped_column(default=False)


class PopulationFigure(TenantOwned, Base):
    """How many people live in an area, of an age group, on a day: from figures that staff import."""

    __tablename__ = "population_figure"
    __table_args__ = (UniqueConstraint("municipality_id", "as_of", "area", "age_group"),)

    as_of: Mapped[date]
    area: Mapped[str]
    age_group: Mapped[str]
    people: Mapped[int]
