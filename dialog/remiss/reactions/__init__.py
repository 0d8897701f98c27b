"""Afterwards: what the worker does on time, and when something has happened."""

from dialog.remiss.reactions import inviting as inviting
from dialog.remiss.reactions import numbers as numbers
from dialog.remiss.reactions import rooms as rooms
