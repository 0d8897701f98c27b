"""What must be decided before a municipality may go live. Production refuses to start without it."""

from datetime import UTC, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dialog.config import ConfigError
from dialog.core.db import TenantSession
from dialog.tenancy.catalogue import GO_LIVE
from dialog.tenancy.models import Municipality
from dialog.tenancy.queries import rules_on


def missing(session: TenantSession, now: datetime) -> list[str]:
    """The keys of the go-live rules that have no value yet."""
    rules = rules_on(session, now.date())
    return [key for key in GO_LIVE if not rules[key]]


def ensure_ready(engine: Engine) -> None:
    """Raise ConfigError listing what each municipality lacks, and any demo municipality."""
    now = datetime.now(UTC)  # noqa: TID251  (asked at start-up, outside any request)
    errors = []
    with Session(engine) as everywhere:
        rows = everywhere.execute(
            select(Municipality.id, Municipality.slug, Municipality.is_demo)
        ).all()
    for municipality_id, slug, is_demo in rows:
        if is_demo:
            errors.append(f"{slug} is a demo municipality and must not be in a production database")
        with TenantSession(engine, municipality_id=municipality_id) as session:
            errors += [
                f"{slug} lacks {key} (dialog rule set --municipality {slug} {key} ...)"
                for key in missing(session, now)
            ]
    if errors:
        engine.dispose()  # nobody will use it
        raise ConfigError("\n".join(errors))
