"""A municipality (kommun) is a tenant: its hosts, looks, departments, page texts and rules."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.core.db import Base, TenantOwned
from dialog.tenancy.maps import MapService


class Municipality(Base):
    """One deciding body. A joint operator is never one."""

    __tablename__ = "municipality"

    slug: Mapped[str] = mapped_column(unique=True)  # "ekby", used by the command line
    name: Mapped[str]  # "Ekby kommun"
    place: Mapped[str]  # "Ekby", in running text
    colour: Mapped[str]  # "#00664f"
    contact_email: Mapped[str]
    contact_phone: Mapped[str] = mapped_column(default="")
    organisation_number: Mapped[str]
    website: Mapped[str]
    logo: Mapped[bytes | None] = mapped_column(deferred=True)
    logo_hash: Mapped[str | None]
    wrapped_key: Mapped[bytes]  # data key, see core.keys; context "municipality:<slug>"
    is_demo: Mapped[bool] = mapped_column(default=False)
    writing_stopped_at: Mapped[datetime | None]  # since when nobody but staff can write
    writing_stop_words: Mapped[str] = mapped_column(default="")  # why, for everyone to read

    @property
    def theme_url(self) -> str:
        """The address of the colours, which changes with them so that browsers may keep it."""
        return f"/theme.css?v={self.colour.removeprefix('#')}"

    @property
    def logo_url(self) -> str | None:
        """The address of the logo, if there is one."""
        return f"/logo?v={self.logo_hash}" if self.logo_hash else None

    hosts: Mapped[list["Host"]] = relationship(back_populates="municipality")


class Host(Base):
    """A host name, with port where it is not the usual one, that shows this municipality."""

    __tablename__ = "host"

    name: Mapped[str] = mapped_column(unique=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    municipality: Mapped[Municipality] = relationship(back_populates="hosts")


class Department(TenantOwned, Base):
    """A department (förvaltning) or committee (nämnd) that prepares or decides."""

    __tablename__ = "department"
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    name: Mapped[str]
    is_committee: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)


class LocalRule(TenantOwned, Base):
    """One version of one local rule, with who decided it. Versions are added, never changed."""

    __tablename__ = "local_rule"
    __table_args__ = (Index(None, "municipality_id", "key", "valid_from"),)

    key: Mapped[str]  # "ef.threshold"
    value: Mapped[Any] = mapped_column(JSON)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    decided_by: Mapped[str]
    case_number: Mapped[str]
    legal_ref: Mapped[str]
    recorded_at: Mapped[datetime]


class PageText(TenantOwned, Base):
    """One version of an editable page text (Markdown). The newest one is shown."""

    __tablename__ = "page_text"
    __table_args__ = (Index(None, "municipality_id", "page", "language", "id"),)

    page: Mapped[str]  # "tillganglighet"
    language: Mapped[str]
    body: Mapped[str]
    written_at: Mapped[datetime]


class BaseMap(TenantOwned, Base):
    """What lies beneath the municipality's own map layers, and where its border goes.

    Without a row, or without a service, the map has a plain background.
    """

    __tablename__ = "base_map"
    __table_args__ = (UniqueConstraint("municipality_id"),)

    service: Mapped[MapService]
    url: Mapped[str] = mapped_column(default="")
    layer: Mapped[str] = mapped_column(default="")
    matrix_set: Mapped[str] = mapped_column(default="")  # WMTS
    crs: Mapped[str] = mapped_column(default="3857")  # the number of an EPSG code
    attribution: Mapped[str] = mapped_column(default="")
    bounds: Mapped[str] = mapped_column(default="", deferred=True)  # GeoJSON in WGS 84
    bounds_digest: Mapped[str] = mapped_column(default="")  # SHA-256 of it, or ""
