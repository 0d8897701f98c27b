"""`dialog demo`: made-up municipalities to try, to feel at size, and to replay a real collection in."""

import shutil
import sys
import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any

import click
from alembic import command
from flask import Flask

from dialog.app import create_app
from dialog.cli.database import alembic
from dialog.cli.setting import Setting, utc_now
from dialog.config import Config
from dialog.demo.fill import Size
from dialog.demo.fill import fill as fill_demo
from dialog.demo.fill_consultation import Filling
from dialog.demo.fill_consultation import Size as ConsultationSize
from dialog.demo.fill_remiss import Filling as RemissFilling
from dialog.demo.fill_remiss import Size as RemissSize
from dialog.demo.guard import ensure_demo
from dialog.demo.measure import measure as measure_pages
from dialog.demo.replay.mix import ATTEMPTS
from dialog.demo.replay.run import Replay, Wish
from dialog.demo.reset import ensure_only_demo, forget_files, forget_letters, take_away
from dialog.demo.seed import Home
from dialog.demo.seed import seed as seed_demo
from dialog.demo.serve import Ports
from dialog.demo.serve import serve as serve_demo

with_port = click.option("--port", default=5000, show_default=True, help="of the web server")


@click.group()
def demo() -> None:
    """Made-up municipalities. Refused in production."""
    ensure_demo(Config.from_env())


@demo.command()
@with_port
def seed(port: int) -> None:
    """Make Ekby and Björkby with everything in them. A second time changes nothing."""
    setting = Setting.from_env()
    home = Home(setting.engine, setting.keys, setting.config.data_dir)
    seed_demo(home, utc_now(), port)


@demo.command()
@with_port
@click.option("--yes", is_flag=True, help="do not ask")
def reset(port: int, *, yes: bool) -> None:
    """Take everything in the database away and make the demo anew. Stop the server first."""
    setting = Setting.from_env()
    ensure_only_demo(setting.engine)
    if not yes:
        click.confirm(f"Take away everything in {setting.engine.url}?", abort=True)
    take_away(setting.engine)
    forget_letters(setting.config.data_dir)
    forget_files(setting.config.data_dir)
    command.upgrade(alembic(setting.config.database_url), "head")
    home = Home(setting.engine, setting.keys, setting.config.data_dir)
    seed_demo(home, utc_now(), port)
    click.echo("the demo is as it was at first")


def application(config: Config) -> Flask:
    """The site, for as long as the command runs."""
    app = create_app(config)
    click.get_current_context().call_on_close(app.extensions["engine"].dispose)
    return app


@demo.command()
@with_port
@click.option("--idp-port", default=5001, show_default=True, help="of the identity provider")
@click.option("--no-browser-hint", is_flag=True, help="only tell the addresses")
def serve(port: int, idp_port: int, *, no_browser_hint: bool) -> None:
    """Serve the demo, with its identity provider and a worker, until Ctrl-C."""
    ports = Ports(port, idp_port)
    serve_demo(application(ports.settle(Config.from_env())), ports, hint=not no_browser_hint)


@demo.command()
@click.option("--folkmotioner", default=2000, show_default=True)
@click.option("--signatures", default=200_000, show_default=True)
@click.option("--answers", default=10_000, show_default=True)
@click.option("--ideas", default=3000, show_default=True)
@click.option("--comments", default=20_000, show_default=True)
@click.option(
    "--consultation/--no-consultation", "wants_one", default=True, help="one with all of these"
)
@click.option("--sections", default=30, show_default=True)
@click.option("--statements", default=2000, show_default=True)
@click.option("--remiss/--no-remiss", "wants_remiss", default=True, help="one with all of these")
@click.option("--municipality", default="ekby", show_default=True)
def fill(*, municipality: str, wants_one: bool, wants_remiss: bool, **many: int) -> None:
    """Add many folkmotioner and names, a consultation and a remiss with much in them, to feel the pages.

    The rows are made directly in the database, not through the actions that people use: this is
    about size. `dialog demo reset` takes them away again.
    """
    folkmotioner = Size(many["folkmotioner"], many["signatures"])
    consultation = ConsultationSize(many["answers"], many["ideas"], many["comments"])
    remiss = RemissSize(many["sections"], many["statements"])
    with Setting.from_env().context(municipality) as ctx:
        with click.progressbar(length=folkmotioner.folkmotioner, label="folkmotioner") as bar:
            fill_demo(ctx, folkmotioner, bar.update)
        if wants_one:
            with click.progressbar(length=consultation.steps, label="one consultation") as bar:
                Filling(ctx, consultation, bar.update).fill()
        if wants_remiss:
            with click.progressbar(length=remiss.statements, label="one remiss") as bar:
                RemissFilling(ctx, remiss, bar.update).fill()


@demo.command()
@click.option("--municipality", default="ekby", show_default=True)
def measure(municipality: str) -> None:
    """Tell how long the hot pages take until their first byte, without a network between."""
    click.echo("  median    worst  statements  page")
    for page in measure_pages(application(Config.from_env()), municipality):
        note = "" if page.status == HTTPStatus.OK else f"  ({page.status})"
        click.echo(
            f"{page.median:5.1f} ms {page.worst:5.1f} ms  {page.statements:10}  {page.path}{note}"
        )


@demo.command()
@click.option("--attempts", default=ATTEMPTS, show_default=True, help="to sign, in all")
@click.option("--over-http", default=100, show_default=True, help="how many with real SAML logins")
@click.option("--seed", default=1, show_default=True, help="another one, another order")
@click.option("--checked-afterwards", is_flag=True, help="load the register after the collection")
@click.option("--keep", is_flag=True, help="keep the database, and tell where it is")
def replay(*, keep: bool, **wish: Any) -> None:
    """Replay the collection of Västerås 2020: 19,297 names, of which 15,395 count.

    In a database of its own. The exit status says whether what came out is what went in.
    """
    config = Config.from_env()
    config.data_dir.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="replay-", dir=config.data_dir))
    try:
        play = Replay(Wish(**wish, testing=config.testing), folder, utc_now())
        with click.progressbar(length=len(play.plan.moves), label="attempts") as bar:
            report = play.run(create_app, bar.update)
        click.echo("\n".join(report.lines()))
    finally:
        if keep:
            click.echo(f"kept in {folder}")
        else:
            shutil.rmtree(folder)
    sys.exit(0 if report.is_equal else 1)
