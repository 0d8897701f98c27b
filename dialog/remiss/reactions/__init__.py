"""Afterwards: at least once, each in its own transaction."""

from dialog.remiss.reactions import rooms as rooms
