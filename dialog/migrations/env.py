"""Alembic's entry point. Schema comes from the models; the address from the environment."""

from alembic import context

from dialog import app as app  # imports every feature, so that the metadata is complete
from dialog.config import Config
from dialog.core.db import Base, UtcDateTime, make_engine


def plain(kind: str, thing: object, autogen: object) -> str | bool:
    """Migrations import nothing of ours: they must run unchanged in ten years."""
    return "sa.DateTime(timezone=True)" if isinstance(thing, UtcDateTime) else False


url = context.config.attributes.get("database_url") or Config.from_env().database_url
engine = make_engine(url)
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        compare_server_default=True,
        render_item=plain,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
