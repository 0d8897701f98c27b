"""What every command needs: settings, engine, keys, and a context of the system in one municipality."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import click
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dialog.app import load_keys
from dialog.config import Config
from dialog.core.context import Context
from dialog.core.db import TenantSession, make_engine
from dialog.core.files import files_in
from dialog.core.keys import Keyring
from dialog.core.policy import SYSTEM
from dialog.tenancy.models import Municipality


@dataclass(frozen=True)
class Setting:
    """The installation as the command line sees it."""

    config: Config
    engine: Engine
    keys: Keyring

    @classmethod
    def from_env(cls) -> "Setting":
        """Read the environment. Raises ConfigError."""
        config = Config.from_env()
        config.data_dir.mkdir(parents=True, exist_ok=True)
        engine = make_engine(config.database_url)
        if command := click.get_current_context(silent=True):
            command.call_on_close(engine.dispose)
        return cls(config, engine, load_keys(config))

    @contextmanager
    def context(self, slug: str) -> Iterator[Context]:
        """A context in the municipality with this slug, committed when the block ends well."""
        with Session(self.engine) as everywhere:
            municipality_id = everywhere.scalar(
                select(Municipality.id).where(Municipality.slug == slug)
            )
        if municipality_id is None:
            raise ValueError(f"there is no municipality {slug!r}")
        with TenantSession(self.engine, municipality_id=municipality_id) as session:
            files = files_in(self.config.data_dir, municipality_id)
            yield Context(session, SYSTEM, utc_now(), self.keys, files)
            session.commit()


def utc_now() -> datetime:
    """The real clock of a command."""
    return datetime.now(UTC)  # noqa: TID251  (a command has no request to get a clock from)
