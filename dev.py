#!/usr/bin/env python3
"""Set up, run, test and check `dialog`: python3 dev.py --help. Needs Python 3.11 and nothing else."""

import sys

if sys.version_info < (3, 11):  # said here, before anything that an old Python cannot read
    sys.exit(
        "dialog needs Python 3.11 or newer; this is {}.{} ({}).\n"
        "Install a newer one and try again, for example: python3.12 dev.py run".format(
            sys.version_info[0], sys.version_info[1], sys.executable
        )
    )

import argparse
import signal

from devtools import building, catalogues, checks, doctor, locks, running, testing, tidying
from devtools.shell import Failed


def commands() -> argparse.ArgumentParser:
    """Give what can be asked of this file."""
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    sub = parser.add_subparsers(dest="command", required=True)
    run = sub.add_parser("run", help="install what is missing and serve the demo")
    run.add_argument("--port", type=int, default=5000, help="of the web server (5000)")
    run.add_argument("--idp-port", type=int, default=5001, help="of the demo e-identification")
    run.add_argument("--no-browser-hint", action="store_true", help="do not invite to a browser")
    sub.add_parser("test", help="run every test; arguments go to pytest", add_help=False)
    sub.add_parser("bench", help="measure logins and pages at size", add_help=False)
    sub.add_parser(
        "check", help="lint, types, imports, templates, catalogues, migrations, licences"
    )
    sub.add_parser("format", help="format the code")
    sub.add_parser("i18n", help="bring the translation catalogues up to date with the source")
    lock = sub.add_parser("lock", help="write the lock files anew")
    lock.add_argument("--upgrade", action="store_true", help="take newer indirect packages")
    sub.add_parser("build", help="build a wheel in dist/")
    sub.add_parser("doctor", help="tell what is here and what is missing")
    return parser


def main() -> int:
    """Do one command; a failure that the reader can mend is told without a traceback."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parser = commands()
    options, rest = parser.parse_known_args()
    if rest and options.command not in {"test", "bench"}:
        parser.error(f"unknown: {' '.join(rest)}")
    work = {
        "run": lambda: running.main(
            options.port, options.idp_port, hint=not options.no_browser_hint
        ),
        "test": lambda: testing.main(rest),
        "bench": lambda: testing.bench(rest),
        "check": checks.main,
        "format": tidying.main,
        "i18n": catalogues.main,
        "lock": lambda: locks.main(upgrade=options.upgrade),
        "build": building.main,
        "doctor": doctor.main,
    }
    try:
        return work[options.command]()
    except Failed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
