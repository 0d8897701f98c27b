"""The command `dev.py run`: from a fresh clone to a page in the browser."""

import os
import socket
import sys

from devtools import assets, catalogues, python_packages
from devtools.shell import PYTHON, ROOT, Command, Failed, environment, openly, python


def main(port: int, idp_port: int, *, hint: bool) -> int:
    """Install what is missing, bring the database up to date, and serve until Ctrl-C."""
    if os.environ.setdefault("DIALOG_ENV", "demo") != "demo":
        raise Failed("`run` is the demo. In production: wsgi.py and `dialog worker`, see docs/.")
    for number in (port, idp_port):
        ensure_free(number)
    python_packages.ensure(dev=False)
    assets.ensure()
    catalogues.compile_all()
    command = python(
        "-m", "devtools.inside.start", "--port", str(port), "--idp-port", str(idp_port)
    )
    return hand_over(command if hint else [*command, "--no-browser-hint"])


def ensure_free(port: int) -> None:
    """Complain early, and in words, when somebody else sits on the port."""
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Failed(
                f"Port {port} is taken ({error.strerror}). Is the program running already?\n"
                "Choose others: python3 dev.py run --port 5050 --idp-port 5051"
            ) from error


def hand_over(command: Command) -> int:
    """Become the server, so that Ctrl-C and signals reach it and nobody stands between."""
    if os.name != "nt":
        sys.stdout.flush()
        os.chdir(ROOT)
        os.execve(PYTHON, [str(part) for part in command], environment())
    return openly(command)
