"""The command line: `dialog ...`. Everything here calls the same actions as the pages do."""

import sys

import click

from dialog.cli.consultation import consultation
from dialog.cli.database import db
from dialog.cli.demo import demo
from dialog.cli.doctor import doctor
from dialog.cli.evidence import evidence
from dialog.cli.installation import keys, municipality
from dialog.cli.people import population, user
from dialog.cli.remiss import remiss
from dialog.cli.rules import rule
from dialog.cli.saml import saml
from dialog.cli.worker import worker
from dialog.config import ConfigError
from dialog.core.errors import DomainError


@click.group()
def cli() -> None:
    """Take part in your municipality's decisions between elections."""


COMMANDS = (
    consultation,
    db,
    demo,
    doctor,
    evidence,
    keys,
    municipality,
    population,
    remiss,
    rule,
    saml,
    user,
    worker,
)
for _command in COMMANDS:
    cli.add_command(_command)


def main() -> None:
    """Run, and tell errors without a traceback."""
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except (ConfigError, DomainError, ValueError, FileExistsError, FileNotFoundError) as error:
        click.echo(f"dialog: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
