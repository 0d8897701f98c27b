"""`dialog rule`: local rules from the command line."""

import json

import click

from dialog.cli.setting import Setting
from dialog.tenancy.actions import Version, set_rule
from dialog.tenancy.queries import rules_now


@click.group()
def rule() -> None:
    """The municipality's local rules."""


@rule.command("set")
@click.option("--municipality", required=True, help="its short name, such as ekby")
@click.option("--decided-by", required=True, help="who decided, such as Kommunfullmäktige")
@click.option("--case-number", required=True)
@click.option("--legal-ref", default="")
@click.option(
    "--valid-from", type=click.DateTime(["%Y-%m-%d"]), default=None, help="today if left out"
)
@click.argument("key")
@click.argument("value")
def set_(
    municipality: str,
    key: str,
    value: str,
    **decision: object,
) -> None:
    """Add a version of rule KEY. VALUE is JSON, or a plain word."""
    setting = Setting.from_env()
    with setting.context(municipality) as ctx:
        start = decision["valid_from"]
        version = Version(
            key=key,
            value=_parse(value),
            valid_from=start.date() if hasattr(start, "date") else ctx.now.date(),
            decided_by=str(decision["decided_by"]),
            case_number=str(decision["case_number"]),
            legal_ref=str(decision["legal_ref"]),
        )
        set_rule(ctx, version)
    click.echo(f"{municipality}: {key} = {value}")


@rule.command("list")
@click.option("--municipality", required=True)
def list_(municipality: str) -> None:
    """Show the value of every rule today."""
    with Setting.from_env().context(municipality) as ctx:
        for key, value in sorted(rules_now(ctx).items()):
            click.echo(f"{key} = {json.dumps(value, ensure_ascii=False)}")


def _parse(value: str) -> object:
    try:
        return json.loads(value)
    except ValueError:
        return value
