"""`dialog demo reset`: take everything away, so that the demo can begin anew."""

import shutil
from pathlib import Path

from sqlalchemy import Engine, MetaData, select
from sqlalchemy.orm import Session

from dialog.core.errors import DomainError
from dialog.core.files import FOLDER
from dialog.tenancy.models import Municipality


class NotOnlyDemo(DomainError):
    """The database holds something that was not made up."""


def ensure_only_demo(engine: Engine) -> None:
    """Raise NotOnlyDemo when any municipality of the database is not a demo."""
    with Session(engine) as everywhere:
        stmt = select(Municipality.slug).where(Municipality.is_demo.is_(False))
        real = everywhere.scalars(stmt.order_by(Municipality.slug)).all()
    if real:
        raise NotOnlyDemo(f"{', '.join(real)} is no demo: nothing has been taken away")


def take_away(engine: Engine) -> None:
    """Drop every table, the schema's version among them.

    Rows alone cannot go: the journal refuses to forget.
    """
    found = MetaData()
    found.reflect(engine)
    found.drop_all(engine)


def forget_letters(data_dir: Path) -> None:
    """Empty the demo's mailbox."""
    shutil.rmtree(data_dir / "mail", ignore_errors=True)


def forget_files(data_dir: Path) -> None:
    """Take away the pictures and documents of the demo."""
    shutil.rmtree(data_dir / FOLDER, ignore_errors=True)
