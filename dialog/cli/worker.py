"""`dialog worker`: pays debts, counts names, sends letters."""

import signal
import threading

import click

from dialog import app as app  # knows every feature, and so every handler and job
from dialog.cli.setting import Setting, utc_now
from dialog.core.worker import Desk, work


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def worker(*, once: bool) -> None:
    """Run the worker. As many as you like may run at the same time."""
    setting = Setting.from_env()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    desk = Desk(setting.engine, setting.keys, utc_now(), setting.config)
    work(desk, utc_now, once=once, stop=stop)
