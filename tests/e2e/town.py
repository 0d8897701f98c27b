"""Ekby, Björkby and their identity provider, served on this machine as `dialog demo serve` does."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from socket import AF_INET

from flask import Flask
from sqlalchemy import delete
from sqlalchemy.orm import Session

from dialog.app import create_app
from dialog.config import Config
from dialog.core.db import Base, make_engine
from dialog.core.keys import Keyring
from dialog.core.worker import Desk, work
from dialog.demo.idp.app import create_idp
from dialog.demo.seed import Home, ensure_hosts, seed
from dialog.demo.serve import LOOPBACK, bound, listen, services
from dialog.tenancy.models import Host
from tests.make import NOW

BITS = 2048
SOMEWHERE = 80  # the port that the template is made for; each town has one of its own
DATABASE, KEYS = "dialog.db", "keys.json"


class Clock:
    """Begins at NOW, goes on as time does, and can be put forward."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return NOW + timedelta(seconds=time.monotonic() - self._begun) + self._ahead

    def forward(self, span: timedelta) -> None:
        """Let time pass."""
        self._ahead += span


@dataclass
class Town:
    """Where everything is. Ekby has a register of residents, Björkby has none."""

    ekby: str
    bjorkby: str
    provider: str
    folder: Path  # its database, keys and files
    app: Flask
    clock: Clock

    def work(self) -> None:
        """Two minutes pass and the worker does all that is due."""
        self.clock.forward(timedelta(minutes=2))
        desk = Desk(self.app.extensions["engine"], self.app.extensions["keys"], self.clock())
        work(
            Desk(desk.engine, desk.keys, desk.now, self.app.extensions["dialog"]),
            self.clock,
            once=True,
            stop=threading.Event(),
        )


def settings(folder: Path, provider: str) -> Config:
    """An installation that lives in one folder."""
    return Config(
        environment="demo",
        secret_key="end to end " * 4,
        database_url=f"sqlite:///{folder / DATABASE}",
        data_dir=folder,
        keys_file=folder / KEYS,
        idp_url=provider,
        testing=True,
    )


def raise_template(folder: Path) -> None:
    """Fill a folder with everything that a town begins with; the keys too, for they take time."""
    keys = Keyring.create(folder / KEYS)
    config = settings(folder, f"http://{LOOPBACK}")
    engine = make_engine(config.database_url)
    Base.metadata.create_all(engine)
    seed(Home(engine, keys, folder), NOW, SOMEWHERE)
    engine.dispose()
    app = create_app(config, Clock())
    create_idp(folder, config.idp_url, lambda: list(services(app)()), Clock(), bits=BITS)
    list(services(app)())
    app.extensions["engine"].dispose()


@contextmanager
def open_town(template: Path, folder: Path) -> Iterator[Town]:
    """A copy of the template, served until the block ends."""
    shutil.copytree(template, folder, dirs_exist_ok=True)
    port, provider_port = free_port(), free_port()
    config = settings(folder, f"http://{LOOPBACK}:{provider_port}")
    clock = Clock()
    with ExitStack() as stack:
        app = create_app(config, clock)
        engine = app.extensions["engine"]
        stack.callback(engine.dispose)
        with Session(engine) as everywhere:
            everywhere.execute(delete(Host))
            everywhere.commit()
        ensure_hosts(engine, port)
        idp = create_idp(folder, config.idp_url, services(app), clock, bits=BITS)
        stack.enter_context(served(app, port))
        stack.enter_context(served(idp, provider_port))
        yield Town(
            ekby=f"http://localhost:{port}",
            bjorkby=f"http://bjorkby.localhost:{port}",
            provider=config.idp_url,
            folder=folder,
            app=app,
            clock=clock,
        )


def free_port() -> int:
    """A port that nobody listens on just now."""
    sock = bound(LOOPBACK, AF_INET, 0)
    port: int = sock.getsockname()[1]
    sock.close()
    return port


@contextmanager
def served(app: Flask, port: int) -> Iterator[None]:
    """The application, answering on the loopback addresses."""
    servers = list(listen(app, port))
    threads = [threading.Thread(target=each.serve_forever, args=(0.05,)) for each in servers]
    for thread in threads:
        thread.start()
    yield
    for server in servers:
        server.shutdown()
    for thread in threads:
        thread.join()
    for server in servers:
        server.server_close()


Services = Callable[[], Iterator[bytes]]
