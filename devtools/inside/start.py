"""Bring the database up to date, fill the demo, serve: in one process, because imports cost most."""

import sys
import time


def told(text: str, words: list[str]) -> None:
    """Do what `dialog <words>` does, and tell how long it took."""
    print(f"  {text} ...", end="", flush=True)
    start = time.monotonic()
    from dialog.cli import main as dialog  # noqa: PLC0415 - belongs to what is timed

    sys.argv = ["dialog", *words]
    dialog()
    print(f" {time.monotonic() - start:.1f} s", flush=True)


def main() -> None:
    """Take the steps, then become the server with the arguments that are meant for it."""
    arguments = sys.argv[1:]
    port = arguments[arguments.index("--port") :][:2] if "--port" in arguments else []
    told("Bringing the database up to date", ["db", "upgrade"])
    told("Filling the demo municipalities", ["demo", "seed", *port])  # letters name the port
    from dialog.cli import main as dialog  # noqa: PLC0415 - is here already

    sys.argv = ["dialog", "demo", "serve", *arguments]
    dialog()


if __name__ == "__main__":
    main()
