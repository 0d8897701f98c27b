"""`dialog db`: the schema."""

from pathlib import Path

import click
from alembic import command
from alembic.config import Config as Alembic

from dialog import migrations
from dialog.config import Config


def alembic(database_url: str) -> Alembic:
    """Alembic's settings, the same in a checkout and in an installed wheel."""
    settings = Alembic()
    settings.set_main_option("script_location", str(Path(migrations.__file__).parent))
    settings.attributes["database_url"] = database_url
    return settings


@click.group()
def db() -> None:
    """The database's schema."""


@db.command()
def upgrade() -> None:
    """Bring the schema to this version."""
    config = Config.from_env()
    config.data_dir.mkdir(parents=True, exist_ok=True)
    command.upgrade(alembic(config.database_url), "head")


@db.command()
def check() -> None:
    """Say whether the schema is what this version wants."""
    command.check(alembic(Config.from_env().database_url))
