"""Reads about the municipality: itself, its rules today, its texts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.i18n import ZONE
from dialog.tenancy.catalogue import DEFAULTS
from dialog.tenancy.models import BaseMap, Department, LocalRule, Municipality, PageText


def municipality(session: TenantSession) -> Municipality:
    """The municipality of this session; one statement at most."""
    # The session itself holds rows weakly and would ask again.
    known: Municipality | None = session.info.get("municipality")
    if known is None or known not in session:
        known = session.info["municipality"] = session.get_one(
            Municipality, session.municipality_id
        )
    return known


def writing_stopped_at(ctx: Context) -> datetime | None:
    """Since when nobody but staff can write here; None where everybody can."""
    return municipality(ctx.session).writing_stopped_at


def municipality_key(ctx: Context) -> bytes:
    """The data key of the municipality: pseudonyms of people, seals of names and addresses."""
    here = municipality(ctx.session)
    return ctx.keys.unwrap(here.wrapped_key, f"municipality:{here.slug}")


def rules_on(session: TenantSession, day: date) -> Mapping[str, Any]:
    """The value of every rule on that day: the newest version that is valid, else the default."""
    stmt = (
        select(LocalRule)
        .where(
            LocalRule.valid_from <= day,
            or_(LocalRule.valid_to.is_(None), LocalRule.valid_to >= day),
        )
        .order_by(LocalRule.valid_from, LocalRule.id)
    )
    return DEFAULTS | {rule.key: rule.value for rule in session.scalars(stmt)}


def rules_now(ctx: Context) -> Mapping[str, Any]:
    """The rules today, in Swedish time."""
    return rules_on(ctx.session, ctx.now.astimezone(ZONE).date())


def rule_history(session: TenantSession, key: str) -> list[LocalRule]:
    """Every version of a rule, newest first."""
    stmt = select(LocalRule).where(LocalRule.key == key).order_by(LocalRule.id.desc())
    return list(session.scalars(stmt))


def departments(session: TenantSession) -> list[Department]:
    """Active departments and committees by name."""
    stmt = select(Department).where(Department.is_active).order_by(Department.name)
    return list(session.scalars(stmt))


def page_text(session: TenantSession, page: str, language: str) -> PageText | None:
    """The newest version of a page's own text, if the municipality has written one."""
    stmt = select(PageText).where(PageText.page == page, PageText.language == language)
    return session.scalar(stmt.order_by(PageText.id.desc()).limit(1))


def base_map(session: TenantSession) -> BaseMap | None:
    """The background of the municipality's maps, if any has been chosen. One statement."""
    return session.scalar(select(BaseMap))


def bounds(session: TenantSession) -> str:
    """The municipality's border as GeoJSON, or "" where it is not known. One statement."""
    return session.scalar(select(BaseMap.bounds)) or ""
