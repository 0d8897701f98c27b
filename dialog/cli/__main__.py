"""`python -m dialog.cli` is the same as `dialog`."""

from dialog.cli import main

main()
