"""The demo in one process: the municipalities, the identity provider and the worker.

Threads of werkzeug's server are plenty for a person or a class who tries it. Production has its own
server and a worker of its own, see docs.
"""

import errno
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload, undefer
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from dialog.config import Config, ConfigError
from dialog.core.db import reader
from dialog.core.faults import describe
from dialog.core.worker import Desk, work
from dialog.demo.guard import ensure_demo
from dialog.demo.idp.app import create_idp
from dialog.demo.seed import ensure_hosts
from dialog.demo.town import host_name
from dialog.identity.federation import Federation
from dialog.identity.saml.metadata import service_metadata
from dialog.tenancy.models import Municipality

LOOPBACK = "127.0.0.1"
LOOPBACK_6 = "::1"  # where some browsers look first for localhost
ANSWER = "dialog.answer"  # in the environment of a request
PATIENCE = 10.0  # seconds for the worker to finish what it is doing
HINT = """
  Prova: logga in som Åsa Ekman (boende), Maja Granskog (granskare), Hanna Lager (handläggare),
  Reidar Diarell (registrator) eller Ada Admin (administratör). Alla är påhittade.
  Try: log in as one of them; they are all made up. English: choose it at the top of the page.
"""


@dataclass(frozen=True)
class Ports:
    """Where the two origins are."""

    web: int
    idp: int

    def settle(self, config: Config) -> Config:
        """The settings with the identity provider where it will be, unless told otherwise."""
        ensure_demo(config)
        if config.idp_url != Config.idp_url:
            return config  # DIALOG_DEMO_IDP_URL: something stands in front of us
        return replace(config, idp_url=f"http://{LOOPBACK}:{self.idp}")


class Handler(WSGIRequestHandler):
    """Keeps connections open, and says nothing about requests that went well."""

    protocol_version = "HTTP/1.1"
    timeout = 60

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        """Nothing: addresses and paths are nobody's business."""

    def connection_dropped(self, error: BaseException, environ: Any = None) -> None:
        """The browser went away. werkzeug leaves what it had opened for it, such as a picture."""
        close = getattr((environ or {}).get(ANSWER), "close", None)
        if close is not None:
            close()


def remembering(app: Any) -> Any:
    """The application, with its answer to each request where Handler finds it."""

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        environ[ANSWER] = app(environ, start_response)
        return environ[ANSWER]

    return answer


class OneLine(logging.Formatter):
    """One line per error: its kind and the way to it."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - its name in the standard library
        """The last steps instead of a page of them."""
        return describe(ei[1])

    def format(self, record: logging.LogRecord) -> str:
        """Without line breaks, and without what another handler has made of the error."""
        record = copy(record)
        record.exc_text = None
        return super().format(record).replace("\n", " ")


def serve(app: Flask, ports: Ports, *, hint: bool = True) -> None:
    """Serve until Ctrl-C or SIGTERM. The database is there and filled already."""
    config: Config = app.extensions["dialog"]
    ensure_demo(config)
    log_briefly()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    ensure_hosts(app.extensions["engine"], ports.web)
    with_idp = create_idp(config.data_dir, config.idp_url, services(app), app.extensions["clock"])
    servers = [*listen(app, ports.web), *listen(with_idp, ports.idp)]
    threads = [threading.Thread(target=each.serve_forever, args=(0.2,)) for each in servers]
    threads.append(threading.Thread(target=keep_working, args=(app, stop)))
    threads.append(threading.Thread(target=lambda: list(services(app)())))  # makes missing keys
    for thread in threads:
        thread.start()
    tell(config, ports, hint=hint)
    stop.wait()
    for server in servers:
        server.shutdown()
        server.server_close()
    for thread in threads:
        thread.join(PATIENCE)
    app.extensions["engine"].dispose()


def keep_working(app: Flask, stop: threading.Event) -> None:
    """The worker's thread."""
    engine, keys, clock = (app.extensions[name] for name in ("engine", "keys", "clock"))
    work(Desk(engine, keys, clock(), app.extensions["dialog"]), clock, once=False, stop=stop)


def services(app: Flask) -> Callable[[], Iterator[bytes]]:
    """How each municipality describes itself to the identity provider, asked for anew every time."""
    federation = Federation.from_config(app.extensions["dialog"])
    clock = app.extensions["clock"]

    def describe_all() -> Iterator[bytes]:
        stmt = select(Municipality).options(
            selectinload(Municipality.hosts), undefer(Municipality.logo)
        )
        with Session(reader(app.extensions["engine"])) as everywhere:
            rows = everywhere.scalars(stmt.order_by(Municipality.id)).all()
        for row in rows:
            if row.hosts:
                yield service_metadata(federation.registered(row, clock()))

    return describe_all


def listen(app: Flask, port: int) -> Iterator[BaseWSGIServer]:
    """A server on each loopback address that this machine has. Raises ConfigError when taken."""
    for address in (LOOPBACK, LOOPBACK_6):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        try:
            sock = bound(address, family, port)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise ConfigError(f"port {port} of {address} is taken") from None
            if address == LOOPBACK:
                raise
            continue  # a machine without IPv6
        with sock:  # bound by us: werkzeug would end the process in its own words
            fd = sock.fileno()
            yield make_server(
                address, port, remembering(app), threaded=True, request_handler=Handler, fd=fd
            )


def bound(address: str, family: socket.AddressFamily, port: int) -> socket.socket:
    """A listening socket."""
    sock = socket.socket(family)
    try:
        if os.name != "nt":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((address, port))
        sock.listen(128)
    except OSError:
        sock.close()
        raise
    return sock


def log_briefly() -> None:
    """Warnings and errors on one line each, on standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def tell(config: Config, ports: Ports, *, hint: bool) -> None:
    """Where it is, and what to try."""
    lines = [
        "",
        f"  Ekby      http://{host_name('ekby', ports.web)}/",
        f"  Björkby   http://{host_name('bjorkby', ports.web)}/",
        f"  e-leg     {config.idp_url}/",
        f"  Brev      http://{host_name('ekby', ports.web)}/demo/brevlada",
        HINT if hint else "",
        "  Avsluta med Ctrl-C. Stop with Ctrl-C.",
    ]
    print("\n".join(lines), flush=True)  # noqa: T201 - this is a program
